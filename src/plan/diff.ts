// One desired body against one live body → the properties that differ. What is desired leads: a property that
// the spec does not state is Azure's to fill, so its defaults never show. Arrays of named things are compared
// by name; only arrays that are ours alone notice what somebody added.
import { isJsonObject, sameJson, type Json, type JsonObject } from '../base/json.ts';
import { ruleAt } from './rules.ts';

export interface Difference {
  /** Dotted; a named member of an array stands under its name. */
  readonly path: string;
  /** The same place as the template counts it, where that exists. */
  readonly raw: string;
  readonly before?: Json;
  readonly after?: Json;
}

export interface DiffAsk {
  readonly type: string;
  readonly desired: JsonObject;
  readonly live: JsonObject;
  /** Paths of desired values that only Azure knows; they are not compared. */
  readonly unknown: ReadonlySet<string>;
}

export function diff({ type, desired, live, unknown }: DiffAsk): readonly Difference[] {
  const found: Difference[] = [];

  /** `path` names things as people would, `raw` as the template does; they part ways in arrays. */
  function compare(after: Json, before: Json | undefined, path: string, raw: string): void {
    const equality = ruleAt(type, path)?.equality ?? 'exact';
    if (equality === 'write-only' || unknown.has(raw)) return;
    if ((before === undefined || before === null) && isEmpty(after)) return;
    if (Array.isArray(after) && (before === undefined || Array.isArray(before))) {
      compareArrays(after, before ?? [], path, raw);
    } else if (isJsonObject(after) && isJsonObject(before)) {
      compareMembers(after, before, path, raw);
    } else if (before === undefined) {
      found.push({ path, raw, after });
    } else if (!sameValue(after, before, equality === 'ignore-case' || isLocation(path))) {
      found.push({ path, raw, before, after });
    }
  }

  function compareMembers(after: JsonObject, before: JsonObject, path: string, raw: string): void {
    for (const [key, value] of Object.entries(after)) {
      compare(value, member(before, key), join(path, key), join(raw, key));
    }
  }

  function compareArrays(after: readonly Json[], before: readonly Json[], path: string, raw: string): void {
    const nameOf = naming(after, before);
    if (nameOf === undefined) {
      if (!sameSet(after, before)) found.push({ path, raw, before, after });
      return;
    }
    const left = new Map(before.map((item) => [nameOf(item).toLowerCase(), item]));
    for (const [index, item] of after.entries()) {
      const name = nameOf(item);
      const twin = left.get(name.toLowerCase());
      left.delete(name.toLowerCase());
      compare(item, twin, join(path, keyOf(name)), join(raw, String(index)));
    }
    if (ruleAt(type, path)?.owned !== true) return;
    for (const item of left.values())
      found.push({ path: join(path, keyOf(nameOf(item))), raw, before: item });
  }

  for (const [key, value] of Object.entries(desired)) {
    if (key !== 'tags') compare(value, member(live, key), key, key);
  }
  return found;
}

/** Azure leaves out what is empty. */
function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.values(value).every((item) => isEmpty(item));
}

/** By `name`, else by `id`, else by `service`, where every member has one; undefined for plain values. */
function naming(after: readonly Json[], before: readonly Json[]): ((item: Json) => string) | undefined {
  for (const key of ['name', 'id', 'service', 'url']) {
    const named = (item: Json): boolean => isJsonObject(item) && typeof item[key] === 'string';
    const all = [...after, ...before];
    if (all.length > 0 && all.every(named)) return (item) => (isJsonObject(item) ? String(item[key]) : '');
  }
  return undefined;
}

/** A name that is a resource id would break the dotted path; its last segment says as much. */
function keyOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).replaceAll('.', '_');
}

function member(object: JsonObject, key: string): Json | undefined {
  if (Object.hasOwn(object, key)) return object[key];
  // Keys that are resource ids come back in Azure's own case: userAssignedIdentities.
  const other = Object.keys(object).find((name) => name.toLowerCase() === key.toLowerCase());
  return other === undefined ? undefined : object[other];
}

function sameValue(after: Json, before: Json, ignoreCase: boolean): boolean {
  if (typeof after !== 'string' || typeof before !== 'string') return sameJson(after, before);
  const isFolded = ignoreCase || after.startsWith('/subscriptions/');
  return isFolded ? fold(after) === fold(before) : after === before;
}

/** `West US 2` and `westus2` are one region. */
function fold(text: string): string {
  return text.startsWith('/') ? text.toLowerCase() : text.toLowerCase().replaceAll(' ', '');
}

function sameSet(after: readonly Json[], before: readonly Json[]): boolean {
  const key = (item: Json): string => JSON.stringify(typeof item === 'string' ? fold(item) : item);
  return sameJson(after.map(key).toSorted(), before.map(key).toSorted());
}

function isLocation(path: string): boolean {
  return path === 'location';
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
