// What there is to ask: the resources that have a place of their own, and what contains them, as Resource Graph
// shows them. Only what the caller may read.
// https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language#resource-graph-tables
import type { Json, JsonObject } from '../../base/json.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { groupId } from '../groups.ts';
import { mayRead } from '../guard/rights.ts';
import { objectAt } from '../providers/body.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { isTracked } from '../resources/listing.ts';
import { isVisible, presentResource } from '../resources/present.ts';
import type { Table } from './operators.ts';

const columns = [
  'id',
  'name',
  'type',
  'tenantId',
  'kind',
  'location',
  'resourceGroup',
  'subscriptionId',
  'managedBy',
  'sku',
  'plan',
  'properties',
  'tags',
  'identity',
  'zones',
  'extendedLocation',
];

export const tables: Readonly<Record<string, (moment: Moment) => Table>> = {
  resources: (moment) => ({
    columns,
    rows: moment.realm.resources
      .list(`/subscriptions/${moment.realm.subscriptionId}/`)
      .filter(
        (stored) => isTracked(moment, stored) && isVisible(stored, moment) && mayRead(moment, stored.id),
      )
      .map((stored) => resourceRow(moment, stored)),
  }),
  resourcecontainers: (moment) => ({ columns, rows: containers(moment) }),
};

function resourceRow(moment: Moment, stored: StoredResource): JsonObject {
  const body = presentResource(stored, moment);
  const parsed = parseResourceId(stored.id);
  return rowWith(moment, {
    ...body,
    id: stored.id,
    name: parsed?.name.split('/').at(-1) ?? stored.name,
    // Types are in lower case here, names are as they were written.
    type: stored.type.toLowerCase(),
    resourceGroup: parsed?.resourceGroup ?? '',
  });
}

function rowWith({ realm }: Moment, body: JsonObject): JsonObject {
  const facts: Readonly<Record<string, Json>> = {
    ...body,
    tenantId: realm.tenantId,
    subscriptionId: realm.subscriptionId,
    kind: body['kind'] ?? '',
    managedBy: body['managedBy'] ?? '',
    location: body['location'] ?? '',
  };
  return Object.fromEntries(columns.map((column) => [column, facts[column] ?? null]));
}

function containers(moment: Moment): readonly JsonObject[] {
  const { realm } = moment;
  const subscription = {
    id: `/subscriptions/${realm.subscriptionId}`,
    name: realm.subscriptionName,
    type: 'microsoft.resources/subscriptions',
    tags: objectAt({ ...realm.tables.scopeTags.get(`/subscriptions/${realm.subscriptionId}`) }, 'tags'),
    properties: { state: 'Enabled', managementGroupAncestorsChain: [] },
  };
  const groups = realm.tables.groups.list().map(({ name, location, tags, managedBy, deletingSince }) => ({
    id: groupId(moment, name),
    name,
    type: 'microsoft.resources/subscriptions/resourcegroups',
    location,
    resourceGroup: name,
    managedBy: managedBy ?? '',
    tags: tags ?? {},
    properties: { provisioningState: deletingSince === undefined ? 'Succeeded' : 'Deleting' },
  }));
  return [subscription, ...groups]
    .filter(({ id }) => mayRead(moment, id))
    .map((body) => rowWith(moment, body));
}
