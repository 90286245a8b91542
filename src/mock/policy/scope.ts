// What an expression of a policy may ask: its parameters, `field()`, and the group and the subscription that the
// resource is in. The functions are those of templates.
// https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-functions
import { TemplateError } from '../../arm/problem.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { rootScope } from '../../arm/root-scope.ts';
import { knownOutcome, Residual, type Outcome, type Scope, type UserFunction } from '../../arm/scope.ts';
import { resolverOf } from '../../arm/types/definition.ts';
import { typeFault } from '../../arm/types/rule.ts';
import { knownValue } from '../../arm/value.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Moment } from '../realm.ts';
import { valuesOf, type Subject } from './subject.ts';

export function evaluatorOf(moment: Moment, subject: Subject, parameters: JsonObject): (value: Json) => Json {
  const scope: Scope = {
    ...rootScope({
      template: {},
      declarations: [],
      given: {},
      context: contextOf(moment, subject),
      resolve: resolverOf({}),
    }),
    parameter(name) {
      const found = Object.entries(parameters).find(([key]) => key.toLowerCase() === name.toLowerCase());
      if (found === undefined) throw new TemplateError(`The policy parameter '${name}' is not found`);
      return found[1];
    },
    userFunction: (name) => (name.toLowerCase() === 'field' ? fieldOf(subject) : undefined),
  };
  return (value) => knownValue(value, scope);
}

function fieldOf(subject: Subject): UserFunction {
  return {
    parameters: [{ name: 'name', check: requireText }],
    callsOthers: false,
    body(scope) {
      const name = String(knownOutcome(scope.parameter('name')));
      const values = valuesOf(subject, name);
      return name.includes('[*]') ? values : (values[0] ?? null);
    },
  };
}

function requireText(given: Outcome): void {
  const fault = given instanceof Residual ? undefined : typeFault('string', given);
  if (fault !== undefined) throw new TemplateError(`The policy function 'field' is not valid: ${fault}`);
}

function contextOf(
  { realm, now, world }: Moment,
  { id }: Subject,
): Parameters<typeof rootScope>[0]['context'] {
  const named = parseResourceId(id)?.resourceGroup;
  const group = named === undefined ? undefined : realm.tables.groups.get(named);
  const tags = Object.entries(group?.tags ?? {}).map(([name, value]) => [name, String(value)] as const);
  return {
    tenantId: realm.tenantId,
    subscriptionId: realm.subscriptionId,
    subscriptionName: realm.subscriptionName,
    ...(group === undefined
      ? {}
      : {
          resourceGroup: { name: group.name, location: group.location, tags: Object.fromEntries(tags) },
        }),
    deploymentName: 'policy',
    now,
    newGuid: () => world.guid(),
    environment: {},
  };
}
