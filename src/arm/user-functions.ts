// Functions that a template defines for itself, by `namespace.name`. Only their declarations; a call is evaluated
// where all calls are. https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { isList } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import { rooted, TemplateError } from './problem.ts';
import { Residual, type Outcome, type Scope, type UserFunction } from './scope.ts';
import type { Resolve } from './types/definition.ts';
import { faultOf } from './types/fault.ts';
import { evaluateValue, pathTo } from './value.ts';

export function userFunctions(template: JsonObject, resolve: Resolve): ReadonlyMap<string, UserFunction> {
  const spaces = memberOf(template, 'functions') ?? [];
  if (!isList(spaces)) return new Map();
  // `2.1-experimental` is what Bicep writes for features to come.
  const callsOthers = textOf(memberOf(template, 'languageVersion')).startsWith('2.');
  return new Map(
    spaces.flatMap((space, index) => {
      const namespace = memberOf(space, 'namespace');
      const members = memberOf(space, 'members') ?? {};
      if (typeof namespace !== 'string' || !isJsonObject(members)) return [];
      return Object.entries(members).map(([name, declared]) => {
        const path = pathTo(`functions[${index}].members`, name);
        const own = userFunction(declared, { name: `${namespace}.${name}`, path, resolve, callsOthers });
        return [`${namespace}.${name}`.toLowerCase(), own];
      });
    }),
  );
}

interface Around {
  readonly name: string;
  /** In the template. */
  readonly path: string;
  readonly resolve: Resolve;
  readonly callsOthers: boolean;
}

function userFunction(declared: Json, around: Around): UserFunction {
  const parameters = memberOf(declared, 'parameters') ?? [];
  const output = memberOf(declared, 'output') ?? {};
  const value = memberOf(output, 'value') ?? null;
  return {
    parameters: (isList(parameters) ? parameters : []).map((parameter) => {
      const name = textOf(memberOf(parameter, 'name'));
      return { name, check: (given) => check(given, parameter, `its parameter '${name}'`, around) };
    }),
    callsOthers: around.callsOthers,
    body(scope: Scope) {
      try {
        const outcome = evaluateValue(value, scope);
        check(outcome, output, 'its output', around);
        return outcome;
      } catch (error) {
        throw rooted(error, `${around.path}.output.value`);
      }
    },
  };
}

/** What only Azure knows is checked there. A null is taken, as for an output of a template. */
function check(outcome: Outcome, declared: Json, what: string, { name, resolve }: Around): void {
  if (outcome instanceof Residual || outcome === null) return;
  const fault = faultOf(outcome, declared, resolve);
  if (fault !== undefined)
    throw new TemplateError(
      `The value for ${what} of the template function '${name}' is not valid. ` +
        `${fault.path === '' ? '' : `At '${fault.path}': `}${fault.reason}`,
    );
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
