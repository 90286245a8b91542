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

export interface Sought {
  readonly gateway: string;
  readonly groupName: string;
  readonly ownGroup: boolean;
  /** Ids that the gateway's resources have, in lower case. */
  readonly ids: ReadonlySet<string>;
}

/** The group and the anchor of one gateway; undefined where nothing of it stands. */
export async function findGateway(cloud: Cloud, sought: Sought): Promise<Found | undefined> {
  const { gateway, groupName, ownGroup, ids } = sought;
  const group = await cloud.groups.read(groupName);
  if (group === undefined) return undefined;
  if (ownGroup && group.tags[tagNames.gateway] === gateway) return { gateway, group, anchor: group.tags };
  const listed = await cloud.resources.list(groupName);
  const own = listed.filter(({ tags }) => tags[tagNames.gateway] === gateway);
  // The identity goes last; where it is gone, whatever else carries the name still tells the deployment.
  const anchor = own.find(({ tags }) => tags[tagNames.group] === 'found') ?? own[0];
  if (anchor !== undefined && !ownGroup) return { gateway, group, anchor: anchor.tags };
  // What stands under the gateway's names without our tags is no proof of anything, but not nothing either.
  const remains = anchor !== undefined || listed.some(({ id }) => ids.has(id.toLowerCase()));
  return remains ? { gateway, group, anchor: {} } : undefined;
}
