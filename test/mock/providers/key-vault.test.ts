import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, group, refusalOf } from './support/fake-world.ts';
import { takenKey } from '../../../src/mock/providers/taken-names.ts';

const secret = `${ids.vault}/secrets/certificate`;
const recover = changed(bodies.vault, ['properties', 'createMode'], 'recover');

describe('key vaults', () => {
  it('get the defaults of the service', () => {
    assert.deepEqual(fakeWorld().put(ids.vault, bodies.vault), {
      id: ids.vault,
      name: 'gateway',
      type: 'Microsoft.KeyVault/vaults',
      location: 'westus2',
      tags: {},
      systemData: {
        createdBy: 'tester',
        createdByType: 'Application',
        createdAt: '2026-01-05T08:00:00.000Z',
        lastModifiedBy: 'tester',
        lastModifiedByType: 'Application',
        lastModifiedAt: '2026-01-05T08:00:00.000Z',
      },
      properties: {
        sku: { family: 'A', name: 'standard' },
        tenantId: '11111111-1111-4111-8111-111111111111',
        accessPolicies: [],
        enabledForDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: true,
        vaultUri: 'https://gateway.vault.azure.net/',
        publicNetworkAccess: 'Enabled',
      },
    });
  });

  it('show a firewall only where it says more than the default', () => {
    const acls = (defaultAction: string): unknown =>
      at(
        fakeWorld().put(
          ids.vault,
          changed(bodies.vault, ['properties', 'networkAcls'], { bypass: 'AzureServices', defaultAction }),
        ),
        'properties',
        'networkAcls',
      );
    assert.equal(acls('Allow'), undefined);
    assert.deepEqual(acls('Deny'), {
      bypass: 'AzureServices',
      defaultAction: 'Deny',
      ipRules: [],
      virtualNetworkRules: [],
    });
  });

  it('refuse a name that another vault has, anywhere', () => {
    const fake = gatewayUpTo('vault');
    const twin = `${group}-2/providers/Microsoft.KeyVault/vaults/GATEWAY`;
    assert.equal(
      refusalOf(() => fake.put(twin, bodies.vault)),
      '409 VaultAlreadyExists',
    );
    const foreign = fakeWorld();
    foreign.note({ key: takenKey('vault', 'gateway'), value: {} });
    assert.equal(
      refusalOf(() => foreign.put(ids.vault, bodies.vault)),
      '409 VaultAlreadyExists',
    );
  });

  it('refuse the name of a soft-deleted vault unless it is recovered', () => {
    const fake = gatewayUpTo('vault');
    fake.remove(ids.vault);
    assert.equal(
      refusalOf(() => fake.put(ids.vault, bodies.vault)),
      '409 ConflictError',
    );
    assert.equal(
      refusalOf(() => fake.put(ids.vault, recover)),
      'accepted',
    );
  });

  it('come back from recovery with what was in them, secrets too', () => {
    const fake = gatewayUpTo('vault');
    fake.put(ids.vault, { ...bodies.vault, tags: { owner: 'me' } });
    fake.put(secret, { properties: { value: 'planted' } });
    fake.remove(ids.vault);
    assert.equal(fake.world.read(secret), undefined);
    fake.put(ids.vault, recover);
    assert.deepEqual(fake.show(ids.vault)['tags'], { owner: 'me' });
    assert.deepEqual(fake.stored(secret).hidden, { value: 'planted' });
  });

  it('cannot be recovered where there is nothing, nor after their time', () => {
    assert.equal(
      refusalOf(() => fakeWorld().put(ids.vault, recover)),
      '404 SoftDeletedVaultDoesNotExist',
    );
    const fake = gatewayUpTo('vault');
    fake.remove(ids.vault);
    fake.pass(91 * 86_400_000);
    assert.equal(
      refusalOf(() => fake.put(ids.vault, recover)),
      '404 SoftDeletedVaultDoesNotExist',
    );
    assert.equal(
      refusalOf(() => fake.put(ids.vault, bodies.vault)),
      'accepted',
    );
  });

  it('refuse names, tenants and retention that Azure refuses', () => {
    const put = (path: readonly string[], value: unknown) => () =>
      fakeWorld().put(ids.vault, changed(bodies.vault, path, value));
    const named = (name: string) => () =>
      fakeWorld().put(`${group}/providers/Microsoft.KeyVault/vaults/${name}`, bodies.vault);
    for (const name of ['ab', '1abc', 'a--b', 'ends-', 'a'.repeat(25)])
      assert.equal(refusalOf(named(name)), '400 VaultNameNotValid');
    assert.equal(refusalOf(put(['properties', 'tenantId'], undefined)), '400 BadRequest');
    assert.equal(refusalOf(put(['properties', 'softDeleteRetentionInDays'], 91)), '400 BadRequest');
    assert.equal(refusalOf(put(['properties', 'enablePurgeProtection'], false)), '400 BadRequest');
    assert.equal(refusalOf(put(['properties', 'enableRbacAuthorization'], false)), '400 BadRequest');
  });
});

describe('deleted vaults', () => {
  it('are listed, read and purged', () => {
    const fake = gatewayUpTo('vault');
    fake.remove(ids.vault);
    const list = fake.route('Microsoft.KeyVault', 'deletedVaults').body;
    assert.deepEqual(at(list, 'value', 0, 'properties'), {
      vaultId: ids.vault,
      location: 'westus2',
      tags: {},
      deletionDate: '2026-01-05T09:00:00.000Z',
      scheduledPurgeDate: '2026-04-05T09:00:00.000Z',
    });
    assert.equal(fake.route('Microsoft.KeyVault', 'locations/westus2/deletedVaults/gateway').status, 200);
    assert.equal(
      fake.route('Microsoft.KeyVault', 'locations/westus2/deletedVaults/gateway/purge').status,
      202,
    );
    assert.deepEqual(fake.route('Microsoft.KeyVault', 'deletedVaults').body, { value: [] });
    assert.equal(
      refusalOf(() => fake.put(ids.vault, bodies.vault)),
      'accepted',
    );
  });

  it('keep their names from being available', () => {
    const fake = gatewayUpTo('vault');
    const check = (name: string): unknown =>
      at(
        fake.route('Microsoft.KeyVault', 'checkNameAvailability', {
          body: { name, type: 'Microsoft.KeyVault/vaults' },
        }).body,
        'reason',
      );
    assert.equal(check('gateway'), 'AlreadyExists');
    fake.remove(ids.vault);
    assert.equal(check('gateway'), 'AlreadyExists');
    assert.equal(check('1'), 'AccountNameInvalid');
    assert.equal(check('somethingelse'), undefined);
  });

  it('resist a purge where they are protected', () => {
    const fake = fakeWorld();
    fake.put(ids.vault, changed(bodies.vault, ['properties', 'enablePurgeProtection'], true));
    fake.remove(ids.vault);
    assert.equal(
      refusalOf(() => fake.route('Microsoft.KeyVault', 'locations/westus2/deletedVaults/gateway/purge')),
      '405 MethodNotAllowed',
    );
  });
});

describe('secrets', () => {
  it('never show their value', () => {
    const fake = gatewayUpTo('vault');
    const body = fake.put(secret, { properties: { value: 'planted', contentType: 'application/x-pkcs12' } });
    assert.equal(JSON.stringify(body).includes('planted'), false);
    assert.deepEqual(fake.stored(secret).hidden, { value: 'planted' });
    assert.equal(at(body, 'properties', 'secretUri'), 'https://gateway.vault.azure.net/secrets/certificate');
    assert.match(
      String(at(body, 'properties', 'secretUriWithVersion')),
      /\/secrets\/certificate\/[0-9a-f]{32}$/,
    );
  });

  it('need a value, a good name, and a vault', () => {
    const fake = gatewayUpTo('vault');
    assert.equal(
      refusalOf(() => fake.put(secret, { properties: {} })),
      '400 BadRequest',
    );
    assert.equal(
      refusalOf(() => fake.put(`${ids.vault}/secrets/a_b`, { properties: { value: 'x' } })),
      '400 BadRequest',
    );
    assert.equal(
      refusalOf(() => fakeWorld().put(secret, { properties: { value: 'x' } })),
      '404 ParentResourceNotFound',
    );
  });

  it('cannot be deleted through the resource manager', () => {
    const fake = gatewayUpTo('vault');
    fake.put(secret, { properties: { value: 'planted' } });
    assert.equal(
      refusalOf(() => fake.remove(secret)),
      '405 MethodNotAllowed',
    );
  });
});

describe('names of hardware modules', () => {
  it('are free unless one stands, since the mock plays none', () => {
    const fake = fakeWorld();
    const ask = { body: { name: 'module', type: 'Microsoft.KeyVault/managedHSMs' } };
    const free = (): unknown =>
      at(fake.route('Microsoft.KeyVault', 'checkMhsmNameAvailability', ask).body, 'nameAvailable');
    assert.equal(free(), true);
    fake.plant(`${group}/providers/Microsoft.KeyVault/managedHSMs/module`, 'Microsoft.KeyVault/managedHSMs');
    assert.equal(free(), false);
  });
});
