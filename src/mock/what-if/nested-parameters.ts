// The parameters that a nested deployment gets, where not all of them are known: an expression for those that hang on
// something the deployment brings, and the names of those that carry a secret in.
import { expressionAt } from '../../arm/runtime.ts';
import { pathTo } from '../../arm/value.ts';
import type { JsonObject } from '../../base/json.ts';
import { asObject } from '../resources/write.ts';

export interface NestedParameters {
  /** Expressions in brackets, by name. */
  readonly unresolved: Readonly<Record<string, string>>;
  /** Names of parameters whose values are not to be shown. */
  readonly opaque: readonly string[];
}

interface Facts {
  readonly unknown: readonly string[];
  readonly opaque: readonly string[];
}

export function parametersOfNested(sent: JsonObject, { unknown, opaque }: Facts): NestedParameters {
  const names = Object.keys(sent);
  const unresolved = names.flatMap((name) => {
    const text = expressionOf(sent, name, unknown);
    return text === undefined ? [] : [[name, text] as const];
  });
  const isOpaque = (name: string): boolean =>
    asObject(sent[name])['reference'] !== undefined || opaque.some((path) => isWithin(path, pathOf(name)));
  return { unresolved: Object.fromEntries(unresolved), opaque: names.filter(isOpaque) };
}

function expressionOf(sent: JsonObject, name: string, unknown: readonly string[]): string | undefined {
  const path = pathOf(name);
  const whole = sent[name];
  // `"name": "[if(…, createObject('value', …), …)]"`: the expression makes what holds the value.
  if (typeof whole === 'string') return unknown.includes(path) ? `${whole.slice(0, -1)}.value]` : undefined;
  return expressionAt(asObject(whole)['value'] ?? null, `${path}.value`, unknown);
}

function pathOf(name: string): string {
  return pathTo('properties.parameters', name);
}

/** One of them may be above the other: a secret object, or a secret within an object. */
function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`);
}
