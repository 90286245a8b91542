// `$filter` of list requests: the part of OData that Resource Manager takes, as a predicate over named values.
// https://learn.microsoft.com/rest/api/resources/resources/list
import { refuse } from './fault.ts';
import { rowOf } from './own.ts';

/** The values of one item under a name in lower case; a filter holds if one of them fits. */
export type Look = (name: string) => readonly string[];
type Filter = (look: Look) => boolean;

export function parseFilter(text: string): Filter {
  if (text.trim() === '') return () => true;
  const tokens = text.match(/'(?:[^']|'')*'|[(),]|[^\s(),']+/g) ?? [];
  const reader = { tokens, at: 0, text };
  const filter = readOr(reader);
  return reader.at === tokens.length ? filter : invalid(text);
}

interface Reader {
  readonly tokens: readonly string[];
  readonly text: string;
  at: number;
}

function readOr(reader: Reader): Filter {
  const parts = [readAnd(reader)];
  while (accept(reader, 'or')) parts.push(readAnd(reader));
  return (look) => parts.some((part) => part(look));
}

function readAnd(reader: Reader): Filter {
  const parts = [readTerm(reader)];
  while (accept(reader, 'and')) parts.push(readTerm(reader));
  return (look) => parts.every((part) => part(look));
}

const functions: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  startswith: (value, wanted) => value.startsWith(wanted),
  substringof: (value, wanted) => value.includes(wanted),
};

function readTerm(reader: Reader): Filter {
  if (accept(reader, '(')) {
    const inner = readOr(reader);
    return accept(reader, ')') ? inner : invalid(reader.text);
  }
  const name = next(reader).toLowerCase();
  if (accept(reader, '(')) return readCall(reader, name);
  const comparison = next(reader).toLowerCase();
  const wanted = valueOf(next(reader));
  const holds: Filter = (look) => look(name).some((value) => value.toLowerCase() === wanted);
  if (comparison === 'eq') return holds;
  if (comparison === 'ne') return (look) => !holds(look);
  return invalid(reader.text);
}

/** `substringof('web', name)` has the value first, `startswith(tagName, 'web')` the name. */
function readCall(reader: Reader, called: string): Filter {
  const test = rowOf(functions, called);
  const given: string[] = [];
  while (!accept(reader, ')')) {
    given.push(next(reader));
    accept(reader, ',');
  }
  // `atScope()` and the like are for those who list at a scope.
  if (test === undefined) return (look) => look(`${called}()`).length > 0;
  const text = given.find((token) => token.startsWith("'")) ?? invalid(reader.text);
  const name = given.find((token) => !token.startsWith("'")) ?? invalid(reader.text);
  const wanted = valueOf(text);
  return (look) => look(name.toLowerCase()).some((value) => test(value.toLowerCase(), wanted));
}

function valueOf(token: string): string {
  const quoted = token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : token;
  return quoted.toLowerCase();
}

function accept(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at]?.toLowerCase() !== token) return false;
  reader.at += 1;
  return true;
}

function next(reader: Reader): string {
  const token = reader.tokens[reader.at] ?? invalid(reader.text);
  reader.at += 1;
  return token;
}

function invalid(text: string): never {
  return refuse(
    400,
    'InvalidFilterInQueryString',
    `Invalid $filter '${text}' specified in the query string.`,
  );
}
