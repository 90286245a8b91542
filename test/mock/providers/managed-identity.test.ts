import assert from 'node:assert/strict';
import { bodies, ids } from './support/gateway.ts';
import { fakeWorld, group, refusalOf } from './support/fake-world.ts';

describe('user-assigned identities', () => {
  it('answer the ids that the directory hands out', () => {
    const fake = fakeWorld();
    assert.deepEqual(fake.put(ids.identity, { location: 'West US 2' }), {
      location: 'westus2',
      tags: {},
      id: '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gateway',
      name: 'gateway',
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      properties: {
        tenantId: '11111111-1111-4111-8111-111111111111',
        principalId: '00000000-0000-4000-8000-000000000001',
        clientId: '00000000-0000-4000-8000-000000000002',
      },
    });
  });

  it('keep their principal when they are written again', () => {
    const fake = fakeWorld();
    const first = fake.put(ids.identity, bodies.identity);
    assert.deepEqual(
      fake.put(ids.identity, { location: 'westus2', tags: { a: 'b' } })['properties'],
      first['properties'],
    );
  });

  it('refuse a name of two characters', () => {
    const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ab`;
    assert.equal(
      refusalOf(() => fakeWorld().put(id, bodies.identity)),
      '400 InvalidResourceName',
    );
  });
});
