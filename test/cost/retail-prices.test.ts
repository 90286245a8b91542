import assert from 'node:assert/strict';
import { priceOf, type PriceBook } from '../../src/cost/book.ts';
import type { Meter } from '../../src/cost/meters.ts';
import { parsePriceFile } from '../../src/cost/price-file.ts';

type RetailItem = Readonly<Record<string, unknown>>;

/** As the list answers for an instance with Windows. */
const instance: RetailItem = {
  currencyCode: 'USD',
  tierMinimumUnits: 0,
  retailPrice: 0.114,
  unitPrice: 0.114,
  armRegionName: 'westus2',
  location: 'US West 2',
  effectiveStartDate: '2016-11-01T00:00:00Z',
  meterName: 'A2 v2',
  productName: 'Virtual Machines Av2 Series Windows',
  skuName: 'A2 v2',
  serviceName: 'Virtual Machines',
  serviceFamily: 'Compute',
  unitOfMeasure: '1 Hour',
  type: 'Consumption',
  isPrimaryMeterRegion: true,
  armSkuName: 'Standard_A2_v2',
};

function answerOf(items: readonly unknown[], difference: object = {}): string {
  return JSON.stringify({
    BillingCurrency: 'USD',
    CustomerEntityId: 'Default',
    CustomerEntityType: 'Retail',
    Items: items,
    NextPageLink: null,
    Count: items.length,
    ...difference,
  });
}

function bookFrom(...items: readonly RetailItem[]): PriceBook {
  const { book, diagnostics } = parsePriceFile('answer.json', answerOf(items));
  assert.ok(book, diagnostics.map(({ message }) => message).join('\n'));
  return book;
}

function faultsOf(...items: readonly RetailItem[]): readonly string[] {
  return parsePriceFile('answer.json', answerOf(items)).diagnostics.map(({ message }) => message);
}

describe("an answer of Azure's list of prices", () => {
  it('is a book of the rows that a gateway is billed by', () => {
    assert.deepEqual(bookFrom(instance), {
      title: "Azure's list of prices in answer.json",
      currency: 'USD',
      rows: [
        {
          meter: 'vm.A2_v2',
          region: 'westus2',
          tiers: [{ from: 0, price: '0.114' }],
          asOf: '2016-11-01',
          source: 'https://prices.azure.com/api/retail/prices',
          note: 'the price since that day',
        },
      ],
    });
  });

  for (const [meter, unitOfMeasure, productName, skuName, meterName] of [
    ['osDisk', '1/Month', 'Standard SSD Managed Disks', 'E4 LRS', 'E4 LRS Disk'],
    ['publicIp', '1 Hour', 'IP Addresses', 'Standard', 'Standard IPv4 Static Public IP'],
    ['loadBalancer', '1 Hour', 'Load Balancer', 'Standard', 'Standard Included LB Rules and Outbound Rules'],
    ['loadBalancerData', '1 GB', 'Load Balancer', 'Standard', 'Standard Data Processed'],
    ['blobStored', '1 GB/Month', 'General Block Blob v2', 'Hot LRS', 'Hot LRS Data Stored'],
    ['blobWrites', '10K', 'General Block Blob v2', 'Hot LRS', 'Hot LRS Write Operations'],
    ['blobLists', '10K', 'General Block Blob v2', 'Hot LRS', 'LRS List and Create Container Operations'],
    ['blobReads', '10K', 'General Block Blob v2', 'Hot LRS', 'Hot Read Operations'],
    ['blobOthers', '10K', 'General Block Blob v2', 'Hot LRS', 'All Other Operations'],
    ['egress', '1 GB', 'Rtn Preference: MGN', 'Standard', 'Standard Data Transfer Out'],
    ['vaultOperations', '10K', 'Key Vault', 'Standard', 'Operations'],
    ['alertRule', '1/Month', 'Azure Monitor', 'Alerts', 'Alerts Metric Monitored'],
  ] satisfies [Meter, string, string, string, string][]) {
    it(`has ${meter} in ${productName} / ${meterName}`, () => {
      const item = { ...instance, armSkuName: '', unitOfMeasure, productName, skuName, meterName };
      assert.deepEqual(
        bookFrom(item).rows.map((one) => one.meter),
        [meter],
      );
      assert.deepEqual(faultsOf({ ...item, unitOfMeasure: '1 Day' }), [
        'answer.json: Items has no price that a gateway is billed by',
      ]);
    });
  }

  for (const [what, difference] of [
    ['without Windows', { productName: 'Virtual Machines Av2 Series' }],
    ['at spot prices', { meterName: 'A2 v2 Spot' }],
    ['at low priority', { meterName: 'A2 v2 Low Priority' }],
    ['reserved', { type: 'Reservation' }],
    ['for development and test', { type: 'DevTestConsumption' }],
    ['listed a second time for another region of billing', { isPrimaryMeterRegion: false }],
    ['of another size', { armSkuName: 'Standard_A8_v2' }],
  ] satisfies [string, RetailItem][]) {
    it(`leaves out instances ${what}`, () => {
      const book = bookFrom({ ...instance, ...difference, retailPrice: 9 }, instance);
      assert.deepEqual(
        book.rows.flatMap(({ tiers }) => tiers),
        [{ from: 0, price: '0.114' }],
      );
    });
  }

  it('puts the tiers of one price together and in order', () => {
    const egress = {
      ...instance,
      armSkuName: '',
      unitOfMeasure: '1 GB',
      productName: 'Rtn Preference: MGN',
      meterName: 'Standard Data Transfer Out',
    };
    const tier = (from: number, retailPrice: number): RetailItem => ({
      ...egress,
      tierMinimumUnits: from,
      retailPrice,
    });
    const book = bookFrom(tier(10_335, 0.083), tier(0, 0), tier(100, 0.087));
    assert.deepEqual(priceOf(book, 'egress', 'westus2')?.tiers, [
      { from: 0, price: '0' },
      { from: 100, price: '0.087' },
      { from: 10_335, price: '0.083' },
    ]);
    // The first of them is on a page that is not here.
    assert.equal(priceOf(bookFrom(tier(100, 0.087), instance), 'egress', 'westus2'), undefined);
  });

  it('takes what has no region of its own for everywhere', () => {
    for (const armRegionName of ['', 'Global']) {
      assert.equal(bookFrom({ ...instance, armRegionName }).rows[0]?.region, 'global');
    }
  });

  it('says so where it is one page of several', () => {
    const text = answerOf([instance], {
      NextPageLink: 'https://prices.azure.com:443/api/retail/prices?$skip=1000',
    });
    assert.equal(
      parsePriceFile('answer.json', text).book?.title,
      "Azure's list of prices in answer.json, the first of several pages",
    );
  });

  it('is refused where a price is none, where nothing fits, or where currencies are mixed', () => {
    assert.deepEqual(
      faultsOf({ ...instance, retailPrice: 'free' }, { ...instance, armRegionName: 'eastus' }),
      ['answer.json: Items[0].retailPrice must be a price of 0 or more, not "free"'],
    );
    assert.deepEqual(faultsOf(), ['answer.json: Items has no price that a gateway is billed by']);
    assert.deepEqual(faultsOf(instance, { ...instance, armRegionName: 'eastus', currencyCode: 'EUR' }), [
      'answer.json: Items must be in one currency, not "USD", "EUR"',
    ]);
    assert.deepEqual(parsePriceFile('answer.json', answerOf([instance, 7])).diagnostics, []);
  });
});
