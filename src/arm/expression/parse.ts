// Words to a tree, and what in a template is an expression at all. Refuses what is too long or too deep before
// anything recurses over it.
import { limits } from '../limits.ts';
import { TemplateError } from '../problem.ts';
import { lex, shown, unexpected, type Token } from './lex.ts';
import { standsAt } from './position.ts';
import { call, literal, member, type Expression } from './tree.ts';

/** `[…]`; but `[[…]` is text that keeps one bracket, and `[a] b` is text too. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

/** The text that stands for itself: with its doubled bracket made single. */
export function unescapeText(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

/** Throws `TemplateError`. `limit` is lifted for our own residual expressions, which hold whole literals. */
export function parseExpression(text: string, limit: number = limits.expressionLength): Expression {
  if (text.length > limit)
    throw new TemplateError(
      `The language expression length limit exceeded. Limit: '${limit}' and actual: '${text.length}'`,
    );
  const parser = new Parser(text, lex(text, 1, text.length - 1));
  const tree = parser.expression(1);
  parser.end();
  return tree;
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  expression(depth: number): Expression {
    let level = depth;
    let tree = this.#primary(level);
    for (;;) {
      const { at } = this.#peek();
      if (this.#takes('.')) {
        const safe = this.#takes('?');
        tree = standsAt(member(tree, literal(this.#name()), safe), at);
      } else if (this.#takes('[')) {
        const safe = this.#takes('?');
        const key = this.expression(level + 1);
        this.#expect(']');
        tree = standsAt(member(tree, key, safe), at);
      } else {
        return tree;
      }
      // A chain of members is as deep a tree as calls within calls.
      level += 1;
      this.#bound(level);
    }
  }

  end(): void {
    const token = this.#peek();
    if (token.kind !== 'end') unexpected(this.#text, token, 'EndOfData');
  }

  #primary(depth: number): Expression {
    this.#bound(depth);
    const token = this.#peek();
    this.#next += 1;
    if (token.kind === 'string') return literal(token.text);
    if (token.kind === 'integer') return literal(this.#integer(token));
    if (token.kind !== 'name') return unexpected(this.#text, token);
    let name = token.text;
    // `contoso.uniqueName(…)`: the one place where a dot belongs to a name.
    if (this.#takes('.')) name += `.${this.#name()}`;
    this.#expect('(');
    return standsAt(call(name, this.#args(depth + 1)), token.at);
  }

  #args(depth: number): readonly Expression[] {
    const args: Expression[] = [];
    if (this.#takes(')')) return args;
    do args.push(this.expression(depth));
    while (this.#takes(','));
    this.#expect(')');
    return args;
  }

  #integer(token: Token): number {
    const value = Number(token.text);
    if (!Number.isSafeInteger(value)) unexpected(this.#text, token);
    return value === 0 ? 0 : value;
  }

  #name(): string {
    const token = this.#peek();
    if (token.kind !== 'name') return unexpected(this.#text, token, 'Identifier');
    this.#next += 1;
    return token.text;
  }

  #bound(depth: number): void {
    if (depth > limits.expressionDepth)
      throw new TemplateError(
        `The language expression '${shown(this.#text)}' is nested deeper than '${limits.expressionDepth}' levels`,
        { position: this.#peek().at },
      );
  }

  #takes(mark: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'mark' || token.text !== mark) return false;
    this.#next += 1;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#takes(mark)) unexpected(this.#text, this.#peek(), mark);
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: ']', at: this.#text.length - 1 };
  }
}
