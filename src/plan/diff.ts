// One desired body against one live body → the properties that differ. What is desired leads: a property that
// the spec does not state is Azure's to fill, so its defaults never show. Arrays of named things are compared
// by name; only arrays that are ours alone notice what somebody added.
import { canonicalJson, isJsonObject, sameJson, type Json, type JsonObject } from '../base/json.ts';
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
  /**
   * Paths of desired values that only Azure can tell, as what they refer to does not stand yet. A value that stands
   * now will be another one then.
   */
  readonly unknown: ReadonlySet<string>;
}

/** Stands for a value that is only known when it is built. */
const yetUnknown = '(known when it is built)';

export function diff({ type, desired, live, unknown }: DiffAsk): readonly Difference[] {
  const found: Difference[] = [];

  /** `path` names things as people would, `raw` as the template does; they part ways in arrays. */
  function compare(after: Json, before: Json | undefined, path: string, raw: string): void {
    const equality = ruleAt(type, path)?.equality ?? 'exact';
    // An explicit null states nothing, as Azure reads it.
    if (equality === 'write-only' || after === null) return;
    if (unknown.has(raw)) {
      if (before !== undefined) found.push({ path, raw, before, after: yetUnknown });
      return;
    }
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
    const key = namingKey(after, before);
    if (key === undefined) {
      const known = ![...unknown].some((at) => at.startsWith(`${raw}.`));
      const isPart = isSubset(after, before);
      const same = isPart && (ruleAt(type, path)?.equality === 'includes' || isSubset(before, after));
      if (known && !same) found.push({ path, raw, before, after });
      return;
    }
    const nameOf = (item: Json): string => (isJsonObject(item) ? String(item[key]) : '');
    const left = new Map(before.map((item) => [nameOf(item).toLowerCase(), item]));
    for (const [index, item] of after.entries()) {
      const name = nameOf(item);
      const twin = left.get(name.toLowerCase());
      left.delete(name.toLowerCase());
      // Found by its name without regard to case, so that the name itself is no difference.
      const same = isJsonObject(item) && isJsonObject(twin) ? { ...item, [key]: twin[key] ?? name } : item;
      compare(same, twin, join(path, keyOf(name)), join(raw, String(index)));
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

/** The first of these that every member has; undefined for plain values. */
function namingKey(after: readonly Json[], before: readonly Json[]): string | undefined {
  const all = [...after, ...before];
  if (all.length === 0) return undefined;
  return ['name', 'id', 'service', 'url'].find((key) =>
    all.every((item) => isJsonObject(item) && typeof item[key] === 'string'),
  );
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

function isSubset(part: readonly Json[], whole: readonly Json[]): boolean {
  const keyOfItem = (item: Json): string => canonicalJson(typeof item === 'string' ? fold(item) : item);
  const keys = new Set(whole.map(keyOfItem));
  return part.every((item) => keys.has(keyOfItem(item)));
}

function isLocation(path: string): boolean {
  return path === 'location';
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
