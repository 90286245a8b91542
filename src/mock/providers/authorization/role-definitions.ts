// Reads of the built-in roles. No role can be made or changed here: custom roles have no place in a gateway.
import { builtInRole, builtInRoles, type BuiltInRole } from './built-in-roles.ts';
import { refuse } from '../../fault.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

/** All of them, or the one that `$filter=roleName eq '…'` names. */
export function roleDefinitions(filter: string, world: World): readonly JsonObject[] {
  return matching(filter).map((role) => shown(role, world));
}

export function roleDefinition(id: string, world: World): JsonObject {
  const role = builtInRole(id);
  if (role !== undefined) return shown(role, world);
  return refuse(
    404,
    'RoleDefinitionDoesNotExist',
    `The specified role definition with ID '${bare(id)}' does not exist.`,
  );
}

/** Role ids stand in messages without their dashes. */
export function bare(guid: string): string {
  return (guid.split('/').at(-1) ?? '').replaceAll('-', '');
}

function matching(filter: string): readonly BuiltInRole[] {
  const wanted = /roleName\s+eq\s+'(?<name>[^']*)'/i.exec(filter)?.groups?.['name']?.toLowerCase();
  return wanted === undefined
    ? builtInRoles
    : builtInRoles.filter(({ name }) => name.toLowerCase() === wanted);
}

function shown(role: BuiltInRole, world: World): JsonObject {
  const type = 'Microsoft.Authorization/roleDefinitions';
  return {
    properties: {
      roleName: role.name,
      type: 'BuiltInRole',
      description: role.description,
      assignableScopes: ['/'],
      permissions: [
        {
          actions: role.actions,
          notActions: role.notActions ?? [],
          dataActions: role.dataActions ?? [],
          notDataActions: [],
        },
      ],
      createdOn: '2015-02-02T21:55:09.8806423Z',
      updatedOn: '2021-11-11T20:13:47.8628684Z',
      createdBy: null,
      updatedBy: null,
    },
    id: `/subscriptions/${world.subscriptionId}/providers/${type}/${role.id}`,
    type,
    name: role.id,
  };
}
