// Expressions of a query: read into functions of a row, with the name that a column of theirs would get.
import { isJsonObject, type Json } from '../../base/json.ts';
import { rowOf } from '../own.ts';
import { comparisons, memberships } from './compare.ts';
import { QueryFault } from './fault.ts';
import { functions } from './functions.ts';
import { accept, deepest, expect, listOf, next, peek, unexpected, type Reader, type Row } from './reader.ts';
import { unquoted, type Token } from './tokens.ts';

export interface Expression {
  /** Undefined where the language numbers the column. */
  readonly name: string | undefined;
  readonly of: (row: Row) => Json;
}

export function readExpression(reader: Reader): Expression {
  reader.depth += 1;
  if (reader.depth > deepest) unexpected(peek(reader));
  const read = readOr(reader);
  reader.depth -= 1;
  return read;
}

function readOr(reader: Reader): Expression {
  let left = readAnd(reader);
  while (accept(reader, 'or')) left = joined(left, readAnd(reader), (a, b) => a || b);
  return left;
}

function readAnd(reader: Reader): Expression {
  let left = readComparison(reader);
  while (accept(reader, 'and')) left = joined(left, readComparison(reader), (a, b) => a && b);
  return left;
}

function joined(a: Expression, b: Expression, join: (a: boolean, b: boolean) => boolean): Expression {
  return { name: undefined, of: (row) => join(a.of(row) === true, b.of(row) === true) };
}

function readComparison(reader: Reader): Expression {
  const left = readValue(reader);
  const { kind, text } = peek(reader);
  if (kind !== 'name' && kind !== 'sign') return left;
  const among = memberships.get(text.toLowerCase());
  if (among !== undefined) {
    next(reader);
    expect(reader, '(');
    const list = listOf(reader, readExpression);
    expect(reader, ')');
    return {
      name: undefined,
      of: (row) =>
        among(
          left.of(row),
          list.map((one) => one.of(row)),
        ),
    };
  }
  const test = comparisons.get(text.toLowerCase());
  if (test === undefined) return left;
  next(reader);
  const right = readValue(reader);
  return { name: undefined, of: (row) => test(left.of(row), right.of(row)) };
}

function readValue(reader: Reader): Expression {
  const token = next(reader);
  if (token.kind === 'text') return constant(unquoted(token));
  if (token.kind === 'number') return constant(Number(token.text));
  if (token.kind === 'name') return readNamed(reader, token);
  if (token.text === '-' && peek(reader).kind === 'number') return constant(-Number(next(reader).text));
  if (token.text !== '(') return unexpected(token);
  const inner = readExpression(reader);
  expect(reader, ')');
  return { ...inner, name: undefined };
}

function constant(value: Json): Expression {
  return { name: undefined, of: () => value };
}

const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null };

function readNamed(reader: Reader, token: Token): Expression {
  const word = rowOf(words, token.text.toLowerCase());
  if (word !== undefined) return constant(word);
  if (peek(reader).text === '(' && peek(reader).kind === 'sign')
    return readMembers(reader, readCall(reader, token));
  const column = token.text;
  if (!reader.columns.includes(column)) throw new QueryFault('UnknownColumn', token);
  return readMembers(reader, { name: column, of: (row) => memberOf(row, column) });
}

function readCall(reader: Reader, token: Token): Expression {
  const row = rowOf(functions, token.text.toLowerCase());
  if (row === undefined) throw new QueryFault('InvalidQueryLanguage', token);
  expect(reader, '(');
  const args = peek(reader).text === ')' ? [] : listOf(reader, readExpression);
  expect(reader, ')');
  if (args.length < row.min || args.length > row.max) unexpected(token);
  return { name: undefined, of: (values) => row.apply(args.map((arg) => arg.of(values))) };
}

/** `properties.a.b`, `tags['x']`, `zones[0]` */
function readMembers(reader: Reader, from: Expression): Expression {
  let whole = from;
  for (;;) {
    if (accept(reader, '.')) {
      const token = next(reader);
      whole = token.kind === 'name' ? memberIn(whole, token.text) : unexpected(token);
    } else if (accept(reader, '[')) {
      const token = next(reader);
      if (token.kind === 'text') whole = memberIn(whole, unquoted(token));
      else if (token.kind === 'number') whole = elementIn(whole, Number(token.text));
      else unexpected(token);
      expect(reader, ']');
    } else {
      return whole;
    }
  }
}

function memberIn({ name, of }: Expression, member: string): Expression {
  return {
    name: name === undefined ? undefined : `${name}_${member.replaceAll(/\W/g, '_')}`,
    of: (row) => memberOf(of(row), member),
  };
}

function elementIn({ name, of }: Expression, index: number): Expression {
  return {
    name: name === undefined ? undefined : `${name}_${index}`,
    of(row) {
      const list = of(row);
      return Array.isArray(list) ? ((list[index] ?? null) as Json) : null;
    },
  };
}

function memberOf(value: Json, member: string): Json {
  return isJsonObject(value) && Object.hasOwn(value, member) ? (value[member] ?? null) : null;
}
