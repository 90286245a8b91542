// What of a resource group is ours to delete. Three things must agree, since tags alone can be copied: the tag
// on the resource, the record of the deployment that Azure keeps, and the list of what that deployment builds.
import { expandCompiled, type Place } from '../plan/desired.ts';
import type { Cloud, DeploymentRecord, Group, ListedResource, Tags } from '../cloud/cloud.ts';
import { documentTemplate } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import { isJsonObject, type Json } from '../base/json.ts';

export interface Holding {
  readonly gateway: string;
  readonly deploymentId: string;
  readonly group: Group;
  /** Whether the group itself is ours, so that it goes when it is empty. */
  readonly groupIsOurs: boolean;
  /** Where expiry and protection are noted. */
  readonly anchor: Tags;
  readonly ours: readonly ListedResource[];
  readonly foreign: readonly ListedResource[];
  /** Why nothing here can be believed; then nothing may be deleted. */
  readonly doubt?: string;
}

export async function readHolding(
  cloud: Cloud,
  { group, anchor, place }: { readonly group: Group; readonly anchor: Tags; readonly place: Place },
): Promise<Holding> {
  const gateway = anchor[tagNames.gateway] ?? '';
  const deploymentId = anchor[tagNames.deployment] ?? '';
  const [listed, record] = await Promise.all([
    cloud.resources.list(group.name),
    cloud.deployments.read(group.name, `cmg-${gateway}`),
  ]);
  const doubt = doubtOf({ gateway, deploymentId, record });
  const manifest = record === undefined ? new Set<string>() : manifestOf(record, group, place);
  const isOurs = ({ id, tags }: ListedResource): boolean =>
    deploymentId !== '' &&
    tags[tagNames.deployment] === deploymentId &&
    tags[tagNames.adopted] === undefined &&
    manifest.has(id.toLowerCase());
  return {
    gateway,
    deploymentId,
    group,
    anchor,
    groupIsOurs: group.tags[tagNames.group] === 'made' && group.tags[tagNames.deployment] === deploymentId,
    ours: listed.filter(isOurs),
    foreign: listed.filter((resource) => !isOurs(resource)),
    ...(doubt === undefined ? {} : { doubt }),
  };
}

function doubtOf({
  gateway,
  deploymentId,
  record,
}: {
  gateway: string;
  deploymentId: string;
  record: DeploymentRecord | undefined;
}): string | undefined {
  if (gateway === '' || deploymentId === '') return 'its tags do not name a gateway and a deployment';
  if (record === undefined) return `Azure has no record of the deployment cmg-${gateway}`;
  if (record.state === 'running') return `the deployment ${record.name} is running`;
  const tags = record.parameters['tags'];
  const recorded = isJsonObject(tags) ? tags[tagNames.deployment] : undefined;
  return recorded === deploymentId ? undefined : 'its tags and the record of its deployment disagree';
}

/** The ids that a deployment with these parameters builds, in lower case. */
function manifestOf(record: DeploymentRecord, group: Group, place: Place): ReadonlySet<string> {
  const { resources } = expandCompiled(
    {
      gateway: record.name,
      group: { ...group, create: false },
      template: documentTemplate,
      parameters: withSecrets(record.parameters),
    },
    place,
  );
  return new Set(resources.map(({ id }) => id.toLowerCase()));
}

function withSecrets(parameters: Readonly<Record<string, Json>>): Record<string, { value: Json }> {
  const known = Object.entries(parameters).map(([name, value]) => [name, { value }] as const);
  return Object.fromEntries([
    ...known,
    ...['certificatePfx', 'adminPassword'].map((name) => [name, { value: '' }] as const),
  ]);
}
