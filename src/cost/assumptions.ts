// What an estimate takes for granted, as sentences that each give their reason, and only those that bear on it.
import type { PriceBook, PriceRow } from './book.ts';
import { hoursOfMonth, type Costed, type Item } from './charges.ts';
import { blobOperations } from './lines.ts';
import { meters } from './meters.ts';
import { countText } from './money.ts';
import { egressReason, type Usage } from './usage.ts';

interface Facts {
  readonly book: PriceBook;
  readonly usage: Usage;
  readonly items: readonly Item[];
}

export function assumptionsOf(spec: Costed, facts: Facts): readonly string[] {
  const { book, usage, items } = facts;
  const rows = items.flatMap(({ charges }) => charges.flatMap(({ price }) => price ?? []));
  return [
    `a month is ${hoursOfMonth} hours, a twelfth of a year, as in Azure's own calculator`,
    `${book.title}, in ${book.currency}${daysOf(rows)}; no reservation, no licence brought along, no tax`,
    ...standIns(spec, items),
    ...unpriced(spec, items),
    egressReason(usage),
    ...contentReason(spec, usage),
    ...freeParts(items),
    ...(spec.expiry?.after === undefined
      ? []
      : ['until it expires is counted from now, as after a deploy: the spec says how long, not since when']),
    'stopped means deallocated: an instance that is only shut down goes on costing the same',
    'not counted: operations of disks, boot diagnostics, what clients send in, and the servers of the site',
  ];
}

function daysOf(rows: readonly PriceRow[]): string {
  const days = [...new Set(rows.map(({ asOf }) => asOf))].filter((day) => day !== 'undated').toSorted();
  const undated = rows.some(({ asOf }) => asOf === 'undated');
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undated ? ', undated' : '';
  return `, of ${first === last ? first : `${first} to ${last}`}${undated ? ' and some undated' : ''}`;
}

function standIns({ region }: Costed, items: readonly Item[]): readonly string[] {
  const others = items.flatMap(({ name, charges }) =>
    charges.flatMap(({ price }) =>
      price === undefined || price.region === region || price.region === 'global'
        ? []
        : [{ name, region: price.region }],
    ),
  );
  const [other] = others;
  if (other === undefined) return [];
  const names = [...new Set(others.map(({ name }) => name))];
  return [`no prices of ${region} are at hand for ${names.join(', ')}: those of ${other.region} stand in`];
}

function unpriced({ region }: Costed, items: readonly Item[]): readonly string[] {
  const names = items.flatMap(({ charges }) =>
    charges.filter(({ price }) => price === undefined).map(({ meter }) => meters[meter].about),
  );
  return names.length === 0
    ? []
    : [`no price is known in ${region}, so no sum holds it: ${[...new Set(names)].join('; ')}`];
}

function contentReason({ content }: Costed, { storedGiB }: Usage): readonly string[] {
  if (!content.enabled) return [];
  if (storedGiB === undefined) return ['content is not counted: nothing says how much is stored'];
  const { writes, lists, reads, others } = blobOperations;
  const tens = [writes, lists, reads, others].map((count) => countText(count * 10_000)).join(', ');
  return [
    `operations on content: ${tens} (write, list, read, other) a month, as Azure's calculator proposes`,
  ];
}

/** What is free is free once for all that is billed together, and an estimate knows of one gateway. */
function freeParts(items: readonly Item[]): readonly string[] {
  const names = items.flatMap(({ charges }) =>
    charges.flatMap(({ meter, price }) => {
      const [free, paid] = price?.tiers ?? [];
      const isFree = free !== undefined && paid !== undefined && /^0(?:\.0+)?$/.test(free.price);
      const { about, unit } = meters[meter];
      return isFree ? [`${countText(paid.from)}${unit === 'GiB' ? ' GiB' : ''} of ${about}`] : [];
    }),
  );
  return names.length === 0
    ? []
    : [`free are ${names.join(' and ')}: taken for this gateway alone, though a subscription has it once`];
}
