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
import { typeIndexOf } from './type-index.ts';

type Resting = Omit<StoredResource, 'hidden'> & { readonly sealed?: string };

interface Kept {
  readonly store: Store;
  readonly tables: Tables;
  readonly chance: Chance;
}

/** `changed` is told of every id that is written or deleted. */
export function openResources({ store, tables, chance }: Kept, changed: (id: string) => void): Resources {
  const table = tableOf<Resting>(store, 'resource');
  const index = typeIndexOf(table, {
    read: () => tables.counters.get('resources'),
    renew() {
      countUp(tables, 'resources');
    },
  });
  const awake = new WeakMap<Resting, StoredResource>();
  const wake = (resting: Resting): StoredResource => {
    if (resting.sealed === undefined) return resting;
    const known = awake.get(resting);
    if (known !== undefined) return known;
    const { sealed, ...open } = resting;
    const hidden = chance.unseal(sealed);
    const resource = isJsonObject(hidden) ? { ...open, hidden } : open;
    awake.set(resting, resource);
    return resource;
  };
  const get = (id: string): StoredResource | undefined => {
    const resting = table.get(id);
    return resting === undefined ? undefined : wake(resting);
  };
  return {
    get,
    put(resource) {
      const { hidden, ...open } = resource;
      const isNew = table.get(resource.id) === undefined;
      table.put(resource.id, hidden === undefined ? open : { ...open, sealed: chance.seal(hidden) });
      if (isNew) index.came(resource);
      changed(resource.id);
    },
    delete(id) {
      const standing = table.get(id);
      table.delete(id);
      if (standing !== undefined) index.went(standing);
      changed(id);
    },
    list: (prefix) => table.list(prefix).map(wake),
    ofType: (type, name) => index.idsOf(type, name).flatMap((id) => get(id) ?? []),
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
    list: (type, name) => resources.ofType(type, name),
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
