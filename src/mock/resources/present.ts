// A stored resource as a read answers it at one moment: what is kept, what the provider works out from the rest
// of the world, and the state that follows from the clock.
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import type { StoredResource } from '../providers/provider.ts';
import { isOver, type Moment } from '../realm.ts';

export function presentResource(stored: StoredResource, moment: Moment): JsonObject {
  return present(stored, moment, stateOf(stored, moment));
}

/** The body of the first answer to a write: still under way, however fast the mock runs. */
export function presentAccepted(stored: StoredResource, moment: Moment): JsonObject {
  return present(stored, moment, stateWord(stored, moment));
}

export function stateOf(stored: StoredResource, moment: Moment): string {
  const { pending, failed } = stored;
  if (pending === undefined || isOver(moment, pending.until)) return failed === true ? 'Failed' : 'Succeeded';
  return stateWord(stored, moment);
}

/** A create whose first answer has no body (a storage account) is not there until it is done. */
export function isVisible(stored: StoredResource, moment: Moment): boolean {
  const { pending } = stored;
  if (pending?.what !== 'Creating' || isOver(moment, pending.until)) return true;
  return moment.realm.catalogue.type(stored.type).answers.create.body !== 'empty';
}

function stateWord({ type, pending }: StoredResource, moment: Moment): string {
  if (pending === undefined) return 'Succeeded';
  return moment.realm.catalogue.type(type).stateWords?.[pending.what] ?? pending.what;
}

function present(stored: StoredResource, moment: Moment, state: string): JsonObject {
  const type = moment.realm.catalogue.type(stored.type);
  const body = type.view?.(stored, moment.world) ?? stored.body;
  const named = { name: stored.name, id: stored.id, type: stored.type, ...body };
  if (type.provisioningState === 'none') return named;
  return { ...named, properties: withState(body['properties'], state) };
}

function withState(properties: Json | undefined, state: string): JsonObject {
  return { provisioningState: state, ...(isJsonObject(properties) ? withoutState(properties) : {}) };
}

function withoutState(properties: JsonObject): JsonObject {
  const { provisioningState: _, ...rest } = properties;
  return rest;
}
