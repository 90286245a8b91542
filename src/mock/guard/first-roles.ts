// The roles that a principal has from the first moment: ordinary role assignments, so that they are listed, and
// gone for good when somebody deletes them.
import { builtInRoles } from '../providers/authorization/built-in-roles.ts';
import type { FirstRole, Principal } from '../identity/principals.ts';
import type { Realm } from '../realm.ts';

const type = 'Microsoft.Authorization/roleAssignments';

export function giveFirstRoles(realm: Realm, principals: readonly Principal[], now: Date): void {
  for (const principal of principals) {
    const series = `principal/${principal.objectId}`;
    if (realm.tables.counters.get(series) !== undefined) continue;
    realm.tables.counters.put(series, { value: 1 });
    for (const grant of principal.roles) give(realm, principal, { ...grant, now });
  }
}

interface Gift extends FirstRole {
  readonly now: Date;
}

function give(realm: Realm, principal: Principal, { role, scope, condition, now }: Gift): void {
  const subscription = `/subscriptions/${realm.subscriptionId}`;
  const place = scope ?? subscription;
  const wanted = role.toLowerCase();
  const found = builtInRoles.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (found === undefined) throw new Error(`the mock knows no role '${role}' for '${principal.name}'`);
  const name = realm.chance.guidOf('first role', principal.objectId, found.id, place.toLowerCase());
  const at = now.toISOString();
  const id = `${place}/providers/${type}/${name}`;
  const properties = {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${found.id}`,
    principalId: principal.objectId,
    principalType: principal.kind === 'User' ? 'User' : 'ServicePrincipal',
    scope: place === '' ? '/' : place,
    condition: condition ?? null,
    conditionVersion: condition === undefined ? null : '2.0',
    createdOn: at,
    updatedOn: at,
    createdBy: null,
    updatedBy: null,
    delegatedManagedIdentityResourceId: null,
    description: null,
  };
  realm.resources.put({ id, type, name, body: { properties, id, type, name }, createdAt: at, changedAt: at });
}
