// From the body of a deployment to what it would do, or to the refusal that Azure gives before it accepts one.
// Used by create, by validate, and for a nested deployment when its turn comes. Stores nothing.
import type { DeploymentContext } from '../../arm/context.ts';
import type { Expansion } from '../../arm/expansion.ts';
import { expand } from '../../arm/expand.ts';
import { templateHash } from '../../arm/hash.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { namespaceOf } from '../catalogue.ts';
import { refuse } from '../fault.ts';
import { environmentOf } from '../identity/cloud-document.ts';
import { requireGroupLocation, requireLocation } from '../locations.ts';
import type { Moment } from '../realm.ts';
import { requireRegistration } from '../registration.ts';
import { requireApiVersion } from '../resources/gates.ts';
import { asObject } from '../resources/write.ts';
import { parameterValues, shownParameters } from './parameters.ts';
import { lookAhead } from './preflight.ts';
import type { Target } from './target.ts';
import { echoed } from './words.ts';

export interface Prepared {
  readonly mode: 'Incremental' | 'Complete';
  readonly template: JsonObject;
  readonly templateHash: string;
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly debugSetting?: Json;
  readonly expansion: Expansion;
  /** As Azure echoes them. */
  readonly parameters: JsonObject;
}

/** What a nested template without a scope of its own takes from the deployment around it. */
export interface Outer {
  readonly template: JsonObject;
  readonly values: Readonly<Record<string, Json>>;
}

export function prepareDeployment(
  moment: Moment,
  target: Target,
  { body, outer }: { readonly body: JsonObject; readonly outer?: Outer | undefined },
): Prepared {
  const properties = body['properties'];
  if (!isJsonObject(properties)) return missing('properties', '');
  const mode = modeOf(properties['mode']);
  const template = templateOf(properties);
  const location = target.group === undefined ? requireGroupLocation(moment, body['location']) : undefined;
  const expansion = expand({
    template: outer === undefined ? template : within(template, outer.template),
    parameters: outer?.values ?? parameterValues(moment, properties['parameters']),
    context: contextOf(moment, target, { location, mode }),
  });
  refuseProblems(expansion);
  for (const resource of expansion.resources) checkResource(moment, resource);
  lookAhead(moment, target, expansion.resources);
  return {
    mode,
    template,
    templateHash: templateHash(template),
    ...(location === undefined ? {} : { location }),
    ...(body['tags'] === undefined ? {} : { tags: asObject(body['tags']) }),
    ...(properties['debugSetting'] === undefined ? {} : { debugSetting: properties['debugSetting'] }),
    expansion,
    parameters:
      outer === undefined ? echoed(shownParameters(expansion.parameters, properties['parameters'])) : {},
  };
}

/**
 * Evaluated in the outer scope, the default: names mean what they mean in the template around it.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#expression-evaluation-scope-in-nested-templates
 */
function within(template: JsonObject, { parameters, variables, functions }: JsonObject): JsonObject {
  return {
    ...template,
    parameters: parameters ?? {},
    variables: variables ?? {},
    ...(functions === undefined ? {} : { functions }),
  };
}

/** `incremental` as Azure CLI's generated templates write it is taken too. */
function modeOf(mode: Json | undefined): 'Incremental' | 'Complete' {
  if (typeof mode !== 'string') return missing('mode', 'properties');
  const modes = { incremental: 'Incremental', complete: 'Complete' } as const;
  const word = mode.toLowerCase();
  if (word === 'incremental' || word === 'complete') return modes[word];
  return invalidContent(`Error converting value "${mode}" to type 'DeploymentMode'. Path 'properties.mode'.`);
}

function templateOf({ template, templateLink }: JsonObject): JsonObject {
  if (isJsonObject(template)) return template;
  if (templateLink !== undefined)
    return refuse(
      400,
      'InvalidTemplate',
      'The mock reaches no other host: a template has to be sent along, not linked (properties.templateLink).',
    );
  return missing('template', 'properties');
}

function missing(name: string, path: string): never {
  return invalidContent(`Required property '${name}' not found in JSON. Path '${path}'.`);
}

function invalidContent(reason: string): never {
  return refuse(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${reason}'.`,
  );
}

interface ContextFacts {
  readonly location: string | undefined;
  readonly mode: 'Incremental' | 'Complete';
}

function contextOf(moment: Moment, target: Target, { location, mode }: ContextFacts): DeploymentContext {
  const { realm, now, world } = moment;
  const { group } = target;
  return {
    tenantId: realm.tenantId,
    subscriptionId: realm.subscriptionId,
    subscriptionName: realm.subscriptionName,
    ...(group === undefined
      ? {}
      : { resourceGroup: { name: group.name, location: group.location, tags: plainTags(group.tags) } }),
    deploymentName: target.name,
    ...(location === undefined ? {} : { location }),
    mode,
    deployer: { objectId: realm.principalId, tenantId: realm.tenantId },
    now,
    newGuid: () => world.guid(),
    environment: environmentOf(realm),
    provider: (namespace, type) => providerFacts(moment, namespace, type),
  };
}

function plainTags(tags: JsonObject = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)]));
}

function providerFacts({ realm }: Moment, namespace: string, type: string): JsonObject | undefined {
  const known = realm.catalogue.known(`${namespace}/${type}`);
  if (known === undefined) return undefined;
  const locations = known.location === 'region' ? Object.values(realm.cloud.regions) : [];
  return { resourceType: type, locations, apiVersions: known.apiVersions };
}

/** The first problem is the answer; the others would be its consequences as often as not. */
function refuseProblems({ problems }: Expansion): void {
  const [first] = problems;
  if (first === undefined) return;
  const info = { lineNumber: 0, linePosition: 0, path: first.path ?? '' };
  refuse(400, first.code, first.message, { additionalInfo: [{ type: 'TemplateViolation', info }] });
}

function checkResource(moment: Moment, resource: Expansion['resources'][number]): void {
  const { type, apiVersion, body, deferred } = resource;
  const known = moment.realm.catalogue.type(type);
  requireRegistration(moment, namespaceOf(type));
  requireApiVersion({ type: known, apiVersion, moment });
  if (known.location !== 'region' || deferred.includes('location')) return;
  if (known.type === 'Microsoft.Resources/resourceGroups') requireGroupLocation(moment, body['location']);
  else requireLocation(moment, known.type, body['location']);
}
