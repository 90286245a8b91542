// The network interfaces of a scale set's instances, as the network provider shows them below compute's ids. Worked
// out from the model at each read; which address an instance has is this mock's own way of counting.
// https://learn.microsoft.com/rest/api/virtualnetwork/network-interface-in-vmss
import { addressOf, rangeOf } from '../network/cidr.ts';
import { compact, given, listAt, objectAt, objectsAt, textAt } from '../body.ts';
import { fleetOf, stateOf, type Instance } from './instances.ts';
import { refuse } from '../../fault.ts';
import { isSame } from '../references.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { ComputedAsk, World } from '../provider.ts';

/** `{scaleSet}/networkInterfaces`: those of all instances. */
export function allNics(ask: ComputedAsk): Json {
  if (ask.rest.length > 0) return refuse(404, 'ResourceNotFound', 'An interface is read below its instance.');
  return { value: fleetOf(ask.stored).instances.flatMap((instance) => nicsOf(instance, ask)) };
}

/** `{scaleSet}/virtualMachines/{id}/networkInterfaces`, and one of them by name. */
export function instanceNics(instance: Instance, ask: ComputedAsk, [name, ...more]: readonly string[]): Json {
  const nics = nicsOf(instance, ask);
  if (name === undefined) return { value: nics };
  const found = more.length === 0 ? nics.find((nic) => isSame(textAt(nic, 'name'), name)) : undefined;
  return found ?? refuse(404, 'ResourceNotFound', `The network interface '${name}' was not found.`);
}

function nicsOf(instance: Instance, { stored, world }: ComputedAsk): readonly JsonObject[] {
  const profile = objectAt(stored.body, 'properties', 'virtualMachineProfile', 'networkProfile');
  const machine = `${stored.id}/virtualMachines/${instance.instanceId}`;
  return objectsAt(profile, 'networkInterfaceConfigurations').map((nic) => {
    const name = textAt(nic, 'name') ?? '';
    const id = `${machine}/networkInterfaces/${name}`;
    const model = objectAt(nic, 'properties');
    const etag = `W/"${instance.vmId}"`;
    const provisioningState = stateOf(instance, world);
    const properties = compact({
      provisioningState,
      resourceGuid: instance.vmId,
      ipConfigurations: objectsAt(model, 'ipConfigurations').map((configuration) => ({
        name: textAt(configuration, 'name') ?? '',
        id: `${id}/ipConfigurations/${textAt(configuration, 'name') ?? ''}`,
        etag,
        properties: {
          provisioningState,
          ...addressing(objectAt(configuration, 'properties'), instance, world),
        },
      })),
      dnsSettings: { dnsServers: listAt(model, 'dnsSettings', 'dnsServers'), appliedDnsServers: [] },
      enableAcceleratedNetworking: given(model, 'enableAcceleratedNetworking') ?? false,
      enableIPForwarding: given(model, 'enableIPForwarding') ?? false,
      networkSecurityGroup: given(model, 'networkSecurityGroup'),
      primary: given(model, 'primary') ?? true,
      virtualMachine: { id: machine },
    });
    return { name, id, etag, properties };
  });
}

function addressing(model: JsonObject, instance: Instance, world: World): JsonObject {
  return compact({
    privateIPAddress: privateAddress(textAt(model, 'subnet', 'id'), instance, world),
    privateIPAllocationMethod: 'Dynamic',
    subnet: given(model, 'subnet'),
    primary: given(model, 'primary') ?? true,
    privateIPAddressVersion: given(model, 'privateIPAddressVersion') ?? 'IPv4',
    loadBalancerBackendAddressPools: given(model, 'loadBalancerBackendAddressPools'),
    loadBalancerInboundNatPools: given(model, 'loadBalancerInboundNatPools'),
  });
}

/** Azure keeps the first four addresses of a subnet for itself. */
function privateAddress(
  subnetId: string | undefined,
  { instanceId }: Instance,
  world: World,
): string | undefined {
  const subnet = subnetId === undefined ? undefined : world.read(subnetId)?.body;
  const prefix = subnet === undefined ? undefined : textAt(subnet, 'properties', 'addressPrefix');
  const range = prefix === undefined ? undefined : rangeOf(prefix);
  if (range === undefined || range.size < 8) return undefined;
  return addressOf(range.first + 4 + (Number(instanceId) % (range.size - 5)));
}
