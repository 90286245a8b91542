// One resource, desired and live → its change: action, properties with their cause and origin, disruption.
import type { Json, JsonObject } from '../base/json.ts';
import { isJsonObject, sameJson, valueAt } from '../base/json.ts';
import type { Tags } from '../cloud/cloud.ts';
import { tagNames } from '../compile/tags.ts';
import type { DecideAsk } from './ask.ts';
import { originOf, type DesiredResource } from './desired.ts';
import { diff, type Difference } from './diff.ts';
import { bodyOf, deletedTwin, deploymentIn, lastTags, tagsOf } from './live.ts';
import type { Action, Cause, Change, PropertyChange } from './plan.ts';
import { disruptionAt, ruleFor, rulesFor, worst } from './rules.ts';
import { diffTags } from './tags.ts';

const groupType = 'Microsoft.Resources/resourceGroups';
const groupApiVersion = '2024-11-01';

export function resourceChange(
  desired: DesiredResource,
  lastOf: () => DesiredResource | undefined,
  ask: DecideAsk,
): Change {
  const { id, type, name, apiVersion } = desired;
  const live = bodyOf(ask.live, id);
  const head = { id, type, name, apiVersion };
  if (live === undefined) return created(head, ask, lastOf() !== undefined);

  const tags = tagsOf(live);
  const taggable = isJsonObject(desired.body['tags']);
  const differences = [
    ...diff({ type, desired: desired.body, live, unknown: new Set(desired.unknown) }),
    ...(taggable ? diffTags(desired.tags, tags, lastTags(ask.live)) : []),
    ...unfinished(live),
  ];
  if (differences.length === 0) return changed(head, [], false);
  const last = lastOf();
  const moved =
    last === undefined ? [] : diff({ type, desired: last.body, live, unknown: new Set(last.unknown) });
  const properties = differences.map((difference) =>
    propertyChange(difference, { desired, last, moved, ask }),
  );
  // Without our tag, but in the record of the last deploy: somebody took the tag away. Else it never was ours.
  const adopt = taggable && tags[tagNames.deployment] === undefined && last === undefined;
  return changed(head, properties, adopt);
}

/**
 * Whatever its properties say, what Azure failed to build has to be built once more.
 * https://learn.microsoft.com/azure/networking/troubleshoot-failed-state
 */
function unfinished(live: JsonObject): readonly Difference[] {
  const path = 'properties.provisioningState';
  const before = valueAt(live, ['properties', 'provisioningState']);
  if (before !== 'Failed' && before !== 'Canceled') return [];
  return [{ path, raw: path, before, after: 'Succeeded' }];
}

/** The group is no resource of the template, but as much a part of the gateway. */
export function groupChange(ask: DecideAsk): Change {
  const { group } = ask.compiled;
  const id = `/subscriptions/${ask.place.subscriptionId}/resourceGroups/${group.name}`;
  const head = { id, type: groupType, name: group.name, apiVersion: groupApiVersion };
  if (ask.live.group === undefined) return created(head, ask, false);
  if (!group.create) return changed(head, [], false);
  const before = lastTags(ask.live);
  const differences = diffTags(group.tags, ask.live.group.tags, before);
  const properties = differences.map(({ path, before: was, after }): PropertyChange => {
    const origin = ask.locate(originOfTag(path));
    const cause: Cause = causeOfRecord(path, before, group.tags);
    return { path, cause, ...valuesOf(was, after), ...(origin === undefined ? {} : { origin }) };
  });
  return changed(head, properties, false);
}

/** What the last deploy built, still carries our id, and is no longer wanted. A tag alone is not enough: it can be
 * copied, and policies do copy tags from the group. */
export function leftovers(
  desired: readonly DesiredResource[],
  lastOf: () => ReadonlyMap<string, DesiredResource> | undefined,
  ask: DecideAsk,
): Change[] {
  const wanted = new Set(desired.map(({ id }) => id.toLowerCase()));
  const ours = ask.compiled.group.tags[tagNames.deployment];
  const listed = ask.live.listed.flatMap(({ id, tags }): Change[] => {
    if (tags[tagNames.deployment] !== ours || wanted.has(id.toLowerCase())) return [];
    const built = lastOf()?.get(id.toLowerCase());
    if (built === undefined || tags[tagNames.adopted] !== undefined) return [];
    return [deleted({ ...built, id })];
  });
  // A lock first: it keeps what it is on.
  const untagged = ask.unwanted.flatMap((resource): Change[] =>
    deploymentIn(bodyOf(ask.live, resource.id)) === ours && lastOf()?.has(resource.id.toLowerCase()) === true
      ? [deleted(resource)]
      : [],
  );
  return [...untagged, ...listed];
}

function deleted({ id, type, name, apiVersion }: Head): Change {
  const { disruption } = rulesFor(type);
  const nothing = { adopt: false, properties: [] };
  return { id, type, name, apiVersion, action: 'delete', cause: 'spec', disruption, ...nothing };
}

type Head = Pick<Change, 'id' | 'type' | 'name' | 'apiVersion'>;

function created(head: Head, { locate, live, compiled }: DecideAsk, stoodBefore: boolean): Change {
  const origin = locate(originsOfTypes[head.type] ?? ['name']);
  // What the last deploy left standing and is gone now was deleted by somebody else.
  const cause: Cause = stoodBefore ? 'drift' : 'spec';
  const { gateway, group } = compiled;
  const twin = deletedTwin(live, { id: head.id, gateway, region: group.location });
  return {
    ...head,
    action: 'create',
    cause,
    disruption: 'none',
    adopt: false,
    ...(twin === undefined ? {} : { reason: 'recovered: it was deleted and not purged' }),
    properties: [],
    ...(origin === undefined ? {} : { origin }),
  };
}

const originsOfTypes: Readonly<Record<string, readonly string[]>> = {
  [groupType]: ['resourceGroup', 'name'],
  'Microsoft.Compute/virtualMachineScaleSets': ['vmSize'],
  'Microsoft.KeyVault/vaults/secrets': ['certificate'],
  'Microsoft.Storage/storageAccounts': ['content'],
  'Microsoft.Network/virtualNetworks': ['network'],
};

function changed(head: Head, properties: readonly PropertyChange[], adopt: boolean): Change {
  const rules = properties.map(({ path }) => ruleFor(head.type, path));
  const reason = rules.find((rule) => rule?.replace !== undefined)?.replace;
  const action: Action = properties.length === 0 ? 'none' : reason === undefined ? 'update' : 'replace';
  const disruption = worst(properties.map(({ path }) => disruptionAt(head.type, path)));
  const causes = new Set(properties.map(({ cause }) => cause));
  const [only = 'spec'] = causes;
  return {
    ...head,
    action,
    cause: causes.size > 1 ? 'both' : only,
    disruption: action === 'none' ? 'none' : disruption,
    adopt,
    ...(reason === undefined ? {} : { reason }),
    properties,
  };
}

interface Weighing {
  readonly desired: DesiredResource;
  readonly last: DesiredResource | undefined;
  /** How live differs from what the last deploy wanted. */
  readonly moved: readonly Difference[];
  readonly ask: DecideAsk;
}

function propertyChange({ path, raw, before, after }: Difference, weighing: Weighing): PropertyChange {
  const { desired, ask } = weighing;
  const from = path.startsWith('tags.') ? originOfTag(path) : originOf(ask.compiled, desired.index, raw);
  const origin = from === undefined ? undefined : ask.locate(from);
  return {
    path,
    ...valuesOf(before, after),
    cause: causeOf(path, raw, weighing),
    ...(origin === undefined ? {} : { origin }),
  };
}

const originsOfTags: Readonly<Record<string, readonly string[]>> = {
  [tagNames.expiry]: ['expiry'],
  [tagNames.expires]: ['expiry'],
  [tagNames.protect]: ['protect'],
  [tagNames.action]: ['expiry', 'action'],
  [tagNames.description]: ['description'],
  // Several keys decide it.
  [tagNames.bootstrap]: [],
  [tagNames.certificate]: ['certificate'],
  [tagNames.gateway]: ['name'],
};

/** Our own tags come from a key of their own, everybody's from `tags`. */
function originOfTag(path: string): readonly string[] {
  const tag = path.slice('tags.'.length);
  return originsOfTags[tag] ?? ['tags', tag];
}

/** Of the group no deployment keeps what was wanted: our own tags change with the spec, or are damaged. */
function causeOfRecord(path: string, before: Tags, now: Tags): Cause {
  const tag = path.slice('tags.'.length);
  if (tag === tagNames.expires) return 'drift';
  return tag in originsOfTags || !sameTag(path, before, now) ? 'spec' : 'drift';
}

/** Three-way: what was wanted last, what is wanted now, what is there. */
function causeOf(path: string, raw: string, { desired, last, moved }: Weighing): Cause {
  if (last === undefined) return 'spec';
  const isTag = path.startsWith('tags.');
  const rewritten = isTag
    ? !sameTag(path, last.tags, desired.tags)
    : !sameJson(at(last.body, raw), at(desired.body, raw));
  const drifted = isTag ? !rewritten : moved.some((difference) => difference.path === path);
  if (rewritten && drifted) return 'both';
  return rewritten ? 'spec' : 'drift';
}

function sameTag(path: string, a: Tags, b: Tags): boolean {
  const key = path.slice('tags.'.length);
  return a[key] === b[key];
}

function at(body: JsonObject, raw: string): Json {
  return valueAt(body, raw.split('.')) ?? null;
}

function valuesOf(
  before: Json | undefined,
  after: Json | undefined,
): Pick<PropertyChange, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
