// Virtual networks: an address space and the subnets in it, which come and go with the network's own writes.
import { apiVersions } from '../api-versions.ts';
import { given, listAt, objectAt, objectsAt, ordered, textAt, textsAt, without } from '../body.ts';
import {
  childrenInOrder,
  nestedBody,
  newEtag,
  orderOf,
  requireName,
  shownInParent,
  stateIn,
} from './nested.ts';
import { truth } from '../coerce.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { networkAnswers } from '../forms.ts';
import { isSame, lastName, locationOf } from '../references.ts';
import {
  refuseMoved,
  refuseUsed,
  requirePlaces,
  requirePrefix,
  subnetProperties,
  subnetType,
  viewSubnet,
  type PlacedSubnet,
} from './subnets.ts';
import type { JsonObject } from '../../../base/json.ts';
import type {
  ChildWrite,
  Removed,
  ResourceType,
  StoredResource,
  World,
  WriteAsk,
  Written,
} from '../provider.ts';

const type = 'Microsoft.Network/virtualNetworks';

export const virtualNetworks: ResourceType = {
  type,
  apiVersions: apiVersions.network,
  location: 'region',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
  write: writeNetwork,
  view: viewNetwork,
  remove: removeNetwork,
};

const propertyOrder = [
  'resourceGuid',
  'addressSpace',
  'encryption',
  'privateEndpointVNetPolicies',
  'flowTimeoutInMinutes',
  'dhcpOptions',
  'subnets',
  'virtualNetworkPeerings',
  'enableDdosProtection',
  'enableVmProtection',
  'ddosProtectionPlan',
];

function writeNetwork(ask: WriteAsk): Written {
  const { world, existing, id } = ask;
  requireName(lastName(id));
  const sent = objectAt(ask.body, 'properties');
  const prefixes = textsAt(sent, 'addressSpace', 'addressPrefixes');
  if (prefixes.length === 0)
    refuse(400, 'InvalidRequestFormat', 'Cannot parse the request.', {
      details: [
        {
          code: 'MissingJsonReferenceId',
          message: 'Value for reference id is missing. Path properties.addressSpace.addressPrefixes.',
        },
      ],
    });
  for (const prefix of prefixes) requirePrefix(prefix, id);
  const etag = newEtag(world);
  const { placed, children, kept } = placeSubnets(ask, sent, etag);
  requirePlaces(placed, { id, prefixes });
  const body = ordered(['name', 'id', 'etag', 'type', 'location', 'extendedLocation', 'tags', 'properties'], {
    name: lastName(id),
    id,
    etag,
    type,
    location: locationOf(ask),
    extendedLocation: given(ask.body, 'extendedLocation'),
    tags: given(ask.body, 'tags'),
    properties: networkProperties(ask, sent),
  });
  return {
    body,
    durationMs: durations.virtualNetwork.ms,
    hidden: kept ? (existing?.hidden ?? {}) : orderOf(subnetType, objectsAt(sent, 'subnets')),
    children,
  };
}

function networkProperties({ world, existing, apiVersion }: WriteAsk, sent: JsonObject): JsonObject {
  const path = 'properties';
  const dhcp =
    given(sent, 'dhcpOptions') === undefined
      ? undefined
      : { dnsServers: listAt(sent, 'dhcpOptions', 'dnsServers') };
  return ordered(propertyOrder, {
    ...without(sent, ['provisioningState', 'subnets', 'resourceGuid']),
    resourceGuid: textAt(existing?.body ?? {}, 'properties', 'resourceGuid') ?? world.guid(),
    privateEndpointVNetPolicies:
      given(sent, 'privateEndpointVNetPolicies') ?? (apiVersion >= '2024-05-01' ? 'Disabled' : undefined),
    dhcpOptions: dhcp,
    virtualNetworkPeerings: objectsAt(sent, 'virtualNetworkPeerings'),
    enableDdosProtection: truth(sent, 'enableDdosProtection', path) ?? false,
    // A property of older API versions only.
    enableVmProtection: apiVersion < '2021-01-01' ? truth(sent, 'enableVmProtection', path) : undefined,
  });
}

interface Placing {
  readonly placed: readonly PlacedSubnet[];
  readonly children: readonly ChildWrite[];
  readonly kept: boolean;
}

/**
 * A write without `subnets` keeps those that stand, an empty list takes them away:
 * https://learn.microsoft.com/azure/virtual-network/update-virtual-network-api-behavior
 */
function placeSubnets(
  { id, body, world, method, apiVersion }: WriteAsk,
  sent: JsonObject,
  etag: string,
): Placing {
  const standing = world.children(id, subnetType);
  if (method === 'PATCH' || given(sent, 'subnets') === undefined) {
    const placed = standing.map((subnet) => ({
      id: subnet.id,
      properties: objectAt(subnet.body, 'properties'),
    }));
    return { placed, children: [], kept: true };
  }
  const placed = objectsAt(body, 'properties', 'subnets').map((subnet): PlacedSubnet => {
    const subnetId = `${id}/subnets/${requireName(textAt(subnet, 'name'))}`;
    const properties = subnetProperties(subnet, subnetId, { world, apiVersion });
    const before = standing.find((other) => isSame(other.id, subnetId));
    if (before !== undefined) refuseMoved(before, properties, world);
    return { id: subnetId, properties };
  });
  const gone = standing.filter((subnet) => !placed.some((other) => isSame(other.id, subnet.id)));
  for (const subnet of gone) refuseUsed(subnet, world);
  const children: readonly ChildWrite[] = [
    ...placed.map((subnet) => ({
      id: subnet.id,
      type: subnetType,
      body: nestedBody({ ...subnet, type: subnetType, etag }),
    })),
    ...gone.map((subnet) => ({ id: subnet.id, removed: true as const })),
  ];
  return { placed, children, kept: false };
}

function viewNetwork(stored: StoredResource, world: World): JsonObject {
  const shown = childrenInOrder(stored, subnetType, world).map((subnet) =>
    shownInParent(viewSubnet(subnet, world), stateIn(subnet, world)),
  );
  const properties = ordered(propertyOrder, { ...objectAt(stored.body, 'properties'), subnets: shown });
  return { ...stored.body, properties };
}

function removeNetwork(stored: StoredResource, world: World): Removed {
  for (const subnet of world.children(stored.id, subnetType)) refuseUsed(subnet, world);
  return { durationMs: durations.networkRemoval.ms };
}
