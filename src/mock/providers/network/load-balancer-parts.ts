// The parts of a load balancer, each with the defaults that the service adds and its references resolved within the
// balancer. One handler per collection; what parts mean to each other is in `load-balancer-rules.ts`.
import { addressOf, rangeOf } from './cidr.ts';
import { given, objectsAt, ordered, textAt } from '../body.ts';
import { truth, wholeNumber, word } from '../coerce.ts';
import { sentProperties } from './nested.ts';
import {
  invalidReference,
  isSame,
  lastName,
  parentOf,
  referenceAt,
  referenceIdAt,
  requireReference,
} from '../references.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

export const balancerType = 'Microsoft.Network/loadBalancers';

export type Collection =
  | 'frontendIPConfigurations'
  | 'backendAddressPools'
  | 'loadBalancingRules'
  | 'probes'
  | 'inboundNatRules'
  | 'outboundRules'
  | 'inboundNatPools';

/** In the order in which a balancer lists them. */
export const collections: readonly Collection[] = [
  'frontendIPConfigurations',
  'backendAddressPools',
  'loadBalancingRules',
  'probes',
  'inboundNatRules',
  'outboundRules',
  'inboundNatPools',
];

export interface PartAsk {
  readonly balancerId: string;
  readonly sku: string;
  /** The names that the balancer has once it is written, by collection. */
  readonly names: Readonly<Record<Collection, readonly string[]>>;
  readonly world: World;
}

export function partProperties(collection: Collection, part: JsonObject, ask: PartAsk): JsonObject {
  const sent = sentProperties(part, backReferences);
  return shapes[collection](sent, ask);
}

export const orders: Readonly<Record<Collection, readonly string[]>> = {
  frontendIPConfigurations: [
    'privateIPAddress',
    'privateIPAllocationMethod',
    'publicIPAddress',
    'subnet',
    'loadBalancingRules',
    'inboundNatRules',
    'inboundNatPools',
    'outboundRules',
    'publicIPPrefix',
    'privateIPAddressVersion',
  ],
  backendAddressPools: [
    'drainPeriodInSeconds',
    'virtualNetwork',
    'syncMode',
    'loadBalancerBackendAddresses',
    'tunnelInterfaces',
    'backendIPConfigurations',
    'loadBalancingRules',
    'outboundRules',
    'inboundNatRules',
  ],
  loadBalancingRules: [
    'frontendIPConfiguration',
    'frontendPort',
    'backendPort',
    'enableFloatingIP',
    'idleTimeoutInMinutes',
    'protocol',
    'enableDestinationServiceEndpoint',
    'enableTcpReset',
    'allowBackendPortConflict',
    'loadDistribution',
    'disableOutboundSnat',
    'backendAddressPool',
    'backendAddressPools',
    'probe',
  ],
  probes: [
    'protocol',
    'port',
    'requestPath',
    'intervalInSeconds',
    'numberOfProbes',
    'probeThreshold',
    'loadBalancingRules',
  ],
  inboundNatRules: [
    'frontendIPConfiguration',
    'frontendPort',
    'backendPort',
    'enableFloatingIP',
    'idleTimeoutInMinutes',
    'protocol',
    'enableDestinationServiceEndpoint',
    'enableTcpReset',
    'allowBackendPortConflict',
    'frontendPortRangeStart',
    'frontendPortRangeEnd',
    'backendAddressPool',
  ],
  outboundRules: [
    'allocatedOutboundPorts',
    'protocol',
    'enableTcpReset',
    'idleTimeoutInMinutes',
    'allocationPolicy',
    'backendAddressPool',
    'frontendIPConfigurations',
  ],
  inboundNatPools: [
    'frontendPortRangeStart',
    'frontendPortRangeEnd',
    'backendPort',
    'protocol',
    'idleTimeoutInMinutes',
    'enableFloatingIP',
    'enableDestinationServiceEndpoint',
    'enableTcpReset',
    'allowBackendPortConflict',
    'frontendIPConfiguration',
  ],
};

/** Worked out at each read; what a client sends back of them is not kept. */
const backReferences = ['backendIPConfigurations'];
const path = 'properties';
const transports = ['Tcp', 'Udp', 'All'];

const shapes: Readonly<Record<Collection, (sent: JsonObject, ask: PartAsk) => JsonObject>> = {
  frontendIPConfigurations: frontend,
  backendAddressPools: pool,
  loadBalancingRules: balancingRule,
  probes: probe,
  inboundNatRules: natRule,
  outboundRules: outboundRule,
  inboundNatPools: natPool,
};

function frontend(sent: JsonObject, { balancerId, world }: PartAsk): JsonObject {
  for (const key of ['publicIPAddress', 'subnet']) {
    const target = referenceIdAt(sent, key);
    if (target !== undefined) requireReference(target, balancerId, world);
  }
  const isPublic = referenceIdAt(sent, 'publicIPAddress') !== undefined;
  const subnetId = referenceIdAt(sent, 'subnet');
  const version = textAt(sent, 'privateIPAddressVersion') ?? 'IPv4';
  return ordered(orders.frontendIPConfigurations, {
    privateIPAddress:
      subnetId === undefined ? undefined : (given(sent, 'privateIPAddress') ?? firstAddress(subnetId, world)),
    privateIPAllocationMethod:
      word(sent, 'privateIPAllocationMethod', { among: ['Dynamic', 'Static'], path }) ?? 'Dynamic',
    publicIPAddress: referenceAt(sent, 'publicIPAddress', world),
    subnet: referenceAt(sent, 'subnet', world),
    publicIPPrefix: referenceAt(sent, 'publicIPPrefix', world),
    privateIPAddressVersion: isPublic ? undefined : version,
    gatewayLoadBalancer: given(sent, 'gatewayLoadBalancer'),
  });
}

/** Azure keeps the first four addresses of a subnet and hands out the next. */
function firstAddress(subnetId: string, world: World): string | undefined {
  const prefix = textAt(world.read(subnetId)?.body ?? {}, 'properties', 'addressPrefix');
  const range = rangeOf(prefix ?? '');
  return range === undefined ? undefined : addressOf(range.first + 4);
}

function pool(sent: JsonObject, { sku }: PartAsk): JsonObject {
  const tunnels = objectsAt(sent, 'tunnelInterfaces').map((tunnel) => ({ port: 10_800, ...tunnel }));
  const addresses = objectsAt(sent, 'loadBalancerBackendAddresses').filter(
    (address) => textAt(address, 'properties', 'networkInterfaceIPConfiguration', 'id') === undefined,
  );
  return ordered(orders.backendAddressPools, {
    drainPeriodInSeconds: wholeNumber(sent, 'drainPeriodInSeconds', path),
    virtualNetwork: given(sent, 'virtualNetwork'),
    syncMode: given(sent, 'syncMode'),
    loadBalancerBackendAddresses: sku === 'Basic' ? undefined : addresses,
    tunnelInterfaces: given(sent, 'tunnelInterfaces') === undefined ? undefined : tunnels,
  });
}

function balancingRule(sent: JsonObject, ask: PartAsk): JsonObject {
  const named = objectsAt(sent, 'backendAddressPools').map((reference) =>
    own(reference, 'backendAddressPools', ask),
  );
  const single = ownAt(sent, 'backendAddressPool', 'backendAddressPools', ask);
  const pools = named.length > 0 ? named : single === undefined ? [] : [single];
  return ordered(orders.loadBalancingRules, {
    ...common(sent, ask),
    enableConnectionTracking: truth(sent, 'enableConnectionTracking', path),
    loadDistribution:
      word(sent, 'loadDistribution', { among: ['Default', 'SourceIP', 'SourceIPProtocol'], path }) ??
      'Default',
    disableOutboundSnat: truth(sent, 'disableOutboundSnat', path) ?? false,
    backendAddressPool: single ?? pools[0],
    backendAddressPools: pools,
    probe: ownAt(sent, 'probe', 'probes', ask),
  });
}

function probe(sent: JsonObject): JsonObject {
  return ordered(orders.probes, {
    protocol: word(sent, 'protocol', { among: ['Tcp', 'Http', 'Https'], path }),
    port: wholeNumber(sent, 'port', path),
    requestPath: given(sent, 'requestPath'),
    intervalInSeconds: wholeNumber(sent, 'intervalInSeconds', path) ?? 15,
    numberOfProbes: wholeNumber(sent, 'numberOfProbes', path) ?? 2,
    probeThreshold: wholeNumber(sent, 'probeThreshold', path) ?? 1,
    noHealthyBackendsBehavior: given(sent, 'noHealthyBackendsBehavior'),
  });
}

function natRule(sent: JsonObject, ask: PartAsk): JsonObject {
  return ordered(orders.inboundNatRules, {
    ...common(sent, ask),
    // A rule over a pool has a range and answers 0 here.
    frontendPort: wholeNumber(sent, 'frontendPort', path) ?? 0,
    frontendPortRangeStart: wholeNumber(sent, 'frontendPortRangeStart', path),
    frontendPortRangeEnd: wholeNumber(sent, 'frontendPortRangeEnd', path),
    backendAddressPool: ownAt(sent, 'backendAddressPool', 'backendAddressPools', ask),
  });
}

function natPool(sent: JsonObject, ask: PartAsk): JsonObject {
  return ordered(orders.inboundNatPools, {
    ...common(sent, ask),
    frontendPort: undefined,
    frontendPortRangeStart: wholeNumber(sent, 'frontendPortRangeStart', path),
    frontendPortRangeEnd: wholeNumber(sent, 'frontendPortRangeEnd', path),
  });
}

function outboundRule(sent: JsonObject, ask: PartAsk): JsonObject {
  return ordered(orders.outboundRules, {
    allocatedOutboundPorts: wholeNumber(sent, 'allocatedOutboundPorts', path) ?? 1024,
    protocol: word(sent, 'protocol', { among: transports, path }),
    enableTcpReset: truth(sent, 'enableTcpReset', path) ?? false,
    idleTimeoutInMinutes: wholeNumber(sent, 'idleTimeoutInMinutes', path) ?? 4,
    allocationPolicy: { onDemandAllocation: false, portReuse: 'FirstAvailable' },
    backendAddressPool: ownAt(sent, 'backendAddressPool', 'backendAddressPools', ask),
    frontendIPConfigurations: objectsAt(sent, 'frontendIPConfigurations').map((reference) =>
      own(reference, 'frontendIPConfigurations', ask),
    ),
  });
}

/** What rules for traffic from outside have in common. */
function common(sent: JsonObject, ask: PartAsk): Readonly<Record<string, Json | undefined>> {
  return {
    frontendIPConfiguration: ownAt(sent, 'frontendIPConfiguration', 'frontendIPConfigurations', ask),
    frontendPort: wholeNumber(sent, 'frontendPort', path),
    backendPort: wholeNumber(sent, 'backendPort', path),
    enableFloatingIP: truth(sent, 'enableFloatingIP', path) ?? false,
    idleTimeoutInMinutes: wholeNumber(sent, 'idleTimeoutInMinutes', path) ?? 4,
    protocol: word(sent, 'protocol', { among: transports, path }),
    enableDestinationServiceEndpoint: false,
    enableTcpReset: truth(sent, 'enableTcpReset', path) ?? false,
    allowBackendPortConflict: false,
  };
}

function ownAt(sent: JsonObject, key: string, collection: Collection, ask: PartAsk): JsonObject | undefined {
  const id = referenceIdAt(sent, key);
  return id === undefined ? undefined : own({ id }, collection, ask);
}

/** A reference to a part of the same balancer, in the spelling of that part. */
function own(reference: JsonObject, collection: Collection, ask: PartAsk): JsonObject {
  const id = textAt(reference, 'id') ?? '';
  const name = ask.names[collection].find((known) => isSame(known, lastName(id)));
  if (name === undefined || !isSame(parentOf(id), ask.balancerId))
    return invalidReference(id, ask.balancerId);
  return { id: `${ask.balancerId}/${collection}/${name}` };
}
