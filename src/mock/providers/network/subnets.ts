// Subnets: inside their network's address space and apart from each other, with what the service adds. Written
// alone or with their network; both come through here.
import { apiVersions } from '../api-versions.ts';
import { attachments } from './attachments.ts';
import { compact, given, objectAt, objectsAt, ordered, textAt, textsAt } from '../body.ts';
import { truth, word } from '../coerce.ts';
import { isWithin, networkOf, overlaps, rangeOf } from './cidr.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { networkAnswers } from '../forms.ts';
import { idOnly, nestedBody, newEtag, requireName, sentProperties } from './nested.ts';
import {
  isSame,
  lastName,
  referenceAt,
  referenceIdAt,
  requireParent,
  requireReference,
} from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ResourceType, StoredResource, World, WriteAsk, Written } from '../provider.ts';

export const subnetType = 'Microsoft.Network/virtualNetworks/subnets';

export const subnets: ResourceType = {
  type: subnetType,
  apiVersions: apiVersions.network,
  location: 'none',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
  write: writeSubnet,
  view: viewSubnet,
  remove(stored, world) {
    refuseUsed(stored, world);
    return { durationMs: durations.networkChild.ms };
  },
};

const propertyOrder = [
  'addressPrefix',
  'addressPrefixes',
  'networkSecurityGroup',
  'routeTable',
  'natGateway',
  'ipConfigurations',
  'serviceEndpoints',
  'sharingScope',
  'ipamPoolPrefixAllocations',
  'delegations',
  'privateEndpointNetworkPolicies',
  'privateLinkServiceNetworkPolicies',
  'defaultOutboundAccess',
];
const readOnly = [
  'ipConfigurations',
  'privateEndpoints',
  'serviceAssociationLinks',
  'resourceNavigationLinks',
  'purpose',
];

function writeSubnet(ask: WriteAsk): Written {
  const network = requireParent(ask);
  const { id, world } = ask;
  requireName(lastName(id));
  const siblings = world
    .children(network.id, subnetType)
    .filter((subnet) => !isSame(subnet.id, id))
    .map((subnet): PlacedSubnet => ({ id: subnet.id, properties: objectAt(subnet.body, 'properties') }));
  const properties = subnetProperties(ask.body, id, ask);
  requirePlaces([...siblings, { id, properties }], {
    id: network.id,
    prefixes: textsAt(network.body, 'properties', 'addressSpace', 'addressPrefixes'),
  });
  if (ask.existing !== undefined) refuseMoved(ask.existing, properties, world);
  const body = nestedBody({ id, type: subnetType, etag: newEtag(world), properties });
  return { body, durationMs: durations.networkChild.ms };
}

export function subnetProperties(
  subnet: JsonObject,
  id: string,
  { world, apiVersion }: Pick<WriteAsk, 'world' | 'apiVersion'>,
): JsonObject {
  const sent = sentProperties(subnet, readOnly);
  const path = 'properties';
  for (const key of ['networkSecurityGroup', 'routeTable', 'natGateway']) {
    const target = referenceIdAt(sent, key);
    if (target !== undefined) requireReference(target, id, world);
  }
  const prefixes = textsAt(sent, 'addressPrefixes');
  const single = textAt(sent, 'addressPrefix');
  const endpoints = objectsAt(sent, 'serviceEndpoints').map((endpoint) =>
    ordered(['provisioningState', 'service', 'locations'], {
      provisioningState: 'Succeeded',
      locations: ['*'],
      ...endpoint,
    }),
  );
  const policies = ['Disabled', 'Enabled', 'NetworkSecurityGroupEnabled', 'RouteTableEnabled'];
  return ordered(propertyOrder, {
    ...sent,
    addressPrefix: single ?? (prefixes.length === 1 ? prefixes[0] : undefined),
    addressPrefixes: single === undefined && prefixes.length > 1 ? prefixes : undefined,
    networkSecurityGroup: referenceAt(sent, 'networkSecurityGroup', world),
    routeTable: referenceAt(sent, 'routeTable', world),
    natGateway: referenceAt(sent, 'natGateway', world),
    serviceEndpoints: given(sent, 'serviceEndpoints') === undefined ? undefined : endpoints,
    ipamPoolPrefixAllocations:
      apiVersion >= '2024-01-01' ? objectsAt(sent, 'ipamPoolPrefixAllocations') : undefined,
    delegations: objectsAt(sent, 'delegations'),
    privateEndpointNetworkPolicies:
      word(sent, 'privateEndpointNetworkPolicies', { among: policies, path }) ?? 'Disabled',
    privateLinkServiceNetworkPolicies:
      word(sent, 'privateLinkServiceNetworkPolicies', { among: policies, path }) ?? 'Enabled',
    defaultOutboundAccess: truth(sent, 'defaultOutboundAccess', path),
  });
}

export interface PlacedSubnet {
  readonly id: string;
  readonly properties: JsonObject;
}

function prefixesOf(properties: JsonObject): readonly string[] {
  const single = textAt(properties, 'addressPrefix');
  return single === undefined ? textsAt(properties, 'addressPrefixes') : [single];
}

/** Every subnet inside the network, none over another. */
export function requirePlaces(
  placed: readonly PlacedSubnet[],
  network: { readonly id: string; readonly prefixes: readonly string[] },
): void {
  const space = network.prefixes.map((prefix) => requirePrefix(prefix, network.id));
  const taken: { readonly id: string; readonly range: { readonly first: number; readonly size: number } }[] =
    [];
  for (const { id, properties } of placed) {
    const prefixes = prefixesOf(properties);
    if (prefixes.length === 0)
      refuse(
        400,
        'NoAddressPrefixOrPoolProvided',
        `No address prefix or prefix allocation pool is provided for subnet ${id}.`,
      );
    for (const prefix of prefixes) {
      const range = requirePrefix(prefix, id);
      if (range.size > 0 && !space.some((whole) => isWithin(range, whole)))
        refuse(
          400,
          'NetcfgSubnetRangeOutsideVnet',
          `Subnet '${lastName(id)}' is not valid because its IP address range is outside the IP address range of virtual network '${lastName(network.id)}'.`,
        );
      if (range.size > 0 && taken.some((other) => overlaps(range, other.range)))
        refuse(
          400,
          'NetcfgSubnetRangesOverlap',
          `Subnet '${lastName(id)}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${lastName(network.id)}'.`,
        );
      taken.push({ id, range });
    }
  }
}

export function requirePrefix(prefix: string, id: string): { readonly first: number; readonly size: number } {
  const range = rangeOf(prefix);
  if (range === undefined)
    return refuse(
      400,
      'InvalidAddressPrefixFormat',
      `Address prefix ${prefix} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    );
  if (networkOf(prefix) !== prefix)
    return refuse(
      400,
      'InvalidCIDRNotation',
      `The address prefix ${prefix} in resource ${id} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${networkOf(prefix)}.`,
    );
  return range;
}

/** Whose IP configurations lie in a subnet: instances of scale sets, and frontends of load balancers. */
function usersOf(id: string, world: World): readonly string[] {
  const instances = attachments(world)
    .filter(({ subnetId }) => isSame(subnetId, id))
    .map(({ configurationId }) => configurationId);
  const frontends = world
    .list('Microsoft.Network/loadBalancers')
    .flatMap(({ body }) => objectsAt(body, 'properties', 'frontendIPConfigurations'))
    .filter((frontend) => isSame(textAt(frontend, 'properties', 'subnet', 'id'), id))
    .flatMap((frontend) => textAt(frontend, 'id') ?? []);
  return [...instances, ...frontends];
}

export function refuseUsed(stored: StoredResource, world: World): void {
  const [user] = usersOf(stored.id, world);
  if (user !== undefined)
    refuse(
      400,
      'InUseSubnetCannotBeDeleted',
      `Subnet ${stored.name} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
    );
}

export function refuseMoved(stored: StoredResource, properties: JsonObject, world: World): void {
  const before = prefixesOf(objectAt(stored.body, 'properties'));
  if (before.join(' ') === prefixesOf(properties).join(' ')) return;
  const [user] = usersOf(stored.id, world);
  if (user !== undefined)
    refuse(400, 'InUseSubnetCannotBeUpdated', `Subnet ${stored.name} is in use and cannot be updated.`);
}

export function viewSubnet(stored: StoredResource, world: World): JsonObject {
  const users = usersOf(stored.id, world);
  const properties = objectAt(stored.body, 'properties');
  const shown =
    users.length === 0
      ? properties
      : ordered(propertyOrder, { ...properties, ipConfigurations: users.map(idOnly) });
  return compact({ ...stored.body, properties: shown });
}
