// Names of tags and their values, as the subscription knows them: those in use, with how often, and those that
// somebody set down beforehand. https://learn.microsoft.com/rest/api/resources/tags
import type { JsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import type { Answer } from '../message.ts';
import { noContent, ok } from '../message.ts';
import type { Realm } from '../realm.ts';
import type { Ask } from '../request.ts';
import { asObject } from '../resources/write.ts';
import type { Route } from '../router.ts';
import { sameText } from '../world.ts';

const at = 'subscriptions/{subscription}/tagNames';

export const tagNameRoutes: readonly Route[] = [
  { method: 'GET', path: at, handle: listNames },
  { method: 'PUT', path: `${at}/{name}`, handle: putName },
  { method: 'DELETE', path: `${at}/{name}`, handle: deleteName },
  { method: 'PUT', path: `${at}/{name}/tagValues/{value}`, handle: putValue },
  { method: 'DELETE', path: `${at}/{name}/tagValues/{value}`, handle: deleteValue },
];

interface Value {
  readonly value: string;
  /** How many groups and resources carry it. */
  readonly count: number;
}

interface Name {
  readonly name: string;
  readonly values: readonly Value[];
}

function listNames({ moment: { realm } }: Ask): Answer {
  return ok({ value: namesOf(realm).map((name) => presentName(realm, name)) });
}

function putName({ moment, parameters }: Ask): Answer {
  const { realm } = moment;
  const name = parameters['name'] ?? '';
  // "Tag names cannot have the following prefixes which are reserved for Azure use".
  if (/^(?:microsoft|azure|windows)/i.test(name))
    refuse(400, 'InvalidTagNames', `The tag name '${name}' begins with a word that is reserved for Azure.`);
  const standing = find(realm, name);
  if (realm.tables.tagNames.get(name) === undefined) realm.tables.tagNames.put(name, { name, values: [] });
  const body = presentName(realm, standing ?? { name, values: [] });
  return { status: standing === undefined ? 201 : 200, body };
}

function putValue({ moment, parameters }: Ask): Answer {
  const { realm } = moment;
  const { name, values } = find(realm, parameters['name'] ?? '') ?? missing(parameters['name'] ?? '');
  const value = parameters['value'] ?? '';
  const standing = values.find((one) => one.value === value);
  const kept = realm.tables.tagNames.get(name)?.values ?? [];
  if (!kept.includes(value)) realm.tables.tagNames.put(name, { name, values: [...kept, value] });
  const body = presentValue(realm, name, standing ?? { value, count: 0 });
  return { status: standing === undefined ? 201 : 200, body };
}

function deleteName({ moment, parameters }: Ask): Answer {
  const { realm } = moment;
  const found = find(realm, parameters['name'] ?? '');
  if (found === undefined) return noContent;
  refuseInUse(found.name, found.values);
  realm.tables.tagNames.delete(found.name);
  return { status: 200 };
}

function deleteValue({ moment, parameters }: Ask): Answer {
  const { realm } = moment;
  const found = find(realm, parameters['name'] ?? '');
  const standing = found?.values.find(({ value }) => value === parameters['value']);
  if (found === undefined || standing === undefined) return noContent;
  refuseInUse(`${found.name}:${standing.value}`, [standing]);
  const kept = realm.tables.tagNames.get(found.name)?.values ?? [];
  const values = kept.filter((value) => value !== standing.value);
  realm.tables.tagNames.put(found.name, { name: found.name, values });
  return { status: 200 };
}

/** "The name being deleted must not be in use as a tag name for any resource." The code was not seen. */
function refuseInUse(what: string, values: readonly Value[]): void {
  const count = countOf(values);
  if (count === 0) return;
  refuse(
    409,
    'TagInUse',
    `The tag '${what}' cannot be deleted because ${String(count)} resource(s) carry it.`,
  );
}

function missing(name: string): never {
  return refuse(404, 'TagNameNotFound', `The tag name '${name}' could not be found.`);
}

function find(realm: Realm, name: string): Name | undefined {
  return namesOf(realm).find((one) => sameText(one.name, name));
}

function namesOf(realm: Realm): readonly Name[] {
  const counts = new Map<string, Map<string, number>>();
  const valuesOf = (name: string): Map<string, number> => {
    const values = counts.get(name) ?? new Map<string, number>();
    counts.set(name, values);
    return values;
  };
  const carriers = [
    ...realm.tables.groups.list().map(({ tags }) => tags ?? {}),
    ...realm.resources.list().map(({ body }) => asObject(body['tags'])),
  ];
  for (const [name, value] of carriers.flatMap((tags) => Object.entries(tags))) {
    const values = valuesOf(name);
    values.set(String(value), (values.get(String(value)) ?? 0) + 1);
  }
  for (const kept of realm.tables.tagNames.list()) {
    const spelled = [...counts.keys()].find((name) => sameText(name, kept.name)) ?? kept.name;
    const values = valuesOf(spelled);
    for (const value of kept.values) values.set(value, values.get(value) ?? 0);
  }
  return [...counts].map(([name, values]) => ({
    name,
    values: [...values].map(([value, count]) => ({ value, count })),
  }));
}

function countOf(values: readonly Value[]): number {
  return values.reduce((sum, { count }) => sum + count, 0);
}

function presentName(realm: Realm, { name, values }: Name): JsonObject {
  return {
    id: `/subscriptions/${realm.subscriptionId}/tagNames/${name}`,
    tagName: name,
    count: { type: 'Total', value: countOf(values) },
    values: values.map((value) => presentValue(realm, name, value)),
  };
}

function presentValue(realm: Realm, name: string, { value, count }: Value): JsonObject {
  return {
    id: `/subscriptions/${realm.subscriptionId}/tagNames/${name}/tagValues/${value}`,
    tagValue: value,
    count: { type: 'Total', value: count },
  };
}
