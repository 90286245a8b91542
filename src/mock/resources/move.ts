// Resources moved to another group: they and what is below them get new ids, and whoever refers to them follows.
// https://learn.microsoft.com/azure/azure-resource-manager/management/move-resource-group-and-subscription
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import type { GroupRecord } from '../records.ts';
import { sameText } from '../world.ts';
import { refuseWhileBusy } from './busy.ts';
import { findGroup, findResource } from './lookup.ts';

export interface Move {
  readonly resources: readonly StoredResource[];
  readonly target: GroupRecord;
}

/** What is asked for, or a refusal of it: the same for the move and for its rehearsal. */
export function checkMove(moment: Moment, source: GroupRecord, body: JsonObject): Move {
  const { resources: ids, targetResourceGroup: to } = body;
  if (!Array.isArray(ids) || ids.length === 0 || typeof to !== 'string')
    return invalid('resources and targetResourceGroup are needed');
  const parsed = parseResourceId(to);
  if (parsed?.type !== 'Microsoft.Resources/resourceGroups')
    return invalid(`'${to}' is not the id of a resource group`);
  const target = findGroup(moment, parsed.name);
  if (sameText(target.name, source.name)) return invalid('source and target are the same resource group');
  const resources = ids.map((id) => movable(moment, source, String(id)));
  for (const { id, type } of resources) refuseTwin(moment, idIn(id, target), type);
  return { resources, target };
}

function movable(moment: Moment, source: GroupRecord, id: string): StoredResource {
  const stored = findResource(moment, id);
  const { resourceGroup = '', type = '', scope } = parseResourceId(stored.id) ?? {};
  if (!sameText(resourceGroup, source.name)) return invalid(`'${id}' is not in '${source.name}'`);
  if (type.split('/').length > 2 || scope !== undefined)
    return invalid(`'${id}' moves with the resource that it belongs to`);
  refuseWhileBusy(moment, stored, 'write');
  return stored;
}

function refuseTwin({ realm }: Moment, id: string, type: string): void {
  if (realm.resources.get(id) === undefined) return;
  refuse(409, 'ResourceMoveFailed', `A resource of type '${type}' stands at '${id}' already.`);
}

function idIn(id: string, target: GroupRecord): string {
  return id.replace(/(?<=\/resourceGroups\/)[^/]+/i, () => target.name);
}

export function moveResources(moment: Moment, { resources, target }: Move): void {
  const { realm } = moment;
  const ids = resources.map(({ id }) => id);
  const moved = (text: string): string => {
    const id = ids.find((one) => isAtOrBelow(text, one));
    return id === undefined ? text : idIn(id, target) + text.slice(id.length);
  };
  for (const stored of realm.resources.list()) {
    const id = moved(stored.id);
    const body = rewritten(stored.body, moved);
    const { hidden } = stored;
    const kept = hidden === undefined ? {} : { hidden: objectOf(rewritten(hidden, moved)) };
    if (id !== stored.id) realm.resources.delete(stored.id);
    if (id !== stored.id || JSON.stringify(body) !== JSON.stringify(stored.body))
      realm.resources.put({ ...stored, ...kept, id, body: objectOf(body) });
  }
}

function isAtOrBelow(text: string, id: string): boolean {
  return sameText(text.slice(0, id.length), id) && (text.length === id.length || text[id.length] === '/');
}

function rewritten(value: Json, moved: (text: string) => string): Json {
  if (typeof value === 'string') return moved(value);
  if (Array.isArray(value)) return value.map((item: Json) => rewritten(item, moved));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewritten(item, moved)]));
}

function objectOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The wording was not seen. */
function invalid(reason: string): never {
  return refuse(400, 'InvalidRequestContent', `The move of resources is not valid: ${reason}.`);
}
