// The lines of `lines.ts` with prices on them, for one gateway and one month. Each charge is rounded to the cent, as
// Azure's calculator does, so that every sum is the sum of what is shown.
import type { Expiry } from '../spec/expiry.ts';
import type { Spec } from '../spec/schema.ts';
import { priceOf, type PriceBook, type PriceRow } from './book.ts';
import { lines, type Part } from './lines.ts';
import type { Meter } from './meters.ts';
import { centsFor } from './money.ts';
import type { Usage } from './usage.ts';

/** What of a spec decides its cost. */
export type Costed = Pick<Spec, 'name' | 'region' | 'vmSize' | 'instances' | 'content'> & {
  readonly expiry?: Expiry | undefined;
};

export interface Charge {
  readonly meter: Meter;
  readonly quantity: number;
  /** Undefined where the book has no price. */
  readonly cents: number | undefined;
  readonly price: PriceRow | undefined;
  /** Whether it goes on while the instances are stopped. */
  readonly whenStopped: boolean;
}

export interface Item {
  readonly name: string;
  /** What it is made of, or that it is not counted. */
  readonly about: string;
  /** Empty where nobody knows how much is used. */
  readonly charges: readonly Charge[];
  /** Undefined where nothing of it is counted or priced. */
  readonly cents: number | undefined;
}

/** A twelfth of a year; Azure's calculator counts the same. */
export const hoursOfMonth = 730;

export function itemsOf(
  spec: Costed,
  { book, usage }: { readonly book: PriceBook; readonly usage: Usage },
): readonly Item[] {
  const asked = { spec, usage, hours: hoursOfMonth };
  return lines.flatMap(({ name, parts, about }): readonly Item[] => {
    const used = parts(asked);
    if (used === 'none') return [];
    const charges = used === 'unknown' ? [] : used.map((part) => chargeOf(part, spec.region, book));
    return [{ name, about: about(asked), charges, cents: sumOf(charges) }];
  });
}

function chargeOf({ meter, quantity, whenStopped = false }: Part, region: string, book: PriceBook): Charge {
  const price = priceOf(book, meter, region);
  const cents = price === undefined ? undefined : centsFor(quantity, price.tiers);
  return { meter, quantity, cents, price, whenStopped };
}

export function sumOf(charges: readonly Charge[]): number | undefined {
  const known = charges.flatMap(({ cents }) => cents ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, cents) => sum + cents, 0);
}
