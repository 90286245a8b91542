// Azure → Live: everything a plan compares with, asked for side by side and read once. Only reads.
import type { Cloud, Group } from '../cloud/cloud.ts';
import type { DesiredResource } from '../plan/desired.ts';
import type { Live } from '../plan/live.ts';
import { deploymentName, type Gateway } from './gateway.ts';

export interface ReadAsk {
  readonly gateway: Gateway;
  /** Read before, since its tags say which deployment this is. */
  readonly group: Group | undefined;
  readonly desired: readonly Pick<DesiredResource, 'id' | 'apiVersion' | 'type'>[];
}

export async function readLive(cloud: Cloud, { gateway: { spec }, group, desired }: ReadAsk): Promise<Live> {
  const groupName = spec.resourceGroup.name;
  if (group === undefined) {
    const deletedVaults = await cloud.facts.deletedVaults();
    return { group, bodies: {}, listed: [], last: undefined, deletedVaults };
  }
  const [bodies, listed, last] = await Promise.all([
    Promise.all(desired.map(({ id, apiVersion }) => cloud.resources.read(id, apiVersion))),
    cloud.resources.list(groupName),
    cloud.deployments.read(groupName, deploymentName(spec)),
  ]);
  const entries = desired.flatMap(({ id }, index) => {
    const body = bodies[index];
    return body === undefined ? [] : [[id.toLowerCase(), body] as const];
  });
  const vault = desired.find(({ type }) => type === 'Microsoft.KeyVault/vaults');
  const vaultStands = vault !== undefined && entries.some(([id]) => id === vault.id.toLowerCase());
  const deletedVaults = vaultStands ? [] : await cloud.facts.deletedVaults();
  return { group, bodies: Object.fromEntries(entries), listed, last, deletedVaults };
}
