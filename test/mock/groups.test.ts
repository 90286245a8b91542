import assert from 'node:assert/strict';
import { drive, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Resource groups', () => {
  let world: Driven;
  let group: string;
  beforeEach(() => {
    world = drive({ providers: small });
    group = `${world.subscription}/resourcegroups/lab`;
  });

  const machine = (name: string): string =>
    `${group}/providers/Contoso.Works/machines/${name}?api-version=2024-01-01`;

  it('creates with 201, changes with 200, and keeps its first spelling', async () => {
    const made = await world.send('PUT', `${world.subscription}/resourceGroups/Lab`, {
      location: 'West Europe',
    });
    assert.equal(made.status, 201);
    assert.deepEqual(made.body, {
      id: `${world.subscription}/resourceGroups/Lab`,
      name: 'Lab',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'westeurope',
      properties: { provisioningState: 'Succeeded' },
    });
    const again = await world.send('PUT', group, { location: 'westeurope', tags: { a: '1' } });
    assert.equal(again.status, 200);
    assert.equal(again.body['name'], 'Lab');
    assert.deepEqual(again.body['tags'], { a: '1' });
  });

  it('answers HEAD with 204 or 404 and GET of a missing one with ResourceGroupNotFound', async () => {
    assert.equal((await world.send('HEAD', group)).status, 404);
    const missing = await world.send('GET', group);
    assert.equal(missing.status, 404);
    assert.deepEqual(missing.body, {
      error: { code: 'ResourceGroupNotFound', message: "Resource group 'lab' could not be found." },
    });
    await world.send('PUT', group, { location: 'westeurope' });
    assert.equal((await world.send('HEAD', `${group}/`)).status, 204);
  });

  it('refuses another location, and one that there is not', async () => {
    await world.send('PUT', group, { location: 'westeurope' });
    const moved = await world.send('PUT', group, { location: 'northeurope' });
    assert.equal(moved.status, 409);
    assert.equal(moved.body['error']?.['code'], 'InvalidResourceGroupLocation');
    const nowhere = await world.send('PUT', `${group}2`, { location: 'atlantis' });
    assert.equal(nowhere.status, 400);
    assert.equal(nowhere.body['error']?.['code'], 'LocationNotAvailableForResourceGroup');
  });

  it('replaces tags by PATCH and lists by tag', async () => {
    await world.send('PUT', group, { location: 'westeurope', tags: { owner: 'ann', stage: 'test' } });
    await world.send('PUT', `${group}2`, { location: 'westeurope', tags: { owner: 'bob', stage: 'ann' } });
    const patched = await world.send('PATCH', group, { tags: { owner: 'eve' } });
    assert.deepEqual(patched.body['tags'], { owner: 'eve' });
    const names = async (filter: string): Promise<string[]> => {
      const { body } = await world.send(
        'GET',
        `${world.subscription}/resourcegroups?$filter=${encodeURIComponent(filter)}`,
      );
      return Object.values(body['value'] ?? {}).map((item) => String(item['name']));
    };
    assert.deepEqual(await names("tagName eq 'owner' and tagValue eq 'eve'"), ['lab']);
    assert.deepEqual(await names("tagname eq 'owner'"), ['lab', 'lab2']);
    // The value belongs to another tag of the same group.
    assert.deepEqual(await names("tagName eq 'owner' and tagValue eq 'ann'"), []);
  });

  it('deletes with 202 and Location, its resources wave by wave, and answers 200 when all is gone', async () => {
    await world.send('PUT', group, { location: 'westeurope' });
    const base = { location: 'westeurope' };
    await world.send('PUT', machine('engine'), base);
    world.pass(60_000);
    const engine = `${world.subscription}/resourceGroups/lab/providers/Contoso.Works/machines/engine`;
    await world.send('PUT', machine('car'), { ...base, properties: { needs: engine } });
    world.pass(60_000);
    const deleted = await world.send('DELETE', group);
    assert.equal(deleted.status, 202);
    assert.equal(deleted.text, '');
    assert.equal(deleted.headers['retry-after'], '15');
    const location = deleted.headers['location'] ?? '';
    assert.equal((await world.send('GET', group)).body['properties']?.['provisioningState'], 'Deleting');
    // 15 s of its own, 20 s for the car, 5 s between, 20 s for the engine, 5 s and it is over.
    world.pass(36_000);
    assert.equal((await world.send('GET', machine('car'))).status, 404);
    assert.equal((await world.send('GET', machine('engine'))).status, 200);
    const running = await world.send('GET', location);
    assert.equal(running.status, 202);
    assert.equal(running.headers['retry-after'], '10');
    world.pass(28_000);
    assert.equal((await world.send('GET', location)).status, 202);
    world.pass(2_000);
    assert.equal((await world.send('GET', location)).status, 200);
    assert.equal((await world.send('GET', group)).status, 404);
    assert.equal(
      (await world.send('GET', machine('engine'))).body['error']?.['code'],
      'ResourceGroupNotFound',
    );
  });

  it('refuses writes into a group that is being deleted', async () => {
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('DELETE', group);
    const late = await world.send('PUT', machine('late'), { location: 'westeurope' });
    assert.equal(late.status, 409);
    assert.equal(late.body['error']?.['code'], 'ResourceGroupBeingDeleted');
  });

  it('rolls back when nothing in it can be deleted any more', async () => {
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('PUT', machine('engine'), { location: 'westeurope' });
    const other = `${world.subscription}/resourcegroups/other`;
    await world.send('PUT', other, { location: 'westeurope' });
    const engine = `${world.subscription}/resourceGroups/lab/providers/Contoso.Works/machines/engine`;
    await world.send('PUT', `${other}/providers/Contoso.Works/machines/car?api-version=2024-01-01`, {
      location: 'westeurope',
      properties: { needs: engine },
    });
    world.pass(60_000);
    const deleted = await world.send('DELETE', group);
    world.pass(60_000);
    const { status, body } = await world.send('GET', deleted.headers['location'] ?? '');
    assert.equal(status, 409);
    assert.equal(body['error']?.['code'], 'ResourceGroupDeletionBlocked');
    assert.equal(body['error']?.['details']?.['0']?.['code'], 'MachineInUse');
    assert.equal((await world.send('GET', group)).body['properties']?.['provisioningState'], 'Succeeded');
  });

  it('exports what stands in it as a template', async () => {
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('PUT', machine('engine'), { location: 'westeurope', properties: { size: 2 } });
    const { status, body } = await world.send('POST', `${group}/exportTemplate`, { resources: ['*'] });
    assert.equal(status, 200);
    assert.deepEqual(body['template']?.['resources'], [
      {
        type: 'Contoso.Works/machines',
        apiVersion: '2024-01-01',
        name: 'engine',
        location: 'westeurope',
        properties: { size: 2 },
      },
    ]);
  });
});
