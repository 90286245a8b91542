// From the text of an id to what stands under it, and Azure's ways of saying that nothing does.
import { parseResourceId, type ResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import type { GroupRecord } from '../records.ts';
import { isVisible } from './present.ts';
import { rowOf } from '../own.ts';

export function parseId(id: string): ResourceId {
  return (
    parseResourceId(id) ??
    refuse(404, 'InvalidResourceIdentifier', `The resource identifier '${id}' is not valid.`)
  );
}

export function findGroup(moment: Moment, name: string): GroupRecord {
  return (
    moment.realm.tables.groups.get(name) ??
    refuse(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`)
  );
}

/** Policies answer for themselves, where Resource Manager answers for the others (recorded). */
const ownWords: Readonly<Record<string, { readonly code: string; readonly message: string }>> = {
  'microsoft.authorization/policydefinitions': {
    code: 'PolicyDefinitionNotFound',
    message: "The policy definition '{name}' could not be found.",
  },
  'microsoft.authorization/policysetdefinitions': {
    code: 'PolicySetDefinitionNotFound',
    message: "The policy set definition '{name}' could not be found.",
  },
};

export function findResource(moment: Moment, id: string): StoredResource {
  const stored = moment.realm.resources.get(id);
  if (stored !== undefined && isVisible(stored, moment)) return stored;
  const { type, name, resourceGroup } = parseId(id);
  const own = rowOf(ownWords, type.toLowerCase());
  if (own !== undefined) return refuse(404, own.code, own.message.replace('{name}', name));
  if (resourceGroup === undefined)
    return refuse(404, 'ResourceNotFound', `The resource '${type}/${name}' could not be found.`);
  findGroup(moment, resourceGroup);
  return refuse(
    404,
    'ResourceNotFound',
    `The Resource '${fullName(type, name)}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** `Microsoft.Network/virtualNetworks/a/subnets/b`, as Azure's messages name a resource. */
export function fullName(type: string, name: string): string {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  return [namespace, ...types.flatMap((segment, index) => [segment, names[index] ?? ''])].join('/');
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The id of the resource above, for a type with more than one segment. */
export function parentOf(id: string, parsed: ResourceId): string | undefined {
  if (parsed.type.split('/').length < 3) return undefined;
  return id.split('/').slice(0, -2).join('/');
}

/**
 * The id as Azure would write it: fixed words and the type in their own spelling, names as whoever created
 * them wrote them.
 */
export function canonicalId(moment: Moment, id: string, parsed: ResourceId): string {
  const standing = moment.realm.resources.get(id);
  if (standing !== undefined) return standing.id;
  const { realm } = moment;
  const typeSegments = realm.catalogue.type(parsed.type).type.split('/');
  const parent = parentOf(id, parsed);
  if (parent !== undefined) {
    const above = canonicalId(moment, parent, parseId(parent));
    return `${above}/${typeSegments.at(-1)}/${lastSegment(parsed.name)}`;
  }
  const tail = `/providers/${typeSegments.join('/')}/${parsed.name}`;
  if (parsed.scope !== undefined) return `${canonicalId(moment, parsed.scope, parseId(parsed.scope))}${tail}`;
  if (parsed.subscriptionId === undefined) return tail;
  const subscription = `/subscriptions/${realm.subscriptionId}`;
  if (parsed.resourceGroup === undefined) return `${subscription}${tail}`;
  const group = realm.tables.groups.get(parsed.resourceGroup)?.name ?? parsed.resourceGroup;
  return `${subscription}/resourceGroups/${group}${tail}`;
}
