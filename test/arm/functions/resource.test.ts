// Fixed vectors of resource ids and of the functions that describe where the deployment stands.
import assert from 'node:assert/strict';
import { evaluated, gives, group, refuses } from '../world.ts';

const subscription = '/subscriptions/00000000-0000-4000-8000-000000000001';

describe('resource functions', () => {
  gives([
    [
      "resourceId('Microsoft.Storage/storageAccounts', 'falls')",
      `${group}/providers/Microsoft.Storage/storageAccounts/falls`,
    ],
    [
      "resourceId('Microsoft.Storage/storageAccounts/', 'falls')",
      `${group}/providers/Microsoft.Storage/storageAccounts/falls`,
    ],
    [
      "resourceId('other-rg', 'Microsoft.Storage/storageAccounts', 'falls')",
      `${subscription}/resourceGroups/other-rg/providers/Microsoft.Storage/storageAccounts/falls`,
    ],
    [
      "resourceId('11111111-1111-1111-1111-111111111111', 'other-rg', 'Microsoft.Sql/servers/databases', 's', 'd')",
      '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other-rg/providers/Microsoft.Sql/servers/s/databases/d',
    ],
    [
      "subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')",
      `${subscription}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
    ],
    [
      "tenantResourceId('Microsoft.Management/managementGroups', 'root')",
      '/providers/Microsoft.Management/managementGroups/root',
    ],
    [
      "managementGroupResourceId('root', 'Microsoft.Authorization/policyDefinitions', 'p')",
      '/providers/Microsoft.Management/managementGroups/root/providers/Microsoft.Authorization/policyDefinitions/p',
    ],
    [
      "extensionResourceId(resourceId('Microsoft.KeyVault/vaults', 'v'), 'Microsoft.Authorization/locks', 'l')",
      `${group}/providers/Microsoft.KeyVault/vaults/v/providers/Microsoft.Authorization/locks/l`,
    ],
    ['resourceGroup().name', 'rg-falls'],
    ['resourceGroup().id', group],
    ['resourceGroup().location', 'westus2'],
    ['resourceGroup().tags.COSTCENTER', 'it-42'],
    ['subscription().subscriptionId', '00000000-0000-4000-8000-000000000001'],
    ['subscription().displayName', 'Falls'],
    ['tenant().tenantId', '00000000-0000-4000-8000-00000000000a'],
    ['deployment().name', 'main'],
    ['deployment().properties.mode', 'Incremental'],
    ['environment().suffixes.storage', 'core.windows.net'],
    ["pickZones('Microsoft.Compute', 'virtualMachineScaleSets', 'West US 2', 2)", ['1', '2']],
    ["pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 1, 1)", ['2']],
    ["pickZones('Microsoft.Compute', 'virtualMachines', 'westus')", []],
    ["toPhysicalZone(subscription().subscriptionId, 'westus2', '1')", 'westus2-az1'],
    ["toLogicalZones(subscription().subscriptionId, 'westus2', createArray('westus2-az3'))", ['3']],
    ["roleDefinitions('Reader').roleDefinitionId", 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
  ]);

  refuses([
    [
      "resourceId('Microsoft.Sql/servers/databases', 's')",
      /'2' segment\(s\) after its namespace and '1' name\(s\)/,
    ],
    ["resourceId('a', 'b', 'c', 'Microsoft.Sql/servers', 's')", /fully qualified resource type/],
    ["providers('Microsoft.Compute', 'virtualMachines')", /knows no resource type/],
    [
      "reference('nothing')",
      /The template reference 'nothing' is not valid: could not find template resource/,
    ],
    ["reference('/subscriptions/s/resourceGroups/r/providers/A.B/c/d')", /is not valid/],
    ['managementGroup()', /is not expected at this location/],
    ["roleDefinitions('King')", /knows no built-in role/],
  ]);

  it('describes a deployment above a resource group without one', () => {
    const above = { resourceGroup: undefined, location: 'westus2' };
    const { resourceGroup: _, ...rest } = above;
    assert.equal(evaluated('[deployment().location]', rest).value, 'westus2');
  });

  it('answers providers() from the context', () => {
    const provider = (namespace: string, type: string) => ({ apiVersions: [`${namespace}/${type}`] });
    const { value } = evaluated("[providers('Microsoft.Compute', 'disks').apiVersions[0]]", { provider });
    assert.equal(value, 'Microsoft.Compute/disks');
  });
});
