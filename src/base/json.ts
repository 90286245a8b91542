// JSON as a type, and its canonical text: the one spelling of "the same document" that fingerprints, digests and
// golden files rely on. Knows nothing of what a document means.
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same value gives the same text, whatever the order of its keys. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

export function sameJson(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** Plain data as JSON: what is undefined is not there. */
export function jsonOf(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

export function jsonObjectOf(value: object): JsonObject {
  const json = jsonOf(value);
  return isJsonObject(json) ? json : {};
}

/** What stands at a path, if anything does. */
export function valueAt(value: Json, path: readonly PropertyKey[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)] as Json | undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, step) ? at[String(step)] : undefined;
  }
  return at;
}
