// The steps of a query, one row per operator: each is read and done at once, since what a step may name depends on
// what the one before it left. https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language
import type { Json } from '../../base/json.ts';
import { readAggregates, type Aggregate } from './aggregates.ts';
import { order, textOf } from './compare.ts';
import { readExpression, type Expression } from './expression.ts';
import { accept, expect, listOf, name, peek, wholeNumber, type Reader, type Row } from './reader.ts';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

type Step = (reader: Reader, table: Table) => Table;

export const steps: Readonly<Record<string, Step>> = {
  where: filtered,
  filter: filtered,
  project: (reader, table) => shaped(table, readColumns(reader)),
  'project-away': away,
  extend: extended,
  order: sorted,
  sort: sorted,
  take: limited,
  limit: limited,
  top,
  count: (_, { rows }) => ({ columns: ['Count'], rows: [{ Count: rows.length }] }),
  distinct,
  summarize,
};

function filtered(reader: Reader, { columns, rows }: Table): Table {
  const test = readExpression(reader);
  return { columns, rows: rows.filter((row) => test.of(row) === true) };
}

interface Column {
  readonly name: string;
  readonly of: (row: Row) => Json;
}

/** `a = expression` or an expression, whose name is its own or a number. */
function readColumns(reader: Reader): readonly Column[] {
  return listOf(reader, (from): { name: string | undefined; of: Expression['of'] } => {
    const ahead = from.tokens[from.at + 1];
    if (peek(from).kind !== 'name' || ahead?.kind !== 'sign' || ahead.text !== '=')
      return readExpression(from);
    const given = name(from);
    expect(from, '=');
    return { name: given, of: readExpression(from).of };
  }).map((column, index) => ({ name: column.name ?? `Column${index + 1}`, of: column.of }));
}

function shaped({ rows }: Table, columns: readonly Column[]): Table {
  return {
    columns: [...new Set(columns.map((column) => column.name))],
    rows: rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, column.of(row)]))),
  };
}

function extended(reader: Reader, table: Table): Table {
  const added = readColumns(reader);
  return {
    columns: [...new Set([...table.columns, ...added.map((column) => column.name)])],
    rows: table.rows.map((row) => ({
      ...row,
      ...Object.fromEntries(added.map((column) => [column.name, column.of(row)])),
    })),
  };
}

function away(reader: Reader, { columns, rows }: Table): Table {
  const gone = listOf(reader, name);
  const kept = columns.filter((column) => !gone.includes(column));
  return { columns: kept, rows: rows.map((row) => pick(row, kept)) };
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

function sorted(reader: Reader, { columns, rows }: Table): Table {
  expect(reader, 'by');
  return { columns, rows: ranked(rows, readKeys(reader)) };
}

interface Key {
  readonly of: (row: Row) => Json;
  readonly sign: 1 | -1;
}

/** From large to small, if nothing else is said. */
function readKeys(reader: Reader): readonly Key[] {
  return listOf(reader, (from) => {
    const { of } = readExpression(from);
    const isAscending = accept(from, 'asc');
    if (!isAscending) accept(from, 'desc');
    if (accept(from, 'nulls') && !accept(from, 'first')) expect(from, 'last');
    return { of, sign: isAscending ? 1 : -1 };
  });
}

function ranked(rows: readonly Row[], keys: readonly Key[]): readonly Row[] {
  return rows.toSorted((a, b) => {
    for (const { of, sign } of keys) {
      const difference = order(of(a), of(b)) * sign;
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function limited(reader: Reader, { columns, rows }: Table): Table {
  return { columns, rows: rows.slice(0, wholeNumber(reader)) };
}

function top(reader: Reader, { columns, rows }: Table): Table {
  const count = wholeNumber(reader);
  expect(reader, 'by');
  return { columns, rows: ranked(rows, readKeys(reader)).slice(0, count) };
}

function distinct(reader: Reader, table: Table): Table {
  const chosen = shaped(table, readColumns(reader));
  return {
    columns: chosen.columns,
    rows: grouped(chosen.rows, chosen.columns).flatMap((rows) => rows.slice(0, 1)),
  };
}

function summarize(reader: Reader, table: Table): Table {
  const aggregates: readonly Aggregate[] = readAggregates(reader);
  const by = accept(reader, 'by') ? readColumns(reader) : [];
  const names = by.map((column) => column.name);
  const keyed = table.rows.map((row) => ({
    row,
    key: Object.fromEntries(by.map((column) => [column.name, column.of(row)])),
  }));
  const groups = new Map<string, { readonly key: Row; readonly rows: Row[] }>();
  for (const { row, key } of keyed) {
    const mark = markOf(key, names);
    const group = groups.get(mark) ?? { key, rows: [] };
    group.rows.push(row);
    groups.set(mark, group);
  }
  // Without `by` there is one row, of nothing too.
  if (by.length === 0 && groups.size === 0) groups.set('', { key: {}, rows: [] });
  return {
    columns: [...names, ...aggregates.map((aggregate) => aggregate.name)],
    rows: [...groups.values()].map(({ key, rows }) => ({
      ...key,
      ...Object.fromEntries(aggregates.map((aggregate) => [aggregate.name, aggregate.of(rows)])),
    })),
  };
}

function grouped(rows: readonly Row[], columns: readonly string[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const mark = markOf(row, columns);
    groups.set(mark, [...(groups.get(mark) ?? []), row]);
  }
  return [...groups.values()];
}

function markOf(row: Row, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => textOf(row[column] ?? null)));
}
