import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { fakeWorld, refusalOf } from './support/fake-world.ts';

const rule = `${ids.securityGroup}/securityRules/channel`;
const channel = {
  properties: {
    protocol: 'Tcp',
    sourcePortRange: '*',
    destinationPortRange: '10124-10125',
    sourceAddressPrefix: 'Internet',
    destinationAddressPrefix: '*',
    access: 'Allow',
    priority: 110,
    direction: 'Inbound',
  },
};

describe('network security groups', () => {
  it('answer their rules with ids, etags and coerced values', () => {
    const body = fakeWorld().put(ids.securityGroup, bodies.securityGroup);
    assert.deepEqual(at(body, 'properties', 'securityRules', 0), {
      name: 'https',
      id: `${ids.securityGroup}/securityRules/https`,
      etag: 'W/"00000000-0000-4000-8000-000000000001"',
      type: 'Microsoft.Network/networkSecurityGroups/securityRules',
      properties: {
        provisioningState: 'Updating',
        protocol: 'Tcp',
        sourcePortRange: '*',
        destinationPortRange: '443',
        sourceAddressPrefix: 'Internet',
        destinationAddressPrefix: '*',
        access: 'Allow',
        priority: 100,
        direction: 'Inbound',
        sourcePortRanges: [],
        destinationPortRanges: [],
        sourceAddressPrefixes: [],
        destinationAddressPrefixes: [],
      },
    });
  });

  it('come with the six default rules', () => {
    const rules = at(
      fakeWorld().put(ids.securityGroup, bodies.securityGroup),
      'properties',
      'defaultSecurityRules',
    );
    const shown = [0, 1, 2, 3, 4, 5].map((index) => [
      at(rules, index, 'name'),
      at(rules, index, 'properties', 'priority'),
      at(rules, index, 'properties', 'access'),
    ]);
    assert.deepEqual(shown, [
      ['AllowVnetInBound', 65000, 'Allow'],
      ['AllowAzureLoadBalancerInBound', 65001, 'Allow'],
      ['DenyAllInBound', 65500, 'Deny'],
      ['AllowVnetOutBound', 65000, 'Allow'],
      ['AllowInternetOutBound', 65001, 'Allow'],
      ['DenyAllOutBound', 65500, 'Deny'],
    ]);
    assert.equal(at(rules, 'length'), 6);
  });

  it('show a rule that was written by itself, and lose one that a write leaves out', () => {
    const fake = gatewayUpTo('securityGroup');
    fake.put(rule, channel);
    const names = (): unknown =>
      [0, 1].map((index) => at(fake.show(ids.securityGroup), 'properties', 'securityRules', index, 'name'));
    assert.deepEqual(names(), ['https', 'channel']);
    fake.put(ids.securityGroup, bodies.securityGroup);
    assert.deepEqual(names(), ['https', undefined]);
  });

  it('keep their rules when only tags are patched', () => {
    const fake = gatewayUpTo('securityGroup');
    assert.equal(
      at(fake.patch(ids.securityGroup, { tags: { a: 'b' } }), 'properties', 'securityRules', 0, 'name'),
      'https',
    );
  });

  it('refuse priorities, ports and directions that Azure refuses', () => {
    const put = (key: string, value: unknown): string =>
      refusalOf(() =>
        fakeWorld().put(
          ids.securityGroup,
          changed(bodies.securityGroup, ['properties', 'securityRules', 0, 'properties', key], value),
        ),
      );
    assert.equal(put('priority', 99), '400 SecurityRuleInvalidPriority');
    assert.equal(put('priority', 'high'), '400 InvalidRequestFormat');
    assert.equal(put('destinationPortRange', '70000'), '400 SecurityRuleInvalidPortRange');
    assert.equal(put('direction', 'Sideways'), '400 InvalidRequestFormat');
    assert.equal(put('sourceAddressPrefix', undefined), '400 SecurityRuleParameterNotSpecified');
  });

  it('refuse two rules of one priority and direction', () => {
    const fake = gatewayUpTo('securityGroup');
    assert.equal(
      refusalOf(() => fake.put(rule, changed(channel, ['properties', 'priority'], 100))),
      '400 SecurityRuleConflict',
    );
    assert.equal(
      refusalOf(() => fake.put(rule, channel)),
      'accepted',
    );
  });

  it('tell which subnets they guard, and stay while they do', () => {
    const fake = gatewayUpTo('virtualNetwork');
    assert.deepEqual(at(fake.show(ids.securityGroup), 'properties', 'subnets'), [{ id: ids.subnet }]);
    assert.equal(
      refusalOf(() => fake.remove(ids.securityGroup)),
      '400 InUseNetworkSecurityGroupCannotBeDeleted',
    );
    fake.remove(ids.virtualNetwork);
    assert.equal(
      refusalOf(() => fake.remove(ids.securityGroup)),
      'accepted',
    );
  });
});
