// The member of a value by name or index, as the language finds it: names without regard to case, the exact
// spelling first. Says undefined where there is none; the caller decides whether that is an error.
import { isJsonObject, type Json } from '../../base/json.ts';

export function memberOf(target: Json, key: Json): Json | undefined {
  if (Array.isArray(target)) {
    const list: readonly Json[] = target;
    return typeof key === 'number' && key >= 0 ? list[key] : undefined;
  }
  if (!isJsonObject(target) || typeof key !== 'string') return undefined;
  const name = nameIn(target, key);
  return name === undefined ? undefined : target[name];
}

/** The spelling under which the object holds `key`. */
export function nameIn(target: object, key: string): string | undefined {
  if (Object.hasOwn(target, key)) return key;
  const wanted = key.toLowerCase();
  return Object.keys(target).find((name) => name.toLowerCase() === wanted);
}
