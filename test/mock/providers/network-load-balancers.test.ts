import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { group, refusalOf } from './support/fake-world.ts';
import type { JsonObject } from '../../../src/base/json.ts';

const natRule = `${ids.balancer}/inboundNatRules/channel`;
const channel: JsonObject = {
  properties: {
    frontendIPConfiguration: { id: ids.frontend },
    backendAddressPool: { id: ids.pool },
    protocol: 'tcp',
    frontendPortRangeStart: '10124',
    frontendPortRangeEnd: '10139',
    backendPort: 8443,
  },
};

describe('load balancers', () => {
  it('answer rules with the defaults of the service', () => {
    const fake = gatewayUpTo('balancer');
    assert.deepEqual(at(fake.show(ids.balancer), 'properties', 'loadBalancingRules', 0, 'properties'), {
      provisioningState: 'Succeeded',
      frontendIPConfiguration: { id: ids.frontend },
      frontendPort: 443,
      backendPort: 443,
      enableFloatingIP: false,
      idleTimeoutInMinutes: 4,
      protocol: 'Tcp',
      enableDestinationServiceEndpoint: false,
      enableTcpReset: false,
      allowBackendPortConflict: false,
      loadDistribution: 'Default',
      disableOutboundSnat: true,
      backendAddressPool: { id: ids.pool },
      backendAddressPools: [{ id: ids.pool }],
      probe: { id: ids.probe },
    });
    assert.deepEqual(at(fake.show(ids.balancer), 'properties', 'probes', 0, 'properties'), {
      provisioningState: 'Succeeded',
      protocol: 'Tcp',
      port: 443,
      intervalInSeconds: 15,
      numberOfProbes: 2,
      probeThreshold: 1,
      loadBalancingRules: [{ id: `${ids.balancer}/loadBalancingRules/https` }],
    });
  });

  it('tell at each part who refers to it', () => {
    const fake = gatewayUpTo('balancer');
    const rule = [{ id: `${ids.balancer}/loadBalancingRules/https` }];
    assert.deepEqual(at(fake.show(ids.balancer), 'properties', 'frontendIPConfigurations', 0, 'properties'), {
      provisioningState: 'Succeeded',
      privateIPAllocationMethod: 'Dynamic',
      publicIPAddress: { id: ids.address },
      loadBalancingRules: rule,
    });
    assert.deepEqual(at(fake.show(ids.pool), 'properties'), {
      loadBalancerBackendAddresses: [],
      loadBalancingRules: rule,
    });
  });

  it('give each instance a port of a NAT rule over their pool', () => {
    const fake = gatewayUpTo('scaleSet');
    const rule = fake.put(natRule, channel);
    assert.equal(at(rule, 'properties', 'frontendPortRangeStart'), 10124);
    assert.equal(at(rule, 'properties', 'frontendPort'), 0);
    const member = (index: number): unknown =>
      at(fake.show(ids.pool), 'properties', 'loadBalancerBackendAddresses', index, 'properties');
    assert.deepEqual(member(1), {
      provisioningState: 'Succeeded',
      networkInterfaceIPConfiguration: {
        id: `${ids.scaleSet}/virtualMachines/1/networkInterfaces/nic/ipConfigurations/ip`,
      },
      inboundNatRulesPortMapping: [{ inboundNatRuleName: 'channel', frontendPort: 10125, backendPort: 8443 }],
    });
  });

  it('lose a NAT rule that their own write leaves out', () => {
    const fake = gatewayUpTo('balancer');
    fake.put(natRule, channel);
    assert.equal(at(fake.show(ids.balancer), 'properties', 'inboundNatRules', 'length'), 1);
    fake.put(ids.balancer, bodies.balancer);
    assert.equal(fake.world.read(natRule), undefined);
  });

  it('keep pools and NAT rules when only tags are patched', () => {
    const fake = gatewayUpTo('balancer');
    fake.put(natRule, channel);
    const body = fake.patch(ids.balancer, { tags: { a: 'b' } });
    assert.equal(at(body, 'properties', 'inboundNatRules', 0, 'name'), 'channel');
    assert.equal(at(body, 'properties', 'backendAddressPools', 0, 'name'), 'pool');
  });

  it('refuse references to parts that they do not have', () => {
    const fake = gatewayUpTo('address');
    const put = (path: readonly (string | number)[], value: unknown): string =>
      refusalOf(() => fake.put(ids.balancer, changed(bodies.balancer, path, value)));
    assert.equal(
      put(
        ['properties', 'loadBalancingRules', 0, 'properties', 'probe', 'id'],
        `${ids.balancer}/probes/none`,
      ),
      '400 InvalidResourceReference',
    );
    assert.equal(
      put(
        ['properties', 'frontendIPConfigurations', 0, 'properties', 'publicIPAddress', 'id'],
        `${ids.address}-2`,
      ),
      '400 InvalidResourceReference',
    );
  });

  it('refuse an outbound rule beside a rule that still translates on the same frontend', () => {
    const fake = gatewayUpTo('address');
    const outbound = [
      {
        name: 'out',
        properties: {
          frontendIPConfigurations: [{ id: ids.frontend }],
          backendAddressPool: { id: ids.pool },
          protocol: 'All',
        },
      },
    ];
    const body = changed(bodies.balancer, ['properties', 'outboundRules'], outbound);
    assert.equal(
      refusalOf(() => fake.put(ids.balancer, body)),
      'accepted',
    );
    assert.equal(
      at(fake.show(ids.balancer), 'properties', 'outboundRules', 0, 'properties', 'allocatedOutboundPorts'),
      1024,
    );
    const snat = changed(
      body,
      ['properties', 'loadBalancingRules', 0, 'properties', 'disableOutboundSnat'],
      false,
    );
    assert.equal(
      refusalOf(() => fake.put(ids.balancer, snat)),
      '400 LoadBalancingRuleMustDisableSNATSinceSameFrontendIPConfigurationIsReferencedByOutboundRule',
    );
  });

  it('refuse a basic address, an address of another balancer, and one port for two rules', () => {
    const fake = gatewayUpTo('balancer');
    const twin = `${group}/providers/Microsoft.Network/loadBalancers/twin`;
    const twinBody: JsonObject = JSON.parse(
      JSON.stringify(bodies.balancer).replaceAll('/loadBalancers/lb/', '/loadBalancers/twin/'),
    );
    assert.equal(
      refusalOf(() => fake.put(twin, twinBody)),
      '400 PublicIPAddressInUse',
    );
    assert.equal(
      refusalOf(() => fake.put(twin, changed(twinBody, ['sku', 'name'], 'Basic'))),
      '400 PublicIPAndLBSkuDoNotMatch',
    );
    const same = changed(channel, ['properties', 'frontendPortRangeStart'], 400);
    assert.equal(
      refusalOf(() => fake.put(natRule, same)),
      '400 RulesUseSameFrontendPortProtocolAndIPConfig',
    );
  });

  it('stay, with the pool and the rule of the probe, while a scale set uses them', () => {
    const fake = gatewayUpTo('scaleSet');
    const put = (key: string): string => {
      const body = changed(bodies.balancer, ['properties', key], []);
      return refusalOf(() =>
        fake.put(
          ids.balancer,
          key === 'backendAddressPools' ? changed(body, ['properties', 'loadBalancingRules'], []) : body,
        ),
      );
    };
    assert.equal(
      refusalOf(() => fake.remove(ids.balancer)),
      '400 LoadBalancerInUseByVirtualMachineScaleSet',
    );
    assert.equal(
      refusalOf(() => fake.remove(ids.pool)),
      '400 BackendPoolInUseByVirtualMachineScaleSet',
    );
    assert.equal(put('backendAddressPools'), '400 BackendPoolInUseByVirtualMachineScaleSet');
    assert.equal(put('loadBalancingRules'), '400 CannotRemoveRuleUsedByProbeUsedByVMSS');
    fake.remove(ids.scaleSet);
    assert.equal(
      refusalOf(() => fake.remove(ids.balancer)),
      'accepted',
    );
  });

  it('let their parts be read one by one', () => {
    const fake = gatewayUpTo('balancer');
    assert.equal(at(fake.computed(ids.balancer, 'probes'), 'value', 0, 'name'), 'https');
    assert.equal(at(fake.computed(ids.balancer, 'frontendIPConfigurations', ['public']), 'id'), ids.frontend);
    assert.equal(
      refusalOf(() => fake.computed(ids.balancer, 'probes', ['none'])),
      '404 NotFound',
    );
  });
});
