// What the body of a deployment says: mode, template, location, and the surroundings that its expressions see. Owns
// the refusals of a body that is no deployment at all; whether the template is good is not decided here.
import type { DeploymentContext } from '../../arm/context.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import { environmentOf } from '../identity/cloud-document.ts';
import { requireGroupLocation } from '../locations.ts';
import type { Moment } from '../realm.ts';
import { asObject } from '../resources/write.ts';
import { linkedParameters, linkedTemplate, linkIn } from './links.ts';
import type { Target } from './target.ts';

export interface ReadingAsk {
  readonly body: JsonObject;
  /** The address of the linked template that this deployment is part of. */
  readonly around?: string | undefined;
}

export interface Reading {
  readonly properties: JsonObject;
  /** In the form `{ name: { value } }`, from the body or from where it links. */
  readonly parameters: Json | undefined;
  /** `templateLink` and `parametersLink`, as they are echoed. */
  readonly links: JsonObject;
  readonly mode: 'Incremental' | 'Complete';
  readonly template: JsonObject;
  readonly location?: string;
  readonly context: DeploymentContext;
}

export function readDeployment(moment: Moment, target: Target, { body, around }: ReadingAsk): Reading {
  const properties = body['properties'];
  if (!isJsonObject(properties)) return missing('properties', '');
  const mode = modeOf(properties['mode']);
  const { template, parameters, links } = contentOf(moment, properties, around);
  const location = target.group === undefined ? requireGroupLocation(moment, body['location']) : undefined;
  return {
    properties,
    parameters,
    links,
    mode,
    template,
    ...(location === undefined ? {} : { location }),
    context: contextOf(moment, target, { location, mode, links }),
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

function contentOf(
  moment: Moment,
  properties: JsonObject,
  around: string | undefined,
): Pick<Reading, 'template' | 'parameters' | 'links'> {
  const { template } = properties;
  const templateLink = linkIn(properties, 'templateLink');
  const parametersLink = linkIn(properties, 'parametersLink');
  if (!isJsonObject(template) && templateLink === undefined) return missing('template', 'properties');
  const main =
    isJsonObject(template) || templateLink === undefined
      ? undefined
      : linkedTemplate(moment, templateLink, around);
  const given = parametersLink === undefined ? undefined : linkedParameters(moment, parametersLink);
  return {
    template: main?.document ?? asObject(template),
    parameters: given?.document ?? properties['parameters'],
    links: {
      ...(main === undefined ? {} : { templateLink: main.link }),
      ...(given === undefined ? {} : { parametersLink: given.link }),
    },
  };
}

function missing(name: string, path: string): never {
  return invalidContent(`Required property '${name}' not found in JSON. Path '${path}'.`);
}

export function invalidContent(reason: string): never {
  return refuse(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${reason}'.`,
  );
}

interface ContextFacts {
  readonly location: string | undefined;
  readonly mode: 'Incremental' | 'Complete';
  readonly links: JsonObject;
}

/** What expressions see of the deployment around them. */
export function contextOf(
  moment: Moment,
  target: Target,
  { location, mode, links }: ContextFacts,
): DeploymentContext {
  const { realm, now, world } = moment;
  const { group, above } = target;
  return {
    tenantId: realm.tenantId,
    ...(above ?? { subscriptionId: realm.subscriptionId, subscriptionName: realm.subscriptionName }),
    ...(group === undefined
      ? {}
      : { resourceGroup: { name: group.name, location: group.location, tags: plainTags(group.tags) } }),
    deploymentName: target.name,
    ...(location === undefined ? {} : { location }),
    mode,
    ...(Object.keys(links).length === 0 ? {} : { links }),
    deployer: { objectId: world.caller?.objectId ?? realm.principalId, tenantId: realm.tenantId },
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
  const full = `${namespace}/${type}`.toLowerCase();
  const kept = realm.catalogue.kept(namespace).find((row) => row.type.toLowerCase() === full);
  const known = realm.catalogue.known(full) ?? kept;
  if (known === undefined) return undefined;
  const locations = known.location === 'region' ? Object.values(realm.cloud.regions) : [];
  return { resourceType: type, locations, apiVersions: known.apiVersions };
}
