// The stored resources, and the view of the world that a resource provider is given. Owns how a resource lies
// in the store: what providers hide is sealed on its way in, so that no secret stands in a file in the clear.
import type { JsonObject } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import type { Chance } from './chance.ts';
import type { NoteWrite, StoredResource, World } from './providers/provider.ts';
import { principalWith, shownName, type Principal } from './identity/principals.ts';
import { endOf, type Moment, type Realm, type Resources } from './realm.ts';
import type { NoteRecord, Tables } from './records.ts';
import type { Store } from './store.ts';
import { tableOf } from './table.ts';

type Resting = Omit<StoredResource, 'hidden'> & { readonly sealed?: string };

/** `changed` is told of every id that is written or deleted. */
export function openResources(store: Store, chance: Chance, changed: (id: string) => void): Resources {
  const table = tableOf<Resting>(store, 'resource');
  const awake = new WeakMap<Resting, StoredResource>();
  const wake = (resting: Resting): StoredResource => {
    const known = awake.get(resting);
    if (known !== undefined) return known;
    const { sealed, ...open } = resting;
    const hidden = sealed === undefined ? undefined : chance.unseal(sealed);
    const resource = isJsonObject(hidden) ? { ...open, hidden } : open;
    awake.set(resting, resource);
    return resource;
  };
  return {
    get(id) {
      const resting = table.get(id);
      return resting === undefined ? undefined : wake(resting);
    },
    put(resource) {
      const { hidden, ...open } = resource;
      table.put(resource.id, hidden === undefined ? open : { ...open, sealed: chance.seal(hidden) });
      changed(resource.id);
    },
    delete(id) {
      table.delete(id);
      changed(id);
    },
    list: (prefix) => table.list(prefix).map(wake),
  };
}

/** Whoever is not named is the one whom the world began with. */
export function momentAt(realm: Realm, now: Date, caller = realm.principals[0]): Moment {
  return { realm, now, world: worldAt(realm, now, caller) };
}

function worldAt(realm: Realm, now: Date, caller: Principal | undefined): World {
  const { tables, resources } = realm;
  return {
    now,
    tenantId: realm.tenantId,
    subscriptionId: realm.subscriptionId,
    suffixes: realm.cloud.suffixes,
    ...(realm.blobEndpoint === undefined ? {} : { blobEndpoint: realm.blobEndpoint }),
    guid: () => realm.chance.guidOf('guid', String(countUp(tables, 'guid'))),
    read: (id) => resources.get(id),
    list: (type) => resources.list().filter((resource) => sameText(resource.type, type)),
    children: (id, type) => resources.list(`${id}/`).filter((resource) => isChild(resource, id, type)),
    endOf: (durationMs) => endOf({ realm, now }, durationMs),
    ...(caller === undefined
      ? {}
      : { caller: { objectId: caller.objectId, name: shownName(caller), kind: caller.kind } }),
    principal: (objectId) => principalWith(realm.principals, objectId)?.kind,
    note(key) {
      const note = tables.notes.get(key);
      return note === undefined ? undefined : opened(realm, note);
    },
    notes: (prefix) =>
      tables.notes.list(prefix).map((note) => ({ key: note.key, value: opened(realm, note) })),
  };
}

/** The next number of a series; the series goes on after a restart. */
export function countUp(tables: Tables, series: string): number {
  const value = (tables.counters.get(series)?.value ?? 0) + 1;
  tables.counters.put(series, { value });
  return value;
}

export function writeNotes(realm: Realm, notes: readonly NoteWrite[]): void {
  for (const { key, value } of notes)
    if (value === undefined) realm.tables.notes.delete(key);
    else realm.tables.notes.put(key, { key, sealed: realm.chance.seal(value) });
}

function opened(realm: Realm, { sealed }: NoteRecord): JsonObject {
  const value = realm.chance.unseal(sealed);
  return isJsonObject(value) ? value : {};
}

export function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function isChild(resource: StoredResource, parent: string, type: string): boolean {
  return sameText(resource.type, type) && resource.id.slice(parent.length + 1).split('/').length === 2;
}

/** Objects join, everything else is replaced; an explicit null takes a member away. RFC 7396. */
export function mergePatch(onto: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(onto));
  for (const [key, value] of Object.entries(patch)) {
    const standing = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isJsonObject(value) && isJsonObject(standing) ? mergePatch(standing, value) : value);
  }
  return Object.fromEntries(merged);
}
