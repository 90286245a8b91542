// Functions that a template defines for itself, by `namespace.name`. Only their declarations; a call is evaluated
// where all calls are. https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { isList } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import type { UserFunction } from './scope.ts';
import { evaluateValue } from './value.ts';

export function userFunctions(template: JsonObject): ReadonlyMap<string, UserFunction> {
  const spaces = memberOf(template, 'functions') ?? [];
  if (!isList(spaces)) return new Map();
  return new Map(
    spaces.flatMap((space) => {
      const namespace = memberOf(space, 'namespace');
      const members = memberOf(space, 'members') ?? {};
      if (typeof namespace !== 'string' || !isJsonObject(members)) return [];
      return Object.entries(members).map(([name, declared]) => [
        `${namespace}.${name}`.toLowerCase(),
        userFunction(declared),
      ]);
    }),
  );
}

function userFunction(declared: Json): UserFunction {
  const parameters = memberOf(declared, 'parameters') ?? [];
  const value = memberOf(memberOf(declared, 'output') ?? null, 'value') ?? null;
  const named = isList(parameters) ? parameters : [];
  return {
    parameters: named.map((parameter) => ({
      name: textOf(memberOf(parameter, 'name')),
      type: textOf(memberOf(parameter, 'type')),
    })),
    body: (scope) => evaluateValue(value, scope),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
