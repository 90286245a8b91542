// A JSON value of a template with everything in it evaluated: strings, names of properties, and copy loops over
// properties. What only Azure can finish stays as an expression and its path is noted.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { copiesOf, isPropertyCopy } from './copy.ts';
import { evaluateText } from './evaluate.ts';
import { printExpression } from './expression/print.ts';
import { call, literal, type Expression } from './expression/tree.ts';
import { bounded } from './limits.ts';
import { placed, TemplateError } from './problem.ts';
import { inLoop, knownOutcome, Residual, type Outcome, type Scope } from './scope.ts';

export interface ExpandedValue {
  readonly value: Json;
  /** Dotted path to the expression that stands there. */
  readonly deferred: ReadonlyMap<string, Expression>;
}

export function expandValue(value: Json, scope: Scope, at = ''): ExpandedValue {
  const deferred = new Map<string, Expression>();
  const expanded = bounded(walk(value, { scope, deferred, key: at, outer: undefined }));
  return { value: expanded, deferred };
}

/** The same as one outcome: a value that is known in part becomes one expression that makes the whole. */
export function evaluateValue(value: Json, scope: Scope): Outcome {
  const expanded = expandValue(value, scope);
  return expanded.deferred.size === 0
    ? expanded.value
    : new Residual(treeFrom(expanded.value, '', expanded.deferred));
}

/** For places where only a value that is known will do. */
export function knownValue(value: Json, scope: Scope): Json {
  return knownOutcome(evaluateValue(value, { ...scope, runtime: 'refused' }));
}

/** One more segment: a dot within a key is escaped, so that a path leads to one place only. */
export function pathTo(path: string, key: string | number): string {
  const segment = String(key).replaceAll(/[\\.]/g, String.raw`\$&`);
  return path === '' ? segment : `${path}.${segment}`;
}

/** The same for a place that a person reads: `resources[2].properties.sku`. */
export function placeTo(path: string, key: string | number): string {
  return typeof key === 'number' ? `${path}[${key}]` : pathTo(path, key);
}

/** One step of the walk. Its path becomes text only where something is deferred or at fault. */
interface Walk {
  readonly scope: Scope;
  readonly deferred: Map<string, Expression>;
  readonly key: string | number;
  readonly outer: Walk | undefined;
}

function step(outer: Walk, key: string | number, scope: Scope = outer.scope): Walk {
  return { scope, deferred: outer.deferred, key, outer };
}

function textOf({ key, outer }: Walk, write: typeof pathTo): string {
  if (outer === undefined) return key === '' ? '' : write('', key);
  return write(textOf(outer, write), key);
}

function walk(value: Json, at: Walk): Json {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
    at.scope.budget.spend(1);
    return value;
  }
  try {
    at.scope.budget.spend(1);
    return typeof value === 'string' ? text(value, at) : parts(value, at);
  } catch (error) {
    throw placed(error, { path: textOf(at, placeTo) });
  }
}

function parts(value: JsonObject | readonly Json[], at: Walk): Json {
  const { budget } = at.scope;
  budget.enter();
  try {
    if (isJsonObject(value)) return object(value, at);
    return value.map((element, index) => walk(element, step(at, index)));
  } finally {
    budget.leave();
  }
}

function text(value: string, at: Walk): Json {
  const outcome = evaluateText(value, at.scope);
  if (!(outcome instanceof Residual)) return outcome;
  at.deferred.set(textOf(at, pathTo), outcome.tree);
  return printExpression(outcome.tree);
}

function object(value: JsonObject, at: Walk): JsonObject {
  const members: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null;
    if (key === 'copy' && isPropertyCopy(member)) {
      for (const loop of member) copies(loop, at, members);
    } else {
      const name = evaluateText(key, at.scope);
      if (typeof name !== 'string')
        throw new TemplateError(`The name of a property has to be a string that is known: '${key}'`);
      put(members, name, walk(member, step(at, name)));
    }
  }
  return members;
}

/** An assignment to this one name would set the prototype and make no member. */
function put(members: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(members, name, { value, writable: true, enumerable: true, configurable: true });
  else members[name] = value;
}

/** `"copy": [{ "name": "disks", "count": 2, "input": … }]` becomes `"disks": […, …]`. */
function copies(loop: JsonObject, at: Walk, members: Record<string, Json>): void {
  const { name, count } = copiesOf(loop, at.scope);
  const inside = step(at, name);
  const input = loop['input'] ?? null;
  const elements = Array.from({ length: count }, (_, index) =>
    walk(input, step(inside, index, inLoop(at.scope, { name, index, over: 'value' }))),
  );
  put(members, name, elements);
}

/** One expression for a value that holds expressions at the given paths, its own being `path`. */
export function treeFrom(value: Json, path: string, deferred: ReadonlyMap<string, Expression>): Expression {
  const known = deferred.get(path);
  if (known !== undefined) return known;
  if (isJsonObject(value)) {
    const members = Object.entries(value).flatMap(([key, member]) => [
      literal(key),
      treeFrom(member, pathTo(path, key), deferred),
    ]);
    return call('createObject', members);
  }
  if (!Array.isArray(value)) return literal(value);
  const elements: readonly Json[] = value;
  return call(
    'createArray',
    elements.map((element, index) => treeFrom(element, pathTo(path, index), deferred)),
  );
}
