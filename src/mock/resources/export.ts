// A group's resources as a template, simply: what stands there, literally, without parameters. Azure's own export
// makes parameters of names; anybody who deploys the result gets the same resources.
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import type { Moment } from '../realm.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const kept = ['location', 'tags', 'sku', 'kind', 'identity', 'zones', 'plan'];

export function exportResources({ realm }: Moment, bodies: readonly Json[]): JsonObject {
  const resources = bodies.filter(isJsonObject).map((body) => {
    const type = String(body['type']);
    const members = kept.flatMap((key) => {
      const value = body[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    return {
      type,
      apiVersion: realm.catalogue.type(type).apiVersions[0] ?? '2021-04-01',
      name: body['name'] ?? '',
      ...Object.fromEntries(members),
      properties: withoutState(body['properties']),
    };
  });
  return { $schema: schema, contentVersion: '1.0.0.0', parameters: {}, variables: {}, resources };
}

function withoutState(properties: Json | undefined): JsonObject {
  if (!isJsonObject(properties)) return {};
  const { provisioningState: _, ...rest } = properties;
  return rest;
}
