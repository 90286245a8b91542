import assert from 'node:assert/strict';
import { drive } from './support/driven.ts';
import { onlyRoles, roleIds } from './support/roles.ts';

describe('mock/BEHAVIOUR: Conditions of role assignments', () => {
  const somebody = '99999999-9999-4999-8999-999999999999';
  function delegated(condition: string): { give(role: string): Promise<string> } {
    const world = drive({
      principals: [{ name: 'delegate', roles: [{ role: 'User Access Administrator', condition }] }],
    });
    const path = `${world.subscription}/providers/Microsoft.Authorization/roleAssignments/11111111-1111-4111-8111-111111111111?api-version=2022-04-01`;
    return {
      async give(role) {
        const roleDefinitionId = `${world.subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
        const { status, body } = await world.as('delegate')('PUT', path, {
          properties: { roleDefinitionId, principalId: somebody, principalType: 'ServicePrincipal' },
        });
        return `${status} ${String(body['error']?.['code'] ?? '')}`.trim();
      },
    };
  }

  it('lets only those roles be given that a condition names', async () => {
    const delegate = delegated(onlyRoles(roleIds.reader));
    assert.equal(await delegate.give(roleIds.contributor), '403 AuthorizationFailed');
    assert.equal(await delegate.give(roleIds.reader), '201');
  });

  it('lets only those roles be taken away that a condition names', async () => {
    const world = drive({
      principals: [
        {
          name: 'delegate',
          roles: [{ role: 'User Access Administrator', condition: onlyRoles(roleIds.reader) }],
        },
      ],
    });
    const path = `${world.subscription}/providers/Microsoft.Authorization/roleAssignments`;
    const { body } = await world.send('GET', path);
    const outcomes = new Map<string, number>();
    for (const { id, properties } of Object.values(body['value'] ?? {})) {
      const role = String(properties?.['roleDefinitionId']).split('/').at(-1) ?? '';
      outcomes.set(role, (await world.as('delegate')('DELETE', String(id))).status);
    }
    assert.equal(outcomes.get(roleIds.reader), 200);
    assert.equal(outcomes.get(roleIds.contributor), 403);
  });

  it('lets all roles be given but those that a condition leaves out', async () => {
    const condition = `(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${roleIds.contributor}})`;
    assert.equal(await delegated(condition).give(roleIds.contributor), '403 AuthorizationFailed');
    assert.equal(await delegated(condition).give(roleIds.reader), '201');
  });

  const strange = [
    "@Environment[UtcNow] DateTimeGreaterThan '2020-01-01'",
    '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] Resembles {x}',
    "((ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
    'true',
  ];
  for (const condition of strange)
    it(`gives no right under a condition that is not understood: ${condition}`, async () => {
      assert.equal(await delegated(condition).give(roleIds.reader), '403 AuthorizationFailed');
    });
});
