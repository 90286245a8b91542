// A value held against its type, member by member: the first that does not fit, and where it stands.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { isList } from '../functions/function.ts';
import { memberOf, nameIn } from '../functions/member.ts';
import { boundFault } from './bounds.ts';
import type { Resolve } from './definition.ts';
import { typeFault } from './rule.ts';

export interface Fault {
  /** Of the wrong type, or beyond a bound that the type sets. */
  readonly kind: 'type' | 'bound';
  readonly reason: string;
  /** `.sku.names[2]`; empty for the value itself. */
  readonly path: string;
}

export function faultOf(value: Json, declared: Json | undefined, resolve: Resolve): Fault | undefined {
  return look({ value, type: resolve(declared), resolve, path: '' });
}

interface Look {
  readonly value: Json;
  readonly type: JsonObject;
  readonly resolve: Resolve;
  readonly path: string;
}

function look(at: Look): Fault | undefined {
  const { value, type, path } = at;
  if (value === null && memberOf(type, 'nullable') === true) return undefined;
  const wrong = typeFault(memberOf(type, 'type'), value);
  if (wrong !== undefined) return { kind: 'type', reason: wrong, path };
  const beyond = boundFault(type, value);
  if (beyond !== undefined) return { kind: 'bound', reason: beyond, path };
  if (isList(value)) return lookInList(value, at);
  return isJsonObject(value) ? lookInObject(value, at) : undefined;
}

/** `prefixItems` by place, then `items` for all that follow. */
function lookInList(list: readonly Json[], { type, resolve, path }: Look): Fault | undefined {
  const given = memberOf(type, 'prefixItems') ?? [];
  const first = isList(given) ? given : [];
  const rest = memberOf(type, 'items') ?? true;
  if (rest === false && list.length > first.length)
    return bound(`The array may have '${first.length}' element(s) and has '${list.length}'.`, path);
  for (const [index, declared] of first.entries()) {
    const element = resolve(declared);
    if (index >= list.length && memberOf(element, 'nullable') !== true)
      return bound(`The array has no element at index '${index}', which is required.`, path);
  }
  for (const [index, value] of list.entries()) {
    const declared = index < first.length ? first[index] : rest;
    if (declared === undefined || !isJsonObject(declared)) continue;
    const fault = look({ value, type: resolve(declared), resolve, path: `${path}[${index}]` });
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function lookInObject(value: JsonObject, at: Look): Fault | undefined {
  const variant = variantOf(value, at);
  if ('kind' in variant) return variant;
  const { type, resolve, path } = at;
  const properties = new Map([...propertiesOf(type), ...propertiesOf(variant.type)]);
  for (const [name, declared] of properties) {
    const member = memberOf(value, name);
    const expected = resolve(declared);
    if (member === undefined && memberOf(expected, 'nullable') !== true)
      return bound(`The object has no property '${name}', which is required.`, path);
    const fault =
      member === undefined
        ? undefined
        : look({ value: member, type: expected, resolve, path: `${path}.${name}` });
    if (fault !== undefined) return fault;
  }
  const known = new Set([...properties.keys(), variant.property].map((name) => name.toLowerCase()));
  const more =
    memberOf(variant.type, 'additionalProperties') ?? memberOf(type, 'additionalProperties') ?? true;
  return lookAtMore(value, { ...at, known, more });
}

/** What `properties` does not name. */
function lookAtMore(
  value: JsonObject,
  { resolve, path, known, more }: Look & { readonly known: ReadonlySet<string>; readonly more: Json },
): Fault | undefined {
  for (const [name, member] of Object.entries(value)) {
    if (known.has(name.toLowerCase())) continue;
    if (more === false)
      return bound(`The property '${name}' is not allowed: the type has no property of that name.`, path);
    const fault = isJsonObject(more)
      ? look({ value: member, type: resolve(more), resolve, path: `${path}.${name}` })
      : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

interface Variant {
  readonly type: JsonObject;
  /** The property that tells which variant it is; empty where there are none. */
  readonly property: string;
}

/** Which of the types of a `discriminator` the value says it is of. */
function variantOf(value: JsonObject, { type, resolve, path }: Look): Variant | Fault {
  const discriminator = memberOf(type, 'discriminator') ?? null;
  const property = memberOf(discriminator, 'propertyName');
  const mapping = memberOf(discriminator, 'mapping') ?? {};
  if (typeof property !== 'string' || !isJsonObject(mapping)) return { type: {}, property: '' };
  const told = memberOf(value, property);
  if (typeof told !== 'string')
    return bound(`The object has no property '${property}', which says of which type it is.`, path);
  if (!Object.hasOwn(mapping, told))
    return bound(
      `The property '${property}' has to be one of '${Object.keys(mapping).join(',')}'.`,
      `${path}.${nameIn(value, property) ?? property}`,
    );
  return { type: resolve(mapping[told]), property };
}

function propertiesOf(type: JsonObject): readonly (readonly [string, Json])[] {
  const properties = memberOf(type, 'properties') ?? {};
  return isJsonObject(properties) ? Object.entries(properties) : [];
}

function bound(reason: string, path: string): Fault {
  return { kind: 'bound', reason, path };
}
