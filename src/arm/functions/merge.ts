// union() and intersection() of arrays or of objects.
import { canonicalJson, isJsonObject, sameJson, type Json, type JsonObject } from '../../base/json.ts';
import { isList, refuse, type Invocation } from './function.ts';
import { nameIn } from './member.ts';

export function union(ask: Invocation): Json {
  if (ask.args.every(isList)) return unionOfLists(ask.args);
  if (ask.args.every(isJsonObject)) return ask.args.reduce((merged, next) => unionOfObjects(merged, next));
  return refuse(ask, 'expects either a list of array or a list of object parameters');
}

/** Objects merge at every level and the last one wins; an array within them is replaced, not joined. */
function unionOfObjects(a: JsonObject, b: JsonObject): JsonObject {
  const names = spellings(a);
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const name = names.get(key.toLowerCase()) ?? key;
    const before = merged.get(name);
    const nested = before !== undefined && isJsonObject(before) && isJsonObject(value);
    names.set(key.toLowerCase(), name);
    merged.set(name, nested ? unionOfObjects(before, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Each element once, where it stood first. */
export function unionOfLists(lists: readonly (readonly Json[])[]): readonly Json[] {
  const seen = new Map<string, Json>();
  for (const element of lists.flat()) {
    const key = canonicalJson(element);
    if (!seen.has(key)) seen.set(key, element);
  }
  return [...seen.values()];
}

export function intersection(ask: Invocation): Json {
  const [first = null, ...others] = ask.args;
  if (isList(first) && others.every(isList)) {
    const sets = others.map((list) => new Set(list.map(canonicalJson)));
    return unionOfLists([first]).filter((element) => sets.every((set) => set.has(canonicalJson(element))));
  }
  if (isJsonObject(first) && others.every(isJsonObject)) {
    const common = Object.entries(first).filter(([key, value]) =>
      others.every((other) => {
        const name = nameIn(other, key);
        return name !== undefined && sameJson(other[name] ?? null, value);
      }),
    );
    return Object.fromEntries(common);
  }
  return refuse(ask, 'expects either a list of array or a list of object parameters');
}

/** Lower case to the spelling that came first. */
export function spellings(target: JsonObject): Map<string, string> {
  return new Map(Object.keys(target).map((name) => [name.toLowerCase(), name]));
}
