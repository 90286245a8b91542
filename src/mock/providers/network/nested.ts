// What every network resource and everything nested in it has: id, etag, type, and a state. Owns the order of these
// members, which differs between kinds, and the order of children in their parent.
import { ordered, textAt, textsAt, without } from '../body.ts';
import { refuse } from '../../fault.ts';
import { hasPassed } from '../moments.ts';
import { lastName } from '../references.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { StoredResource, World } from '../provider.ts';

/** Names of all network resources: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export function requireName(name: string | undefined): string {
  if (name !== undefined && /^[a-zA-Z0-9_]([a-zA-Z0-9._-]{0,78}[a-zA-Z0-9_])?$/.test(name)) return name;
  return refuse(
    400,
    'InvalidResourceName',
    `Resource name ${name ?? ''} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`,
  );
}

export function newEtag(world: World): string {
  return `W/"${world.guid()}"`;
}

interface NestedPart {
  readonly id: string;
  readonly type: string;
  readonly etag: string;
  readonly properties: JsonObject;
  readonly zones?: Json | undefined;
}

/** Subnets, pools and probes tell their type last, everything else before the properties. */
const typeLast = new Set(['subnets', 'backendAddressPools', 'probes', 'inboundNatPools']);

export function nestedBody({ id, type, etag, properties, zones }: NestedPart): JsonObject {
  const last = typeLast.has(lastName(type));
  const order = last
    ? ['name', 'id', 'etag', 'properties', 'type']
    : ['name', 'id', 'etag', 'type', 'zones', 'properties'];
  return ordered(order, { name: lastName(id), id, etag, type, zones, properties });
}

/** A child as its parent shows it: with its state, which a stored body does not hold. */
export function shownInParent(body: JsonObject, state: string): JsonObject {
  const properties = typeof body['properties'] === 'object' ? body['properties'] : {};
  return { ...body, properties: { provisioningState: state, ...properties } };
}

export function stateIn(stored: StoredResource, world: World): string {
  return stored.pending === undefined || hasPassed(stored.pending.until, world) ? 'Succeeded' : 'Updating';
}

/** Children in the order of the write that named them (kept in `hidden`), later ones after. */
export function childrenInOrder(
  parent: StoredResource,
  type: string,
  world: World,
): readonly StoredResource[] {
  const names = textsAt(parent.hidden ?? {}, orderKey(type)).map((name) => name.toLowerCase());
  const place = ({ name }: StoredResource): number => {
    const index = names.indexOf(name.toLowerCase());
    return index === -1 ? names.length : index;
  };
  return world
    .children(parent.id, type)
    .toSorted((a, b) => place(a) - place(b) || a.createdAt.localeCompare(b.createdAt));
}

/** For `hidden`: the names of the children of a type, in the order in which they were sent. */
export function orderOf(type: string, children: readonly JsonObject[]): JsonObject {
  return { [orderKey(type)]: children.map((child) => textAt(child, 'name') ?? '') };
}

function orderKey(type: string): string {
  return `${lastName(type)}Order`;
}

/** `{ id }` alone, as back references are shown. */
export function idOnly(id: string): JsonObject {
  return { id };
}

/** What a client sent of a nested object's properties, less what it only read. */
export function sentProperties(part: JsonObject, readOnly: readonly string[] = []): JsonObject {
  const properties = part['properties'];
  const own =
    typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {};
  return without(Object.fromEntries(Object.entries(own)), ['provisioningState', ...readOnly]);
}
