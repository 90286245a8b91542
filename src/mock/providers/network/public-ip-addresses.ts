// Public IP addresses: SKU rules, DNS labels, the address itself, and that one which carries a frontend stays.
import { addressOf } from './cidr.ts';
import { addressType, fqdnOf, isLabelTaken, requireLabel } from './dns-labels.ts';
import { apiVersions } from '../api-versions.ts';
import { compact, given, listAt, objectAt, objectsAt, ordered, textAt, textsAt, without } from '../body.ts';
import { wholeNumber, word } from '../coerce.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { networkAnswers } from '../forms.ts';
import { newEtag, requireName } from './nested.ts';
import { isSame, lastName, locationOf, referenceAt, regionOf } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Removed, ResourceType, StoredResource, World, WriteAsk, Written } from '../provider.ts';

export const publicIPAddresses: ResourceType = {
  type: addressType,
  apiVersions: apiVersions.network,
  location: 'region',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
  write: writeAddress,
  view: viewAddress,
  remove: removeAddress,
};

const propertyOrder = [
  'resourceGuid',
  'ipAddress',
  'publicIPAddressVersion',
  'publicIPAllocationMethod',
  'idleTimeoutInMinutes',
  'dnsSettings',
  'ipTags',
  'publicIPPrefix',
  'ipConfiguration',
  'ddosSettings',
  'deleteOption',
];
const path = 'properties';

function writeAddress(ask: WriteAsk): Written {
  const { existing, id, world } = ask;
  requireName(lastName(id));
  const sku = word(objectAt(ask.body, 'sku'), 'name', {
    among: ['Basic', 'Standard', 'StandardV2'],
    path: 'sku',
  });
  const name = sku ?? textAt(existing?.body ?? {}, 'sku', 'name') ?? 'Basic';
  const tier =
    word(objectAt(ask.body, 'sku'), 'tier', { among: ['Regional', 'Global'], path: 'sku' }) ?? 'Regional';
  if (name === 'Basic' && tier === 'Global')
    refuse(
      400,
      'GlobalPublicIPAddressNotSupportedForBasicPublicIpAddress',
      `Global publicIP addresses are only supported for standard SKU public IP addresses. Public IP address ${id} is not standard SKU.`,
    );
  const zones = given(ask.body, 'zones');
  requireSameZones(ask);
  const body = ordered(
    ['name', 'id', 'etag', 'location', 'extendedLocation', 'zones', 'tags', 'properties', 'type', 'sku'],
    {
      name: lastName(id),
      id,
      etag: newEtag(world),
      location: locationOf(ask),
      extendedLocation: given(ask.body, 'extendedLocation'),
      zones,
      tags: given(ask.body, 'tags'),
      properties: addressProperties(ask, name),
      type: addressType,
      sku: { name, tier },
    },
  );
  return { body, durationMs: durations.publicIpAddress.ms };
}

function addressProperties(ask: WriteAsk, sku: string): JsonObject {
  const { world, existing, id } = ask;
  const sent = objectAt(ask.body, 'properties');
  const before = objectAt(existing?.body ?? {}, 'properties');
  const method = word(sent, 'publicIPAllocationMethod', { among: ['Static', 'Dynamic'], path }) ?? 'Dynamic';
  const version = word(sent, 'publicIPAddressVersion', { among: ['IPv4', 'IPv6'], path }) ?? 'IPv4';
  if (sku !== 'Basic' && method === 'Dynamic')
    refuse(
      400,
      'StandardSkuPublicIPAddressesMustBeStatic',
      `Standard sku publicIp ${id} must have AllocationMethod set to Static.`,
    );
  const minutes = wholeNumber(sent, 'idleTimeoutInMinutes', path) ?? 4;
  if (minutes < 4 || minutes > 30)
    refuse(
      400,
      'InvalidIdleTimeout',
      `Idle timeout ${String(minutes)} of public IP address ${id} is outside the allowed range of 4 to 30 minutes.`,
    );
  const address = before['ipAddress'] ?? (method === 'Static' ? newAddress(version, world) : undefined);
  const protection = given(sent, 'ddosSettings') ?? { protectionMode: 'VirtualNetworkInherited' };
  return ordered(propertyOrder, {
    ...without(sent, ['provisioningState', 'ipConfiguration']),
    resourceGuid: before['resourceGuid'] ?? world.guid(),
    ipAddress: address,
    publicIPAddressVersion: version,
    publicIPAllocationMethod: method,
    idleTimeoutInMinutes: minutes,
    dnsSettings: dnsSettings(ask, sent),
    ipTags: listAt(sent, 'ipTags'),
    publicIPPrefix: referenceAt(sent, 'publicIPPrefix', world),
    ddosSettings: sku === 'Basic' ? undefined : protection,
  });
}

function dnsSettings(ask: WriteAsk, sent: JsonObject): JsonObject | undefined {
  const settings = objectAt(sent, 'dnsSettings');
  const label = textAt(settings, 'domainNameLabel');
  if (label === undefined) return undefined;
  requireLabel(label);
  const region = regionOf(locationOf(ask));
  const fqdn = fqdnOf(label, region, ask.world);
  if (isLabelTaken(label, region, ask.world, ask.id))
    refuse(400, 'DnsRecordInUse', `DNS record ${fqdn} is already used by another public IP.`);
  return compact({
    domainNameLabel: label,
    domainNameLabelScope: given(settings, 'domainNameLabelScope'),
    fqdn,
    reverseFqdn: given(settings, 'reverseFqdn'),
  });
}

/** From a range that Azure owns; the same seed and requests give the same address. */
function newAddress(version: string, world: World): string {
  const hex = world.guid().replaceAll('-', '');
  if (version === 'IPv6') return `2603:1030:${hex.slice(0, 3)}:${hex.slice(3, 4)}::${hex.slice(4, 7)}`;
  return addressOf(20 * 2 ** 24 + Number.parseInt(hex.slice(0, 6), 16));
}

function requireSameZones({ existing, body, id }: WriteAsk): void {
  if (existing === undefined) return;
  const before = textsAt(existing.body, 'zones').toSorted().join(', ');
  const after = textsAt(body, 'zones').toSorted().join(', ');
  if (before !== after)
    refuse(
      400,
      'ResourceAvailabilityZonesCannotBeModified',
      `Resource ${id} has an existing availability zone constraint ${before} and the request has availability zone constraint ${after}, which do not match. Zones cannot be added/updated/removed once the resource is created. The resource cannot be updated from regional to zonal or vice-versa.`,
    );
}

/** The frontend of a load balancer that has the address, if one has. */
export function holderOf(id: string, world: World): string | undefined {
  return world
    .list('Microsoft.Network/loadBalancers')
    .flatMap(({ body }) => objectsAt(body, 'properties', 'frontendIPConfigurations'))
    .filter((frontend) => isSame(textAt(frontend, 'properties', 'publicIPAddress', 'id'), id))
    .map((frontend) => textAt(frontend, 'id'))[0];
}

function viewAddress(stored: StoredResource, world: World): JsonObject {
  const holder = holderOf(stored.id, world);
  if (holder === undefined) return stored.body;
  const properties = { ...objectAt(stored.body, 'properties'), ipConfiguration: { id: holder } };
  return { ...stored.body, properties: ordered(propertyOrder, properties) };
}

function removeAddress(stored: StoredResource, world: World): Removed {
  const holder = holderOf(stored.id, world);
  if (holder !== undefined)
    refuse(
      400,
      'PublicIPAddressCannotBeDeleted',
      `Public IP address ${stored.id} can not be deleted since it is still allocated to resource ${holder}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.`,
    );
  return { durationMs: durations.networkRemoval.ms };
}
