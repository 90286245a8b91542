// The JSON Schema of a spec, for editors, made from the one schema. What it cannot say (rules between keys, files,
// certificates) `cmg validate` says.
import * as z from 'zod/mini';
import { isJsonObject, jsonObjectOf, type Json, type JsonObject } from '../base/json.ts';
import { specSchema } from './schema.ts';

export function specJsonSchema(): JsonObject {
  const made = z.toJSONSchema(specSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // A variable may stand for any value but a free text, which takes it anyway.
      if (!needsVariable(jsonSchema)) return;
      const { description, default: byDefault, ...form } = jsonSchema;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      Object.assign(jsonSchema, {
        ...(description === undefined ? {} : { description }),
        ...(byDefault === undefined ? {} : { default: byDefault }),
        anyOf: [form, { $ref: '#/$defs/variable' }],
      });
    },
  });
  const { required = [], $schema, ...rest } = made;
  return jsonObjectOf({
    $schema,
    title: 'A cloud management gateway, as cmg builds it',
    ...rest,
    // What a spec leaves out can come from the one that it extends.
    anyOf: [{ required: ['extends'] }, { required }],
    $defs: {
      variable: { type: 'string', pattern: '\\$\\{[A-Za-z_]\\w*\\}', description: 'From the environment.' },
    },
  });
}

type Form = Readonly<Record<string, unknown>>;

function needsVariable({ type, pattern, format, const: only, enum: choices }: Form): boolean {
  if (type === 'object' || type === 'array' || type === undefined) return false;
  if (type !== 'string') return true;
  return [pattern, format, only, choices].some((limit) => limit !== undefined);
}

/** What a value is where no variable stands for it. */
export function formOf(schema: JsonObject): JsonObject {
  const { anyOf, ...rest } = schema;
  const options = Array.isArray(anyOf) ? (anyOf as readonly Json[]) : [];
  const isVariable = options.some((one) => isJsonObject(one) && one['$ref'] !== undefined);
  const [form] = options;
  return isVariable && isJsonObject(form) ? { ...rest, ...form } : schema;
}
