// Resources as lists show them: which ones, and what of each. `GET …/resources` shows what has a place of its
// own and a few of its members; a list of one type shows whole bodies.
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { namespaceOf } from '../catalogue.ts';
import { azureTime } from '../table.ts';
import { parseFilter, type Look } from '../filter.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { sameText } from '../world.ts';
import { isVisible, presentResource, stateOf } from './present.ts';

const shown = [
  'location',
  'tags',
  'sku',
  'kind',
  'identity',
  'managedBy',
  'plan',
  'zones',
  'extendedLocation',
];

export interface ListAsk {
  /** Undefined: the whole subscription. */
  readonly group?: string;
  readonly filter: string;
  readonly expand: string;
}

/** `GET /subscriptions/{s}/resources`, and the same within a group. */
export function listGeneric(moment: Moment, { group, filter, expand }: ListAsk): readonly Json[] {
  const holds = parseFilter(filter);
  const wanted = expand.split(',').map((word) => word.trim().toLowerCase());
  return trackedIn(moment, group)
    .map((stored) => summaryOf(stored, moment, wanted))
    .filter((item) => tagPairs(item['tags']).some((pair) => holds(lookAt(item, pair))));
}

/** What such a list is made from. */
export function trackedIn(moment: Moment, group: string | undefined): readonly StoredResource[] {
  return within(moment, group).filter((stored) => isTracked(moment, stored) && isVisible(stored, moment));
}

/** Every resource below a scope that is of one type, whole. */
export function listType(moment: Moment, scope: string, type: string): readonly StoredResource[] {
  const prefix = scope === '' ? '' : `${scope}/`;
  return moment.realm.resources
    .list(prefix)
    .filter((stored) => sameText(stored.type, type) && isVisible(stored, moment));
}

export function presentAll(moment: Moment, list: readonly StoredResource[]): readonly Json[] {
  return list.map((stored) => presentResource(stored, moment));
}

export function topLevelOf(moment: Moment, group: string): readonly StoredResource[] {
  return within(moment, group).filter(({ type, id }) => type.split('/').length === 2 && !isExtension(id));
}

function within(moment: Moment, group: string | undefined): readonly StoredResource[] {
  const subscription = `/subscriptions/${moment.realm.subscriptionId}/`;
  return moment.realm.resources.list(
    group === undefined ? subscription : `${subscription}resourceGroups/${group}/`,
  );
}

/** Proxies, extensions and children without a place of their own are in no generic list. */
export function isTracked(moment: Moment, stored: StoredResource): boolean {
  if (isExtension(stored.id) || namespaceOf(stored.type) === 'Microsoft.Authorization') return false;
  const known = moment.realm.catalogue.known(stored.type);
  if (known === undefined) return stored.type.split('/').length === 2 || 'location' in stored.body;
  return known.location !== 'none';
}

function isExtension(id: string): boolean {
  return parseResourceId(id)?.scope !== undefined;
}

function summaryOf(stored: StoredResource, moment: Moment, expand: readonly string[]): JsonObject {
  const members = shown.flatMap((key) => {
    const value = stored.body[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    id: stored.id,
    name: parseResourceId(stored.id)?.name ?? stored.name,
    type: stored.type,
    ...Object.fromEntries(members),
    ...(expand.includes('createdtime') ? { createdTime: azureTime(stored.createdAt) } : {}),
    ...(expand.includes('changedtime') ? { changedTime: azureTime(stored.changedAt) } : {}),
    ...(expand.includes('provisioningstate') ? { provisioningState: stateOf(stored, moment) } : {}),
  };
}

/** What a filter may ask of an item: https://learn.microsoft.com/rest/api/resources/resources/list */
function lookAt(item: JsonObject, pair: TagPair): Look {
  const parsed = parseResourceId(text(item['id']));
  return (name) => {
    if (name === 'resourcetype') return [text(item['type'])];
    if (name === 'resourcegroup') return [parsed?.resourceGroup ?? ''];
    if (name === 'tagname' || name === 'tagvalue') return lookAtTag(pair, name);
    return typeof item[name] === 'string' ? [item[name]] : [];
  };
}

type TagPair = readonly [name: string, value: string] | undefined;

/** `tagName eq 'a' and tagValue eq 'b'` speaks of one tag, so a filter is tried with each tag by itself. */
export function tagPairs(tags: Json | undefined): readonly TagPair[] {
  const pairs = isJsonObject(tags) ? Object.entries(tags) : [];
  return pairs.length === 0 ? [undefined] : pairs.map(([name, value]) => [name, text(value)] as const);
}

export function lookAtTag(pair: TagPair, name: string): readonly string[] {
  if (pair === undefined) return [];
  if (name === 'tagname') return [pair[0]];
  return name === 'tagvalue' ? [pair[1]] : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
