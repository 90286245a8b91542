// What was found in Azure, as plain data: read once, then only looked at. `deploy/read.ts` fills it.
import { valueAt, type Json, type JsonObject } from '../base/json.ts';
import { normalizeRegion } from '../spec/clouds.ts';
import { tagNames } from '../compile/tags.ts';
import type { DeletedVault, DeploymentRecord, Group, ListedResource, Tags } from '../cloud/cloud.ts';

export interface Live {
  readonly group: Group | undefined;
  /** Body of each desired resource that stands, by its id in lower case. */
  readonly bodies: Readonly<Record<string, JsonObject>>;
  /** What else stands at the top level of the group. */
  readonly listed: readonly ListedResource[];
  /** The newest deployment of this gateway, by its one name. */
  readonly last: DeploymentRecord | undefined;
  /** Vaults of this subscription that were deleted and can be recovered. */
  readonly deletedVaults: readonly DeletedVault[];
}

export function bodyOf(live: Live, id: string): JsonObject | undefined {
  return live.bodies[id.toLowerCase()];
}

/** Which deployment a resource is of: by its tag, or, where a type takes no tags, by its notes. */
export function deploymentIn(body: JsonObject | undefined): string | undefined {
  const tag = tagsOf(body)[tagNames.deployment];
  const notes = body === undefined ? undefined : valueAt(body, ['properties', 'notes']);
  return (
    tag ?? (typeof notes === 'string' ? /^cmg: gateway \w+, deployment (\w+)\./.exec(notes)?.[1] : undefined)
  );
}

/** Tags of a body, whatever Azure left out of it. */
export function tagsOf(body: JsonObject | undefined): Readonly<Record<string, string>> {
  const tags: Json | undefined = body?.['tags'];
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return {};
  const entries = Object.entries(tags as JsonObject);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

/** The vault of that id that was deleted and can be taken back: only one that this gateway had, in its region. */
export function deletedTwin(
  live: Live,
  vault: { readonly id: string; readonly gateway: string; readonly region: string },
): DeletedVault | undefined {
  return live.deletedVaults.find(
    ({ vaultId, tags, location }) =>
      vaultId.toLowerCase() === vault.id.toLowerCase() &&
      tags[tagNames.gateway] === vault.gateway &&
      normalizeRegion(location) === vault.region,
  );
}

/** The tags that the last deploy set: what is among them and no longer wanted was ours to take away. */
export function lastTags({ last }: Live): Tags {
  return tagsOf(last?.parameters);
}
