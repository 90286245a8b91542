import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { assignment, changesIn, deltaOf, identity, openWhatIf, type WhatIfLab } from './support/what-if.ts';

describe('mock/BEHAVIOUR: What-if', () => {
  let group: string;
  let ask: WhatIfLab['ask'];
  let deploy: WhatIfLab['deploy'];
  beforeEach(async () => {
    ({ group, ask, deploy } = await openWhatIf());
  });

  describe('property changes', () => {
    function network(parts: JsonObject, tags: JsonObject): JsonObject {
      return {
        type: 'Microsoft.Network/virtualNetworks',
        apiVersion: '2018-10-01',
        name: 'vnet-001',
        location: 'westus2',
        tags,
        properties: { enableDdosProtection: false, ...parts },
      };
    }
    const subnet = (name: string, addressPrefix: string): JsonObject => ({
      name,
      properties: { addressPrefix },
    });

    // https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-what-if#test-modification
    it('are those of the documented example', async () => {
      await deploy([
        network(
          {
            addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
            subnets: [subnet('subnet001', '10.0.0.0/24'), subnet('subnet002', '10.0.1.0/24')],
          },
          { CostCenter: '12345', Owner: 'Team A' },
        ),
      ]);
      const heard = await ask([
        network(
          {
            addressSpace: { addressPrefixes: ['10.0.0.0/15'] },
            enableVmProtection: false,
            subnets: [subnet('subnet002', '10.0.1.0/24')],
          },
          { CostCenter: '12345' },
        ),
      ]);
      assert.deepEqual(deltaOf(changesIn(heard)[0]), [
        'Array properties.addressSpace.addressPrefixes',
        '  Delete 0: "10.0.0.0/16" => ',
        '  Create 0:  => "10.0.0.0/15"',
        'Create properties.enableVmProtection:  => false',
        'Array properties.subnets',
        '  Delete 0: {"name":"subnet001","properties":{"addressPrefix":"10.0.0.0/24"}} => ',
        'Delete tags.Owner: "Team A" => ',
      ]);
    });

    it('show what a service fills in by itself as deleted, where what-if was never told of it', async () => {
      const newer = (): JsonObject => ({
        ...network(
          { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [subnet('a', '10.0.0.0/24')] },
          {},
        ),
        apiVersion: '2024-05-01',
      });
      await deploy([newer()]);
      const heard = await ask([newer()]);
      assert.deepEqual(deltaOf(changesIn(heard)[0]), [
        'Delete properties.privateEndpointVNetPolicies: "Disabled" => ',
        'Array properties.subnets',
        '  Modify 0',
        '    Delete properties.privateEndpointNetworkPolicies: "Disabled" => ',
        '    Delete properties.privateLinkServiceNetworkPolicies: "Enabled" => ',
      ]);
    });

    it('say that subnets go which a write without subnets would keep', async () => {
      const space = { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } };
      await deploy([network({ ...space, subnets: [subnet('a', '10.0.0.0/24')] }, {})]);
      const heard = await ask([network(space, {})]);
      assert.deepEqual(deltaOf(changesIn(heard)[0]), [
        'Delete properties.subnets: [{"name":"a","properties":{"addressPrefix":"10.0.0.0/24"}}] => ',
      ]);
    });

    it('show what only the service sets as without effect, and then nothing changes', async () => {
      const address = (more: JsonObject = {}): JsonObject => ({
        type: 'Microsoft.Network/publicIPAddresses',
        apiVersion: '2022-05-01',
        name: 'front',
        location: 'westus2',
        sku: { name: 'Standard' },
        properties: {
          publicIPAllocationMethod: 'Static',
          ddosSettings: { protectionMode: 'VirtualNetworkInherited' },
          ...more,
        },
      });
      await deploy([address()]);
      const heard = await ask([address({ provisioningState: 'Failed' })]);
      const [change] = changesIn(heard);
      assert.equal(change?.['changeType'], 'NoChange');
      assert.deepEqual(
        deltaOf(change).map((line) => line.replace(/\d+\.\d+\.\d+\.\d+/, '{address}')),
        [
          'NoEffect properties.provisioningState:  => "Failed"',
          'NoEffect properties.ipAddress: "{address}" => ',
        ],
      );
    });

    it('show what is sent and never answered as created', async () => {
      const vault = {
        type: 'Microsoft.KeyVault/vaults',
        apiVersion: '2022-07-01',
        name: 'whatifvault',
        location: 'westus2',
        properties: {
          tenantId: '[tenant().tenantId]',
          sku: { family: 'A', name: 'standard' },
          accessPolicies: [],
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: 90,
          publicNetworkAccess: 'Enabled',
          createMode: 'default',
        },
      };
      await deploy([vault]);
      const heard = await ask([vault]);
      assert.ok(deltaOf(changesIn(heard)[0]).includes('Create properties.createMode:  => "default"'));
    });

    it('take another case for another value', async () => {
      const rule = (protocol: string): JsonObject => ({
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: '2022-05-01',
        name: 'nsg',
        location: 'westus2',
        properties: {
          securityRules: [
            {
              name: 'in',
              properties: {
                protocol,
                access: 'Allow',
                direction: 'Inbound',
                priority: 100,
                sourceAddressPrefix: '*',
                sourcePortRange: '*',
                destinationAddressPrefix: '*',
                destinationPortRange: '443',
              },
            },
          ],
        },
      });
      await deploy([rule('tcp')]);
      assert.deepEqual(deltaOf(changesIn(await ask([rule('tcp')]))[0]), [
        'Array properties.securityRules',
        '  Modify 0',
        '    Modify properties.protocol: "Tcp" => "tcp"',
      ]);
      assert.equal(changesIn(await ask([rule('Tcp')]))[0]?.['changeType'], 'NoChange');
    });

    it('keep a reference() as text, and so never find it the same', async () => {
      const resources = [
        identity('mine'),
        assignment(
          "[guid('a', 'b')]",
          "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'mine'), '2023-01-31').principalId]",
        ),
      ];
      await deploy(resources);
      const heard = await ask(resources);
      const change = changesIn(heard).find((one) => deltaOf(one).length > 0);
      assert.deepEqual(
        deltaOf(change).map((line) => line.replace(/"[0-9a-f-]{36}"/, '{principal}')),
        [
          `Modify properties.principalId: {principal} => "[reference('${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mine', '2023-01-31').principalId]"`,
        ],
      );
    });
  });
});
