// What a template function is: a row with its argument counts and a small handler; and how a handler reads its
// arguments, with Azure's words for a wrong one. Holds no function itself.
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Call, Expression } from '../expression/tree.ts';
import { seeAlso, TemplateError } from '../problem.ts';
import type { Outcome, Scope } from '../scope.ts';

export interface Invocation {
  /** As the template spells it. */
  readonly name: string;
  readonly args: readonly Json[];
  readonly scope: Scope;
}

export type Evaluate = (tree: Expression, scope: Scope) => Outcome;

interface Arity {
  readonly min: number;
  /** `Infinity` where there is no bound. */
  readonly max: number;
}

export type TemplateFunction = Arity &
  (
    | { apply(invocation: Invocation): Outcome; readonly lazy?: undefined }
    /** Gets the call itself, since not every argument is to be evaluated. */
    | { lazy(tree: Call, scope: Scope, evaluate: Evaluate): Outcome }
  );

/** A family of functions by name, in lower case: the language does not regard case. */
export type Functions = Readonly<Record<string, TemplateFunction>>;

export function fixed(count: number, apply: (invocation: Invocation) => Outcome): TemplateFunction {
  return { min: count, max: count, apply };
}

export function ranging(
  min: number,
  max: number,
  apply: (invocation: Invocation) => Outcome,
): TemplateFunction {
  return { min, max, apply };
}

export function checkArity(tree: Call, { min, max }: Arity): void {
  const count = tree.args.length;
  if (count >= min && count <= max) return;
  const wanted =
    min === max ? String(min) : max === Infinity ? `at least ${min}` : `between ${min} and ${max}`;
  throw new TemplateError(
    `Unable to evaluate template language function '${tree.name}': function requires ${wanted} argument(s) ` +
      `while ${count} were provided. ${seeAlso(`arm-functions#${tree.name.toLowerCase()}`)}`,
  );
}

/** The names that Azure's messages give to JSON types. */
export function typeName(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return { string: 'String', boolean: 'Boolean', object: 'Object' }[typeof value as 'string'] ?? 'Object';
}

export function refuse(invocation: Invocation, reason: string): never {
  throw new TemplateError(
    `The template language function '${invocation.name}' ${reason}. ` +
      seeAlso(`arm-functions#${invocation.name.toLowerCase()}`),
  );
}

function wrong(invocation: Invocation, index: number, wanted: string): never {
  const value = invocation.args[index] ?? null;
  return refuse(
    invocation,
    `expects its parameter number '${index + 1}' to be ${wanted}. The provided value is of type '${typeName(value)}'`,
  );
}

export function valueAt({ args }: Invocation, index: number): Json {
  return args[index] ?? null;
}

export function textAt(invocation: Invocation, index: number): string {
  const value = valueAt(invocation, index);
  return typeof value === 'string' ? value : wrong(invocation, index, 'a string');
}

export function integerAt(invocation: Invocation, index: number): number {
  const value = valueAt(invocation, index);
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? value
    : wrong(invocation, index, 'an integer');
}

export function booleanAt(invocation: Invocation, index: number): boolean {
  const value = valueAt(invocation, index);
  return typeof value === 'boolean' ? value : wrong(invocation, index, 'a boolean');
}

export function listAt(invocation: Invocation, index: number): readonly Json[] {
  const value = valueAt(invocation, index);
  return isList(value) ? value : wrong(invocation, index, 'an array');
}

export function objectAt(invocation: Invocation, index: number): JsonObject {
  const value = valueAt(invocation, index);
  return isJsonObject(value) ? value : wrong(invocation, index, 'an object');
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** For arguments that may be of two types: says which ones are allowed. */
export function wrongType(invocation: Invocation, index: number, wanted: string): never {
  return wrong(invocation, index, wanted);
}
