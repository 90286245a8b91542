// The second half of evaluation: what expand() left for Azure, once somebody can answer reference() and list*().
// Needs nothing of the template any more: the expressions hold all else as literals.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { evaluateText } from './evaluate.ts';
import { parseExpression } from './expression/parse.ts';
import { printExpression } from './expression/print.ts';
import type { Expression } from './expression/tree.ts';
import { Budget, limits } from './limits.ts';
import { TemplateError } from './problem.ts';
import { Residual, type Runtime, type Scope } from './scope.ts';
import { treeFrom } from './value.ts';

/** Thrown by a runtime for a resource of which it knows nothing yet. */
export class Unresolved extends Error {
  constructor(id: string) {
    super(`nothing is known of '${id}' yet`);
    this.name = 'Unresolved';
  }
}

/** Evaluates what was deferred. Throws `TemplateError` where an expression cannot be evaluated. */
export function resolveDeferred(body: JsonObject, deferred: readonly string[], runtime: Runtime): JsonObject {
  const scope = runtimeScope(runtime);
  return replaceAt(body, deferred, (text) => resolve(text, scope));
}

/** One expression, as an output has it. */
export function resolveResidual(expression: string, runtime: Runtime): Json {
  return resolve(expression, runtimeScope(runtime));
}

/** Leaves standing what asks for a resource that the runtime does not know, and tells where. */
export function resolveKnown(
  body: JsonObject,
  deferred: readonly string[],
  runtime: Runtime,
): { readonly body: JsonObject; readonly unknown: readonly string[] } {
  const scope = runtimeScope(runtime);
  const unknown: string[] = [];
  const resolved = replaceAt(body, deferred, (text, path) => {
    try {
      return resolve(text, scope);
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      unknown.push(path);
      return text;
    }
  });
  return { body: resolved, unknown };
}

/** One expression in brackets for the value at a path, where something in it is still to be resolved. */
export function expressionAt(value: Json, path: string, deferred: readonly string[]): string | undefined {
  const inside = deferred.filter((other) => other === path || other.startsWith(`${path}.`));
  if (inside.length === 0) return undefined;
  const root = { value };
  const trees = new Map<string, Expression>();
  const relative = inside.map((other) => `value${other.slice(path.length)}`);
  replaceAt(root, relative, (text, at) => {
    trees.set(at, parseExpression(text, limits.valueSize * 2));
    return text;
  });
  return printExpression(treeFrom(value, 'value', trees));
}

function resolve(expression: string, scope: Scope): Json {
  const outcome = evaluateText(expression, scope);
  if (outcome instanceof Residual)
    throw new TemplateError(`The expression '${expression}' cannot be evaluated`);
  return outcome;
}

function runtimeScope(runtime: Runtime): Scope {
  const gone = (what: string) => (name: string) => {
    throw new TemplateError(`The template ${what} '${name}' is not found`);
  };
  return {
    context: undefined,
    deployment: () => ({}),
    parameter: gone('parameter'),
    variable: gone('variable'),
    userFunction: () => undefined,
    // Ours may be longer than Azure allows in a template: its literals are written out.
    parse: (text) => parseExpression(text, limits.valueSize * 2),
    loop: undefined,
    bindings: undefined,
    runtime,
    resources: undefined,
    allowsFresh: false,
    budget: new Budget(),
  };
}

type Replace = (text: string, path: string) => Json;

/** The places as a tree, so that the body is copied once and only where something changes. */
interface Places {
  path?: string;
  readonly below: Map<string, Places>;
}

function replaceAt(body: JsonObject, paths: readonly string[], replace: Replace): JsonObject {
  const root: Places = { below: new Map() };
  for (const path of paths) {
    let at = root;
    for (const segment of segmentsOf(path)) {
      const next = at.below.get(segment) ?? { below: new Map() };
      at.below.set(segment, next);
      at = next;
    }
    at.path = path;
  }
  const replaced = rebuild(body, root, replace);
  return isJsonObject(replaced) ? replaced : body;
}

function rebuild(value: Json, { path, below }: Places, replace: Replace): Json {
  if (path !== undefined && typeof value === 'string') return replace(value, path);
  if (below.size === 0 || typeof value !== 'object' || value === null) return value;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([key, member]) => {
      const places = below.get(key);
      return [key, places === undefined ? member : rebuild(member, places, replace)] as const;
    });
    return Object.fromEntries(members);
  }
  return value.map((element, index) => {
    const places = below.get(String(index));
    return places === undefined ? element : rebuild(element, places, replace);
  });
}

/** Undoes the escapes of `deferred`. */
function segmentsOf(path: string): readonly string[] {
  return (path.match(/(?:\\.|[^\\.])+/g) ?? []).map((segment) => segment.replaceAll(/\\(.)/g, '$1'));
}
