// Where scale sets touch the network: one row per IP configuration of each instance, and one per configuration of
// the model. Subnets, security groups and load balancers ask here who uses them.
import { instancesOf } from '../compute/instances.ts';
import { objectsAt, textAt } from '../body.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { StoredResource, World } from '../provider.ts';

export const scaleSetType = 'Microsoft.Compute/virtualMachineScaleSets';

/** One IP configuration in the model of a scale set, whether or not an instance has it. */
interface ModelLink {
  readonly scaleSetId: string;
  readonly interfaceName: string;
  readonly configurationName: string;
  readonly subnetId: string | undefined;
  readonly securityGroupId: string | undefined;
  readonly poolIds: readonly string[];
}

export interface Attachment extends ModelLink {
  readonly instanceId: string;
  readonly vmId: string;
  readonly interfaceId: string;
  readonly configurationId: string;
}

export function attachments(world: World): readonly Attachment[] {
  return world.list(scaleSetType).flatMap((scaleSet) => {
    const links = linksOf(scaleSet);
    return instancesOf(scaleSet).flatMap(({ instanceId, vmId }) =>
      links.map((link): Attachment => {
        const interfaceId = `${scaleSet.id}/virtualMachines/${instanceId}/networkInterfaces/${link.interfaceName}`;
        const configurationId = `${interfaceId}/ipConfigurations/${link.configurationName}`;
        return { ...link, instanceId, vmId, interfaceId, configurationId };
      }),
    );
  });
}

export function modelLinks(world: World): readonly ModelLink[] {
  return world.list(scaleSetType).flatMap(linksOf);
}

export function linksIn(body: JsonObject, scaleSetId: string): readonly ModelLink[] {
  const profile = [
    'properties',
    'virtualMachineProfile',
    'networkProfile',
    'networkInterfaceConfigurations',
  ] as const;
  return objectsAt(body, ...profile).flatMap((nic) =>
    objectsAt(nic, 'properties', 'ipConfigurations').map((configuration) => ({
      scaleSetId,
      interfaceName: textAt(nic, 'name') ?? '',
      configurationName: textAt(configuration, 'name') ?? '',
      subnetId: textAt(configuration, 'properties', 'subnet', 'id'),
      securityGroupId: textAt(nic, 'properties', 'networkSecurityGroup', 'id'),
      poolIds: objectsAt(configuration, 'properties', 'loadBalancerBackendAddressPools').flatMap(
        (pool) => textAt(pool, 'id') ?? [],
      ),
    })),
  );
}

function linksOf(scaleSet: StoredResource): readonly ModelLink[] {
  return linksIn(scaleSet.body, scaleSet.id);
}
