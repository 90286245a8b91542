// The delta between a resource before and after: property changes with dotted paths, arrays with children by index.
// https://learn.microsoft.com/rest/api/resources/deployments/what-if#whatifpropertychange
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { normalizeRegion } from '../../spec/clouds.ts';
import { isList } from '../providers/body.ts';

export function compareObjects(before: JsonObject, after: JsonObject, at = ''): readonly JsonObject[] {
  const left = new Map(Object.keys(before).map((key) => [key.toLowerCase(), key]));
  const right = new Map(Object.keys(after).map((key) => [key.toLowerCase(), key]));
  return [...new Set([...left.keys(), ...right.keys()])].toSorted().flatMap((word) => {
    const key = left.get(word) ?? right.get(word) ?? word;
    const path = at === '' ? key : `${at}.${key}`;
    return compareValues(path, before[left.get(word) ?? ''], after[right.get(word) ?? '']);
  });
}

function compareValues(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): readonly JsonObject[] {
  if (before === undefined) return after === undefined ? [] : [{ path, propertyChangeType: 'Create', after }];
  if (after === undefined) return [{ path, propertyChangeType: 'Delete', before }];
  if (isJsonObject(before) && isJsonObject(after)) return compareObjects(before, after, path);
  if (isList(before) && isList(after)) {
    const children = compareLists(before, after);
    return children.length === 0 ? [] : [{ path, propertyChangeType: 'Array', children }];
  }
  return isSameValue(path, before, after) ? [] : [{ path, propertyChangeType: 'Modify', before, after }];
}

/** Named things are the same thing by name wherever they stand, other objects by place, plain values by value. */
function compareLists(before: readonly Json[], after: readonly Json[]): readonly JsonObject[] {
  const partnerOf = pairing(before, after);
  const taken = new Set(partnerOf.filter((index) => index !== undefined));
  const created = after.flatMap((value, index): readonly JsonObject[] =>
    taken.has(index) ? [] : [{ path: String(index), propertyChangeType: 'Create', after: value }],
  );
  const children = before.flatMap((value, index): readonly JsonObject[] => {
    const partner = partnerOf[index];
    const other = partner === undefined ? undefined : after[partner];
    if (partner === undefined || other === undefined)
      return [{ path: String(index), propertyChangeType: 'Delete', before: value }];
    return compareElements(String(partner), value, other);
  });
  return [...children, ...created].toSorted((a, b) => Number(a['path']) - Number(b['path']));
}

function compareElements(path: string, before: Json, after: Json): readonly JsonObject[] {
  if (!isJsonObject(before) || !isJsonObject(after)) return compareValues(path, before, after);
  const children = compareObjects(before, after);
  return children.length === 0 ? [] : [{ path, propertyChangeType: 'Modify', children }];
}

function pairing(before: readonly Json[], after: readonly Json[]): readonly (number | undefined)[] {
  const left = new Set(after.keys());
  return before.map((value, index) => {
    const name = nameOf(value);
    const isPartner = (at: number): boolean => {
      const other = after[at] ?? null;
      if (isJsonObject(value) && isJsonObject(other))
        return name === undefined ? at === index && nameOf(other) === undefined : name === nameOf(other);
      return isSameElement(value, other);
    };
    const found = [...left].find(isPartner);
    if (found !== undefined) left.delete(found);
    return found;
  });
}

function isSameElement(a: Json, b: Json): boolean {
  if (isList(a) && isList(b)) return compareLists(a, b).length === 0;
  return !isJsonObject(a) && !isJsonObject(b) && isSameValue('', a, b);
}

function nameOf(value: Json): string | undefined {
  const name = isJsonObject(value) ? value['name'] : undefined;
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}

/** Ids and regions have spellings; any other text in another case counts as another value. */
function isSameValue(path: string, before: Json, after: Json): boolean {
  if (typeof before !== 'string' || typeof after !== 'string') return before === after;
  if (path === 'location') return normalizeRegion(before) === normalizeRegion(after);
  if (before.startsWith('/') && after.startsWith('/')) return before.toLowerCase() === after.toLowerCase();
  return before === after;
}
