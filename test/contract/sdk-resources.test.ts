import assert from 'node:assert/strict';
import { bothWays, collect, refused, type Sdk } from './sdk.ts';

const groupApi = '2023-01-31';
const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';

bothWays('@azure/arm-resources', (connect) => {
  let sdk: Sdk;
  let scope: string;
  const identity = (name: string): string => `${scope}/providers/${type}/${name}`;
  beforeEach(async () => {
    sdk = await connect();
    scope = `/subscriptions/${sdk.azure.subscriptionId}/resourceGroups/lab`;
  });

  it('makes, finds, changes, lists and deletes a resource group', async () => {
    const { resourceGroups } = sdk.resources;
    assert.equal((await resourceGroups.checkExistence('lab')).body, false);
    const made = await resourceGroups.createOrUpdate('lab', { location: 'westus2', tags: { a: '1' } });
    assert.equal(made.id, scope);
    assert.equal(made.properties?.provisioningState, 'Succeeded');
    assert.equal((await resourceGroups.checkExistence('lab')).body, true);
    const changed = await resourceGroups.update('lab', { tags: { b: '2' } });
    assert.deepEqual(changed.tags, { b: '2' });
    await resourceGroups.createOrUpdate('other', { location: 'westeurope' });
    assert.deepEqual(
      (await collect(resourceGroups.list())).map(({ name, location }) => [name, location]),
      [
        ['lab', 'westus2'],
        ['other', 'westeurope'],
      ],
    );
    assert.deepEqual(
      (await collect(resourceGroups.list({ filter: "tagName eq 'b' and tagValue eq '2'" }))).map(
        ({ name }) => name,
      ),
      ['lab'],
    );
    await resourceGroups.beginDeleteAndWait('lab');
    await assert.rejects(resourceGroups.get('lab'), refused(404, 'ResourceGroupNotFound'));
  });

  it('pages through more groups than fit on a page', async () => {
    const { resourceGroups } = sdk.resources;
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await resourceGroups.createOrUpdate(name, { location: 'westus2' });
    const sizes: number[] = [];
    for await (const page of resourceGroups.list({ top: 2 }).byPage()) sizes.push(page.length);
    assert.deepEqual(sizes, [2, 2, 1]);
  });

  it('writes, reads, changes, lists, moves and deletes a resource of any type', async () => {
    const { resources, resourceGroups } = sdk.resources;
    await resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    await resourceGroups.createOrUpdate('other', { location: 'westus2' });
    const id = identity('robot');
    assert.equal((await resources.checkExistenceById(id, groupApi)).body, false);
    const made = await resources.beginCreateOrUpdateByIdAndWait(id, groupApi, { location: 'westus2' });
    assert.equal(made.name, 'robot');
    assert.match(String(Reflect.get(Object(made.properties), 'principalId')), /^[0-9a-f-]{36}$/);
    assert.equal((await resources.checkExistenceById(id, groupApi)).body, true);
    const changed = await resources.beginUpdateByIdAndWait(id, groupApi, { tags: { a: '1' } });
    assert.deepEqual(changed.tags, { a: '1' });
    assert.deepEqual((await resources.getById(id, groupApi)).tags, { a: '1' });
    const got = await resources.get(
      'lab',
      'Microsoft.ManagedIdentity',
      '',
      'userAssignedIdentities',
      'robot',
      groupApi,
    );
    // This service answers `resourcegroups` in lower case, unlike nearly all others.
    assert.equal(got.id?.toLowerCase(), id.toLowerCase());
    assert.deepEqual(
      (await collect(resources.list({ filter: `resourceType eq '${type}'` }))).map(({ name }) => name),
      ['robot'],
    );
    const moved = { resources: [id], targetResourceGroup: scope.replace(/lab$/, 'other') };
    await resources.beginValidateMoveResourcesAndWait('lab', moved);
    await resources.beginMoveResourcesAndWait('lab', moved);
    assert.deepEqual(await collect(resources.listByResourceGroup('lab')), []);
    const there = id.replace('/lab/', '/other/');
    await resources.beginDeleteByIdAndWait(there, groupApi);
    await assert.rejects(resources.getById(there, groupApi), refused(404, 'ResourceNotFound'));
  });

  it('lists providers, and registers one that was not', async () => {
    const { providers } = sdk.resources;
    const listed = await collect(providers.list());
    assert.ok(listed.some(({ namespace }) => namespace === 'Microsoft.Compute'));
    const compute = await providers.get('Microsoft.Compute');
    assert.equal(compute.registrationState, 'Registered');
    const scaleSets = compute.resourceTypes?.find(
      ({ resourceType }) => resourceType === 'virtualMachineScaleSets',
    );
    assert.ok(scaleSets?.apiVersions?.includes('2024-07-01'), scaleSets?.apiVersions?.join(' '));
    await providers.unregister('Microsoft.Insights');
    assert.notEqual((await providers.get('Microsoft.Insights')).registrationState, 'Registered');
    await providers.register('Microsoft.Insights');
    assert.equal((await providers.get('Microsoft.Insights')).registrationState, 'Registered');
  });

  it('sets, merges and takes away tags at a scope, and knows their names', async () => {
    const { resourceGroups, tagsOperations } = sdk.resources;
    await resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    await tagsOperations.beginCreateOrUpdateAtScopeAndWait(scope, { properties: { tags: { a: '1' } } });
    const merged = await tagsOperations.beginUpdateAtScopeAndWait(scope, {
      operation: 'Merge',
      properties: { tags: { b: '2' } },
    });
    assert.deepEqual(merged.properties.tags, { a: '1', b: '2' });
    assert.deepEqual((await tagsOperations.getAtScope(scope)).properties.tags, { a: '1', b: '2' });
    await tagsOperations.createOrUpdate('costCenter');
    await tagsOperations.createOrUpdateValue('costCenter', 'it-42');
    assert.deepEqual(
      (await collect(tagsOperations.list())).map(({ tagName }) => tagName),
      ['a', 'b', 'costCenter'],
    );
    await tagsOperations.deleteValue('costCenter', 'it-42');
    await tagsOperations.delete('costCenter');
    await tagsOperations.beginDeleteAtScopeAndWait(scope);
    assert.deepEqual((await resourceGroups.get('lab')).tags ?? {}, {});
  });

  it('locks a group, so that it cannot be deleted until the lock is gone', async () => {
    const { resourceGroups, resources } = sdk.resources;
    await resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    const lock = `${scope}/providers/Microsoft.Authorization/locks/keep`;
    const made = await resources.beginCreateOrUpdateByIdAndWait(lock, '2020-05-01', {
      properties: { level: 'CanNotDelete', notes: 'kept' },
    });
    assert.deepEqual(made.properties, { level: 'CanNotDelete', notes: 'kept' });
    await assert.rejects(resourceGroups.beginDeleteAndWait('lab'), refused(409, 'ScopeLocked'));
    await resources.beginDeleteByIdAndWait(lock, '2020-05-01');
    await resourceGroups.beginDeleteAndWait('lab');
    assert.equal((await resourceGroups.checkExistence('lab')).body, false);
  });

  it('exports a group as a template', async () => {
    const { resourceGroups, resources } = sdk.resources;
    await resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    await resources.beginCreateOrUpdateByIdAndWait(identity('robot'), groupApi, { location: 'westus2' });
    const exported = await resourceGroups.beginExportTemplateAndWait('lab', { resources: ['*'] });
    const template: { resources?: readonly { type: string }[] } = exported.template ?? {};
    assert.deepEqual(
      template.resources?.map((resource) => resource.type),
      [type],
    );
  });
});
