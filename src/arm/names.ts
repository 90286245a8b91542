// Where the names of a template are looked up: in itself, or, where it is nested in outer scope, in the template
// around it.
import type { Json, JsonObject } from '../base/json.ts';
import type { DeploymentContext } from './context.ts';
import { parseExpression } from './expression/parse.ts';
import { limits } from './limits.ts';
import type { Outer } from './outer.ts';
import { declarationsOf } from './parameters.ts';
import { rootScope, type RootAsk } from './root-scope.ts';
import { inLoop, type Scope } from './scope.ts';
import { resolverOf } from './types/definition.ts';

export interface NamesAsk {
  readonly template: JsonObject;
  /** Values by name, not wrapped in `{ value }`. None for a template in outer scope. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly context: DeploymentContext;
  /**
   * Expressions, in brackets, of parameters that only the deployment brings. Where it is given, a resource whose name
   * hangs on one is no problem but unidentified.
   */
  readonly unresolved?: Readonly<Record<string, string>>;
  /** Of a nested template that is evaluated in the scope of the deployment around it, whose parameters it has. */
  readonly outer?: Outer;
}

export interface Names {
  readonly root: RootAsk;
  readonly scope: Scope;
}

/** Throws `TemplateError`. */
export function namesOf({ template, parameters, context, unresolved, outer }: NamesAsk): Names {
  const names = outer ?? { template, parameters, context };
  const resolve = resolverOf(names.template);
  const root: RootAsk = {
    template: names.template,
    declarations: declarationsOf(names.template, resolve),
    given: names.parameters,
    context: names.context,
    resolve,
    ...treesOf(unresolved),
  };
  if (outer === undefined) return { root, scope: rootScope(root) };
  const scope: Scope = { ...rootScope(root), home: context };
  const { loop } = outer;
  return { root, scope: loop === undefined ? scope : inLoop(scope, { ...loop, over: 'resources' }) };
}

/** Literals are written out in them, so they may be longer than an expression of a template. */
function treesOf(unresolved: NamesAsk['unresolved']): Pick<RootAsk, 'unresolved'> {
  if (unresolved === undefined) return {};
  const trees = Object.entries(unresolved).map(
    ([name, text]) => [name.toLowerCase(), parseExpression(text, limits.valueSize * 2)] as const,
  );
  return { unresolved: new Map(trees) };
}
