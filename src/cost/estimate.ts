// What a gateway costs in a month, while it is stopped, and until it expires, with every assumption said. Pure: the
// spec, the prices and the moment are given.
import { expiresAt } from '../spec/expiry.ts';
import { assumptionsOf } from './assumptions.ts';
import type { PriceBook } from './book.ts';
import { hoursOfMonth, itemsOf, sumOf, type Costed, type Item } from './charges.ts';
import type { Meter } from './meters.ts';
import { shareOf } from './money.ts';
import type { Usage } from './usage.ts';

export interface Estimate {
  readonly gateway: string;
  readonly region: string;
  readonly currency: string;
  readonly monthlyCents: number;
  readonly whenStoppedCents: number;
  readonly untilExpiry: { readonly at: string; readonly cents: number } | undefined;
  readonly items: readonly Item[];
  /** What is used but has no price, so that no sum holds it. */
  readonly unpriced: readonly Meter[];
  readonly assumptions: readonly string[];
}

export interface Known {
  readonly book: PriceBook;
  readonly usage: Usage;
  readonly now: Date;
}

export function estimate(spec: Costed, { book, usage, now }: Known): Estimate {
  const items = itemsOf(spec, { book, usage });
  const charges = items.flatMap((item) => item.charges);
  const monthlyCents = sumOf(charges) ?? 0;
  return {
    gateway: spec.name,
    region: spec.region,
    currency: book.currency,
    monthlyCents,
    whenStoppedCents: sumOf(charges.filter(({ whenStopped }) => whenStopped)) ?? 0,
    untilExpiry: untilExpiry(spec, monthlyCents, now),
    items,
    unpriced: charges.filter(({ price }) => price === undefined).map(({ meter }) => meter),
    assumptions: assumptionsOf(spec, { book, usage, items }),
  };
}

/** The same share of every line; an expiry that has passed leaves nothing to count. */
function untilExpiry({ expiry }: Costed, monthlyCents: number, now: Date): Estimate['untilExpiry'] {
  const at = expiry === undefined ? undefined : expiresAt(expiry, now);
  if (at === undefined || at.getTime() <= now.getTime()) return undefined;
  const hours = (at.getTime() - now.getTime()) / 3_600_000;
  return { at: at.toISOString(), cents: shareOf(monthlyCents, hours, hoursOfMonth) };
}
