// What Resource Manager itself checks before a provider sees a write or a delete, in one order (arm.md 2.7; the
// order is not documented). Each gate throws or lets pass. Locks and policies are
// gates too, after the location.
import type { ResourceId } from '../../arm/resource-id.ts';
import type { JsonObject } from '../../base/json.ts';
import { namespaceOf } from '../catalogue.ts';
import { refuse } from '../fault.ts';
import type { ResourceType, StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { managementGroupId } from '../management-groups.ts';
import { requireLinks } from '../guard/links.ts';
import { requireUnlocked } from '../guard/locks.ts';
import { requireLocation, sameLocation } from '../locations.ts';
import { requireRegistration } from '../registration.ts';
import { findGroup, fullName, parentOf } from './lookup.ts';

interface Gated {
  readonly id: string;
  readonly parsed: ResourceId;
  readonly type: ResourceType;
  readonly apiVersion: string;
  readonly existing: StoredResource | undefined;
  readonly moment: Moment;
}

interface GatedWrite extends Gated {
  readonly method: 'PUT' | 'PATCH';
  readonly body: JsonObject;
}

export function passWriteGates(ask: GatedWrite): void {
  requireRegistration(ask.moment, namespaceOf(ask.parsed.type));
  requireApiVersion(ask);
  requireContainer(ask);
  requireParent(ask);
  requireAllowedLocation(ask);
  requireLinks(ask.moment, { ...ask, type: ask.type.type });
  requireUnlocked(ask.moment, ask.id, 'write');
}

export function passDeleteGates(ask: Gated): void {
  requireApiVersion(ask);
  const { moment, parsed } = ask;
  if (parsed.resourceGroup !== undefined) findGroup(moment, parsed.resourceGroup);
}

/** Any version the type knows, and any older one of the same service. */
export function requireApiVersion({
  type,
  apiVersion,
  moment,
}: Omit<Gated, 'id' | 'parsed' | 'existing'>): void {
  const [newest] = type.apiVersions;
  if (newest === undefined || type.apiVersions.includes(apiVersion)) return;
  if (apiVersion.slice(0, 10) <= newest.slice(0, 10)) return;
  const locations =
    type.location === 'region' ? Object.keys(moment.realm.cloud.regions).join(', ') : 'global';
  const [, ...words] = type.type.split('/');
  refuse(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location 'global' and API version '${apiVersion}' for type '${words.join('/')}'. The supported api-versions are '${type.apiVersions.join(', ')}'. The supported locations are '${locations}'.`,
  );
}

function requireContainer({ moment, parsed }: GatedWrite): void {
  if (parsed.resourceGroup === undefined) return;
  const group = findGroup(moment, parsed.resourceGroup);
  if (group.deletingSince !== undefined)
    refuse(
      409,
      'ResourceGroupBeingDeleted',
      `The resource group '${group.name}' is in deprovisioning state and cannot perform this operation.`,
    );
}

/** What Azure always has, whether somebody made it or not: `blobServices/default`. */
const alwaysThere = 'default';

function isAlwaysThere({ realm }: Moment, scope: string | undefined): boolean {
  return scope?.toLowerCase() === managementGroupId(realm).toLowerCase();
}

function requireParent({ moment, id, parsed }: GatedWrite): void {
  const { resources } = moment.realm;
  const hangsOn = isAlwaysThere(moment, parsed.scope) ? undefined : parsed.scope;
  if (hangsOn !== undefined && hangsOn.includes('/providers/') && !resources.get(hangsOn))
    refuse(404, 'ResourceNotFound', `The resource '${parsed.scope}' could not be found.`);
  const parent = parentOf(id, parsed);
  if (parent === undefined || resources.get(parent) !== undefined) return;
  const names = parsed.name.split('/').slice(0, -1);
  if (names.length > 1 && names.at(-1)?.toLowerCase() === alwaysThere) return;
  const type = parsed.type.split('/').slice(0, -1).join('/');
  refuse(
    404,
    'ParentResourceNotFound',
    `Failed to perform 'write' on resource(s) of type '${parsed.type.split('/').slice(1).join('/')}', because the parent resource '${parent}' could not be found.`,
    { target: fullName(type, names.join('/')) },
  );
}

function requireAllowedLocation({ moment, type, parsed, method, body, existing }: GatedWrite): void {
  if (method === 'PATCH' || type.location !== 'region') return;
  const location = requireLocation(moment, type.type, body['location']);
  const standing = existing?.body['location'];
  if (typeof standing !== 'string' || sameLocation(standing, location)) return;
  refuse(
    409,
    'InvalidResourceLocation',
    `The resource '${parsed.name}' already exists in location '${standing}' in resource group '${parsed.resourceGroup ?? ''}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
  );
}
