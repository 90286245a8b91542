// Parameters of a template: which value each has, from the caller or from its default, and whether the declaration
// allows it. Values given by the caller are never evaluated; defaults are.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters
import { canonicalJson, isJsonObject, sameJson, type Json, type JsonObject } from '../base/json.ts';
import type { ExpandedParameter } from './expansion.ts';
import { typeName } from './functions/function.ts';
import { memberOf } from './functions/member.ts';
import { limits } from './limits.ts';
import { seeAlso, TemplateError } from './problem.ts';

export interface Declaration {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly raw: JsonObject;
}

/** With the type that a `$ref` leads to; what such a type says of members is not looked at. */
export function declarationsOf(template: JsonObject): readonly Declaration[] {
  const declared = memberOf(template, 'parameters') ?? {};
  if (!isJsonObject(declared)) throw new TemplateError(`The 'parameters' of a template have to be an object`);
  const entries = Object.entries(declared);
  if (entries.length > limits.parameters)
    throw new TemplateError(
      `The number of template parameters limit exceeded. Limit: '${limits.parameters}' and actual: '${entries.length}'`,
    );
  return entries.map(([name, own]) => {
    const raw = withDefinition(own, template);
    const type = memberOf(raw, 'type');
    if (typeof type !== 'string' || !Object.hasOwn(types, type.toLowerCase()))
      throw new TemplateError(
        `The template parameter '${name}' is not valid: its type '${typeof type === 'string' ? type : ''}' is not ` +
          `one of 'string, secureString, int, bool, object, secureObject, array'. ${seeAlso('arm-syntax-parameters')}`,
      );
    return { name, type, nullable: memberOf(raw, 'nullable') === true, raw };
  });
}

function withDefinition(own: Json, template: JsonObject): JsonObject {
  let raw = isJsonObject(own) ? own : {};
  const definitions = memberOf(template, 'definitions') ?? {};
  for (let hops = 0; hops < 32; hops += 1) {
    const { $ref, ...rest } = raw;
    if (typeof $ref !== 'string') return raw;
    const target = memberOf(definitions, $ref.replace(/^#\/definitions\//, ''));
    if (target === undefined || !isJsonObject(target)) return rest;
    raw = { ...target, ...rest };
  }
  return raw;
}

export function unknownParameters(
  declared: readonly Declaration[],
  given: Readonly<Record<string, Json>>,
): string | undefined {
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  const unknown = Object.keys(given).filter((name) => !known.has(name.toLowerCase()));
  if (unknown.length === 0) return undefined;
  return (
    `The template parameters '${unknown.join(', ')}' in the parameters file are not valid; they are not present in ` +
    'the original template and can therefore not be provided at deployment time. The only supported parameters for ' +
    `this template are '${declared.map(({ name }) => name).join(', ')}'. ${seeAlso('arm-pass-parameter-values')}`
  );
}

/** Throws `TemplateError`. A null counts as not given, unless the declaration allows null. */
export function parameterValue(
  declaration: Declaration,
  given: Json | undefined,
  defaultOf: (expression: Json) => Json,
): Json {
  const { name, nullable, raw } = declaration;
  const fallback = memberOf(raw, 'defaultValue') ?? undefined;
  const value = given ?? (fallback === undefined ? undefined : defaultOf(fallback)) ?? undefined;
  if (value !== undefined) return checked(declaration, value);
  if (nullable) return null;
  throw new TemplateError(
    `The value for the template parameter '${name}' is not provided. ${seeAlso('arm-create-parameter-file')}`,
  );
}

export function echoed({ type }: Declaration, value: Json | undefined): ExpandedParameter {
  return value === undefined ? { type } : { type, value };
}

interface TypeRule {
  readonly label: string;
  holds(value: Json): boolean;
}

const text: TypeRule = { label: 'String, Uri', holds: (value) => typeof value === 'string' };
const object: TypeRule = { label: 'Object', holds: isJsonObject };

const types: Readonly<Record<string, TypeRule>> = {
  string: text,
  securestring: text,
  int: { label: 'Integer', holds: Number.isSafeInteger },
  bool: { label: 'Boolean', holds: (value) => typeof value === 'boolean' },
  object,
  secureobject: object,
  array: { label: 'Array', holds: Array.isArray },
};

/** For outputs too: undefined where the value is of the type. */
export function typeFault(type: string, value: Json): string | undefined {
  const rule = Object.hasOwn(types, type.toLowerCase()) ? types[type.toLowerCase()] : undefined;
  if (rule === undefined || rule.holds(value)) return undefined;
  return `JToken type is not valid. Expected '${rule.label}'. Actual '${typeName(value)}'`;
}

function checked({ name, type, raw }: Declaration, value: Json): Json {
  const fault = typeFault(type, value);
  if (fault !== undefined)
    throw new TemplateError(
      `The provided value for the template parameter '${name}' is not valid. Template parameter ${fault}. ` +
        seeAlso('arm-parameter-file'),
    );
  const bound = bounds.find(({ field, fails }) => fails(value, memberOf(raw, field)));
  if (bound !== undefined)
    throw new TemplateError(
      `The provided value for the template parameter '${name}' is not valid. ` +
        `${bound.says(memberOf(raw, bound.field) ?? null)} ${seeAlso('arm-syntax-parameters')}`,
    );
  return value;
}

interface Bound {
  readonly field: string;
  fails(value: Json, limit: Json | undefined): boolean;
  says(limit: Json): string;
}

function measured(
  measure: (value: Json) => number | undefined,
  beyond: (size: number, limit: number) => boolean,
) {
  return (value: Json, limit: Json | undefined): boolean => {
    const size = measure(value);
    return size !== undefined && typeof limit === 'number' && beyond(size, limit);
  };
}

const size = (value: Json): number | undefined =>
  typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
const amount = (value: Json): number | undefined => (typeof value === 'number' ? value : undefined);
const below = (actual: number, limit: number): boolean => actual < limit;
const above = (actual: number, limit: number): boolean => actual > limit;

const bounds: readonly Bound[] = [
  {
    field: 'allowedValues',
    fails: (value, allowed) => Array.isArray(allowed) && !isAllowed(value, allowed),
    says: (allowed) =>
      `The parameter value is not part of the allowed value(s): '${Array.isArray(allowed) ? allowed.map(plainText).join(',') : ''}'.`,
  },
  {
    field: 'minValue',
    fails: measured(amount, below),
    says: (limit) => `Value should be greater than or equal to '${plainText(limit)}'.`,
  },
  {
    field: 'maxValue',
    fails: measured(amount, above),
    says: (limit) => `Value should be less than or equal to '${plainText(limit)}'.`,
  },
  {
    field: 'minLength',
    fails: measured(size, below),
    says: (limit) => `Length of the value should be greater than or equal to '${plainText(limit)}'.`,
  },
  {
    field: 'maxLength',
    fails: measured(size, above),
    says: (limit) => `Length of the value should be less than or equal to '${plainText(limit)}'.`,
  },
];

/** An array may be any selection of the allowed values. */
function isAllowed(value: Json, allowed: readonly Json[]): boolean {
  const isOne = (candidate: Json): boolean => allowed.some((each) => sameJson(each, candidate));
  return isOne(value) || (Array.isArray(value) && value.every(isOne));
}

function plainText(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
