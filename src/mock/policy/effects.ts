// What a policy whose condition holds does to a resource: refuse it, or change its tags. `audit` and its kin only
// take note, which nobody can read here. https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { isList, objectAt, objectsAt } from '../providers/body.ts';
import { tagNamed } from './subject.ts';

/** In lower case. The first four of them do nothing here. */
const knownEffects = [
  'disabled',
  'audit',
  'auditifnotexists',
  'deployifnotexists',
  'deny',
  'append',
  'modify',
];

interface Change {
  readonly body: JsonObject;
  readonly then: JsonObject;
  readonly valueOf: (value: Json) => Json;
}

/** Only where there is none yet. */
export function appended({ body, then, valueOf }: Change): JsonObject {
  const { details } = then;
  const tags = new Map(Object.entries(objectAt(body, 'tags')));
  for (const { field = '', value = null } of isList(details) ? details.filter(isJsonObject) : []) {
    const tag = tagNamed(String(valueOf(field)));
    if (tag !== undefined && !tags.has(tag)) tags.set(tag, valueOf(value));
  }
  return withTags(body, tags);
}

export function modified({ body, then, valueOf }: Change): JsonObject {
  const tags = new Map(Object.entries(objectAt(body, 'tags')));
  for (const { operation = '', field = '', value = null } of objectsAt(then, 'details', 'operations')) {
    const tag = tagNamed(String(valueOf(field)));
    const word = String(operation).toLowerCase();
    if (tag === undefined || (word === 'add' && tags.has(tag))) continue;
    if (word === 'remove') tags.delete(tag);
    else tags.set(tag, valueOf(value));
  }
  return withTags(body, tags);
}

function withTags(body: JsonObject, tags: ReadonlyMap<string, Json>): JsonObject {
  return body['tags'] === undefined && tags.size === 0 ? body : { ...body, tags: Object.fromEntries(tags) };
}

/** What of an effect the mock cannot carry out, in words. */
export function unknownEffect(then: JsonObject): string | undefined {
  const { effect, details } = then;
  if (typeof effect !== 'string') return "'then' needs an 'effect'";
  const isGiven = effect.startsWith('[');
  const word = effect.toLowerCase();
  if (!isGiven && !knownEffects.includes(word)) return `the effect '${effect}' is not known to the mock`;
  const fields = [
    ...(isList(details) ? details.filter(isJsonObject) : []),
    ...objectsAt(then, 'details', 'operations'),
  ].map(({ field }) => String(field));
  const other = fields.find((field) => tagNamed(field) === undefined && !field.startsWith('['));
  return other === undefined ? undefined : `the mock appends and modifies tags alone, not '${other}'`;
}
