import assert from 'node:assert/strict';
import { drive, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Locks', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ providers: small, speed: 'instant' });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('PUT', at('machines/a'), here);
    await world.send('PUT', at('machines/a/parts/p'), {});
  });

  const here = { location: 'westeurope' };
  const idOf = (path: string): string => `${group}/providers/Contoso.Works/${path}`;
  const at = (path: string): string => `${idOf(path)}?api-version=2024-01-01`;
  const lockAt = (scope: string): string =>
    `${scope}/providers/Microsoft.Authorization/locks/keep?api-version=2016-09-01`;
  async function lock(scope: string, level: string): Promise<void> {
    const { status } = await world.send('PUT', lockAt(scope), { properties: { level } });
    assert.equal(status, 201);
  }
  async function outcome(method: string, path: string, body?: object): Promise<string> {
    const answered = await world.send(method, path, body === undefined ? undefined : JSON.stringify(body));
    return `${answered.status} ${String(answered.body['error']?.['code'] ?? '')}`.trim();
  }

  it('refuses to delete what is locked, in the words of Azure, until the lock is gone', async () => {
    await lock(idOf('machines/a'), 'CanNotDelete');
    const { status, body } = await world.send('DELETE', at('machines/a'));
    assert.equal(status, 409);
    assert.deepEqual(body['error'], {
      code: 'ScopeLocked',
      message: `The scope '${idOf('machines/a')}' cannot perform delete operation because following scope(s) are locked: '${idOf('machines/a')}'. Please remove the lock and try again.`,
    });
    assert.equal(await outcome('PATCH', at('machines/a'), { tags: { a: '1' } }), '200');
    assert.equal(await outcome('DELETE', lockAt(idOf('machines/a'))), '200');
    assert.equal(await outcome('DELETE', at('machines/a')), '202');
  });

  it('refuses to delete a group while something in it is locked, and names it', async () => {
    await lock(idOf('machines/a'), 'CanNotDelete');
    const { status, body } = await world.send('DELETE', group);
    assert.equal(status, 409);
    assert.match(String(body['error']?.['message']), /are locked: '[^']+\/machines\/a'\. Please/);
    assert.equal(await outcome('GET', at('machines/a')), '200');
  });

  for (const [title, scopeOf] of [
    ['the subscription', () => world.subscription],
    ['the group', () => group],
  ] as const)
    it(`inherits a lock of ${title}`, async () => {
      await lock(scopeOf(), 'CanNotDelete');
      assert.equal(await outcome('DELETE', at('machines/a/parts/p')), '409 ScopeLocked');
      assert.equal(await outcome('DELETE', group), '409 ScopeLocked');
      assert.equal(await outcome('PUT', at('machines/b'), here), '201');
    });

  it('lets nothing be written below ReadOnly, by an action neither, and everything be read', async () => {
    await lock(group, 'ReadOnly');
    assert.equal(await outcome('PUT', at('machines/b'), here), '409 ScopeLocked');
    assert.equal(await outcome('PATCH', group, { tags: { a: '1' } }), '409 ScopeLocked');
    assert.equal(await outcome('POST', at('machines/a/listSecrets')), '409 ScopeLocked');
    assert.equal(await outcome('POST', at('machines/a/restart')), '409 ScopeLocked');
    assert.equal(await outcome('DELETE', at('machines/a')), '409 ScopeLocked');
    const tags = `${idOf('machines/a')}/providers/Microsoft.Resources/tags/default`;
    assert.equal(await outcome('PUT', tags, { properties: { tags: {} } }), '409 ScopeLocked');
    assert.equal(await outcome('GET', at('machines/a')), '200');
    assert.equal(await outcome('PUT', `${world.subscription}/resourceGroups/other`, here), '201');
  });

  it('keeps the roles that were given from being taken away', async () => {
    const role = `${group}/providers/Microsoft.Authorization/roleAssignments/11111111-1111-4111-8111-111111111111?api-version=2022-04-01`;
    const roleDefinitionId = `${world.subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`;
    const principalId = '99999999-9999-4999-8999-999999999999';
    await world.send('PUT', role, { properties: { roleDefinitionId, principalId } });
    await lock(group, 'CanNotDelete');
    assert.equal(await outcome('DELETE', role), '409 ScopeLocked');
  });

  const template = (resources: readonly object[]): object => ({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  });
  const machine = (name: string): object => ({
    type: 'Contoso.Works/machines',
    apiVersion: '2024-01-01',
    name,
    location: 'westeurope',
  });
  const deployment = (): string => `${group}/providers/Microsoft.Resources/deployments/d`;

  it('fails a deployment at the resource that is locked against writes', async () => {
    await lock(idOf('machines/a'), 'ReadOnly');
    const body = { properties: { mode: 'Incremental', template: template([machine('a'), machine('b')]) } };
    assert.equal(await outcome('PUT', deployment(), body), '201');
    const { properties } = (await world.send('GET', deployment())).body;
    assert.equal(properties?.['provisioningState'], 'Failed');
    assert.equal(properties?.['error']?.['details']?.['0']?.['code'], 'ScopeLocked');
    assert.equal(await outcome('GET', at('machines/b')), '200');
  });

  it('keeps a deployment in complete mode from deleting what is locked', async () => {
    await lock(idOf('machines/a'), 'CanNotDelete');
    const body = { properties: { mode: 'Complete', template: template([machine('b')]) } };
    assert.equal(await outcome('PUT', deployment(), body), '201');
    const { properties } = (await world.send('GET', deployment())).body;
    assert.equal(properties?.['error']?.['details']?.['0']?.['code'], 'ScopeLocked');
    assert.equal(await outcome('GET', at('machines/a')), '200');
  });
});
