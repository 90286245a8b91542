// The tree of a template expression: three kinds of node. Knows neither text nor meaning.
import type { Json } from '../../base/json.ts';

export type Expression = Literal | Call | Member;

/** From text only a string or an integer; after partial evaluation any value that became known. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: Json;
}

export interface Call {
  readonly kind: 'call';
  /** As written; `contoso.uniqueName` for a user's own function. */
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `target.key`, `target['key']`, `target[0]`, and their safe forms `target.?key` and `target[?0]`. */
export interface Member {
  readonly kind: 'member';
  readonly target: Expression;
  readonly key: Expression;
  readonly safe: boolean;
}

export function literal(value: Json): Literal {
  return { kind: 'literal', value };
}

export function call(name: string, args: readonly Expression[]): Call {
  return { kind: 'call', name, args };
}

export function member(target: Expression, key: Expression, safe = false): Member {
  return { kind: 'member', target, key, safe };
}
