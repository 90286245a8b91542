import assert from 'node:assert/strict';
import { durations } from '../../../src/mock/providers/durations.ts';
import { providers } from '../../../src/mock/providers/registry.ts';
import { typesOfProviders } from './support/fake-world.ts';

describe('the registry of providers', () => {
  it('plays the types of a gateway', () => {
    assert.deepEqual(typesOfProviders.map(({ type }) => type).toSorted(), [
      'Microsoft.Authorization/locks',
      'Microsoft.Authorization/policyAssignments',
      'Microsoft.Authorization/policyDefinitions',
      'Microsoft.Authorization/policyExemptions',
      'Microsoft.Authorization/policySetDefinitions',
      'Microsoft.Authorization/roleAssignments',
      'Microsoft.Compute/virtualMachineScaleSets',
      'Microsoft.Compute/virtualMachineScaleSets/extensions',
      'Microsoft.Insights/actionGroups',
      'Microsoft.Insights/metricAlerts',
      'Microsoft.KeyVault/vaults',
      'Microsoft.KeyVault/vaults/secrets',
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      'Microsoft.Network/loadBalancers',
      'Microsoft.Network/loadBalancers/backendAddressPools',
      'Microsoft.Network/loadBalancers/inboundNatRules',
      'Microsoft.Network/networkSecurityGroups',
      'Microsoft.Network/networkSecurityGroups/securityRules',
      'Microsoft.Network/publicIPAddresses',
      'Microsoft.Network/virtualNetworks',
      'Microsoft.Network/virtualNetworks/subnets',
      'Microsoft.Storage/storageAccounts',
      'Microsoft.Storage/storageAccounts/blobServices',
      'Microsoft.Storage/storageAccounts/blobServices/containers',
    ]);
  });

  it('lists every type under its own provider, with versions newest first', () => {
    for (const { namespace, types } of providers)
      for (const { type, apiVersions } of types) {
        assert.equal(type.startsWith(`${namespace}/`), true, type);
        const days = apiVersions.map((version) => version.slice(0, 10));
        assert.deepEqual(days, days.toSorted().toReversed(), type);
        assert.equal(new Set(apiVersions).size, apiVersions.length, type);
      }
  });

  it('says where each duration comes from', () => {
    const rows = Object.entries(durations);
    assert.equal(rows.length > 20, true);
    for (const [name, row] of rows) assert.equal(row.ms >= 0 && row.from.length > 10, true, name);
  });

  it("knows the versions that the gateway's templates use", () => {
    const used: Readonly<Record<string, string>> = {
      'Microsoft.ManagedIdentity/userAssignedIdentities': '2023-01-31',
      'Microsoft.Network/networkSecurityGroups': '2024-05-01',
      'Microsoft.Network/virtualNetworks': '2024-05-01',
      'Microsoft.Network/publicIPAddresses': '2024-05-01',
      'Microsoft.Network/loadBalancers': '2024-05-01',
      'Microsoft.KeyVault/vaults': '2023-07-01',
      'Microsoft.Storage/storageAccounts': '2024-01-01',
      'Microsoft.Authorization/roleAssignments': '2022-04-01',
      'Microsoft.Authorization/locks': '2020-05-01',
      'Microsoft.Compute/virtualMachineScaleSets': '2024-07-01',
      'Microsoft.Insights/actionGroups': '2023-01-01',
      'Microsoft.Insights/metricAlerts': '2018-03-01',
    };
    for (const [type, version] of Object.entries(used))
      assert.equal(
        typesOfProviders.find((one) => one.type === type)?.apiVersions.includes(version),
        true,
        type,
      );
  });
});
