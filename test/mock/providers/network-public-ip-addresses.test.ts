import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, group, refusalOf } from './support/fake-world.ts';
import { takenKey } from '../../../src/mock/providers/taken-names.ts';

const other = `${group}/providers/Microsoft.Network/publicIPAddresses/other`;

describe('public IP addresses', () => {
  it('answer an address, a name, and the defaults of their SKU', () => {
    const body = fakeWorld().put(ids.address, bodies.address);
    assert.match(String(at(body, 'properties', 'ipAddress')), /^20\.\d+\.\d+\.\d+$/);
    assert.deepEqual(body['sku'], { name: 'Standard', tier: 'Regional' });
    assert.deepEqual(at(body, 'properties', 'dnsSettings'), {
      domainNameLabel: 'granitefalls',
      fqdn: 'granitefalls.westus2.cloudapp.azure.com',
    });
    assert.equal(at(body, 'properties', 'idleTimeoutInMinutes'), 4);
    assert.equal(at(body, 'properties', 'publicIPAddressVersion'), 'IPv4');
    assert.deepEqual(at(body, 'properties', 'ipTags'), []);
    assert.deepEqual(at(body, 'properties', 'ddosSettings'), { protectionMode: 'VirtualNetworkInherited' });
  });

  it('keep their address when they are written again', () => {
    const fake = gatewayUpTo('address');
    const address = at(fake.show(ids.address), 'properties', 'ipAddress');
    assert.equal(at(fake.put(ids.address, bodies.address), 'properties', 'ipAddress'), address);
  });

  it('refuse a label that another address of the region has, whoever owns it', () => {
    const fake = gatewayUpTo('address');
    assert.equal(
      refusalOf(() => fake.put(other, bodies.address)),
      '400 DnsRecordInUse',
    );
    assert.equal(
      refusalOf(() => fake.put(other, { ...bodies.address, location: 'eastus' })),
      'accepted',
    );
    const foreign = fakeWorld();
    foreign.note({ key: takenKey('dns', 'westus2/granitefalls'), value: {} });
    assert.equal(
      refusalOf(() => foreign.put(ids.address, bodies.address)),
      '400 DnsRecordInUse',
    );
  });

  it('tell whether a label is free', () => {
    const fake = gatewayUpTo('address');
    const check = (region: string): unknown =>
      fake.route('Microsoft.Network', `locations/${region}/CheckDnsNameAvailability`, {
        query: 'domainNameLabel=granitefalls',
      }).body;
    assert.deepEqual(check('West US 2'), { available: false });
    assert.deepEqual(check('eastus'), { available: true });
  });

  it('refuse what their SKU does not allow', () => {
    const put = (path: readonly string[], value: unknown): string =>
      refusalOf(() => fakeWorld().put(ids.address, changed(bodies.address, path, value)));
    assert.equal(
      put(['properties', 'publicIPAllocationMethod'], 'Dynamic'),
      '400 StandardSkuPublicIPAddressesMustBeStatic',
    );
    assert.equal(put(['properties', 'idleTimeoutInMinutes'], 31), '400 InvalidIdleTimeout');
    assert.equal(
      put(['properties', 'dnsSettings', 'domainNameLabel'], 'Granite Falls'),
      '400 InvalidDomainNameLabel',
    );
  });

  it('cannot change their zones', () => {
    const fake = gatewayUpTo('address');
    assert.equal(
      refusalOf(() => fake.put(ids.address, { ...bodies.address, zones: ['1'] })),
      '400 ResourceAvailabilityZonesCannotBeModified',
    );
  });

  it('tell which frontend has them, and stay while it does', () => {
    const fake = gatewayUpTo('balancer');
    assert.deepEqual(at(fake.show(ids.address), 'properties', 'ipConfiguration'), { id: ids.frontend });
    assert.equal(
      refusalOf(() => fake.remove(ids.address)),
      '400 PublicIPAddressCannotBeDeleted',
    );
    fake.remove(ids.balancer);
    assert.equal(
      refusalOf(() => fake.remove(ids.address)),
      'accepted',
    );
  });
});
