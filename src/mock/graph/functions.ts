// The scalar functions that queries about resources use, one row each.
// https://learn.microsoft.com/kusto/query/scalar-functions
import { isJsonObject, type Json } from '../../base/json.ts';
import { textOf } from './compare.ts';

type Apply = (args: readonly Json[]) => Json;

interface Row {
  readonly min: number;
  readonly max: number;
  readonly apply: Apply;
}

const of = (apply: Apply, min = 1, max = min): Row => ({ min, max, apply });
const first = ([value = null]: readonly Json[]): Json => value;
const isEmpty = (value: Json): boolean => textOf(value) === '';

export const functions: Readonly<Record<string, Row>> = {
  not: of((args) => first(args) !== true),
  isempty: of((args) => isEmpty(first(args))),
  isnotempty: of((args) => !isEmpty(first(args))),
  isnull: of((args) => first(args) === null),
  isnotnull: of((args) => first(args) !== null),
  tolower: of((args) => textOf(first(args)).toLowerCase()),
  toupper: of((args) => textOf(first(args)).toUpperCase()),
  tostring: of((args) => textOf(first(args))),
  toint: of(numberOf),
  tolong: of(numberOf),
  tobool: of((args) => textOf(first(args)).toLowerCase() === 'true'),
  strlen: of((args) => textOf(first(args)).length),
  strcat: of((args) => args.map(textOf).join(''), 1, 64),
  split: of(([value = null, by = null]) => textOf(value).split(textOf(by)), 2),
  substring: of(substring, 2, 3),
  array_length: of((args) => {
    const value = first(args);
    return Array.isArray(value) ? value.length : null;
  }),
  bag_keys: of((args) => {
    const value = first(args);
    return isJsonObject(value) ? Object.keys(value) : null;
  }),
  coalesce: of((args) => args.find((value) => value !== null && value !== '') ?? null, 2, 64),
  iff: of(([test = null, yes = null, no = null]) => (test === true ? yes : no), 3),
};

function numberOf(args: readonly Json[]): Json {
  const text = textOf(first(args));
  const number = Number(text);
  return text === '' || Number.isNaN(number) ? null : Math.trunc(number);
}

function substring([value = null, from = 0, length]: readonly Json[]): Json {
  const start = typeof from === 'number' ? Math.max(0, from) : 0;
  const end = typeof length === 'number' ? start + length : undefined;
  return textOf(value).slice(start, end);
}
