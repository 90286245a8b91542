// Money without floating point: a price is decimal text, a quantity has three decimals, their product is exact and is
// rounded once, half a cent upwards. Says how both are written; knows no currency and nothing of what is bought.

/** A price from a quantity on: tiers as Azure's price list has them, the first from 0. */
export interface Tier {
  readonly from: number;
  readonly price: string;
}

const priceDecimals = 12;
const quantityDecimals = 3;
const unitsOfCent = 10n ** BigInt(priceDecimals + quantityDecimals - 2);
const form = /^(\d{1,9})(?:\.(\d{1,12}))?$/;

/** The text of a price from JSON, where it is a number, or text to keep all its decimals. */
export function priceFrom(value: unknown): string | undefined {
  if (typeof value === 'string') return form.test(value) ? value : undefined;
  if (typeof value !== 'number' || !(value >= 0 && value < 1e9)) return undefined;
  return value.toFixed(priceDecimals).replace(/\.?0+$/, '');
}

/** What a quantity costs, in cents; each part of it at the price of its own tier. */
export function centsFor(quantity: number, tiers: readonly Tier[]): number {
  const whole = thousandths(quantity);
  let sum = 0n;
  for (const [index, { from, price }] of tiers.entries()) {
    const next = tiers[index + 1];
    const end = next === undefined ? whole : least(whole, thousandths(next.from));
    const inTier = end - thousandths(from);
    if (inTier > 0n) sum += inTier * unitsOf(price);
  }
  return rounded(sum, unitsOfCent);
}

/** The share of an amount that falls into some hours of so many. */
export function shareOf(cents: number, hours: number, ofHours: number): number {
  return rounded(BigInt(cents) * thousandths(hours), thousandths(ofHours));
}

/** `210.37` as JSON has it. */
export function currencyUnits(cents: number): number {
  return cents / 100;
}

function thousandths(quantity: number): bigint {
  return BigInt(Math.round(quantity * 10 ** quantityDecimals));
}

function unitsOf(price: string): bigint {
  const [, units = '0', decimals = ''] = form.exec(price) ?? [];
  return BigInt(units + decimals.padEnd(priceDecimals, '0'));
}

function rounded(amount: bigint, by: bigint): number {
  return Number((2n * amount + by) / (2n * by));
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** `1,234.50` */
export function moneyText(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${sign}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

/** `12,000`; decimals, where there are any, stay as they are. */
export function countText(count: number): string {
  const [whole = '', decimals] = String(count).split('.');
  return decimals === undefined ? grouped(whole) : `${grouped(whole)}.${decimals}`;
}

function grouped(digits: string): string {
  return digits.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
}
