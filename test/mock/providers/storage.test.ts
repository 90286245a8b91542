import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, group, refusalOf } from './support/fake-world.ts';

const service = `${ids.account}/blobServices/default`;
const container = `${service}/containers/content`;

describe('storage accounts', () => {
  it('get the defaults of the service', () => {
    const body = fakeWorld().put(ids.account, bodies.account);
    const time = '2026-01-05T08:00:00.000Z';
    assert.deepEqual(body, {
      sku: { name: 'Standard_LRS', tier: 'Standard' },
      kind: 'StorageV2',
      id: ids.account,
      name: 'gateway',
      type: 'Microsoft.Storage/storageAccounts',
      location: 'westus2',
      tags: {},
      properties: {
        keyCreationTime: { key1: time, key2: time },
        allowCrossTenantReplication: false,
        privateEndpointConnections: [],
        minimumTlsVersion: 'TLS1_0',
        allowBlobPublicAccess: false,
        networkAcls: {
          ipv6Rules: [],
          bypass: 'AzureServices',
          virtualNetworkRules: [],
          ipRules: [],
          defaultAction: 'Allow',
        },
        supportsHttpsTrafficOnly: true,
        encryption: {
          services: {
            file: { keyType: 'Account', enabled: true, lastEnabledTime: time },
            blob: { keyType: 'Account', enabled: true, lastEnabledTime: time },
          },
          keySource: 'Microsoft.Storage',
        },
        accessTier: 'Hot',
        creationTime: time,
        primaryEndpoints: {
          dfs: 'https://gateway.dfs.core.windows.net/',
          web: 'https://gateway.z5.web.core.windows.net/',
          blob: 'https://gateway.blob.core.windows.net/',
          queue: 'https://gateway.queue.core.windows.net/',
          table: 'https://gateway.table.core.windows.net/',
          file: 'https://gateway.file.core.windows.net/',
        },
        primaryLocation: 'westus2',
        statusOfPrimary: 'available',
      },
    });
  });

  it('take their SKU from accountType, and are of the first kind, in versions of before 2016', () => {
    const old = { location: 'westus2', properties: { accountType: 'Standard_GRS' } };
    const body = fakeWorld().put(ids.account, old, '2015-06-15');
    assert.deepEqual(body['sku'], { name: 'Standard_GRS', tier: 'Standard' });
    assert.equal(body['kind'], 'Storage');
  });

  it('keep what an update does not mention', () => {
    const fake = fakeWorld();
    fake.put(
      ids.account,
      changed({ ...bodies.account, properties: {} }, ['properties', 'minimumTlsVersion'], 'TLS1_2'),
    );
    fake.pass();
    assert.equal(at(fake.put(ids.account, bodies.account), 'properties', 'minimumTlsVersion'), 'TLS1_2');
    assert.equal(at(fake.show(ids.account), 'properties', 'creationTime'), '2026-01-05T08:00:00.000Z');
  });

  it('read booleans that were sent as text', () => {
    const body = fakeWorld().put(ids.account, {
      ...bodies.account,
      properties: { allowSharedKeyAccess: 'false' },
    });
    assert.equal(at(body, 'properties', 'allowSharedKeyAccess'), false);
  });

  it('refuse names that are wrong, or taken by any other account', () => {
    const named = (name: string, folder = group): string =>
      `${folder}/providers/Microsoft.Storage/storageAccounts/${name}`;
    for (const name of ['ab', 'Upper', 'with-hyphen', 'a'.repeat(25)])
      assert.equal(
        refusalOf(() => fakeWorld().put(named(name), bodies.account)),
        '400 AccountNameInvalid',
      );
    const fake = gatewayUpTo('account');
    assert.equal(
      refusalOf(() => fake.put(named('gateway', `${group}-2`), bodies.account)),
      '409 StorageAccountAlreadyTaken',
    );
  });

  it('refuse a SKU and a kind that do not exist', () => {
    const put = (path: readonly string[], value: unknown) => () =>
      fakeWorld().put(ids.account, changed(bodies.account, path, value));
    assert.equal(refusalOf(put(['sku', 'name'], 'Standard_XL')), '400 InvalidRequestPropertyValue');
    assert.equal(refusalOf(put(['kind'], undefined)), '400 InvalidRequestPropertyValue');
  });

  it('tell whether a name is free', () => {
    const fake = gatewayUpTo('account');
    const check = (name: string): unknown =>
      fake.route('Microsoft.Storage', 'checkNameAvailability', { body: { name } }).body;
    assert.deepEqual(check('free'), { nameAvailable: true });
    assert.deepEqual(check('gateway'), {
      nameAvailable: false,
      reason: 'AlreadyExists',
      message: 'The storage account named gateway is already taken.',
    });
    assert.equal(at(check('No'), 'reason'), 'AccountNameInvalid');
  });

  it('list keys that stay until one is made anew', () => {
    const fake = gatewayUpTo('account');
    const keys = (): readonly unknown[] =>
      [0, 1].map((index) => at(fake.act(ids.account, 'listkeys').result, 'keys', index, 'value'));
    const before = keys();
    assert.match(String(before[0]), /^[A-Za-z0-9+/]{86}==$/);
    assert.deepEqual(keys(), before);
    fake.act(ids.account, 'regeneratekey', { keyName: 'key1' });
    assert.notEqual(keys()[0], before[0]);
    assert.equal(keys()[1], before[1]);
    assert.equal(JSON.stringify(fake.stored(ids.account)).includes(String(before[1])), false);
  });
});

describe('blob services and containers', () => {
  it('fill in what retention leaves out', () => {
    const fake = gatewayUpTo('account');
    const body = fake.put(service, {
      properties: { containerDeleteRetentionPolicy: { enabled: true, days: 7 } },
    });
    assert.deepEqual(body['properties'], {
      containerDeleteRetentionPolicy: { enabled: true, days: 7 },
      cors: { corsRules: [] },
      deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false },
    });
  });

  it('refuse retention without days, and a second blob service', () => {
    const fake = gatewayUpTo('account');
    const put = (): unknown =>
      fake.put(service, { properties: { deleteRetentionPolicy: { enabled: true } } });
    assert.equal(refusalOf(put), '400 InvalidRequestPropertyValue');
    assert.equal(
      refusalOf(() => fake.put(`${ids.account}/blobServices/other`, {})),
      '400 InvalidUri',
    );
  });

  it('stand in an account whose blob service nobody wrote', () => {
    const fake = gatewayUpTo('account');
    assert.deepEqual(at(fake.show(service), 'properties', 'deleteRetentionPolicy'), {
      allowPermanentDelete: false,
      enabled: false,
    });
    const body = fake.put(container, {});
    assert.equal(at(body, 'properties', 'publicAccess'), 'None');
    assert.equal(at(body, 'properties', 'defaultEncryptionScope'), '$account-encryption-key');
    assert.equal(at(body, 'properties', 'leaseState'), 'Available');
  });

  it('refuse public containers where the account does, and names with capitals', () => {
    const fake = gatewayUpTo('account');
    assert.equal(
      refusalOf(() => fake.put(container, { properties: { publicAccess: 'blob' } })),
      '409 PublicAccessNotPermitted',
    );
    assert.equal(
      refusalOf(() => fake.put(`${service}/containers/Upper`, {})),
      '400 ContainerOperationFailure',
    );
  });
});

describe('storage accounts, beside blobs', () => {
  it('have file, queue and table services that nobody wrote', () => {
    const fake = fakeWorld();
    fake.put(ids.account, bodies.account);
    assert.deepEqual(fake.computed(ids.account, 'fileServices', ['default']), {
      sku: { name: 'Standard_LRS', tier: 'Standard' },
      id: `${ids.account}/fileServices/default`,
      name: 'default',
      type: 'Microsoft.Storage/storageAccounts/fileServices',
      properties: {
        cors: { corsRules: [] },
        shareDeleteRetentionPolicy: { enabled: true, days: 7 },
      },
    });
    assert.equal(at(fake.computed(ids.account, 'queueServices'), 'value', 0, 'name'), 'default');
    const type = 'Microsoft.Storage/storageAccounts/fileServices/shares';
    fake.plant(`${ids.account}/fileServices/default/shares/box`, type);
    const shares = fake.computed(ids.account, 'fileServices', ['default', 'shares']);
    assert.equal(at(shares, 'value', 0, 'name'), 'box');
    assert.equal(
      refusalOf(() => fake.computed(ids.account, 'tableServices', ['other'])),
      '404 ResourceNotFound',
    );
  });

  it('fail over only where there is a copy, and come out of it without one', () => {
    const fake = fakeWorld();
    fake.put(ids.account, bodies.account);
    assert.equal(
      refusalOf(() => fake.act(ids.account, 'failover')),
      '409 AccountFailoverNotSupported',
    );
    fake.put(ids.account, changed(bodies.account, ['sku', 'name'], 'Standard_GRS'));
    fake.act(ids.account, 'failover');
    assert.deepEqual(fake.show(ids.account)['sku'], { name: 'Standard_LRS', tier: 'Standard' });
  });

  it('are counted by region', () => {
    const fake = fakeWorld();
    fake.put(ids.account, bodies.account);
    const used = (region: string): unknown =>
      at(fake.route('Microsoft.Storage', `locations/${region}/usages`).body, 'value', 0, 'currentValue');
    assert.equal(used('westus2'), 1);
    assert.equal(used('eastus'), 0);
  });
});
