// What a deployment says of its resources on acceptance: their types and places, and who waits for whom.
import type { Expansion, ExpandedResource } from '../../arm/expansion.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { normalizeRegion } from '../../spec/clouds.ts';

/** By namespace in the order of first appearance; a type without a place has `[null]`. Seen in recorded traffic. */
export function providersOf({ resources }: Expansion): readonly JsonObject[] {
  const namespaces = new Map<string, Map<string, Set<string | null>>>();
  for (const { type, body } of resources) {
    const [namespace = '', ...words] = type.split('/');
    const types = namespaces.get(namespace) ?? new Map<string, Set<string | null>>();
    namespaces.set(namespace, types);
    const places = types.get(words.join('/')) ?? new Set<string | null>();
    types.set(words.join('/'), places.add(placeOf(body['location'])));
  }
  return [...namespaces].map(([namespace, types]) => ({
    namespace,
    resourceTypes: [...types].map(([resourceType, places]) => ({ resourceType, locations: [...places] })),
  }));
}

function placeOf(location: Json | undefined): string | null {
  return typeof location === 'string' ? normalizeRegion(location) : null;
}

/** Only of resources that wait for another one. */
export function dependenciesOf({ resources }: Expansion): readonly JsonObject[] {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  return resources.flatMap((resource) => {
    const dependsOn = resource.dependsOn.flatMap((id) => {
      const other = byId.get(id.toLowerCase());
      return other === undefined ? [] : [linkTo(other)];
    });
    return dependsOn.length === 0 ? [] : [{ dependsOn, ...linkTo(resource) }];
  });
}

function linkTo({ id, type, name }: ExpandedResource): JsonObject {
  return { id, resourceType: type, resourceName: name };
}
