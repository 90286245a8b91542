// What a policy looks at: one resource as it is about to be written, and its members under the names that policies
// have for them. https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#fields
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { rowOf } from '../own.ts';

export interface Subject {
  readonly id: string;
  readonly type: string;
  /** With the names of its parents. */
  readonly name: string;
  readonly body: JsonObject;
}

const plain: Readonly<Record<string, (subject: Subject) => Json | undefined>> = {
  id: ({ id }) => id,
  type: ({ type }) => type,
  name: ({ name }) => name.split('/').at(-1) ?? name,
  fullname: ({ name }) => name,
  kind: ({ body }) => body['kind'],
  location: ({ body }) => body['location'] ?? 'global',
  tags: ({ body }) => body['tags'],
  'identity.type': ({ body }) => valueAt(body, ['identity', 'type'])[0],
};

/** Members that stand beside `properties` in a body. */
const outside = new Set(['sku', 'kind', 'identity', 'zones', 'plan', 'managedby', 'extendedlocation']);

/**
 * The values of a field: none where it is not there, several where the name has `[*]`. An alias is a type with the
 * path below its properties: `Microsoft.Storage/storageAccounts/minimumTlsVersion`.
 */
export function valuesOf(subject: Subject, field: string): readonly Json[] {
  const row = rowOf(plain, field.toLowerCase());
  if (row !== undefined) return listed(row(subject));
  const tag = tagNamed(field);
  if (tag !== undefined) return valueAt(subject.body, ['tags', tag]);
  const prefix = `${subject.type}/`.toLowerCase();
  if (!field.toLowerCase().startsWith(prefix)) return [];
  const path = field
    .slice(prefix.length)
    .replaceAll('[*]', '.[*]')
    .split(/[./]/)
    .filter((word) => word !== '');
  return outside.has((path[0] ?? '').toLowerCase())
    ? valueAt(subject.body, path)
    : valueAt(subject.body, ['properties', ...path]);
}

/** `tags['a']`, `tags[a]`, `tags.a` */
export function tagNamed(field: string): string | undefined {
  const found = /^tags(?:\['(?<quoted>.*)'\]|\[(?<bare>[^\]]*)\]|\.(?<dotted>.+))$/i.exec(field)?.groups;
  return found?.['quoted'] ?? found?.['bare'] ?? found?.['dotted'];
}

function valueAt(value: Json | undefined, [word, ...rest]: readonly string[]): readonly Json[] {
  if (word === undefined) return listed(value);
  if (word === '[*]') return Array.isArray(value) ? value.flatMap((item: Json) => valueAt(item, rest)) : [];
  if (!isJsonObject(value)) return [];
  const key = keyOf(value, word);
  if (key !== undefined) return valueAt(value[key], rest);
  // Children of a body have properties of their own, which an alias does not name.
  const inner = value['properties'];
  return isJsonObject(inner) && keyOf(inner, word) !== undefined ? valueAt(inner, [word, ...rest]) : [];
}

function keyOf(value: JsonObject, word: string): string | undefined {
  if (Object.hasOwn(value, word)) return word;
  return Object.keys(value).find((key) => key.toLowerCase() === word.toLowerCase());
}

function listed(value: Json | undefined): readonly Json[] {
  return value === undefined || value === null ? [] : [value];
}
