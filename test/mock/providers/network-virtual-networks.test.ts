import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressOf, isWithin, overlaps, rangeOf } from '../../../src/mock/providers/network/cidr.ts';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, refusalOf } from './support/fake-world.ts';
import type { JsonObject } from '../../../src/base/json.ts';

const second = `${ids.virtualNetwork}/subnets/second`;
const subnet = (addressPrefix: string): JsonObject => ({ properties: { addressPrefix } });

describe('virtual networks', () => {
  it('answer their subnets with the defaults of the service', () => {
    const fake = gatewayUpTo('virtualNetwork');
    assert.deepEqual(at(fake.show(ids.virtualNetwork), 'properties', 'subnets', 0), {
      name: 'instances',
      id: ids.subnet,
      etag: fake.stored(ids.virtualNetwork).body['etag'],
      properties: {
        provisioningState: 'Succeeded',
        addressPrefix: '10.42.0.0/25',
        networkSecurityGroup: { id: ids.securityGroup },
        ipamPoolPrefixAllocations: [],
        delegations: [],
        privateEndpointNetworkPolicies: 'Disabled',
        privateLinkServiceNetworkPolicies: 'Enabled',
        defaultOutboundAccess: false,
      },
      type: 'Microsoft.Network/virtualNetworks/subnets',
    });
    assert.equal(at(fake.show(ids.virtualNetwork), 'properties', 'enableDdosProtection'), false);
    assert.deepEqual(at(fake.show(ids.virtualNetwork), 'properties', 'virtualNetworkPeerings'), []);
  });

  it('spell references as Azure does', () => {
    const fake = gatewayUpTo('securityGroup');
    const path = ['properties', 'subnets', 0, 'properties', 'networkSecurityGroup', 'id'] as const;
    const body = fake.put(
      ids.virtualNetwork,
      changed(bodies.virtualNetwork, path, ids.securityGroup.toLowerCase()),
    );
    assert.equal(at(body, ...path), ids.securityGroup);
  });

  it('show a subnet that was written by itself', () => {
    const fake = gatewayUpTo('virtualNetwork');
    fake.put(second, subnet('10.42.0.128/25'));
    assert.equal(at(fake.show(ids.virtualNetwork), 'properties', 'subnets', 1, 'name'), 'second');
  });

  it('keep subnets that a write does not mention, and lose those that an empty list leaves out', () => {
    const fake = gatewayUpTo('virtualNetwork');
    const without = changed(bodies.virtualNetwork, ['properties', 'subnets'], undefined);
    assert.equal(at(fake.put(ids.virtualNetwork, without), 'properties', 'subnets', 'length'), 1);
    const empty = changed(bodies.virtualNetwork, ['properties', 'subnets'], []);
    assert.equal(at(fake.put(ids.virtualNetwork, empty), 'properties', 'subnets', 'length'), 0);
    assert.equal(fake.world.read(ids.subnet), undefined);
  });

  it('refuse subnets outside, over each other, or badly written', () => {
    const fake = gatewayUpTo('virtualNetwork');
    const put = (prefix: string): string => refusalOf(() => fake.put(second, subnet(prefix)));
    assert.equal(put('10.43.0.0/25'), '400 NetcfgSubnetRangeOutsideVnet');
    assert.equal(put('10.42.0.64/26'), '400 NetcfgSubnetRangesOverlap');
    assert.equal(put('10.42.0.129/25'), '400 InvalidCIDRNotation');
    assert.equal(put('10.42.0.128'), '400 InvalidAddressPrefixFormat');
    assert.equal(
      refusalOf(() => fake.put(second, {})),
      '400 NoAddressPrefixOrPoolProvided',
    );
    assert.equal(put('10.42.0.128/25'), 'accepted');
  });

  it('refuse a security group that is not there', () => {
    assert.equal(
      refusalOf(() => fakeWorld().put(ids.virtualNetwork, bodies.virtualNetwork)),
      '400 InvalidResourceReference',
    );
  });

  it('keep a subnet in which instances are', () => {
    const fake = gatewayUpTo('scaleSet');
    assert.deepEqual(at(fake.show(ids.subnet), 'properties', 'ipConfigurations', 0), {
      id: `${ids.scaleSet}/virtualMachines/0/networkInterfaces/nic/ipConfigurations/ip`,
    });
    assert.equal(
      refusalOf(() => fake.remove(ids.subnet)),
      '400 InUseSubnetCannotBeDeleted',
    );
    assert.equal(
      refusalOf(() => fake.remove(ids.virtualNetwork)),
      '400 InUseSubnetCannotBeDeleted',
    );
    const empty = changed(bodies.virtualNetwork, ['properties', 'subnets'], []);
    assert.equal(
      refusalOf(() => fake.put(ids.virtualNetwork, empty)),
      '400 InUseSubnetCannotBeDeleted',
    );
    fake.remove(ids.scaleSet);
    assert.equal(
      refusalOf(() => fake.remove(ids.subnet)),
      'accepted',
    );
  });
});

describe('address ranges', () => {
  it('lie within and overlap as their numbers say', () => {
    const range = fc.tuple(fc.nat(2 ** 24), fc.integer({ min: 8, max: 32 }));
    fc.assert(
      fc.property(range, range, ([a, bitsA], [b, bitsB]) => {
        const one = rangeOf(`${addressOf(a * 256)}/${String(bitsA)}`);
        const two = rangeOf(`${addressOf(b * 256)}/${String(bitsB)}`);
        assert.ok(one !== undefined && two !== undefined);
        const shared = Math.min(one.first + one.size, two.first + two.size) - Math.max(one.first, two.first);
        assert.equal(overlaps(one, two), shared > 0);
        assert.equal(isWithin(one, two), shared === one.size);
      }),
    );
  });
});
