// The text of a query to words, with the place of each. One pass, no look back.
// https://learn.microsoft.com/kusto/query/
import { QueryFault } from './fault.ts';

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const patterns: readonly (readonly [kind: Token['kind'] | 'blank', pattern: RegExp])[] = [
  ['blank', /\s+|\/\/[^\n]*/y],
  ['text', /@?'(?:[^'\\\n]|\\.)*'|@?"(?:[^"\\\n]|\\.)*"/y],
  ['number', /\d+(?:\.\d+)?/y],
  // `project-away` and `in~` are words of their own.
  ['name', /project-away|!?(?:in~|(?:has|contains|startswith|endswith)(?:_cs)?\b|in\b)|[A-Za-z_$][\w$]*/y],
  ['sign', /==|=~|!=|!~|<=|>=|[|()[\],.<>=*/+%;:-]/y],
];

/** A query is a line or two; what is longer than this nobody wrote by hand. */
const longest = 64 * 1024;

export function tokensOf(query: string): readonly Token[] {
  if (query.length > longest) throw new QueryFault('InvalidQuery', { text: '', at: 0 });
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const token = tokenAt(query, at);
    at = token.at + token.text.length;
    if (token.kind !== 'blank') tokens.push({ ...token, kind: token.kind });
  }
  return [...tokens, { kind: 'end', text: '<EOF>', at }];
}

function tokenAt(
  query: string,
  at: number,
): Omit<Token, 'kind'> & { readonly kind: Token['kind'] | 'blank' } {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return { kind, text, at };
  }
  throw new QueryFault('ParserFailure', { text: query.charAt(at), at });
}

/** What stands between the quotes; behind `@` a backslash is only itself. */
export function unquoted({ text }: Token): string {
  const isVerbatim = text.startsWith('@');
  const inner = text.slice(isVerbatim ? 2 : 1, -1);
  return isVerbatim
    ? inner
    : inner.replaceAll(/\\(?<escaped>.)/g, (_, escaped: string) => escapes.get(escaped) ?? escaped);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);
