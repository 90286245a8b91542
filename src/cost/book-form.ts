// The form of a price book as cmg's own JSON (`docs/cost.md` describes it): a JSON value → the book it is, and everything
// that is wrong with it by its path. Strict; never throws.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { nearest } from '../base/suggest.ts';
import type { PriceBook, PriceRow } from './book.ts';
import { shown, type Fault } from './fault.ts';
import { isMeter, meterNames } from './meters.ts';
import { priceFrom, type Tier } from './money.ts';

const keysOfBook = ['version', 'title', 'currency', 'standIn', 'prices'];
const keysOfRow = ['meter', 'region', 'price', 'tiers', 'asOf', 'source', 'note'];

export function bookFrom(file: string, value: Json, fault: Fault): PriceBook | undefined {
  if (!isJsonObject(value)) {
    fault('', 'must be an object');
    return undefined;
  }
  refuseOthers(value, { known: keysOfBook, path: '', fault });
  const { version, title, currency, standIn, prices } = value;
  if (version !== 1) fault('version', 'must be 1');
  if (title !== undefined && !isWord(title)) fault('title', 'must be text');
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) {
    fault('currency', `must be three capitals, as in USD, not ${shown(currency)}`);
  }
  if (standIn !== undefined && !isRegion(standIn)) fault('standIn', regionForm(standIn));
  if (!Array.isArray(prices)) fault('prices', 'must be a list');
  const list = Array.isArray(prices) ? (prices as readonly Json[]) : [];
  const rows = list.map((row, index) => rowFrom(row, `prices[${index}]`, fault)).filter(isRow);
  return {
    title: isWord(title) ? title : `the prices of ${file}`,
    currency: String(currency),
    ...(typeof standIn === 'string' ? { standIn } : {}),
    rows,
  };
}

function rowFrom(value: Json, path: string, fault: Fault): PriceRow | undefined {
  if (!isJsonObject(value)) {
    fault(path, 'must be an object');
    return undefined;
  }
  refuseOthers(value, { known: keysOfRow, path: `${path}.`, fault });
  const { meter, region, asOf = 'undated', source, note } = value;
  if (typeof meter !== 'string' || !isMeter(meter)) {
    fault(`${path}.meter`, `must be a meter, not ${shown(meter)}`, suggestion(meter));
  }
  if (!isRegion(region)) fault(`${path}.region`, regionForm(region));
  if (asOf !== 'undated' && !(typeof asOf === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(asOf))) {
    fault(`${path}.asOf`, `must be a day, as in 2026-11-26, not ${shown(asOf)}`);
  }
  if (!isWord(source)) fault(`${path}.source`, 'must say where the price is from');
  if (note !== undefined && !isWord(note)) fault(`${path}.note`, 'must be text');
  const tiers = tiersFrom(value, path, fault);
  if (typeof meter !== 'string' || !isMeter(meter) || !isRegion(region) || !isWord(source)) return undefined;
  return { meter, region, tiers, asOf: String(asOf), source, ...(isWord(note) ? { note } : {}) };
}

/** One price for all of it, or tiers that rise from 0. */
function tiersFrom({ price, tiers }: JsonObject, path: string, fault: Fault): readonly Tier[] {
  if ((price === undefined) === (tiers === undefined)) {
    fault(path, 'must have either price or tiers');
    return [];
  }
  const list: Json = tiers ?? [{ from: 0, price: price ?? null }];
  if (!Array.isArray(list) || list.length === 0) {
    fault(`${path}.tiers`, 'must be a list with something in it');
    return [];
  }
  let least = 0;
  return (list as readonly Json[]).flatMap((tier, index): readonly Tier[] => {
    const at = tiers === undefined ? path : `${path}.tiers[${index}]`;
    const { from, price: text, ...others } = isJsonObject(tier) ? tier : {};
    for (const key of Object.keys(others)) fault(`${at}.${key}`, 'is not known');
    const found = priceFrom(text);
    if (found === undefined) fault(`${at}.price`, `must be a price of 0 or more, not ${shown(text)}`);
    const isNext = typeof from === 'number' && (index === 0 ? from === 0 : from >= least);
    if (!isNext) fault(`${at}.from`, index === 0 ? 'must be 0' : 'must be more than that of the tier before');
    least = typeof from === 'number' ? from + 0.001 : least;
    return found === undefined || !isNext ? [] : [{ from, price: found }];
  });
}

function refuseOthers(
  value: JsonObject,
  { known, path, fault }: { readonly known: readonly string[]; readonly path: string; readonly fault: Fault },
): void {
  for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
    const meant = nearest(key, known);
    fault(`${path}${key}`, 'is not known', meant === undefined ? undefined : `did you mean '${meant}'?`);
  }
}

function suggestion(meter: Json | undefined): string {
  const meant = typeof meter === 'string' ? nearest(meter, meterNames) : undefined;
  return meant === undefined ? `meters are ${meterNames.join(', ')}` : `did you mean '${meant}'?`;
}

function regionForm(value: Json | undefined): string {
  return `must be the short name of a region, or global, not ${shown(value)}`;
}

function isRegion(value: Json | undefined): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9]{2,40}$/.test(value);
}

function isWord(value: Json | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 500;
}

function isRow(row: PriceRow | undefined): row is PriceRow {
  return row !== undefined;
}
