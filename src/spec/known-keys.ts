// What may stand at a path of a spec, read off the schema itself, so that nobody keeps a second list.
import * as z from 'zod/mini';
import { specSchema } from './schema.ts';

type Path = readonly (string | number)[];
type Shape = Readonly<Record<string, unknown>>;

const known = new Map<string, readonly string[]>();

export function knownKeys(path: Path): readonly string[] {
  const at = path.map((step) => (typeof step === 'number' ? '*' : step)).join('\n');
  const before = known.get(at);
  if (before !== undefined) return before;
  const keys = [...new Set(schemasAt(path).flatMap(shapesOf).flatMap(Object.keys))];
  // What no schema knows there are paths without number of.
  if (keys.length > 0) known.set(at, keys);
  return keys;
}

/** The least and the most that a number there may be. */
export function rangeAt(path: Path): readonly [least: number, most: number] | undefined {
  for (const schema of schemasAt(path).flatMap(innermost)) {
    if (!(schema instanceof z.ZodMiniNumber)) continue;
    const bounds = (schema.def.checks ?? []).map(({ _zod }): { check: string; value?: unknown } => _zod.def);
    const [least, most] = ['greater_than', 'less_than'].map(
      (kind) => bounds.find(({ check }) => check === kind)?.value,
    );
    if (typeof least === 'number' && typeof most === 'number') return [least, most];
  }
  return undefined;
}

function schemasAt(path: Path): readonly unknown[] {
  let at: readonly unknown[] = [specSchema];
  for (const step of path) {
    at = at.flatMap((schema) =>
      typeof step === 'number' ? elementsOf(schema) : shapesOf(schema).flatMap((shape) => own(shape, step)),
    );
  }
  return at;
}

function own(shape: Shape, key: string): readonly unknown[] {
  return Object.hasOwn(shape, key) ? [shape[key]] : [];
}

function shapesOf(schema: unknown): readonly Shape[] {
  if (schema instanceof z.ZodMiniObject) return [schema.def.shape];
  if (schema instanceof z.ZodMiniUnion) return schema.def.options.flatMap(shapesOf);
  return within(schema).flatMap(shapesOf);
}

function elementsOf(schema: unknown): readonly unknown[] {
  return schema instanceof z.ZodMiniArray ? [schema.def.element] : within(schema).flatMap(elementsOf);
}

function innermost(schema: unknown): readonly unknown[] {
  const inner = within(schema);
  return inner.length === 0 ? [schema] : inner.flatMap(innermost);
}

/** What an optional value, or one with a default, is when it is there. */
function within(schema: unknown): readonly unknown[] {
  const isWrapped =
    schema instanceof z.ZodMiniOptional ||
    schema instanceof z.ZodMiniDefault ||
    schema instanceof z.ZodMiniPrefault;
  return isWrapped ? [schema.def.innerType] : [];
}
