// A price book: prices by meter and region, each with its day and its source, and how one is looked up. Holds no price
// itself; those of cmg are in `prices.ts`, those of a user come through `price-file.ts`.
import { clouds } from '../spec/clouds.ts';
import type { Meter } from './meters.ts';
import type { Tier } from './money.ts';

export interface PriceRow {
  readonly meter: Meter;
  /** The short name of a region, or `global` for what costs the same in all regions of the public cloud. */
  readonly region: string;
  readonly tiers: readonly Tier[];
  /** The day on which it was the price, or `undated`. */
  readonly asOf: string;
  readonly source: string;
  /** What a reader should know before relying on it. */
  readonly note?: string;
}

export interface PriceBook {
  readonly title: string;
  readonly currency: string;
  /** The region whose prices stand in for those of another public region that the book does not have. */
  readonly standIn?: string;
  readonly rows: readonly PriceRow[];
}

/** Later rows win: a book may be laid over another. */
export function priceOf({ rows, standIn }: PriceBook, meter: Meter, region: string): PriceRow | undefined {
  const inRegion = (wanted: string | undefined): PriceRow | undefined =>
    rows.findLast((row) => row.meter === meter && row.region === wanted);
  const exact = inRegion(region);
  // The government cloud has a price list of its own.
  if (exact !== undefined || !Object.hasOwn(clouds.AzurePublicCloud.regions, region)) return exact;
  return inRegion('global') ?? inRegion(standIn);
}

/** Several as one: what a later book has, it has instead of an earlier one. */
export function joinBooks([first, ...others]: readonly [PriceBook, ...(readonly PriceBook[])]): PriceBook {
  return others.reduce((joined, book): PriceBook => {
    const standIn = book.standIn ?? joined.standIn;
    return {
      title: `${joined.title} and ${book.title}`,
      currency: joined.currency,
      ...(standIn === undefined ? {} : { standIn }),
      rows: [...joined.rows, ...book.rows],
    };
  }, first);
}
