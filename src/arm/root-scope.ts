// The outermost scope of a template: its parameters and variables, each worked out when first asked for and at most
// once, its own functions, and what deployment() says of it.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { DeploymentContext } from './context.ts';
import { copiesOf, isPropertyCopy } from './copy.ts';
import { parseExpression } from './expression/parse.ts';
import type { Expression } from './expression/tree.ts';
import { memberOf } from './functions/member.ts';
import { templateHash } from './hash.ts';
import { Budget, limits } from './limits.ts';
import { NotKnownYet } from './not-known.ts';
import { parameterValue, type Declaration } from './parameters.ts';
import { below, rooted, seeAlso, TemplateError } from './problem.ts';
import { inLoop, Residual, type Outcome, type Scope, type UserFunction } from './scope.ts';
import { userFunctions } from './user-functions.ts';
import type { Resolve } from './types/definition.ts';
import { evaluateValue, knownValue, pathTo } from './value.ts';

export interface RootAsk {
  readonly template: JsonObject;
  readonly declarations: readonly Declaration[];
  readonly given: Readonly<Record<string, Json>>;
  readonly context: DeploymentContext;
  /** Parameters, by name in lower case, of which only an expression is known. */
  readonly unresolved?: ReadonlyMap<string, Expression>;
  readonly resolve: Resolve;
}

export function rootScope({ template, declarations, given, context, unresolved, resolve }: RootAsk): Scope {
  const trees = new Map<string, Expression>();
  const own = userFunctions(template, resolve);
  const scope: Scope = {
    context,
    deployment: once({ path: '', make: () => deploymentFacts(template, given, context) }),
    parameter: (name) => parameter(name),
    variable: (name) => variable(name),
    userFunction: (name): UserFunction | undefined => own.get(name.toLowerCase()),
    parse(text) {
      const known = trees.get(text);
      if (known !== undefined) return known;
      const tree = parseExpression(text);
      trees.set(text, tree);
      return tree;
    },
    loop: undefined,
    bindings: undefined,
    runtime: 'refused',
    resources: undefined,
    allowsFresh: false,
    budget: new Budget(),
  };
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const defaults: Scope = { ...scope, allowsFresh: true };
  const parameter = named(
    new Map(
      declarations.map((declaration): [string, Maker<Outcome>] => {
        const name = declaration.name.toLowerCase();
        const path = pathTo('parameters', declaration.name);
        const tree = unresolved?.get(name);
        if (tree !== undefined) return [name, { path, make: () => new Residual(tree) }];
        const value = (): Json =>
          parameterValue(declaration, values.get(name), (fallback) =>
            below('defaultValue', () => knownValue(fallback, defaults)),
          );
        return [name, { path, make: unresolved === undefined ? value : () => asFarAsKnown(value) }];
      }),
    ),
    { what: 'parameter', page: 'arm-syntax-parameters' },
  );
  const variable = named(variablesOf(template, scope), { what: 'variable', page: 'arm-syntax-variables' });
  return scope;
}

/** A default that is made of what is not known is not known either. */
function asFarAsKnown(value: () => Json): Outcome {
  try {
    return value();
  } catch (error) {
    if (!(error instanceof NotKnownYet)) throw error;
    return new Residual(error.tree);
  }
}

interface Maker<T> {
  /** Where in the template what is made of it stands. */
  readonly path: string;
  make(): T;
}

/** By name in lower case; a value that asks for itself is an error and not a loop. */
function named<T>(
  makers: ReadonlyMap<string, Maker<T>>,
  { what, page }: { readonly what: string; readonly page: string },
): (name: string) => T {
  const cells = new Map<string, () => T>();
  for (const [name, maker] of makers)
    cells.set(
      name,
      once(maker, () => {
        throw new TemplateError(
          `The template ${what} '${name}' is defined in terms of itself: a circular reference`,
        );
      }),
    );
  return (name) => {
    const cell = cells.get(name.toLowerCase());
    if (cell === undefined)
      throw new TemplateError(`The template ${what} '${name}' is not found. ${seeAlso(page)}`);
    return cell();
  };
}

/** Remembers a failure too, so that a variable used a thousand times fails a thousand times at no cost. */
function once<T>({ path, make }: Maker<T>, again?: () => never): () => T {
  let state: { readonly value: T } | { readonly error: unknown } | 'running' | undefined;
  return () => {
    if (state === 'running') return again === undefined ? make() : again();
    if (state === undefined) {
      state = 'running';
      try {
        state = { value: make() };
      } catch (error) {
        state = { error: rooted(error, path) };
      }
    }
    if ('error' in state) throw state.error;
    return state.value;
  };
}

function variablesOf(template: JsonObject, scope: Scope): ReadonlyMap<string, Maker<Outcome>> {
  const declared = memberOf(template, 'variables') ?? {};
  if (!isJsonObject(declared)) throw new TemplateError(`The 'variables' of a template have to be an object`);
  const makers = new Map<string, Maker<Outcome>>();
  const add = (name: string, make: () => Outcome): void => {
    makers.set(name.toLowerCase(), { path: pathTo('variables', name), make });
  };
  for (const [name, value] of Object.entries(declared)) {
    if (name === 'copy' && isPropertyCopy(value)) {
      for (const loop of value) {
        const loopName = loop['name'];
        if (typeof loopName === 'string') add(loopName, () => looped(loop, scope));
      }
    } else {
      add(name, () => evaluateValue(value, scope));
    }
  }
  if (makers.size > limits.variables)
    throw new TemplateError(
      `The number of template variables limit exceeded. Limit: '${limits.variables}' and actual: '${makers.size}'`,
    );
  return makers;
}

function looped(loop: JsonObject, scope: Scope): readonly Json[] {
  const { name, count } = copiesOf(loop, scope);
  return Array.from({ length: count }, (_, index) =>
    knownValue(loop['input'] ?? null, inLoop(scope, { name, index, over: 'value' })),
  );
}

function deploymentFacts(
  template: JsonObject,
  given: Readonly<Record<string, Json>>,
  { deploymentName, location, mode, links }: DeploymentContext,
): JsonObject {
  const parameters = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]));
  return {
    name: deploymentName,
    ...(location === undefined ? {} : { location }),
    properties: {
      ...links,
      template,
      templateHash: templateHash(template),
      parameters,
      mode: mode ?? 'Incremental',
      provisioningState: 'Accepted',
    },
  };
}
