// A small validator of JSON Schema, for holding what cmg prints against what it publishes: the keywords that the
// published schemas use, and a refusal of any other. Says where each fault is.
import assert from 'node:assert/strict';
import { isJsonObject, sameJson, valueAt, type Json, type JsonObject } from '../../src/base/json.ts';

interface Held {
  readonly value: Json;
  readonly at: string;
  readonly root: JsonObject;
}

type Keyword = (limit: Json, held: Held, schema: JsonObject) => readonly string[];

export function faultsAgainst(schema: JsonObject, value: Json): readonly string[] {
  return faults(schema, { value, at: '$', root: schema });
}

function faults(schema: Json, held: Held): readonly string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${held.at} must not be there`];
  assert.ok(isJsonObject(schema), `no schema: ${JSON.stringify(schema)}`);
  return Object.entries(schema).flatMap(([name, limit]) => {
    if (words.has(name)) return [];
    const keyword = keywords[name] ?? assert.fail(`the validator does not know '${name}'`);
    return keyword(limit, held, schema);
  });
}

/** They hold nothing against anything. */
const words = new Set(['$schema', '$defs', 'title', 'description', 'format', 'default']);

const kinds: Readonly<Record<string, (value: Json) => boolean>> = {
  object: isJsonObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const keywords: Readonly<Record<string, Keyword>> = {
  type: (limit, { value, at }) => {
    const fits = listOf(limit).some((kind) => (kinds[String(kind)] ?? assert.fail(String(kind)))(value));
    return fits ? [] : [`${at} is not of type ${listOf(limit).join(' or ')}`];
  },
  const: (limit, { value, at }) => (sameJson(limit, value) ? [] : [`${at} is not ${JSON.stringify(limit)}`]),
  enum: (limit, { value, at }) =>
    listOf(limit).some((one) => sameJson(one, value)) ? [] : [`${at} is none of the choices`],
  minimum: (limit, { value, at }) =>
    typeof value === 'number' && value < Number(limit) ? [`${at} is below ${String(limit)}`] : [],
  pattern: (limit, { value, at }) =>
    typeof value === 'string' && !new RegExp(String(limit)).test(value)
      ? [`${at} does not look like ${String(limit)}`]
      : [],
  required: (limit, { value, at }) =>
    listOf(limit).flatMap((key) =>
      isJsonObject(value) && !Object.hasOwn(value, String(key)) ? [`${at}.${String(key)} is missing`] : [],
    ),
  properties: (limit, held) =>
    membersOf(held.value).flatMap(([key, value]) => below(limit, key, value, held)),
  additionalProperties: (limit, { value, at, root }, { properties = {} }) =>
    membersOf(value)
      .filter(([key]) => !Object.hasOwn(Object(properties) as object, key))
      .flatMap(([key, item]) => faults(limit, { value: item, at: `${at}.${key}`, root })),
  items: (limit, { value, at, root }) =>
    listOf(Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((item, index) =>
      faults(limit, { value: item, at: `${at}[${index}]`, root }),
    ),
  anyOf: (limit, held) => {
    const tried = listOf(limit).map((one) => faults(one, held));
    if (tried.some((found) => found.length === 0)) return [];
    // The nearest miss is the one that was meant.
    return tried.toSorted((a, b) => a.length - b.length)[0] ?? [`${held.at} fits no choice`];
  },
  $ref: (limit, held) => {
    const path = String(limit).replace(/^#\//, '').split('/');
    return faults(valueAt(held.root, path) ?? assert.fail(`nothing at ${String(limit)}`), held);
  },
};

function below(properties: Json, key: string, value: Json, { at, root }: Held): readonly string[] {
  const schema = isJsonObject(properties) ? properties[key] : undefined;
  return schema === undefined ? [] : faults(schema, { value, at: `${at}.${key}`, root });
}

function membersOf(value: Json): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
