import assert from 'node:assert/strict';
import { memoryStore } from '../../src/mock/store.ts';
import { drive, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';
import { roleIds } from './support/roles.ts';

describe('mock/BEHAVIOUR: Roles', () => {
  let world: Driven;
  let group: string;
  const principals = [
    { name: 'nobody' },
    {
      name: 'tenant of lab',
      roles: [{ role: 'Contributor', scope: '/subscriptions/{s}/resourceGroups/lab' }],
    },
  ];
  beforeEach(async () => {
    const { subscription } = drive();
    world = drive({
      providers: small,
      principals: principals.map(({ name, roles = [] }) => ({
        name,
        roles: roles.map(({ role, scope }) => ({
          role,
          scope: scope.replace('/subscriptions/{s}', subscription),
        })),
      })),
    });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('PUT', `${world.subscription}/resourceGroups/other`, { location: 'westeurope' });
    await world.send('PUT', at('machines/a'), here);
  });

  const at = (path: string, where = group): string =>
    `${where}/providers/Contoso.Works/${path}?api-version=2024-01-01`;
  const here = { location: 'westeurope' };

  it('refuses a write of a reader in the words of Azure', async () => {
    const { status, body } = await world.as('reader')('PUT', at('machines/b'), here);
    assert.equal(status, 403);
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    assert.deepEqual(body['error'], {
      code: 'AuthorizationFailed',
      message: `The client '${reader?.clientId}' with object id '${reader?.objectId}' does not have authorization to perform action 'Contoso.Works/machines/write' over scope '${group}/providers/Contoso.Works/machines/b' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    });
  });

  const asReader = [
    ['GET', 'machines/a', 200],
    ['GET', 'machines/a/status', 200],
    ['DELETE', 'machines/a', 403],
    ['POST', 'machines/a/listSecrets', 403],
    ['POST', 'machines/a/restart', 403],
    ['PATCH', 'machines/a', 403],
    ['GET', 'machines', 200],
  ] as const;
  for (const [method, path, status] of asReader)
    it(`answers a reader's ${method} of ${path} with ${status}`, async () => {
      assert.equal((await world.as('reader')(method, at(path))).status, status);
    });

  it('lets a contributor write everything but roles, locks and policies', async () => {
    const send = world.as('contributor');
    assert.equal((await send('PUT', at('machines/b'), here)).status, 201);
    const lock = `${group}/providers/Microsoft.Authorization/locks/mine`;
    const { body } = await send('PUT', lock, { properties: { level: 'CanNotDelete' } });
    assert.equal(body['error']?.['code'], 'AuthorizationFailed');
    assert.match(String(body['error']?.['message']), /'Microsoft\.Authorization\/locks\/write'/);
  });

  it('holds a role at one group to that group, and shows no more than it', async () => {
    const send = world.as('tenant of lab');
    assert.equal((await send('PUT', at('machines/b'), here)).status, 201);
    assert.equal(
      (await send('PUT', at('machines/b', `${world.subscription}/resourceGroups/other`), here)).status,
      403,
    );
    const groups = await send('GET', `${world.subscription}/resourcegroups`);
    assert.equal(groups.body['value']?.['0']?.['name'], 'lab');
    assert.equal(groups.body['value']?.['1'], undefined);
    assert.equal((await send('GET', '/subscriptions')).body['value']?.['0']?.['id'], world.subscription);
  });

  it('shows nothing to whoever has no role', async () => {
    const send = world.as('nobody');
    assert.deepEqual((await send('GET', '/subscriptions')).body['value'], []);
    assert.equal((await send('GET', `${world.subscription}/resourcegroups`)).status, 403);
    assert.equal((await send('GET', at('machines/a'))).status, 403);
  });

  it('tells what the caller may do at a scope', async () => {
    const path = `${group}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
    const { body } = await world.as('reader')('GET', path);
    assert.deepEqual(body['value'], [
      { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] },
    ]);
  });

  it('shows the built-in roles, and who has which, at any scope', async () => {
    const roles = await world.send(
      'GET',
      `${group}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName eq 'reader'`,
    );
    assert.equal(roles.body['value']?.['0']?.['name'], roleIds.reader);
    assert.equal(roles.body['value']?.['1'], undefined);
    const one = await world.send(
      'GET',
      `/providers/Microsoft.Authorization/roleDefinitions/${roleIds.reader}`,
    );
    assert.equal(one.body['properties']?.['roleName'], 'Reader');
    const tenant = world.azure.principals.find(({ name }) => name === 'tenant of lab');
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    const holders = async (where: string, filter: string): Promise<readonly string[]> => {
      const path = `${where}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}`;
      const { body } = await world.send('GET', path);
      return Object.values(body['value'] ?? {}).map(({ properties }) => String(properties?.['principalId']));
    };
    assert.equal((await holders(group, '')).length, 6);
    assert.equal((await holders(world.subscription, 'atScope()')).length, 5);
    assert.deepEqual(await holders(group, `assignedTo('${reader?.objectId}')`), [reader?.objectId]);
    const other = `${world.subscription}/resourceGroups/other`;
    assert.deepEqual(await holders(other, `principalId eq '${tenant?.objectId}'`), []);
  });

  it('takes a right away with its role assignment', async () => {
    const list = `${world.subscription}/providers/Microsoft.Authorization/roleAssignments`;
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    const { body } = await world.send('GET', `${list}?$filter=principalId eq '${reader?.objectId}'`);
    assert.equal(body['value']?.['1'], undefined);
    assert.equal((await world.send('DELETE', String(body['value']?.['0']?.['id']))).status, 200);
    assert.equal((await world.as('reader')('GET', at('machines/a'))).status, 403);
  });

  it('refuses a deployment for each resource that its caller may not write, before it begins', async () => {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        { type: 'Contoso.Works/machines', apiVersion: '2024-01-01', name: 'b', location: 'westeurope' },
        {
          type: 'Microsoft.Authorization/locks',
          apiVersion: '2016-09-01',
          name: 'mine',
          properties: { level: 'CanNotDelete' },
        },
      ],
    };
    const path = `${group}/providers/Microsoft.Resources/deployments/d`;
    const deployment = { properties: { mode: 'Incremental', template } };
    const refused = await world.as('reader')('PUT', path, deployment);
    assert.equal(refused.body['error']?.['code'], 'AuthorizationFailed');
    const { status, body } = await world.as('contributor')('PUT', path, deployment);
    assert.equal(status, 400);
    assert.equal(body['error']?.['code'], 'InvalidTemplateDeployment');
    assert.match(
      String(body['error']?.['message']),
      /^The template deployment failed with error: 'Authorization failed for template resource 'mine' of type 'Microsoft\.Authorization\/locks'\. The client '[-\w]+' with object id '[-\w]+' does not have permission to perform action 'Microsoft\.Authorization\/locks\/write' at scope '/,
    );
    assert.equal((await world.send('GET', at('machines/b'))).status, 404);
  });

  it('carries a deployment on in the name of whoever asked for it, also when nobody knows him any more', async () => {
    const store = memoryStore();
    const first = drive({
      providers: small,
      store,
      principals: [{ name: 'guest', roles: [{ role: 'Owner' }] }],
    });
    const place = `${first.subscription}/resourceGroups/lab`;
    await first.send('PUT', place, here);
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        { type: 'Contoso.Works/machines', apiVersion: '2024-01-01', name: 'b', location: 'westeurope' },
      ],
    };
    const path = `${place}/providers/Microsoft.Resources/deployments/d`;
    await first.as('guest')('PUT', path, { properties: { mode: 'Incremental', template } });
    const roles = `${first.subscription}/providers/Microsoft.Authorization/roleAssignments`;
    const guest = first.azure.principals.find(({ name }) => name === 'guest');
    const { body } = await first.send('GET', `${roles}?$filter=principalId eq '${guest?.objectId}'`);
    await first.send('DELETE', String(body['value']?.['0']?.['id']));
    const later = drive({ providers: small, store });
    later.pass(60_000);
    const ended = await later.send('GET', path);
    assert.equal(ended.body['properties']?.['provisioningState'], 'Failed');
    const detail = ended.body['properties']?.['error']?.['details']?.['0'];
    assert.equal(detail?.['code'], 'AuthorizationFailed');
    assert.match(String(detail?.['message']), new RegExp(`with object id '${guest?.objectId}'`));
  });
});
