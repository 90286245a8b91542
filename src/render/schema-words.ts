// The few words of JSON Schema that the published schemas are written in, and the pieces that several of them share.
import { codes } from '../base/codes.ts';
import type { JsonObject } from '../base/json.ts';

export const draft = 'https://json-schema.org/draft/2020-12/schema';

export const text: JsonObject = { type: 'string' };
export const flag: JsonObject = { type: 'boolean' };
export const count: JsonObject = { type: 'integer', minimum: 0 };
export const moment: JsonObject = { type: 'string', format: 'date-time' };

export function oneOf(...values: readonly string[]): JsonObject {
  return { enum: values };
}

export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** Every key is there, but for the optional ones, and no other. */
export function group(required: JsonObject, optional: JsonObject = {}): JsonObject {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

export function ref(name: string): JsonObject {
  return { $ref: `#/$defs/${name}` };
}

const place = { file: text, line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } };

export const placeSchema: JsonObject = group(place);

export const diagnosticSchema: JsonObject = group(
  { code: { enum: Object.keys(codes) }, severity: oneOf('error', 'warning', 'info'), message: text },
  { hint: text, ...place },
);
