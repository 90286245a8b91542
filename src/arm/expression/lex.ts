// Text of an expression to words. One pass, no look back; says where each word stands so that errors can.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
import { seeAlso, TemplateError } from '../problem.ts';

export type TokenKind = 'name' | 'integer' | 'string' | 'mark' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Counted from 0 in the expression as written. */
  readonly at: number;
}

const blank = /\s/;
/** A name ends only at a mark, a quote or a blank: Azure takes hyphens and letters of any script. */
const word = /[^\s'"()[\].,?]/;
const integer = /^[+-]?\d+$/;
const marks = '()[].,?';

export function lex(text: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = start;
  while (at < end) {
    const character = text.charAt(at);
    if (blank.test(character)) {
      at += 1;
    } else if (character === "'") {
      const token = lexString(text, at, end);
      tokens.push(token.token);
      at = token.next;
    } else if (marks.includes(character)) {
      tokens.push({ kind: 'mark', text: character, at });
      at += 1;
    } else if (word.test(character)) {
      const from = at;
      while (at < end && word.test(text.charAt(at))) at += 1;
      const found = text.slice(from, at);
      tokens.push({ kind: integer.test(found) ? 'integer' : 'name', text: found, at: from });
    } else {
      unexpected(text, { kind: 'mark', text: character, at });
    }
  }
  tokens.push({ kind: 'end', text: ']', at: end });
  return tokens;
}

/** A quote within a string is doubled. */
function lexString(text: string, at: number, end: number): { readonly token: Token; readonly next: number } {
  const parts: string[] = [];
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf("'", from);
    if (quote === -1 || quote >= end)
      throw new TemplateError(
        `Unable to parse language expression '${shown(text)}': the string literal at position '${at}' is not terminated`,
        { position: at },
      );
    parts.push(text.slice(from, quote));
    if (text.charAt(quote + 1) !== "'" || quote + 1 >= end)
      return { token: { kind: 'string', text: parts.join("'"), at }, next: quote + 1 };
    from = quote + 2;
  }
}

export function unexpected(text: string, found: Token, wanted?: string): never {
  const expected = wanted === undefined ? '' : `expected token '${wanted}' and actual `;
  const what = found.kind === 'end' ? 'EndOfData' : found.text;
  throw new TemplateError(
    `Unable to parse language expression '${shown(text)}': ${expected}token '${what}' at position '${found.at}' ` +
      `is not expected. ${seeAlso('arm-template-expressions')}`,
    { position: found.at },
  );
}

/** An error must not repeat 24,000 characters. */
export function shown(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
