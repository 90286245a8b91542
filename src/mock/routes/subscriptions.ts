// The subscription and what it is asked about: itself, its tenant, its locations. There is one subscription in
// a mock; every other one is not found.
import { readable } from '../guard/rights.ts';
import { ok } from '../message.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Realm } from '../realm.ts';
import type { Route } from '../router.ts';

export const subscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'subscriptions',
    handle({ moment }) {
      const value = readable(moment, [subscription(moment.realm)]);
      return ok({ value, count: { type: 'Total', value: value.length } });
    },
  },
  {
    method: 'GET',
    path: 'subscriptions/{subscription}',
    handle: ({ moment: { realm } }) => ok(subscription(realm)),
  },
  {
    method: 'GET',
    path: 'subscriptions/{subscription}/locations',
    handle: ({ moment: { realm } }) => ok({ value: locations(realm) }),
  },
  {
    method: 'GET',
    path: 'tenants',
    handle: ({ moment: { realm } }) =>
      ok({
        value: [
          {
            id: `/tenants/${realm.tenantId}`,
            tenantId: realm.tenantId,
            countryCode: 'US',
            displayName: 'Mock',
            domains: ['mock.example'],
            tenantCategory: 'Home',
          },
        ],
      }),
  },
];

/** https://learn.microsoft.com/rest/api/resources/subscriptions/get */
function subscription(realm: Realm): JsonObject {
  return {
    id: `/subscriptions/${realm.subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: realm.subscriptionId,
    tenantId: realm.tenantId,
    displayName: realm.subscriptionName,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

function locations(realm: Realm): readonly JsonObject[] {
  return Object.entries(realm.cloud.regions).map(([name, displayName]) => ({
    id: `/subscriptions/${realm.subscriptionId}/locations/${name}`,
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: displayName,
    metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
  }));
}
