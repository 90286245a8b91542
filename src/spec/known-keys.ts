// Which keys may stand at a path of a spec, read off the schema itself, so that nobody keeps a second list.
import * as z from 'zod/mini';
import { specSchema } from './schema.ts';

type Shape = Readonly<Record<string, unknown>>;

export function knownKeys(path: readonly (string | number)[]): readonly string[] {
  let at: readonly unknown[] = [specSchema];
  for (const step of path) {
    at = at.flatMap((schema) =>
      typeof step === 'number' ? elementsOf(schema) : shapesOf(schema).map((shape) => shape[step]),
    );
  }
  return [...new Set(at.flatMap(shapesOf).flatMap(Object.keys))];
}

function shapesOf(schema: unknown): readonly Shape[] {
  if (schema instanceof z.ZodMiniObject) return [schema.def.shape];
  if (schema instanceof z.ZodMiniUnion) return schema.def.options.flatMap(shapesOf);
  return within(schema).flatMap(shapesOf);
}

function elementsOf(schema: unknown): readonly unknown[] {
  return schema instanceof z.ZodMiniArray ? [schema.def.element] : within(schema).flatMap(elementsOf);
}

/** What an optional value, or one with a default, is when it is there. */
function within(schema: unknown): readonly unknown[] {
  const isWrapped =
    schema instanceof z.ZodMiniOptional ||
    schema instanceof z.ZodMiniDefault ||
    schema instanceof z.ZodMiniPrefault;
  return isWrapped ? [schema.def.innerType] : [];
}
