// Role assignments, on any scope: who gets which built-in role. Owns the rules that templates trip over, the
// principal that is not yet known to the directory and the same grant under another name.
import { apiVersions } from '../api-versions.ts';
import { builtInRole } from './built-in-roles.ts';
import { given, objectAt, textAt } from '../body.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { roleAssignmentAnswers } from '../forms.ts';
import { bare } from './role-definitions.ts';
import { hasPassed } from '../moments.ts';
import { isSame, lastName } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ResourceType, World, WriteAsk, Written } from '../provider.ts';

const type = 'Microsoft.Authorization/roleAssignments';
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const roleAssignments: ResourceType = {
  type,
  apiVersions: apiVersions.roleAssignments,
  location: 'none',
  answers: roleAssignmentAnswers,
  provisioningState: 'none',
  write: writeAssignment,
  remove: () => ({ durationMs: durations.synchronous.ms }),
};

function writeAssignment(ask: WriteAsk): Written {
  const { world, existing } = ask;
  const sent = objectAt(ask.body, 'properties');
  const name = lastName(ask.id);
  if (!guid.test(name))
    refuse(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    );
  const principalId = textAt(sent, 'principalId') ?? '';
  if (!guid.test(principalId))
    refuse(400, 'InvalidPrincipalId', `A valid principal ID must be provided for role assignment.`);
  const roleDefinitionId = roleIdOf(sent, world);
  const scope = scopeOf(ask);
  refuseDuplicates(ask, { principalId, roleDefinitionId, scope });
  const principalType = textAt(sent, 'principalType') ?? directoryType(principalId, world);
  const before = objectAt(existing?.body ?? {}, 'properties');
  const now = world.now.toISOString();
  const by = world.caller?.objectId ?? null;
  const body = {
    properties: {
      roleDefinitionId,
      principalId,
      principalType,
      scope,
      condition: given(sent, 'condition') ?? null,
      conditionVersion: given(sent, 'conditionVersion') ?? null,
      createdOn: before['createdOn'] ?? now,
      updatedOn: now,
      createdBy: before['createdBy'] ?? by,
      updatedBy: by,
      delegatedManagedIdentityResourceId: given(sent, 'delegatedManagedIdentityResourceId') ?? null,
      description: given(sent, 'description') ?? null,
    },
    id: ask.id,
    type,
    name,
  };
  return { body, durationMs: durations.roleAssignment.ms };
}

function roleIdOf(sent: JsonObject, world: World): string {
  const wanted = textAt(sent, 'roleDefinitionId') ?? '';
  const role = builtInRole(wanted);
  if (role === undefined)
    return refuse(
      400,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${bare(wanted)}' does not exist.`,
    );
  return `/subscriptions/${world.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`;
}

/** The scope is what stands before the extension's own `/providers/`. */
function scopeOf(ask: WriteAsk): string {
  const scope = ask.id.slice(0, ask.id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/'));
  return scope === '' ? '/' : scope;
}

function refuseDuplicates(
  ask: WriteAsk,
  grant: { readonly principalId: string; readonly roleDefinitionId: string; readonly scope: string },
): void {
  const same = (properties: JsonObject): boolean =>
    isSame(textAt(properties, 'principalId'), grant.principalId) &&
    isSame(textAt(properties, 'roleDefinitionId'), grant.roleDefinitionId) &&
    isSame(textAt(properties, 'scope'), grant.scope);
  if (ask.existing !== undefined) {
    // A template that says the same again succeeds; one that says something else under the same name does not.
    if (same(objectAt(ask.existing.body, 'properties'))) return;
    refuse(
      400,
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  const twin = ask.world.list(type).find(({ body }) => same(objectAt(body, 'properties')));
  if (twin !== undefined) refuse(409, 'RoleAssignmentExists', 'The role assignment already exists.');
}

/** Without `principalType` Azure asks the directory, which hears of new identities late. */
function directoryType(principalId: string, world: World): string {
  const identity = world
    .list('Microsoft.ManagedIdentity/userAssignedIdentities')
    .find(({ body }) => isSame(textAt(body, 'properties', 'principalId'), principalId));
  if (identity !== undefined && hasPassed(textAt(identity.hidden ?? {}, 'knownAt'), world))
    return 'ServicePrincipal';
  const ofScaleSet = world
    .list('Microsoft.Compute/virtualMachineScaleSets')
    .some(({ body }) => isSame(textAt(body, 'identity', 'principalId'), principalId));
  if (ofScaleSet) return 'ServicePrincipal';
  const { caller } = world;
  const kind = isSame(caller?.objectId, principalId) ? caller?.kind : world.principal?.(principalId);
  if (kind !== undefined) return kind === 'User' ? 'User' : 'ServicePrincipal';
  return refuse(
    400,
    'PrincipalNotFound',
    `Principal ${bare(principalId)} does not exist in the directory ${world.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
  );
}
