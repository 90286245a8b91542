// Ways to ask something of a template as it stands, before anything in it is evaluated: of its parameters, its
// resources, or every member of them.
import { isJsonObject, type Json, type JsonObject } from '../../../src/base/json.ts';
import { at, listAt, whole, type Look } from './rule.ts';

export interface Leaf {
  readonly path: string;
  readonly key: string;
  readonly value: Json;
}

/** Every member of every object, with the place where it is. */
export function leaves(value: Json, path = ''): readonly Leaf[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return [{ path: here, key, value: item }, ...leaves(item, here)];
  });
}

export const parametersOf = (template: JsonObject): readonly (readonly [string, JsonObject])[] =>
  Object.entries(at(template, 'parameters') ?? {}).filter((entry): entry is [string, JsonObject] =>
    isJsonObject(entry[1]),
  );

/** Names of the parameters for which it does not hold. */
export function everyParameter(
  holds: (declared: JsonObject, name: string) => boolean,
  refused: JsonObject,
): Look {
  return whole(
    (template) => parametersOf(template).flatMap(([name, declared]) => (holds(declared, name) ? [] : [name])),
    { parameters: refused },
  );
}

/** Places in the resources for which it does not hold. */
export function everyMember(holds: (leaf: Leaf) => boolean, refused: JsonObject): Look {
  return whole(
    (template) =>
      leaves(at(template, 'resources') ?? [], 'resources')
        .filter((leaf) => !holds(leaf))
        .map(({ path }) => path),
    { resources: [refused] },
  );
}

export function everyResource(holds: (resource: JsonObject) => boolean, refused: JsonObject): Look {
  return whole(
    (template) =>
      listAt(template, 'resources')
        .filter((one) => !holds(one))
        .map(({ type }) => String(type)),
    { resources: [refused] },
  );
}

/** Nowhere in the text of the template. */
export function nowhere(pattern: RegExp, refused: JsonObject): Look {
  return whole((template) => JSON.stringify(template).match(pattern) ?? [], refused);
}

export const isExpression = (value: Json | undefined): boolean =>
  typeof value === 'string' && /^\[(?!\[).*\]$/s.test(value);
export const isSecure = ({ type }: JsonObject): boolean => /^secure(?:string|object)$/i.test(String(type));
