// Compiled → what should stand: every resource of the template evaluated as Azure would, with the place in the
// spec that each of its properties came from. Pure; what only Azure knows stays named as unknown.
import { expand } from '../arm/expand.ts';
import type { Expansion } from '../arm/expansion.ts';
import { parametersUsed } from '../arm/parameters-used.ts';
import { parseResourceId } from '../arm/resource-id.ts';
import { resolveKnown, Unresolved } from '../arm/runtime.ts';
import { bug } from '../base/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { Tags } from '../cloud/cloud.ts';
import type { Compiled } from '../compile/compile.ts';
import { clouds, type CloudName } from '../spec/clouds.ts';
import type { Path } from '../spec/document.ts';

export interface Place {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly cloud: CloudName;
}

export interface DesiredResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly body: JsonObject;
  readonly tags: Tags;
  readonly dependsOn: readonly string[];
  /** Dotted paths of values that only Azure knows. */
  readonly unknown: readonly string[];
  /** Index among the resources of the template. */
  readonly index: number;
}

/** What is known of resources that stand: their properties, for `reference()`. */
export type Known = (id: string) => JsonObject | undefined;

/** Of a resource that the spec does not ask for, enough to look whether it stands. */
export type Unwanted = Pick<DesiredResource, 'id' | 'type' | 'name' | 'apiVersion'>;

export interface Outline {
  readonly desired: readonly DesiredResource[];
  /** What the template has under a condition that is false. */
  readonly unwanted: readonly Unwanted[];
}

export function desire(compiled: Compiled, place: Place): readonly DesiredResource[] {
  return outline(compiled, place).desired;
}

export function outline(compiled: Compiled, place: Place): Outline {
  const { resources, skipped, problems } = expandCompiled(compiled, place);
  const [problem] = problems;
  if (problem !== undefined) bug(`the template does not expand: ${problem.message}`);
  const desired = resources.map(({ id, type, name, apiVersion, body, deferred, dependsOn, origin }) => ({
    id,
    type,
    name,
    apiVersion,
    body,
    tags: isJsonObject(body['tags']) ? (body['tags'] as Tags) : {},
    dependsOn,
    unknown: deferred,
    index: Number(/^resources\[(\d+)\]$/.exec(origin)?.[1] ?? bug(`a resource comes from ${origin}`)),
  }));
  return { desired, unwanted: skipped.flatMap((id) => unwantedAt(id, compiled)) };
}

function unwantedAt(id: string, { template }: Compiled): readonly Unwanted[] {
  const { type, name } = parseResourceId(id) ?? bug(`no id: ${id}`);
  const resources = Array.isArray(template['resources']) ? (template['resources'] as readonly Json[]) : [];
  const apiVersion = resources.filter(isJsonObject).find((resource) => resource['type'] === type)?.[
    'apiVersion'
  ];
  return typeof apiVersion === 'string' ? [{ id, type, name, apiVersion }] : [];
}

/** The same with what is known by now filled in: the ids of an identity that stands. */
export function settle(desired: readonly DesiredResource[], known: Known): readonly DesiredResource[] {
  return desired.map((resource) => {
    if (resource.unknown.length === 0) return resource;
    const { body, unknown } = resolveKnown(resource.body, resource.unknown, {
      reference: (target) => {
        const properties = known(target)?.['properties'];
        if (properties === undefined) throw new Unresolved(target);
        return properties;
      },
      list: (action, target) => {
        throw new Unresolved(`${action} of ${target}`);
      },
    });
    return { ...resource, body, unknown };
  });
}

export function expandCompiled(
  { template, parameters, group, gateway }: Omit<Compiled, 'origins'>,
  place: Place,
): Expansion {
  const values = Object.entries(parameters).map(([name, parameter]): [string, Json] => [
    name,
    'value' in parameter ? parameter.value : '(secret)',
  ]);
  const { suffixes } = clouds[place.cloud];
  return expand({
    template,
    parameters: Object.fromEntries(values),
    context: {
      tenantId: place.tenantId,
      subscriptionId: place.subscriptionId,
      resourceGroup: { name: group.name, location: group.location, tags: group.tags },
      deploymentName: gateway,
      now: new Date(0),
      newGuid: () => bug('the template asks for a new guid, so it would change with every run'),
      environment: {
        name: place.cloud,
        suffixes: { keyvaultDns: `.${suffixes.vault}`, storage: suffixes.storage },
      },
    },
  });
}

/** Where in the spec a property of a resource comes from; undefined where the template alone decides it. */
export function originOf({ template, origins }: Compiled, index: number, path: string): Path | undefined {
  const resources = template['resources'];
  const resource: Json | undefined = Array.isArray(resources) ? resources[index] : undefined;
  if (!isJsonObject(resource)) return undefined;
  const used = [...parametersUsed(template, resource)];
  const names = used.flatMap(([leaf, parameters]) =>
    leaf === path || leaf.startsWith(`${path}.`) ? parameters : [],
  );
  return names.map((name) => origins[name]).find((origin) => origin !== undefined);
}
