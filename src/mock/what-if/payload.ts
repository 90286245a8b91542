// How what-if shows a resource: without what only the service may set, without what is empty, keys in order, and with
// the api-version of the template (recorded). Owns the shape; which properties are whose is `schema.ts`.
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { isList } from '../providers/body.ts';
import type { Patterns } from './path.ts';

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly apiVersion?: string;
}

const identityKeys = new Set(['id', 'name', 'type', 'apiversion']);

export function payloadOf({ apiVersion, ...identity }: Identity, body: JsonObject): JsonObject {
  const own = Object.entries(body).filter(([key]) => !identityKeys.has(key.toLowerCase()));
  const version = apiVersion === undefined ? {} : { apiVersion };
  return sorted({ ...Object.fromEntries(own), ...version, ...identity });
}

/** Leaves out what the patterns mean, and with it what is null or has become empty. */
export function without(body: JsonObject, patterns: Patterns): JsonObject {
  return objectWithout(body, patterns, []);
}

function objectWithout(value: JsonObject, patterns: Patterns, path: readonly string[]): JsonObject {
  const members = Object.entries(value).flatMap(([key, member]) => {
    const kept = valueWithout(member, patterns, [...path, key]);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return Object.fromEntries(members);
}

function valueWithout(value: Json, patterns: Patterns, path: readonly string[]): Json | undefined {
  if (value === null || patterns.matches(path)) return undefined;
  if (isJsonObject(value)) {
    const kept = objectWithout(value, patterns, path);
    return Object.keys(kept).length === 0 ? undefined : kept;
  }
  if (!isList(value)) return value;
  const elements = value.map((element, index) => valueWithout(element, patterns, [...path, String(index)]));
  return elements.length === 0 ? undefined : elements.map((element) => element ?? {});
}

/** The opposite: only what the patterns mean, each with its path. */
export function only(
  body: JsonObject,
  patterns: Patterns,
  path: readonly string[] = [],
): readonly (readonly [path: string, value: Json])[] {
  return Object.entries(body).flatMap(([key, member]) => {
    const at = [...path, key];
    if (member !== null && patterns.matches(at)) return [[at.join('.'), member] as const];
    return isJsonObject(member) ? only(member, patterns, at) : [];
  });
}

/** What the template does not state and the patterns mean stays as it is. */
export function carried(before: JsonObject, after: JsonObject, patterns: Patterns): JsonObject {
  return carryInto(before, after, { patterns, path: [] });
}

interface Carrying {
  readonly patterns: Patterns;
  readonly path: readonly string[];
}

function carryInto(before: JsonObject, after: JsonObject, { patterns, path }: Carrying): JsonObject {
  const merged = new Map(Object.entries(after));
  const spelled = new Map(Object.keys(after).map((key) => [key.toLowerCase(), key]));
  for (const [key, value] of Object.entries(before)) {
    const at = [...path, key];
    const own = spelled.get(key.toLowerCase()) ?? key;
    const stated = merged.get(own);
    if (stated === undefined || stated === null) {
      const kept = keptOf(value, { patterns, path: at });
      if (kept !== undefined) merged.set(own, kept);
    } else merged.set(own, carryValue(value, stated, { patterns, path: at }));
  }
  return Object.fromEntries(merged);
}

function keptOf(value: Json, { patterns, path }: Carrying): Json | undefined {
  if (patterns.matches(path)) return value;
  if (!isJsonObject(value) || !patterns.leadsTo(path)) return undefined;
  const kept = carryInto(value, {}, { patterns, path });
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function carryValue(before: Json, after: Json, { patterns, path }: Carrying): Json {
  if (isJsonObject(before) && isJsonObject(after)) return carryInto(before, after, { patterns, path });
  if (!isList(before) || !isList(after)) return after;
  return after.map((element, index) => {
    if (!isJsonObject(element)) return element;
    const same = before.find((other, at) => isJsonObject(other) && isTwin(other, element, at === index));
    return isJsonObject(same)
      ? carryInto(same, element, { patterns, path: [...path, String(index)] })
      : element;
  });
}

function isTwin(a: JsonObject, b: JsonObject, samePlace: boolean): boolean {
  const { name } = a;
  const other = b['name'];
  if (typeof name !== 'string' || typeof other !== 'string') return samePlace;
  return name.toLowerCase() === other.toLowerCase();
}

function sorted(value: JsonObject): JsonObject {
  const keys = Object.keys(value).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, sortedValue(value[key] ?? null)]));
}

function sortedValue(value: Json): Json {
  if (isJsonObject(value)) return sorted(value);
  return isList(value) ? value.map(sortedValue) : value;
}
