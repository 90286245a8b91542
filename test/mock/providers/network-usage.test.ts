import assert from 'node:assert/strict';
import { at, gatewayUpTo } from './support/gateway.ts';
import { fakeWorld } from './support/fake-world.ts';

describe('what the network provider tells of a region', () => {
  it('counts what stands there', () => {
    const fake = gatewayUpTo('balancer');
    const used = (region: string): unknown => {
      const value = at(fake.route('Microsoft.Network', `locations/${region}/usages`).body, 'value');
      return Array.isArray(value)
        ? value.map((row) => `${String(at(row, 'name', 'value'))} ${String(at(row, 'currentValue'))}`)
        : value;
    };
    assert.deepEqual(used('westus2'), [
      'VirtualNetworks 1',
      'StaticPublicIPAddresses 1',
      'NetworkSecurityGroups 1',
      'PublicIPAddresses 1',
      'NetworkInterfaces 0',
      'LoadBalancers 1',
      'RouteTables 0',
    ]);
    assert.match(String(used('eastus')), /^VirtualNetworks 0,/);
  });

  it('names the services that a subnet can reach by an endpoint', () => {
    const { body } = fakeWorld().route(
      'Microsoft.Network',
      'locations/westus2/virtualNetworkAvailableEndpointServices',
    );
    assert.equal(at(body, 'value', 0, 'name'), 'Microsoft.Storage');
    assert.equal(at(body, 'value', 5, 'name'), 'Microsoft.KeyVault');
  });
});
