// The seven types of the language: what Azure's messages call them, and which values are of them.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/data-types
import { isJsonObject, type Json } from '../../base/json.ts';
import { typeName } from '../functions/function.ts';

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

/** Undefined where there is no type of that name. */
export function ruleOf(type: Json | undefined): TypeRule | undefined {
  if (typeof type !== 'string' || !Object.hasOwn(types, type.toLowerCase())) return undefined;
  return types[type.toLowerCase()];
}

/** Undefined where the value is of the type, or the type is none that we know. */
export function typeFault(type: Json | undefined, value: Json): string | undefined {
  const rule = ruleOf(type);
  if (rule === undefined || rule.holds(value)) return undefined;
  return `JToken type is not valid. Expected '${rule.label}'. Actual '${typeName(value)}'`;
}
