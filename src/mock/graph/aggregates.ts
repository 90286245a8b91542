// What `summarize` works out of a group of rows. https://learn.microsoft.com/kusto/query/aggregation-functions
import type { Json } from '../../base/json.ts';
import { rowOf } from '../own.ts';
import { order, textOf } from './compare.ts';
import { readExpression } from './expression.ts';
import { QueryFault } from './fault.ts';
import { expect, listOf, next, peek, unexpected, type Reader, type Row } from './reader.ts';

export interface Aggregate {
  readonly name: string;
  readonly of: (rows: readonly Row[]) => Json;
}

type Fold = (values: readonly Json[]) => Json;

const folds: Readonly<Record<string, Fold>> = {
  count: (values) => values.length,
  countif: (values) => values.filter((value) => value === true).length,
  dcount: (values) => new Set(values.map(textOf)).size,
  sum: (values) => values.reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 0), 0),
  min: (values) => values.toSorted(order)[0] ?? null,
  max: (values) => values.toSorted(order).at(-1) ?? null,
  make_list: (values) => values.filter((value) => value !== null),
  make_set: (values) => [...new Map(values.map((value) => [textOf(value), value])).values()],
  any: (values) => values[0] ?? null,
};

export function readAggregates(reader: Reader): readonly Aggregate[] {
  // `summarize by x` has none.
  return peek(reader).text.toLowerCase() === 'by' ? [] : listOf(reader, readAggregate);
}

function readAggregate(reader: Reader): Aggregate {
  const first = next(reader);
  if (first.kind !== 'name') unexpected(first);
  const isNamed = peek(reader).text === '=';
  if (isNamed) expect(reader, '=');
  const called = isNamed ? next(reader) : first;
  const word = called.text.toLowerCase();
  const fold = rowOf(folds, word);
  if (fold === undefined) throw new QueryFault('InvalidQueryLanguage', called);
  expect(reader, '(');
  const args = peek(reader).text === ')' ? [] : listOf(reader, readExpression);
  expect(reader, ')');
  const [arg] = args;
  if ((arg === undefined) !== (word === 'count')) unexpected(called);
  return {
    name: isNamed ? first.text : `${word}_${arg?.name ?? ''}`,
    of: (rows) => fold(rows.map((row) => (arg === undefined ? null : arg.of(row)))),
  };
}
