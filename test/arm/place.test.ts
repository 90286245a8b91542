// Deployments to a resource group, a subscription, a management group and the tenant: what things are called there,
// and where what is nested in them goes.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-management-group
import assert from 'node:assert/strict';
import type { DeploymentContext } from '../../src/arm/context.ts';
import { expand } from '../../src/arm/expand.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { context, group } from './world.ts';

const { resourceGroup: __, subscriptionId, subscriptionName: _, ...bare } = context;
const id = subscriptionId ?? '';
const subscription = `/subscriptions/${id}`;
const root = '/providers/Microsoft.Management/managementGroups/root';
const scopes: Readonly<Record<'group' | 'subscription' | 'managementGroup' | 'tenant', DeploymentContext>> = {
  group: context,
  subscription: { ...bare, subscriptionId: id, location: 'westus2' },
  managementGroup: { ...bare, managementGroupId: 'root', location: 'westus2' },
  tenant: { ...bare, location: 'westus2' },
};
type Scope = keyof typeof scopes;

function valueOf(expression: string, scope: Scope): Json | undefined {
  const template = { resources: [], outputs: { it: { type: 'any', value: `[${expression}]` } } };
  const { outputs, problems } = expand({ template, parameters: {}, context: scopes[scope] });
  return outputs['it']?.value ?? problems[0]?.message;
}

function idOf(resource: JsonObject, scope: Scope): string | undefined {
  const template = { resources: [{ apiVersion: '1', name: 'it', ...resource }] };
  const { resources, problems } = expand({ template, parameters: {}, context: scopes[scope] });
  return resources[0]?.id ?? problems[0]?.message;
}

describe('scopes of deployments', () => {
  const values: readonly (readonly [string, Readonly<Record<Scope, Json>>])[] = [
    [
      "resourceId('A.B/c', 'd')",
      {
        group: `${group}/providers/A.B/c/d`,
        subscription: `${subscription}/providers/A.B/c/d`,
        managementGroup: '/providers/A.B/c/d',
        tenant: '/providers/A.B/c/d',
      },
    ],
    [
      "resourceId('s2', 'g2', 'A.B/c', 'd')",
      {
        group: '/subscriptions/s2/resourceGroups/g2/providers/A.B/c/d',
        subscription: '/subscriptions/s2/resourceGroups/g2/providers/A.B/c/d',
        managementGroup: '/subscriptions/s2/resourceGroups/g2/providers/A.B/c/d',
        tenant: '/subscriptions/s2/resourceGroups/g2/providers/A.B/c/d',
      },
    ],
    [
      "coalesce(tryGet(deployment(), 'location'), 'none')",
      { group: 'none', subscription: 'westus2', managementGroup: 'westus2', tenant: 'westus2' },
    ],
    [
      'tenant().tenantId',
      {
        group: '00000000-0000-4000-8000-00000000000a',
        subscription: '00000000-0000-4000-8000-00000000000a',
        managementGroup: '00000000-0000-4000-8000-00000000000a',
        tenant: '00000000-0000-4000-8000-00000000000a',
      },
    ],
  ];
  for (const [expression, expected] of values)
    for (const [scope, value] of Object.entries(expected) as [Scope, Json][])
      it(`give ${String(value)} for ${expression} at a ${scope}`, () =>
        assert.deepEqual(valueOf(expression, scope), value));

  const refused: readonly (readonly [string, Scope])[] = [
    ['resourceGroup()', 'subscription'],
    ['resourceGroup()', 'tenant'],
    ['subscription()', 'managementGroup'],
    ['subscription()', 'tenant'],
    ['managementGroup()', 'group'],
    ['managementGroup()', 'tenant'],
    ["subscriptionResourceId('A.B/c', 'd')", 'tenant'],
    ["resourceId('g2', 'A.B/c', 'd')", 'managementGroup'],
  ];
  for (const [expression, scope] of refused)
    it(`refuse ${expression} at a ${scope}`, () =>
      assert.match(String(valueOf(expression, scope)), /is not expected at this location|needs the id of a/));

  it('describe the management group that is deployed to', () => {
    assert.equal(valueOf('managementGroup().id', 'managementGroup'), root);
    assert.equal(
      valueOf(
        "managementGroupResourceId('Microsoft.Authorization/policyDefinitions', 'p')",
        'managementGroup',
      ),
      `${root}/providers/Microsoft.Authorization/policyDefinitions/p`,
    );
  });

  const policy = { type: 'Microsoft.Authorization/policyAssignments' };
  const nested = {
    type: 'Microsoft.Resources/deployments',
    properties: { mode: 'Incremental', template: {} },
  };
  const deployments = 'providers/Microsoft.Resources/deployments/it';
  const places: readonly (readonly [JsonObject, Scope, string])[] = [
    [policy, 'subscription', `${subscription}/providers/Microsoft.Authorization/policyAssignments/it`],
    [policy, 'managementGroup', `${root}/providers/Microsoft.Authorization/policyAssignments/it`],
    [policy, 'tenant', '/providers/Microsoft.Authorization/policyAssignments/it'],
    [{ type: 'Microsoft.Resources/resourceGroups' }, 'subscription', `${subscription}/resourceGroups/it`],
    [
      { type: 'Microsoft.Management/managementGroups', scope: '/' },
      'managementGroup',
      '/providers/Microsoft.Management/managementGroups/it',
    ],
    [nested, 'managementGroup', `${root}/${deployments}`],
    [{ ...nested, scope: '/' }, 'managementGroup', `/${deployments}`],
    [
      { ...nested, scope: "[format('Microsoft.Management/managementGroups/{0}', 'leaf')]" },
      'group',
      `/providers/Microsoft.Management/managementGroups/leaf/${deployments}`,
    ],
    [{ ...nested, subscriptionId: 's2' }, 'managementGroup', `/subscriptions/s2/${deployments}`],
    [
      { ...nested, subscriptionId: 's2', resourceGroup: 'g2' },
      'tenant',
      `/subscriptions/s2/resourceGroups/g2/${deployments}`,
    ],
    [{ ...nested, resourceGroup: 'g2' }, 'subscription', `${subscription}/resourceGroups/g2/${deployments}`],
    [{ ...nested, scope: '[subscription().id]' }, 'group', `${subscription}/${deployments}`],
  ];
  for (const [resource, scope, expected] of places)
    it(`put ${JSON.stringify(resource)} at ${expected} of a ${scope}`, () =>
      assert.equal(idOf(resource, scope), expected));

  it('need a subscription for a group where there is none', () => {
    assert.match(idOf({ ...nested, resourceGroup: 'g2' }, 'tenant') ?? '', /needs a 'subscriptionId'/);
  });

  it('find what exists already in another group, and hang an extension on it', () => {
    const template = {
      languageVersion: '2.0',
      resources: {
        vault: {
          existing: true,
          type: 'Microsoft.KeyVault/vaults',
          apiVersion: '1',
          name: 'kv',
          subscriptionId: 's2',
          resourceGroup: 'g2',
        },
        lock: {
          type: 'Microsoft.Authorization/locks',
          apiVersion: '1',
          name: 'keep',
          scope: "[resourceId('s2', 'g2', 'Microsoft.KeyVault/vaults', 'kv')]",
          properties: { of: "[reference('vault').vaultUri]" },
          dependsOn: ['VAULT'],
        },
      },
    };
    const vault = '/subscriptions/s2/resourceGroups/g2/providers/Microsoft.KeyVault/vaults/kv';
    const { resources, problems } = expand({ template, parameters: {}, context });
    assert.deepEqual(problems, []);
    assert.equal(resources.length, 1);
    assert.equal(resources[0]?.id, `${vault}/providers/Microsoft.Authorization/locks/keep`);
    assert.deepEqual(resources[0]?.body, { properties: { of: `[reference('${vault}', '1').vaultUri]` } });
    assert.deepEqual(resources[0]?.dependsOn, []);
  });
});
