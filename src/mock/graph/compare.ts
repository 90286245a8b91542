// How Kusto compares: one row per operator. What is not there is the empty text.
// https://learn.microsoft.com/kusto/query/datatypes-string-operators
import type { Json } from '../../base/json.ts';

type Compare = (value: Json, wanted: Json) => boolean;

export function textOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function folded(value: Json): string {
  return textOf(value).toLowerCase();
}

function same(value: Json, wanted: Json): boolean {
  return textOf(value) === textOf(wanted);
}

/** Whole words: what is between signs that are neither letters nor digits. */
function hasWord(text: string, wanted: string): boolean {
  if (wanted === '') return true;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + wanted.length)];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

const positive: Readonly<Record<string, Compare>> = {
  '==': same,
  '=~': (value, wanted) => folded(value) === folded(wanted),
  has: (value, wanted) => hasWord(folded(value), folded(wanted)),
  has_cs: (value, wanted) => hasWord(textOf(value), textOf(wanted)),
  contains: (value, wanted) => folded(value).includes(folded(wanted)),
  contains_cs: (value, wanted) => textOf(value).includes(textOf(wanted)),
  startswith: (value, wanted) => folded(value).startsWith(folded(wanted)),
  startswith_cs: (value, wanted) => textOf(value).startsWith(textOf(wanted)),
  endswith: (value, wanted) => folded(value).endsWith(folded(wanted)),
  endswith_cs: (value, wanted) => textOf(value).endsWith(textOf(wanted)),
};

const sized: Readonly<Record<string, Compare>> = {
  '<': (value, wanted) => order(value, wanted) < 0,
  '<=': (value, wanted) => order(value, wanted) <= 0,
  '>': (value, wanted) => order(value, wanted) > 0,
  '>=': (value, wanted) => order(value, wanted) >= 0,
};

export const comparisons: ReadonlyMap<string, Compare> = new Map([
  ...Object.entries(positive),
  ...Object.entries(positive).map(([sign, test]) => [negated(sign), not(test)] as const),
  ...Object.entries(sized),
]);

/** The operators that take a list in parentheses. */
export const memberships: ReadonlyMap<string, (value: Json, among: readonly Json[]) => boolean> = new Map([
  ['in', (value, among) => among.some((one) => same(value, one))],
  ['in~', (value, among) => among.some((one) => folded(value) === folded(one))],
  ['!in', (value, among) => !among.some((one) => same(value, one))],
  ['!in~', (value, among) => !among.some((one) => folded(value) === folded(one))],
]);

function negated(sign: string): string {
  if (sign === '==') return '!=';
  return sign === '=~' ? '!~' : `!${sign}`;
}

function not(test: Compare): Compare {
  return (value, wanted) => !test(value, wanted);
}

/** Numbers by size, all else as text; what is not there comes first. */
export function order(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
