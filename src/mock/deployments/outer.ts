// What a nested template in outer scope, the default, takes from the deployment around it, out of the records of both.
// Where that one is in outer scope itself, the names are those of the first around it that is not.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#expression-evaluation-scope-in-nested-templates
import type { Outer } from '../../arm/outer.ts';
import type { KnownResource } from '../../arm/scope.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import { contextOf } from './reading.ts';
import type { DeploymentRecord, OuterScope } from './record.ts';
import { targetAt } from './target.ts';
import { workOf } from './work.ts';

/** Of the properties of a nested deployment. A linked template has a scope of its own always. */
export function isInOuterScope({ template, expressionEvaluationOptions }: JsonObject): boolean {
  const { scope } = asObject(expressionEvaluationOptions);
  return template !== undefined && !(typeof scope === 'string' && scope.toLowerCase() === 'inner');
}

export function outerScopeOf(moment: Moment, parent: DeploymentRecord, index: number): OuterScope {
  const { bodies, outer } = workOf(moment, parent.id);
  const loop = bodies[index]?.loop ?? outer?.loop;
  return { deployment: outer?.deployment ?? parent.id, ...(loop === undefined ? {} : { loop }) };
}

export function outerOf(
  moment: Moment,
  parent: DeploymentRecord,
  { deployment, loop }: OuterScope,
): Outer | undefined {
  const { deployments, templates } = moment.realm.tables;
  const record = deployments.get(deployment);
  const template = templates.get(deployment);
  if (record === undefined || template === undefined) return undefined;
  const { location, mode, links = {} } = record;
  return {
    template,
    parameters: withoutNulls(workOf(moment, deployment).parameters),
    context: contextOf(moment, targetAt(moment, deployment), { location, mode, links }),
    ...(loop === undefined ? {} : { loop }),
    resources: resourcesUpTo(moment, parent, deployment),
  };
}

/** A null among the values of a deployment is one that was not given. */
export function withoutNulls(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

function resourcesUpTo(
  moment: Moment,
  { id, steps, parent }: DeploymentRecord,
  top: string,
): KnownResource[] {
  const above =
    parent === undefined || id.toLowerCase() === top.toLowerCase()
      ? undefined
      : moment.realm.tables.deployments.get(parent.deployment);
  return [...steps, ...(above === undefined ? [] : resourcesUpTo(moment, above, top))];
}
