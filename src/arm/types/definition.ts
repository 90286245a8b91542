// What a declaration says its values have to be, with every `$ref` followed to the definition that it names.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { isList } from '../functions/function.ts';
import { memberOf } from '../functions/member.ts';
import { seeAlso, TemplateError } from '../problem.ts';
import { ruleOf } from './rule.ts';

/** A declaration or a part of one, to the type that it stands for. */
export type Resolve = (declared: Json | undefined) => JsonObject;

const prefix = '#/definitions/';

/** What stands beside a `$ref` goes before what stands in the definition. Throws `TemplateError`. */
export function resolverOf(template: JsonObject): Resolve {
  const definitions = memberOf(template, 'definitions') ?? {};
  return (declared) => {
    let raw = declared !== undefined && isJsonObject(declared) ? declared : {};
    const seen = new Set<string>();
    for (;;) {
      const { $ref, ...rest } = raw;
      if (typeof $ref !== 'string') return raw;
      const target = $ref.startsWith(prefix) ? memberOf(definitions, $ref.slice(prefix.length)) : undefined;
      if (target === undefined || !isJsonObject(target))
        throw new TemplateError(`the type definition '${$ref}' is not found in the template`);
      if (seen.has($ref))
        throw new TemplateError(`the type definition '${$ref}' refers to itself: a circular reference`);
      seen.add($ref);
      raw = { ...target, ...rest };
    }
  };
}

/** Throws `TemplateError` for a type, at any depth of the declaration, that is no type of the language. */
export function checkDeclared(declared: Json | undefined, resolve: Resolve): void {
  const type = resolve(declared);
  const name = memberOf(type, 'type');
  if (name !== undefined && ruleOf(name) === undefined)
    throw new TemplateError(
      `its type '${typeof name === 'string' ? name : ''}' is not one of 'string, secureString, int, bool, object, ` +
        `secureObject, array'. ${seeAlso('arm-syntax-parameters')}`,
    );
  // A `$ref` is looked at where it is defined, so that a type may hold itself.
  for (const part of partsOf(declared ?? null)) if (isJsonObject(part)) checkDeclared(part, resolve);
}

function partsOf(declared: Json): readonly Json[] {
  const properties = memberOf(declared, 'properties') ?? {};
  const prefixItems = memberOf(declared, 'prefixItems') ?? [];
  const mapping = memberOf(memberOf(declared, 'discriminator') ?? {}, 'mapping') ?? {};
  return [
    ...(isJsonObject(properties) ? Object.values(properties) : []),
    ...(isList(prefixItems) ? prefixItems : []),
    ...(isJsonObject(mapping) ? Object.values(mapping) : []),
    memberOf(declared, 'items') ?? null,
    memberOf(declared, 'additionalProperties') ?? null,
  ];
}
