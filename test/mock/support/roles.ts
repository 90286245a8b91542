// Ids of built-in roles, and the condition that limits which of them may be given.

export const roleIds = {
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
};

/** As the portal writes it. */
export function onlyRoles(...ids: readonly string[]): string {
  const list = ids.join(', ');
  const half = (act: string, side: string): string =>
    `(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/${act}'})\n )\n OR \n (\n  @${side}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${list}}\n )\n)`;
  return `${half('write', 'Request')}\nAND\n${half('delete', 'Resource')}`;
}
