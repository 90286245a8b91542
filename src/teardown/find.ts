// Which gateways there are: by the group that cmg made for them, or by the identity in a group that was there
// before. Only reads.
import { parseResourceId } from '../arm/resource-id.ts';
import type { Cloud, Group, Tags } from '../cloud/cloud.ts';
import { tagNames } from '../compile/tags.ts';

export interface Found {
  readonly gateway: string;
  readonly group: Group;
  /** The tags that say when it expires. */
  readonly anchor: Tags;
}

export async function findGateways(cloud: Cloud): Promise<readonly Found[]> {
  const [groups, tagged] = await Promise.all([
    cloud.groups.listTagged(tagNames.gateway),
    cloud.resources.listTagged(tagNames.gateway),
  ]);
  const inOwnGroup = groups.map((group): Found => ({
    gateway: group.tags[tagNames.gateway] ?? '',
    group,
    anchor: group.tags,
  }));
  const identities = tagged.filter(
    ({ type, tags }) =>
      type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities' &&
      tags[tagNames.group] === 'found',
  );
  const inFoundGroup = await Promise.all(
    identities.map(async ({ id, tags }): Promise<Found[]> => {
      const group = await cloud.groups.read(parseResourceId(id)?.resourceGroup ?? '');
      return group === undefined ? [] : [{ gateway: tags[tagNames.gateway] ?? '', group, anchor: tags }];
    }),
  );
  return [...inOwnGroup, ...inFoundGroup.flat()].toSorted((a, b) => a.gateway.localeCompare(b.gateway));
}
