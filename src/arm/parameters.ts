// Parameters of a template: which value each has, from the caller or from its default, and whether the declaration
// allows it. Values given by the caller are never evaluated; defaults are.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/parameters
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { ExpandedParameter } from './expansion.ts';
import { memberOf } from './functions/member.ts';
import { limits } from './limits.ts';
import { seeAlso, TemplateError } from './problem.ts';
import type { Resolve } from './types/definition.ts';
import { faultOf, type Fault } from './types/fault.ts';
import { ruleOf } from './types/rule.ts';

export interface Declaration {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly raw: JsonObject;
  readonly resolve: Resolve;
}

/** With the type that a `$ref` leads to. Throws `TemplateError`. */
export function declarationsOf(template: JsonObject, resolve: Resolve): readonly Declaration[] {
  const declared = memberOf(template, 'parameters') ?? {};
  if (!isJsonObject(declared)) throw new TemplateError(`The 'parameters' of a template have to be an object`);
  const entries = Object.entries(declared);
  if (entries.length > limits.parameters)
    throw new TemplateError(
      `The number of template parameters limit exceeded. Limit: '${limits.parameters}' and actual: '${entries.length}'`,
    );
  return entries.map(([name, own]) => {
    const raw = resolve(own);
    const type = memberOf(raw, 'type');
    if (typeof type !== 'string' || ruleOf(type) === undefined)
      throw new TemplateError(
        `The template parameter '${name}' is not valid: its type '${typeof type === 'string' ? type : ''}' is not ` +
          `one of 'string, secureString, int, bool, object, secureObject, array'. ${seeAlso('arm-syntax-parameters')}`,
      );
    return { name, type, nullable: memberOf(raw, 'nullable') === true, raw, resolve };
  });
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

function checked({ name, raw, resolve }: Declaration, value: Json): Json {
  const fault = faultOf(value, raw, resolve);
  if (fault === undefined) return value;
  throw new TemplateError(
    `The provided value for the template parameter '${name}' is not valid. ${sentenceOf(name, fault)}`,
  );
}

/** A fault within the value says where in it. */
function sentenceOf(name: string, { kind, reason, path }: Fault): string {
  const place = path === '' ? '' : `The value at '${name}${path}' is not valid. `;
  return kind === 'type'
    ? `${place}Template parameter ${reason}. ${seeAlso('arm-parameter-file')}`
    : `${place}${reason} ${seeAlso('arm-syntax-parameters')}`;
}
