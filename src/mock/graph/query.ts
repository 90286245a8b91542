// A query from its text to its rows: a table, and step after step behind the bars.
import type { Moment } from '../realm.ts';
import { rowOf } from '../own.ts';
import { QueryFault } from './fault.ts';
import { steps, type Table } from './operators.ts';
import { accept, next, peek, unexpected, type Reader } from './reader.ts';
import { tables } from './tables.ts';
import { tokensOf } from './tokens.ts';

export function runQuery(moment: Moment, query: string): Table {
  const reader: Reader = { tokens: tokensOf(query), at: 0, depth: 0, columns: [] };
  let table = readTable(moment, reader);
  while (peek(reader).kind !== 'end') {
    const token = next(reader);
    if (token.kind !== 'name') return unexpected(token);
    const step = rowOf(steps, token.text.toLowerCase());
    if (step === undefined) throw new QueryFault('InvalidQueryLanguage', token);
    reader.columns = table.columns;
    table = step(reader, table);
    if (peek(reader).kind !== 'end' && !accept(reader, '|')) return unexpected(peek(reader));
  }
  return table;
}

/** A query that begins with a step is about `Resources`. */
function readTable(moment: Moment, reader: Reader): Table {
  const token = peek(reader);
  if (token.kind !== 'name') return unexpected(token);
  const named = rowOf(tables, token.text.toLowerCase());
  if (named === undefined) {
    const isStep = rowOf(steps, token.text.toLowerCase()) !== undefined;
    if (!isStep) throw new QueryFault('InvalidQueryLanguage', token);
    return (tables['resources'] ?? unexpected(token))(moment);
  }
  next(reader);
  if (peek(reader).kind !== 'end' && !accept(reader, '|')) return unexpected(peek(reader));
  return named(moment);
}
