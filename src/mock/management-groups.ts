// The one management group of the mock: the root of its tenant, which has the tenant's id for a name.
// https://learn.microsoft.com/azure/governance/management-groups/overview#root-management-group-for-each-directory
import type { JsonObject } from '../base/json.ts';
import { refuse } from './fault.ts';
import { ok } from './message.ts';
import type { Realm } from './realm.ts';
import type { Route } from './router.ts';

const at = 'providers/Microsoft.Management/managementGroups';

export function managementGroupId({ tenantId }: Realm): string {
  return `/${at}/${tenantId}`;
}

/** The group's name as Azure spells it, or its refusal. */
export function requireManagementGroup({ tenantId }: Realm, name: string): string {
  if (name.toLowerCase() === tenantId.toLowerCase()) return tenantId;
  return refuse(404, 'NotFound', `The management group '${name}' cannot be found.`);
}

export const managementGroupRoutes: readonly Route[] = [
  { method: 'GET', path: at, handle: ({ moment }) => ok({ value: [presented(moment.realm)] }) },
  {
    method: 'GET',
    path: `${at}/{managementGroup}`,
    handle: ({ moment: { realm }, parameters }) => {
      requireManagementGroup(realm, parameters['managementGroup'] ?? '');
      return ok(presented(realm));
    },
  },
];

function presented(realm: Realm): JsonObject {
  const { tenantId } = realm;
  return {
    id: managementGroupId(realm),
    type: 'Microsoft.Management/managementGroups',
    name: tenantId,
    properties: { tenantId, displayName: 'Tenant Root Group' },
  };
}
