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
  const path = at === '' ? undefined : { key: at, outer: undefined };
  const expanded = bounded(walk(value, { scope, deferred, path }));
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

/** Becomes text only where something is deferred: most places never need theirs. */
interface Step {
  readonly key: string | number;
  readonly outer: Step | undefined;
}

function textOf(at: Step | undefined, write: typeof pathTo): string {
  return at === undefined ? '' : write(textOf(at.outer, write), at.key);
}

interface Walk {
  readonly scope: Scope;
  readonly deferred: Map<string, Expression>;
  readonly path: Step | undefined;
}

function step({ scope, deferred, path }: Walk, key: string | number): Walk {
  return { scope, deferred, path: { key, outer: path } };
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
    throw placed(error, { path: textOf(at.path, placeTo) });
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

function text(value: string, { scope, deferred, path }: Walk): Json {
  const outcome = evaluateText(value, scope);
  if (!(outcome instanceof Residual)) return outcome;
  deferred.set(textOf(path, pathTo), outcome.tree);
  return printExpression(outcome.tree);
}

function object(value: JsonObject, at: Walk): JsonObject {
  const members = Object.entries(value).flatMap(([key, member]) => {
    if (key === 'copy' && isPropertyCopy(member)) return copies(member, at);
    const name = evaluateText(key, at.scope);
    if (typeof name !== 'string')
      throw new TemplateError(`The name of a property has to be a string that is known: '${key}'`);
    return [[name, walk(member, step(at, name))] as const];
  });
  return Object.fromEntries(members);
}

/** `"copy": [{ "name": "disks", "count": 2, "input": … }]` becomes `"disks": […, …]`. */
function copies(loops: readonly JsonObject[], at: Walk): (readonly [string, Json])[] {
  return loops.map((loop) => {
    const { name, count } = copiesOf(loop, at.scope);
    const inside = step(at, name);
    const input = loop['input'] ?? null;
    const elements = Array.from({ length: count }, (_, index) => {
      const scope = inLoop(at.scope, { name, index, over: 'value' });
      return walk(input, step({ ...inside, scope }, index));
    });
    return [name, elements];
  });
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
