import assert from 'node:assert/strict';
import {
  roleDefinition,
  roleDefinitions,
} from '../../../src/mock/providers/authorization/role-definitions.ts';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, group, refusalOf } from './support/fake-world.ts';
import type { JsonObject } from '../../../src/base/json.ts';

const secretsUser =
  '/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6';
const assignment = (guid: string, scope: string = group): string =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid}`;
const first = assignment('22222222-2222-4222-8222-222222222222');
const second = assignment('33333333-3333-4333-8333-333333333333');

function grant(principalId: unknown, more: JsonObject = {}): JsonObject {
  return { properties: { roleDefinitionId: secretsUser, principalId: String(principalId), ...more } };
}

describe('role assignments', () => {
  it('tell their scope and nulls for what was not said', () => {
    const fake = gatewayUpTo('identity');
    const principalId = at(fake.show(ids.identity), 'properties', 'principalId');
    const body = fake.put(first, grant(principalId, { principalType: 'ServicePrincipal' }));
    assert.deepEqual(body['properties'], {
      roleDefinitionId: secretsUser,
      principalId,
      principalType: 'ServicePrincipal',
      scope: group,
      condition: null,
      conditionVersion: null,
      createdOn: '2026-01-05T09:00:00.000Z',
      updatedOn: '2026-01-05T09:00:00.000Z',
      createdBy: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
      updatedBy: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
      delegatedManagedIdentityResourceId: null,
      description: null,
    });
  });

  it('do not find a principal that was made a moment ago, unless its type is said', () => {
    const fake = fakeWorld();
    const principalId = at(fake.put(ids.identity, bodies.identity), 'properties', 'principalId');
    assert.equal(
      refusalOf(() => fake.put(first, grant(principalId))),
      '400 PrincipalNotFound',
    );
    assert.equal(
      refusalOf(() => fake.put(first, grant(principalId, { principalType: 'ServicePrincipal' }))),
      'accepted',
    );
    fake.pass(30_000);
    assert.equal(
      at(
        fake.put(
          second,
          grant(principalId, {
            roleDefinitionId: `${secretsUser.slice(0, -36)}acdd72a7-3385-48ef-bd42-f606fba81ae7`,
          }),
        ),
        'properties',
        'principalType',
      ),
      'ServicePrincipal',
    );
  });

  it('take the same grant again under the same name, not under another', () => {
    const fake = gatewayUpTo('identity');
    const body = grant(at(fake.show(ids.identity), 'properties', 'principalId'));
    fake.put(first, body);
    assert.equal(
      refusalOf(() => fake.put(first, body)),
      'accepted',
    );
    assert.equal(
      refusalOf(() => fake.put(second, body)),
      '409 RoleAssignmentExists',
    );
  });

  it('cannot be turned over to somebody else', () => {
    const fake = gatewayUpTo('identity');
    fake.put(first, grant(at(fake.show(ids.identity), 'properties', 'principalId')));
    const other = grant('44444444-4444-4444-8444-444444444444', { principalType: 'User' });
    assert.equal(
      refusalOf(() => fake.put(first, other)),
      '400 RoleAssignmentUpdateNotPermitted',
    );
  });

  it('refuse a role that does not exist, a principal that is not given, and a name that is no guid', () => {
    const fake = gatewayUpTo('identity');
    const good = grant(at(fake.show(ids.identity), 'properties', 'principalId'));
    const role = changed(good, ['properties', 'roleDefinitionId'], '55555555-5555-4555-8555-555555555555');
    assert.equal(
      refusalOf(() => fake.put(first, role)),
      '400 RoleDefinitionDoesNotExist',
    );
    assert.equal(
      refusalOf(() => fake.put(first, changed(good, ['properties', 'principalId'], undefined))),
      '400 InvalidPrincipalId',
    );
    assert.equal(
      refusalOf(() => fake.put(assignment('mine'), good)),
      '400 InvalidRoleAssignmentId',
    );
  });
});

describe('role definitions', () => {
  it('are found by name', () => {
    const found = roleDefinitions("roleName eq 'Reader'", fakeWorld().world);
    assert.equal(found.length, 1);
    assert.equal(at(found, 0, 'name'), 'acdd72a7-3385-48ef-bd42-f606fba81ae7');
    assert.deepEqual(at(found, 0, 'properties', 'permissions', 0, 'actions'), ['*/read']);
  });

  it('are not there under a guid of no role', () => {
    const read = (): unknown => roleDefinition('55555555-5555-4555-8555-555555555555', fakeWorld().world);
    assert.equal(refusalOf(read), '404 RoleDefinitionDoesNotExist');
  });
});

describe('locks', () => {
  const lock = `${group}/providers/Microsoft.Authorization/locks/protect`;

  it('keep level and notes and nothing else', () => {
    assert.deepEqual(
      fakeWorld().put(lock, { properties: { level: 'cannotdelete', notes: 'mine', more: 1 } }),
      {
        properties: { level: 'CanNotDelete', notes: 'mine' },
        id: lock,
        type: 'Microsoft.Authorization/locks',
        name: 'protect',
      },
    );
  });

  it('refuse a level that is not one', () => {
    assert.equal(
      refusalOf(() => fakeWorld().put(lock, { properties: { level: 'Firmly' } })),
      '400 InvalidRequestContent',
    );
    assert.equal(
      refusalOf(() => fakeWorld().put(lock, { properties: {} })),
      '400 InvalidRequestContent',
    );
  });
});
