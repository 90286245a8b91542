// The almost-JSON that Azure CLI sends: `az deployment` pastes the template file as it stands behind an
// unquoted `template` key, comments, raw line breaks in strings and trailing commas included, and Azure takes
// it. Strict JSON is tried first; what neither reading understands is said with its line and column.
import type { Json, JsonObject } from '../base/json.ts';
import { rowOf } from './own.ts';

type Parsed =
  | { readonly value: Json }
  | { readonly problem: string; readonly line: number; readonly column: number };

export function parseLenientJson(text: string): Parsed {
  const value = strictly(text);
  // The forgiving reading says where it is too deep.
  return value === undefined || isDeeper(value, deepest) ? parseForgivingly(text) : { value };
}

function strictly(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Level by level: whoever goes down by calling itself breaks just where it matters. */
function isDeeper(value: Json, levels: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** Where a reading cannot go on. Never leaves this file. */
class Stuck extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const deepest = 200;

function parseForgivingly(text: string): Parsed {
  const reader = readerOf(text);
  try {
    const value = reader.value(0);
    reader.end();
    return { value };
  } catch (error) {
    if (!(error instanceof Stuck)) throw error;
    const before = text.slice(0, error.at).split('\n');
    return { problem: error.message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

interface Reader {
  value(depth: number): Json;
  end(): void;
}

const blank = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const plainWord = /[A-Za-z_$][\w$-]*/y;
const numeral = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null };

function readerOf(text: string): Reader {
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const peek = (): string => {
    take(blank);
    return text.charAt(at);
  };
  const accept = (mark: string): boolean => {
    if (peek() !== mark) return false;
    at += 1;
    return true;
  };
  const stuck = (wanted: string): never => {
    const here = text.charAt(at);
    throw new Stuck(here === '' ? `the text ends where ${wanted} should be` : `${wanted} expected`, at);
  };

  const string = (quote: string): string => {
    at += 1;
    let found = '';
    for (;;) {
      const here = text.charAt(at);
      if (here === '') stuck('the end of a string');
      at += 1;
      if (here === quote) return found;
      found += here === '\\' ? escaped() : here;
    }
  };
  const escaped = (): string => {
    const mark = text.charAt(at);
    at += 1;
    if (mark !== 'u') return escapes[mark] ?? mark;
    const code = text.slice(at, at + 4);
    if (!/^[\dA-Fa-f]{4}$/.test(code)) stuck('four hexadecimal digits');
    at += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  };
  const key = (): string => {
    const quote = peek();
    if (quote === '"' || quote === "'") return string(quote);
    const name = take(plainWord);
    return name === '' ? stuck('a property name') : name;
  };
  const object = (depth: number): JsonObject => {
    at += 1;
    const members: [string, Json][] = [];
    while (!accept('}')) {
      const name = key();
      if (!accept(':')) stuck("':'");
      members.push([name, value(depth + 1)]);
      if (!accept(',') && peek() !== '}') stuck("',' or '}'");
    }
    return Object.fromEntries(members);
  };
  const array = (depth: number): Json[] => {
    at += 1;
    const items: Json[] = [];
    while (!accept(']')) {
      items.push(value(depth + 1));
      if (!accept(',') && peek() !== ']') stuck("',' or ']'");
    }
    return items;
  };
  const value = (depth: number): Json => {
    if (depth > deepest) stuck('a document less deep');
    const here = peek();
    if (here === '{') return object(depth);
    if (here === '[') return array(depth);
    if (here === '"' || here === "'") return string(here);
    const number = take(numeral);
    if (number !== '') return Number(number);
    const word = take(plainWord);
    const meant = rowOf(words, word);
    return meant === undefined ? stuck('a value') : meant;
  };
  const end = (): void => {
    if (peek() !== '') stuck('the end of the text');
  };
  return { value, end };
}
