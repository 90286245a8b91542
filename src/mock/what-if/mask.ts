// Values that are made with a secret, hidden as Azure hides them (https://github.com/Azure/arm-template-whatif/issues/379).
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { isList } from '../providers/body.ts';

const asterisks = '*******';

/** Paths as `deferred` has them: a dot within a key is written `\.`. */
export function masked(body: JsonObject, paths: readonly string[]): JsonObject {
  let shown: Json = body;
  for (const path of paths) shown = maskAt(shown, segmentsOf(path));
  return isJsonObject(shown) ? shown : {};
}

function maskAt(value: Json, [segment, ...rest]: readonly string[]): Json {
  if (segment === undefined) return asterisks;
  if (isList(value))
    return value.map((element, index) => (String(index) === segment ? maskAt(element, rest) : element));
  if (!isJsonObject(value)) return asterisks;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    key === segment ? maskAt(member, rest) : member,
  ]);
  return Object.fromEntries(members) as JsonObject;
}

function segmentsOf(path: string): readonly string[] {
  return (path.match(/(?:\\.|[^\\.])+/g) ?? []).map((segment) => segment.replaceAll(/\\(.)/g, '$1'));
}
