import assert from 'node:assert/strict';
import { ArmFault } from '../../../src/mock/fault.ts';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, refusalOf, type FakeWorld } from './support/fake-world.ts';
import { quotaKey } from '../../../src/mock/providers/compute/quota.ts';
import { restrictedKey } from '../../../src/mock/providers/compute/sizes.ts';

function usage(fake: FakeWorld, family: string): unknown {
  const value = at(fake.route('Microsoft.Compute', 'locations/westus2/usages').body, 'value');
  const row = Array.isArray(value) ? value.find((one) => at(one, 'name', 'value') === family) : undefined;
  return [at(row, 'currentValue'), at(row, 'limit')];
}

describe('vCPU quotas', () => {
  it('count what stands, running or not', () => {
    const fake = gatewayUpTo('scaleSet');
    assert.deepEqual(usage(fake, 'standardAv2Family'), [4, 100]);
    assert.deepEqual(usage(fake, 'cores'), [4, 100]);
    assert.deepEqual(usage(fake, 'standardBSFamily'), [0, 100]);
    fake.act(ids.scaleSet, 'deallocate');
    fake.pass();
    assert.deepEqual(usage(fake, 'cores'), [4, 100]);
    fake.remove(ids.scaleSet);
    assert.deepEqual(usage(fake, 'cores'), [0, 100]);
  });

  it("refuse what would go past them, in Azure's words", () => {
    const fake = gatewayUpTo('scaleSet');
    fake.note({ key: quotaKey('westus2', 'standardAv2Family'), value: { limit: 6 } });
    assert.throws(
      () => fake.put(ids.scaleSet, changed(bodies.scaleSet, ['sku', 'capacity'], 4)),
      (error) =>
        error instanceof ArmFault &&
        error.status === 409 &&
        error.detail.code === 'OperationNotAllowed' &&
        error.message.startsWith(
          'Operation could not be completed as it results in exceeding approved standardAv2Family Cores quota. Additional details - Deployment Model: Resource Manager, Location: westus2, Current Limit: 6, Current Usage: 4, Additional Required: 4, (Minimum) New Limit Required: 8.',
        ),
    );
    assert.equal(
      refusalOf(() => fake.put(ids.scaleSet, changed(bodies.scaleSet, ['sku', 'capacity'], 3))),
      'accepted',
    );
  });

  it('refuse what would go past all families together', () => {
    const fake = gatewayUpTo('balancer');
    fake.note({ key: quotaKey('westus2', 'cores'), value: { limit: 3 } });
    assert.equal(
      refusalOf(() => fake.put(ids.scaleSet, bodies.scaleSet)),
      '409 OperationNotAllowed',
    );
  });
});

describe('sizes on offer', () => {
  const skus = (fake: FakeWorld, region: string): readonly unknown[] => {
    const value = at(
      fake.route('Microsoft.Compute', 'skus', { query: `$filter=location eq '${region}'` }).body,
      'value',
    );
    return Array.isArray(value) ? value : [];
  };
  const named = (fake: FakeWorld, region: string, name: string): unknown =>
    skus(fake, region).find((sku) => at(sku, 'name') === name);

  it('say what the size cannot do', () => {
    const sku = named(fakeWorld(), 'westus2', 'Standard_A2_v2');
    const capabilities = at(sku, 'capabilities');
    const value = (name: string): unknown =>
      Array.isArray(capabilities) &&
      at(
        capabilities.find((one) => at(one, 'name') === name),
        'value',
      );
    assert.equal(value('vCPUs'), '2');
    assert.equal(value('HyperVGenerations'), 'V1');
    assert.equal(value('PremiumIO'), 'False');
    assert.equal(value('AcceleratedNetworkingEnabled'), 'False');
    assert.deepEqual(at(sku, 'restrictions'), []);
    assert.equal(at(sku, 'family'), 'standardAv2Family');
  });

  it('are missing in regions that never had them', () => {
    assert.equal(named(fakeWorld(), 'westus3', 'Standard_A2_v2'), undefined);
    assert.notEqual(named(fakeWorld(), 'westus3', 'Standard_B2s'), undefined);
  });

  it('are restricted where a driver of the mock says so', () => {
    const fake = fakeWorld();
    fake.note({ key: restrictedKey('westus2', 'Standard_B2s'), value: {} });
    assert.equal(
      at(named(fake, 'westus2', 'Standard_B2s'), 'restrictions', 0, 'reasonCode'),
      'NotAvailableForSubscription',
    );
    const sizes = at(fake.route('Microsoft.Compute', 'locations/westus2/vmSizes').body, 'value');
    assert.equal(Array.isArray(sizes) && sizes.some((size) => at(size, 'name') === 'Standard_B2s'), false);
  });

  it('are listed for every region of the cloud when none is named', () => {
    const value = at(fakeWorld().route('Microsoft.Compute', 'skus').body, 'value');
    const regions = new Set(Array.isArray(value) ? value.map((sku) => at(sku, 'locations', 0)) : []);
    assert.equal(regions.has('westus2') && regions.has('northeurope'), true);
  });
});

describe('images on offer', () => {
  const versions =
    'locations/westus2/publishers/MicrosoftWindowsServer/artifacttypes/vmimage/offers/WindowsServer/skus/2022-datacenter/versions';

  it('have a version and tell their generation', () => {
    const fake = fakeWorld();
    const version = at(fake.route('Microsoft.Compute', versions).body, 0, 'name');
    assert.equal(version, '20348.2402.240607');
    const { body } = fake.route('Microsoft.Compute', `${versions}/${version}`);
    assert.equal(at(body, 'properties', 'hyperVGeneration'), 'V1');
    assert.equal(at(body, 'properties', 'osDiskImage', 'operatingSystem'), 'Windows');
  });

  it('are not there under names of none', () => {
    assert.equal(
      refusalOf(() => fakeWorld().route('Microsoft.Compute', versions.replace('2022', '2012'))),
      '404 NotFound',
    );
  });
});

describe('images of the marketplace', () => {
  const names = (path: string): unknown => {
    const { body } = fakeWorld().route('Microsoft.Compute', path);
    return Array.isArray(body) ? body.map((row) => at(row, 'name')) : body;
  };

  it('are found by publisher, offer and SKU', () => {
    const publishers = 'locations/westus2/publishers';
    assert.deepEqual(names(publishers), ['MicrosoftWindowsServer']);
    const offers = `${publishers}/microsoftwindowsserver/artifacttypes/vmimage/offers`;
    assert.deepEqual(names(offers), ['WindowsServer', 'windowsserver2022']);
    assert.deepEqual(names(`${offers}/nothing/skus`), []);
    const skus = fakeWorld().route('Microsoft.Compute', `${offers}/WindowsServer/skus`).body;
    assert.deepEqual(at(skus, 0), {
      location: 'westus2',
      name: '2022-datacenter',
      id: '/Subscriptions/00000000-0000-0000-0000-000000000000/Providers/Microsoft.Compute/Locations/westus2/Publishers/MicrosoftWindowsServer/ArtifactTypes/VMImage/Offers/WindowsServer/Skus/2022-datacenter',
    });
  });
});
