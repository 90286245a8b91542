// What a PUT of one resource would send: every property evaluated, without those that are for the resource manager.
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { resourcesFor, type Index } from './dependencies.ts';
import type { Declared } from './declared.ts';
import type { Expression } from './expression/tree.ts';
import { charactersOf, limits } from './limits.ts';
import { isDeployment } from './place.ts';
import { TemplateError } from './problem.ts';
import type { KnownResource, Scope } from './scope.ts';
import { expandValue } from './value.ts';

/** In lower case: the resource manager reads these and the provider never sees them. */
const notInBody: ReadonlySet<string> = new Set([
  'apiversion',
  'comments',
  'condition',
  'copy',
  'dependson',
  'existing',
  'import',
  'metadata',
  'name',
  'resources',
  'scope',
  'type',
]);

const notInDeployment: ReadonlySet<string> = new Set([...notInBody, 'resourcegroup', 'subscriptionid']);

export function bodyKeys(raw: JsonObject, type: string): readonly string[] {
  const without = isDeployment(type) ? notInDeployment : notInBody;
  return Object.keys(raw).filter((key) => !without.has(key.toLowerCase()));
}

export interface Body {
  readonly body: JsonObject;
  readonly deferred: ReadonlyMap<string, Expression>;
  readonly used: ReadonlySet<Declared>;
}

/** What a body is made from: a resource may have one without having a name yet. */
export type Bodied = Pick<Declared, 'raw' | 'type' | 'name' | 'scope'>;

/** Throws `TemplateError`. */
export function expandBody(
  { raw, type, name, scope }: Bodied,
  index: Index,
  around: readonly KnownResource[],
): Body {
  const used = new Set<Declared>();
  const inside: Scope = { ...scope, resources: resourcesFor(index, used, around) };
  const deferred = new Map<string, Expression>();
  const members = bodyKeys(raw, type).map((key) => {
    const isProperties = key.toLowerCase() === 'properties';
    // reference() and list*() have their place in the properties and nowhere else in a resource.
    const place: Scope = isProperties ? { ...inside, runtime: 'deferred' } : inside;
    const [own, kept] = isProperties && isDeployment(type) ? withoutTemplate(raw[key]) : [raw[key], {}];
    const expanded = expandValue(own ?? null, place, key);
    for (const [path, tree] of expanded.deferred) deferred.set(path, tree);
    const value = isJsonObject(expanded.value) ? { ...expanded.value, ...kept } : expanded.value;
    return [key, value] as const;
  });
  const body = Object.fromEntries(members);
  const size = charactersOf(body);
  if (size > limits.resourceSize)
    throw new TemplateError(
      `The size of the template resource '${name}' exceeds the limit '${limits.resourceSize}': it is '${size}'`,
    );
  return { body, deferred, used };
}

/** The template of a nested deployment is evaluated when that deployment is, not here. */
function withoutTemplate(properties: Json | undefined): [Json | undefined, JsonObject] {
  if (properties === undefined || !isJsonObject(properties) || !Object.hasOwn(properties, 'template'))
    return [properties, {}];
  const { template, ...rest } = properties;
  return [rest, template === undefined ? {} : { template }];
}
