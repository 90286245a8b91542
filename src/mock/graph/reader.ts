// Reading a query word by word: what comes next, and the refusal of what does not fit.
import type { JsonObject } from '../../base/json.ts';
import { QueryFault } from './fault.ts';
import type { Token } from './tokens.ts';

export type Row = JsonObject;

export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  /** How deep in parentheses; nobody's query is deeper than this allows. */
  depth: number;
  /** The columns that the rows have at this place of the query. */
  columns: readonly string[];
}

export const deepest = 64;

export function peek(reader: Reader): Token {
  return reader.tokens[reader.at] ?? { kind: 'end', text: '<EOF>', at: 0 };
}

export function next(reader: Reader): Token {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

export function accept(reader: Reader, ...texts: readonly string[]): boolean {
  const { kind, text } = peek(reader);
  if (kind === 'text' || !texts.includes(text.toLowerCase())) return false;
  reader.at += 1;
  return true;
}

export function expect(reader: Reader, text: string): void {
  if (!accept(reader, text)) unexpected(peek(reader));
}

export function unexpected(token: Token): never {
  throw new QueryFault('ParserFailure', token);
}

export function name(reader: Reader): string {
  const token = next(reader);
  return token.kind === 'name' ? token.text : unexpected(token);
}

export function wholeNumber(reader: Reader): number {
  const token = next(reader);
  return token.kind === 'number' ? Math.floor(Number(token.text)) : unexpected(token);
}

/** One or more, with commas between them. */
export function listOf<T>(reader: Reader, read: (reader: Reader) => T): readonly T[] {
  const items = [read(reader)];
  while (accept(reader, ',')) items.push(read(reader));
  return items;
}
