// Reading and shaping JSON bodies: members with their kind, nulls taken as absent as Azure takes them, and the
// order in which the real service lists members. Knows no type and refuses nothing.
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';

/** A member that is there; Azure reads an explicit null as absent. */
export function given(body: JsonObject, key: string): Json | undefined {
  return body[key] ?? undefined;
}

export function objectAt(body: JsonObject, ...path: readonly string[]): JsonObject {
  let here: Json | undefined = body;
  for (const key of path) here = isJsonObject(here) ? here[key] : undefined;
  return isJsonObject(here) ? here : {};
}

export function textAt(body: JsonObject, ...path: readonly string[]): string | undefined {
  const last = path.at(-1) ?? '';
  const value = objectAt(body, ...path.slice(0, -1))[last];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(body: JsonObject, ...path: readonly string[]): number | undefined {
  const value = objectAt(body, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return typeof value === 'number' ? value : undefined;
}

export function listAt(body: JsonObject, ...path: readonly string[]): readonly Json[] {
  const value = objectAt(body, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return isList(value) ? value : [];
}

export function objectsAt(body: JsonObject, ...path: readonly string[]): readonly JsonObject[] {
  return listAt(body, ...path).filter(isJsonObject);
}

export function textsAt(body: JsonObject, ...path: readonly string[]): readonly string[] {
  return listAt(body, ...path).filter((value) => typeof value === 'string');
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The members that have a value, in the order given. */
export function compact(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(members)) if (value !== undefined) kept[key] = value;
  return kept;
}

/** Members in the service's own order; those it does not name come last, as sent. Nulls and gaps fall away. */
export function ordered(
  order: readonly string[],
  members: Readonly<Record<string, Json | undefined>>,
): JsonObject {
  const result: Record<string, Json> = {};
  for (const key of [...order, ...Object.keys(members)]) {
    const value = members[key];
    if (value !== undefined && value !== null) result[key] = value;
  }
  return result;
}

export function without(body: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}
