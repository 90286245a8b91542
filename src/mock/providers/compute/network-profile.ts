// The network profile of a scale set's model, with the defaults of either orchestration mode. References are spelled
// as Azure spells them; whether they point at anything is asked elsewhere.
import { compact, given, listAt, objectAt, objectsAt, ordered, textAt } from '../body.ts';
import { truth } from '../coerce.ts';
import { canonicalId, referenceAt } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

const uniformNic = [
  'primary',
  'enableAcceleratedNetworking',
  'disableTcpStateTracking',
  'networkSecurityGroup',
  'dnsSettings',
  'enableIPForwarding',
  'ipConfigurations',
];
const flexibleNic = [
  'primary',
  'enableAcceleratedNetworking',
  'disableTcpStateTracking',
  'enableIPForwarding',
  'auxiliaryMode',
  'auxiliarySku',
  'deleteOption',
  'ipConfigurations',
  'networkSecurityGroup',
  'dnsSettings',
];

export function networkProfile(sent: JsonObject, world: World, flexible: boolean): JsonObject {
  const nics = objectsAt(sent, 'networkInterfaceConfigurations').map((nic) => ({
    name: textAt(nic, 'name') ?? '',
    properties: nicProperties(objectAt(nic, 'properties'), world, flexible),
  }));
  return ordered(['networkApiVersion', 'healthProbe', 'networkInterfaceConfigurations'], {
    ...sent,
    healthProbe: referenceAt(sent, 'healthProbe', world),
    networkInterfaceConfigurations: nics,
  });
}

function nicProperties(sent: JsonObject, world: World, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations.properties';
  const extra = flexible
    ? {
        auxiliaryMode: given(sent, 'auxiliaryMode') ?? 'None',
        auxiliarySku: given(sent, 'auxiliarySku') ?? 'None',
        deleteOption: given(sent, 'deleteOption') ?? 'Delete',
      }
    : {};
  return ordered(flexible ? flexibleNic : uniformNic, {
    ...sent,
    ...extra,
    primary: truth(sent, 'primary', where) ?? true,
    enableAcceleratedNetworking:
      truth(sent, 'enableAcceleratedNetworking', where) ?? (flexible ? undefined : false),
    disableTcpStateTracking: truth(sent, 'disableTcpStateTracking', where) ?? false,
    networkSecurityGroup: referenceAt(sent, 'networkSecurityGroup', world),
    dnsSettings: { dnsServers: listAt(sent, 'dnsSettings', 'dnsServers') },
    enableIPForwarding: truth(sent, 'enableIPForwarding', where) ?? false,
    ipConfigurations: objectsAt(sent, 'ipConfigurations').map((configuration) => ({
      name: textAt(configuration, 'name') ?? '',
      properties: ipProperties(objectAt(configuration, 'properties'), world, flexible),
    })),
  });
}

const pools = [
  'loadBalancerBackendAddressPools',
  'loadBalancerInboundNatPools',
  'applicationGatewayBackendAddressPools',
  'applicationSecurityGroups',
];

function ipProperties(sent: JsonObject, world: World, flexible: boolean): JsonObject {
  const lists = Object.fromEntries(
    pools
      .filter((key) => given(sent, key) !== undefined)
      .map((key) => [
        key,
        objectsAt(sent, key).map((entry) => ({ id: canonicalId(textAt(entry, 'id') ?? '', world) })),
      ]),
  );
  const order = flexible
    ? [
        'privateIPAddressVersion',
        'subnet',
        'applicationSecurityGroups',
        'loadBalancerBackendAddressPools',
        'applicationGatewayBackendAddressPools',
      ]
    : ['primary', 'subnet', 'privateIPAddressVersion', 'publicIPAddressConfiguration', ...pools];
  return compact(
    ordered(order, {
      ...sent,
      ...(flexible
        ? {
            applicationSecurityGroups: [],
            applicationGatewayBackendAddressPools: [],
            loadBalancerBackendAddressPools: [],
          }
        : {}),
      ...lists,
      subnet: referenceAt(sent, 'subnet', world),
      privateIPAddressVersion: textAt(sent, 'privateIPAddressVersion') ?? 'IPv4',
    }),
  );
}
