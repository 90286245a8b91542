// Conditions of role assignments, as far as they say which roles may be given to whom. What is not understood is
// not fulfilled: a right that nobody can weigh is not given.
// https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
import { rowOf } from '../own.ts';

export interface ConditionFacts {
  readonly action: string;
  /** `roledefinitionid`, `principalid`, `principaltype`; a value that nobody knows yet is absent. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
}

type Test = (facts: ConditionFacts) => boolean;
type Outcome = Test | 'unknown';

const known = new Map<string, Outcome>();

export function fulfils(condition: string, facts: ConditionFacts): boolean {
  let test = known.get(condition);
  if (test === undefined) {
    test = read(condition);
    known.set(condition, test);
  }
  return test !== 'unknown' && test(facts);
}

/** Words, signs, attributes with their brackets, and sets with their braces. */
const pattern = /\s+|[()]|!|\{[^{}]*\}|@\w+\[[^\]]*\]|[\w:]+|&&|\|\|/gy;

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

class NotUnderstood extends Error {}

function read(condition: string): Outcome {
  const tokens: string[] = [];
  let length = 0;
  for (const [token] of condition.matchAll(pattern)) {
    length += token.length;
    if (token.trim() !== '') tokens.push(token);
  }
  if (length < condition.length) return 'unknown';
  const reader = { tokens, at: 0 };
  try {
    const test = readOr(reader);
    return reader.at === tokens.length ? test : 'unknown';
  } catch (error) {
    if (error instanceof NotUnderstood) return 'unknown';
    throw error;
  }
}

function readOr(reader: Reader): Test {
  const parts = [readAnd(reader)];
  while (accept(reader, 'OR', '||')) parts.push(readAnd(reader));
  return (facts) => parts.some((part) => part(facts));
}

function readAnd(reader: Reader): Test {
  const parts = [readTerm(reader)];
  while (accept(reader, 'AND', '&&')) parts.push(readTerm(reader));
  return (facts) => parts.every((part) => part(facts));
}

function readTerm(reader: Reader): Test {
  if (accept(reader, '!', 'NOT')) {
    const inner = readTerm(reader);
    return (facts) => !inner(facts);
  }
  if (accept(reader, '(')) {
    const inner = readOr(reader);
    if (!accept(reader, ')')) throw new NotUnderstood();
    return inner;
  }
  const token = next(reader);
  if (token.toLowerCase() === 'actionmatches') {
    const wanted = new Set(valuesOf(next(reader)));
    return ({ action }) => wanted.has(action.toLowerCase());
  }
  return readComparison(token, reader);
}

interface Comparison {
  readonly test: (value: string, wanted: ReadonlySet<string>) => boolean;
}

// A request has one value of each attribute, so "any of" and "all of" differ only on the right.
const comparisons: Readonly<Record<string, Comparison['test']>> = {
  'foranyofanyvalues:guidequals': (value, wanted) => wanted.has(value),
  'foranyofanyvalues:stringequalsignorecase': (value, wanted) => wanted.has(value),
  'foranyofallvalues:guidnotequals': (value, wanted) => !wanted.has(value),
  'foranyofallvalues:stringnotequalsignorecase': (value, wanted) => !wanted.has(value),
  guidequals: (value, wanted) => wanted.has(value),
  guidnotequals: (value, wanted) => !wanted.has(value),
  stringequalsignorecase: (value, wanted) => wanted.has(value),
};

function readComparison(attribute: string, reader: Reader): Test {
  const named =
    /^@(?:Request|Resource)\[Microsoft\.Authorization\/roleAssignments:(?<name>RoleDefinitionId|PrincipalId|PrincipalType)\]$/i;
  const name = named.exec(attribute)?.groups?.['name']?.toLowerCase();
  const test = rowOf(comparisons, next(reader).toLowerCase());
  if (name === undefined || test === undefined) throw new NotUnderstood();
  const wanted = new Set(valuesOf(next(reader)));
  return ({ attributes = {} }) => {
    const value = rowOf(attributes, name);
    return value !== undefined && test(value.toLowerCase(), wanted);
  };
}

/** `{a, b}` or `{'a', 'b'}`. */
function valuesOf(set: string): readonly string[] {
  if (!set.startsWith('{')) throw new NotUnderstood();
  return set
    .slice(1, -1)
    .split(',')
    .map((value) => value.trim().replaceAll(/^'|'$/g, '').toLowerCase());
}

function accept(reader: Reader, ...words: readonly string[]): boolean {
  if (!words.includes(reader.tokens[reader.at]?.toUpperCase() ?? '')) return false;
  reader.at += 1;
  return true;
}

function next(reader: Reader): string {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new NotUnderstood();
  reader.at += 1;
  return token;
}
