// From what a deployment would send and what stands to the list of changes, in Azure's words and order.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if#change-types
import { parseResourceId } from '../../arm/resource-id.ts';
import type { JsonObject } from '../../base/json.ts';
import { presentGroup } from '../groups.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { trackedIn } from '../resources/listing.ts';
import { canonicalId, lastSegment } from '../resources/lookup.ts';
import { isVisible, presentResource } from '../resources/present.ts';
import { compareObjects } from './compare.ts';
import type { Foreseen, Foresight } from './foresee.ts';
import { carried, only, payloadOf, without, type Identity } from './payload.ts';
import { knowledgeOf, type Knowledge } from './schema.ts';

export type ResultFormat = 'FullResourcePayloads' | 'ResourceIdOnly';

export function changesOf(
  moment: Moment,
  { resources, groups }: Foresight,
  format: ResultFormat,
): readonly JsonObject[] {
  const named = new Set(resources.map(({ id }) => id.toLowerCase()));
  const sent = resources.map((foreseen) => changeOf(moment, foreseen));
  const others = [...groups].flatMap(([group, mode]) =>
    trackedIn(moment, group)
      .filter(({ id }) => !named.has(id.toLowerCase()))
      .map((stored) => leftOver(stored, mode)),
  );
  const key = (change: JsonObject): string => String(change['resourceId']).toLowerCase();
  return [...sent, ...others]
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((change) => (format === 'ResourceIdOnly' ? idOnly(change) : change));
}

/** Whether properties would change is not worked out then: what stands is deployed again. */
function idOnly({ resourceId = '', changeType = '', unsupportedReason }: JsonObject): JsonObject {
  const isCompared = changeType === 'Modify' || changeType === 'NoChange';
  return {
    resourceId,
    changeType: isCompared ? 'Deploy' : changeType,
    ...(unsupportedReason === undefined ? {} : { unsupportedReason }),
  };
}

function changeOf(moment: Moment, foreseen: Foreseen): JsonObject {
  const { id, type, body, unsupported, ignored } = foreseen;
  if (unsupported !== undefined) {
    const after = payloadOf(identityOf(foreseen, id), without(body, knowledgeOf(type).readOnly));
    return { resourceId: id, changeType: 'Unsupported', unsupportedReason: unsupported, after };
  }
  const resourceId = spelledId(moment, id);
  const identity = identityOf(foreseen, resourceId);
  if (ignored === true) return { resourceId, changeType: 'Ignore', after: payloadOf(identity, {}) };
  const standing = bodyAt(moment, resourceId);
  return standing === undefined
    ? { resourceId, changeType: 'Create', after: payloadOf(identity, stated(foreseen)) }
    : comparison(foreseen, identity, standing);
}

function identityOf({ type, apiVersion }: Foreseen, id: string): Identity {
  const version = apiVersion === undefined ? {} : { apiVersion };
  return { id, name: lastSegment(id), type, ...version };
}

function stated({ type, body }: Foreseen): JsonObject {
  return without(body, knowledgeOf(type).readOnly);
}

function comparison(foreseen: Foreseen, identity: Identity, standing: JsonObject): JsonObject {
  const knowledge = knowledgeOf(foreseen.type);
  const { readOnly, writeOnly, defaults, assigned } = knowledge;
  const visible = without(without(standing, readOnly), knowledge.newerThan(foreseen.apiVersion));
  const before = without(visible, assigned);
  const compared = without(without(stated(foreseen), writeOnly), assigned);
  const after = carried(before, compared, defaults);
  const left = payloadOf(identity, before);
  const right = payloadOf(identity, after);
  const changes = compareObjects(left, right);
  const idle = noEffects(foreseen.body, visible, knowledge);
  return {
    resourceId: identity.id,
    changeType: changes.length === 0 ? 'NoChange' : 'Modify',
    before: left,
    after: right,
    delta: [...changes, ...idle],
  };
}

/** What a template states of the service's own, and what the service has given it for good. */
function noEffects(
  sent: JsonObject,
  visible: JsonObject,
  { readOnly, assigned }: Knowledge,
): readonly JsonObject[] {
  const kind = { propertyChangeType: 'NoEffect' };
  return [
    ...only(sent, readOnly).map(([path, after]) => ({ path, ...kind, after })),
    ...only(visible, assigned).map(([path, before]) => ({ path, ...kind, before })),
  ];
}

function spelledId(moment: Moment, id: string): string {
  const parsed = parseResourceId(id);
  if (parsed === undefined) return id;
  const group = parsed.type === 'Microsoft.Resources/resourceGroups';
  if (group) return id.replace(/[^/]+$/, moment.realm.tables.groups.get(parsed.name)?.name ?? parsed.name);
  return canonicalId(moment, id, parsed);
}

function bodyAt(moment: Moment, id: string): JsonObject | undefined {
  const parsed = parseResourceId(id);
  if (parsed?.type === 'Microsoft.Resources/resourceGroups') {
    const group = moment.realm.tables.groups.get(parsed.name);
    return group === undefined ? undefined : presentGroup(moment, group);
  }
  const stored = moment.realm.resources.get(id);
  return stored === undefined || !isVisible(stored, moment) ? undefined : presentResource(stored, moment);
}

/** In complete mode what stands by itself goes; what hangs on another resource goes or stays with that. */
function leftOver({ id, type, body }: StoredResource, mode: 'Incremental' | 'Complete'): JsonObject {
  const { location, tags } = body;
  const at = location === undefined ? {} : { location };
  const identity = { id, name: lastSegment(id), type };
  if (mode === 'Complete' && type.split('/').length === 2) {
    const before = payloadOf(identity, { ...at, ...(tags === undefined ? {} : { tags }) });
    return { resourceId: id, changeType: 'Delete', before };
  }
  const shown = payloadOf(identity, at);
  return { resourceId: id, changeType: 'Ignore', before: shown, after: shown };
}
