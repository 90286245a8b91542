import assert from 'node:assert/strict';
import { bothWays, collect, refused, type Sdk } from './sdk.ts';

bothWays('@azure/arm-storage', (connect) => {
  let sdk: Sdk;
  beforeEach(async () => {
    sdk = await connect();
    await sdk.resources.resourceGroups.createOrUpdate('lab', { location: 'westus2' });
  });

  const wanted = { location: 'westus2', kind: 'StorageV2', sku: { name: 'Standard_LRS' } } as const;

  it('creates, reads, lists, changes and deletes an account', async () => {
    const { storageAccounts } = sdk.storage;
    assert.deepEqual(
      await storageAccounts.checkNameAvailability({
        name: 'labaccount7',
        type: 'Microsoft.Storage/storageAccounts',
      }),
      { nameAvailable: true, reason: undefined, message: undefined },
    );
    const made = await storageAccounts.create('lab', 'labaccount7', wanted);
    assert.equal(made.provisioningState, 'Succeeded');
    assert.equal(made.primaryEndpoints?.blob, 'https://labaccount7.blob.core.windows.net/');
    assert.ok(made.creationTime instanceof Date);
    const taken = await storageAccounts.checkNameAvailability({
      name: 'labaccount7',
      type: 'Microsoft.Storage/storageAccounts',
    });
    assert.deepEqual([taken.nameAvailable, taken.reason], [false, 'AlreadyExists']);
    const changed = await storageAccounts.update('lab', 'labaccount7', {
      tags: { a: '1' },
      minimumTlsVersion: 'TLS1_2',
    });
    assert.deepEqual([changed.tags, changed.minimumTlsVersion], [{ a: '1' }, 'TLS1_2']);
    const read = await storageAccounts.getProperties('lab', 'labaccount7');
    assert.equal(read.enableHttpsTrafficOnly, true);
    for (const list of [storageAccounts.list(), storageAccounts.listByResourceGroup('lab')])
      assert.deepEqual(
        (await collect(list)).map(({ name }) => name),
        ['labaccount7'],
      );
    await storageAccounts.delete('lab', 'labaccount7');
    await assert.rejects(
      storageAccounts.getProperties('lab', 'labaccount7'),
      refused(404, 'ResourceNotFound'),
    );
  });

  it('lists keys, and makes a new one in place of an old', async () => {
    const { storageAccounts } = sdk.storage;
    await storageAccounts.create('lab', 'labaccount7', wanted);
    const { keys = [] } = await storageAccounts.listKeys('lab', 'labaccount7');
    assert.deepEqual(
      keys.map(({ keyName, permissions }) => [keyName, permissions?.toLowerCase()]),
      [
        ['key1', 'full'],
        ['key2', 'full'],
      ],
    );
    assert.equal(Buffer.from(keys[0]?.value ?? '', 'base64').length, 64);
    const { keys: renewed = [] } = await storageAccounts.regenerateKey('lab', 'labaccount7', {
      keyName: 'key1',
    });
    assert.notEqual(renewed[0]?.value, keys[0]?.value);
    assert.equal(renewed[1]?.value, keys[1]?.value);
  });

  it('keeps containers and the settings of the blob service', async () => {
    const { storageAccounts, blobServices, blobContainers } = sdk.storage;
    await storageAccounts.create('lab', 'labaccount7', wanted);
    const set = await blobServices.setServiceProperties('lab', 'labaccount7', {
      deleteRetentionPolicy: { enabled: true, days: 7 },
    });
    assert.deepEqual(set.deleteRetentionPolicy?.days, 7);
    const read = await blobServices.getServiceProperties('lab', 'labaccount7');
    assert.equal(read.deleteRetentionPolicy?.enabled, true);
    assert.equal((await collect(blobServices.list('lab', 'labaccount7'))).length, 1);
    const made = await blobContainers.create('lab', 'labaccount7', 'content', {});
    assert.equal(made.name, 'content');
    const got = await blobContainers.get('lab', 'labaccount7', 'content');
    assert.deepEqual([got.publicAccess, got.leaseState], ['None', 'Available']);
    const changed = await blobContainers.update('lab', 'labaccount7', 'content', { metadata: { a: '1' } });
    assert.deepEqual(changed.metadata, { a: '1' });
    await assert.rejects(
      blobContainers.create('lab', 'labaccount7', 'open', { publicAccess: 'Blob' }),
      refused(409, 'PublicAccessNotPermitted'),
    );
    assert.deepEqual(
      (await collect(blobContainers.list('lab', 'labaccount7'))).map(({ name }) => name),
      ['content'],
    );
    await blobContainers.delete('lab', 'labaccount7', 'content');
    assert.deepEqual(await collect(blobContainers.list('lab', 'labaccount7')), []);
  });

  it('counts accounts, and knows the kinds that a region has', async () => {
    const { storageAccounts, usages, skus } = sdk.storage;
    await storageAccounts.create('lab', 'labaccount7', wanted);
    const [used] = await collect(usages.listByLocation('westus2'));
    assert.deepEqual([used?.name?.value, used?.currentValue, used?.limit], ['StorageAccounts', 1, 250]);
    const offered = await collect(skus.list());
    assert.ok(
      offered.some(({ name, kind, locations }) => {
        return name === 'Standard_LRS' && kind === 'StorageV2' && locations?.includes('westus2') === true;
      }),
    );
  });

  it('refuses a name that an account cannot have', async () => {
    const { storageAccounts } = sdk.storage;
    await assert.rejects(
      storageAccounts.create('lab', 'Not-A-Name', wanted),
      (error) => error instanceof Error,
    );
    const checked = await storageAccounts.checkNameAvailability({
      name: 'no',
      type: 'Microsoft.Storage/storageAccounts',
    });
    assert.deepEqual([checked.nameAvailable, checked.reason], [false, 'AccountNameInvalid']);
  });
});
