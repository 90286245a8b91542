// An answer of Azure's list of prices, as anybody may fetch it, turned into a price book: only the rows that a gateway
// is billed by, told by product, meter and unit. The form and the names:
// https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { sizeNames, sizes } from '../spec/sizes.ts';
import type { PriceBook, PriceRow } from './book.ts';
import { shown, type Fault } from './fault.ts';
import type { Meter } from './meters.ts';
import { priceFrom, type Tier } from './money.ts';

interface Mark {
  readonly meter: Meter;
  readonly unitOfMeasure: string;
  readonly productName: RegExp;
  readonly meterName?: RegExp;
  readonly skuName?: string;
  readonly armSkuName?: string;
}

const blobs = { productName: /^General Block Blob v2$/, skuName: 'Hot LRS' };
const balancer = { productName: /^Load Balancer$/, skuName: 'Standard' };

const marks: readonly Mark[] = [
  ...sizeNames.map((size): Mark => ({
    meter: `vm.${size}`,
    unitOfMeasure: '1 Hour',
    productName: /^Virtual Machines .* Windows$/,
    armSkuName: sizes[size].sku,
  })),
  {
    meter: 'osDisk',
    unitOfMeasure: '1/Month',
    productName: /^Standard SSD Managed Disks$/,
    meterName: /^E4 LRS Disk$/,
  },
  {
    meter: 'publicIp',
    unitOfMeasure: '1 Hour',
    productName: /^IP Addresses$/,
    meterName: /^Standard IPv4 Static Public IP$/,
  },
  {
    ...balancer,
    meter: 'loadBalancer',
    unitOfMeasure: '1 Hour',
    meterName: /^Standard Included LB Rules and Outbound Rules$/,
  },
  { ...balancer, meter: 'loadBalancerData', unitOfMeasure: '1 GB', meterName: /^Standard Data Processed$/ },
  { ...blobs, meter: 'blobStored', unitOfMeasure: '1 GB/Month', meterName: /^Hot LRS Data Stored$/ },
  { ...blobs, meter: 'blobWrites', unitOfMeasure: '10K', meterName: /^Hot LRS Write Operations$/ },
  {
    ...blobs,
    meter: 'blobLists',
    unitOfMeasure: '10K',
    meterName: /^(?:Hot )?LRS List and Create Container Operations$/,
  },
  { ...blobs, meter: 'blobReads', unitOfMeasure: '10K', meterName: /^Hot Read Operations$/ },
  { ...blobs, meter: 'blobOthers', unitOfMeasure: '10K', meterName: /^All Other Operations$/ },
  {
    meter: 'egress',
    unitOfMeasure: '1 GB',
    // The way that traffic takes where nobody chooses another.
    productName: /^Rtn Preference: MGN$/,
    meterName: /^Standard Data Transfer Out$/,
  },
  {
    meter: 'vaultOperations',
    unitOfMeasure: '10K',
    productName: /^Key Vault$/,
    skuName: 'Standard',
    meterName: /^Operations$/,
  },
  {
    meter: 'alertRule',
    unitOfMeasure: '1/Month',
    productName: /^Azure Monitor$/,
    meterName: /^Alerts Metric Monitored$/,
  },
];

export function isRetailAnswer(value: Json): value is JsonObject {
  return isJsonObject(value) && Array.isArray(value['Items']);
}

export function retailBook(file: string, answer: JsonObject, fault: Fault): PriceBook {
  const items = (answer['Items'] as readonly Json[]).map((item) => (isJsonObject(item) ? item : {}));
  const groups = new Map<string, PriceRow>();
  const currencies = new Set<string>();
  for (const [index, item] of items.entries()) {
    const mark = marks.find((one) => isMarked(item, one));
    if (mark === undefined) continue;
    const price = priceFrom(item['retailPrice']);
    if (price === undefined) {
      fault(`Items[${index}].retailPrice`, `must be a price of 0 or more, not ${shown(item['retailPrice'])}`);
      continue;
    }
    currencies.add(textOf(item, 'currencyCode'));
    const row = rowOf(item, mark.meter, price);
    const key = `${row.meter} ${row.region}`;
    groups.set(key, joined(groups.get(key), row));
  }
  // A page may begin in the middle of the tiers, and then the price of the first is not known.
  const rows = [...groups.values()].filter(({ tiers }) => tiers[0]?.from === 0);
  const [currency = '', ...others] = currencies;
  if (rows.length === 0) fault('Items', 'has no price that a gateway is billed by');
  else if (others.length > 0 || !/^[A-Z]{3}$/.test(currency)) {
    fault('Items', `must be in one currency, not ${[...currencies].map(shown).join(', ')}`);
  }
  const more = textOf(answer, 'NextPageLink') === '' ? '' : ', the first of several pages';
  return { title: `Azure's list of prices in ${file}${more}`, currency, rows };
}

function isMarked(item: JsonObject, mark: Mark): boolean {
  const { productName, meterName, skuName, armSkuName, unitOfMeasure } = mark;
  const kind = textOf(item, 'type');
  return (
    (kind === '' || kind === 'Consumption') &&
    item['isPrimaryMeterRegion'] !== false &&
    textOf(item, 'unitOfMeasure') === unitOfMeasure &&
    productName.test(textOf(item, 'productName')) &&
    (meterName ?? /./).test(textOf(item, 'meterName')) &&
    (skuName ?? textOf(item, 'skuName')) === textOf(item, 'skuName') &&
    (armSkuName ?? textOf(item, 'armSkuName')) === textOf(item, 'armSkuName') &&
    !/ (?:Spot|Low Priority)$/.test(textOf(item, 'meterName'))
  );
}

function rowOf(item: JsonObject, meter: Meter, price: string): PriceRow {
  const from = Number(item['tierMinimumUnits'] ?? 0);
  const region = textOf(item, 'armRegionName').toLowerCase();
  const since = textOf(item, 'effectiveStartDate').slice(0, 10);
  return {
    meter,
    region: region === '' ? 'global' : region,
    tiers: [{ from: Number.isFinite(from) ? from : 0, price }],
    asOf: since === '' ? 'undated' : since,
    source: 'https://prices.azure.com/api/retail/prices',
    ...(since === '' ? {} : { note: 'the price since that day' }),
  };
}

/** The list has a row for each tier, in no order. */
function joined(before: PriceRow | undefined, row: PriceRow): PriceRow {
  if (before === undefined) return row;
  const [tier] = row.tiers;
  const others = before.tiers.filter(({ from }) => from !== tier?.from);
  const tiers: readonly Tier[] = [...others, ...row.tiers].toSorted((a, b) => a.from - b.from);
  return { ...before, tiers };
}

function textOf(item: JsonObject, key: string): string {
  const value = item[key];
  return typeof value === 'string' ? value : '';
}
