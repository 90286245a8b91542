// Templates of vaults, accounts and networks as people write them, small and in our own words: loops, children,
// extensions by scope, and values that stand only once something is there.
import assert from 'node:assert/strict';
import type { Json } from '../../src/base/json.ts';
import {
  account,
  here,
  namesOf,
  network,
  openQuickstarts,
  storage,
  template,
  type Quickstarts,
} from './support/quickstarts.ts';

describe('templates of vaults, accounts and networks, as people write them', () => {
  let lab: Quickstarts;
  beforeEach(async () => {
    lab = await openQuickstarts();
  });

  it('make a vault with as many secrets as a secure object holds', async () => {
    const secrets = [
      { name: 'one', value: '1' },
      { name: 'two', value: '2' },
    ];
    const end = await lab.deploy(
      template({
        parameters: {
          vault: { type: 'string', defaultValue: "[format('kv-{0}', uniqueString(resourceGroup().id))]" },
          secrets: { type: 'secureObject' },
        },
        functions: [],
        resources: [
          {
            type: 'Microsoft.KeyVault/vaults',
            apiVersion: '2021-04-01-preview',
            name: "[parameters('vault')]",
            location: here,
            properties: {
              tenantId: '[subscription().tenantId]',
              sku: { name: 'standard', family: 'A' },
              accessPolicies: [],
              enableRbacAuthorization: true,
            },
          },
          {
            copy: { name: 'each', count: "[length(parameters('secrets').all)]" },
            type: 'Microsoft.KeyVault/vaults/secrets',
            apiVersion: '2021-04-01-preview',
            name: "[format('{0}/{1}', parameters('vault'), parameters('secrets').all[copyIndex()].name)]",
            properties: { value: "[parameters('secrets').all[copyIndex()].value]" },
            dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', parameters('vault'))]"],
          },
        ],
      }),
      { secrets: { value: { all: secrets } } },
    );
    assert.deepEqual(
      namesOf(end).map((name) => name.replace(/kv-\w+/, 'kv')),
      ['vaults/kv', 'vaults/kv/secrets/one', 'vaults/kv/secrets/two'],
    );
    assert.doesNotMatch(JSON.stringify(end), /"value":"[12]"/);
  });

  it('make containers in a loop, below a service that is written without properties', async () => {
    const end = await lab.deploy(
      template({
        parameters: { prefix: { type: 'string', defaultValue: 'logs', minLength: 2 } },
        resources: [
          storage('quickboxes', { properties: { accessTier: 'Hot' } }),
          {
            type: `${account}/blobServices`,
            apiVersion: '2023-01-01',
            name: 'quickboxes/default',
            dependsOn: [`[resourceId('${account}', 'quickboxes')]`],
          },
          {
            copy: { name: 'boxes', count: '[length(range(0, 3))]', mode: 'Serial', batchSize: 1 },
            type: `${account}/blobServices/containers`,
            apiVersion: '2023-01-01',
            name: "[format('quickboxes/default/{0}', format('{0}{1}', parameters('prefix'), range(0, 3)[copyIndex()]))]",
            dependsOn: [`[resourceId('${account}/blobServices', 'quickboxes', 'default')]`],
          },
        ],
      }),
    );
    assert.deepEqual(namesOf(end).slice(2), [
      'storageAccounts/quickboxes/blobServices/default/containers/logs0',
      'storageAccounts/quickboxes/blobServices/default/containers/logs1',
      'storageAccounts/quickboxes/blobServices/default/containers/logs2',
    ]);
  });

  it('make subnets one after another, as children inside their network', async () => {
    const end = await lab.deploy(
      template({
        variables: {
          copy: [{ name: 'prefixes', count: 2, input: "[format('10.0.{0}.0/24', copyIndex('prefixes'))]" }],
        },
        resources: [
          {
            type: `${network}/virtualNetworks`,
            apiVersion: '2020-06-01',
            name: 'hall',
            location: here,
            properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
            resources: [
              {
                type: 'subnets',
                apiVersion: '2020-06-01',
                name: 'first',
                dependsOn: ['hall'],
                properties: { addressPrefix: "[variables('prefixes')[0]]" },
              },
              {
                type: 'subnets',
                apiVersion: '2020-06-01',
                name: 'second',
                dependsOn: ['hall', 'first'],
                properties: { addressPrefix: "[variables('prefixes')[1]]" },
              },
            ],
          },
        ],
        outputs: {
          prefixes: {
            type: 'array',
            copy: {
              count: 2,
              input:
                "[reference(resourceId('Microsoft.Network/virtualNetworks', 'hall')).subnets[copyIndex()].properties.addressPrefix]",
            },
          },
        },
      }),
    );
    assert.deepEqual(end['outputs']?.['prefixes']?.['value'], ['10.0.0.0/24', '10.0.1.0/24']);
  });

  it('hang settings and locks on what they make, by scope and by condition', async () => {
    const end = await lab.deploy(
      template({
        parameters: { lock: { type: 'bool', defaultValue: true } },
        resources: [
          storage('quicklocked'),
          {
            type: 'Microsoft.Insights/diagnosticSettings',
            apiVersion: '2021-05-01-preview',
            scope: `[format('${account}/{0}', 'quicklocked')]`,
            name: 'service',
            dependsOn: [`[resourceId('${account}', 'quicklocked')]`],
            properties: { logs: [] },
          },
          ...[true, false].map((wanted) => ({
            condition: wanted ? "[parameters('lock')]" : "[not(parameters('lock'))]",
            type: 'Microsoft.Authorization/locks',
            apiVersion: '2017-04-01',
            scope: `${account}/quicklocked`,
            name: wanted ? 'kept' : 'loose',
            dependsOn: [`[resourceId('${account}', 'quicklocked')]`],
            properties: { level: 'CanNotDelete' },
          })),
        ],
      }),
    );
    assert.deepEqual(namesOf(end).toSorted(), [
      'diagnosticSettings/service',
      'locks/kept',
      'storageAccounts/quicklocked',
    ]);
    const removed = await lab.world.send('DELETE', `${lab.group}/providers/${account}/quicklocked`);
    assert.equal(removed.body['error']?.['code'], 'ScopeLocked');
  });

  it('take an identity of another group and the address of a vault into an account, worked out when they stand', async () => {
    const other = `${lab.world.subscription}/resourceGroups/people`;
    await lab.world.send('PUT', other, { location: 'westus2' });
    await lab.world.send(
      'PUT',
      `${other}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keeper`,
      {
        location: 'westus2',
      },
    );
    const keeper =
      "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'people'), 'Microsoft.ManagedIdentity/userAssignedIdentities', 'keeper')";
    const uri = "reference(resourceId('Microsoft.KeyVault/vaults', 'quickkeys')).vaultUri";
    const policies: Json = [
      {
        tenantId: '[subscription().tenantId]',
        objectId: `[reference(${keeper}, '2018-11-30').principalId]`,
        permissions: { keys: ['get', 'wrapKey', 'unwrapKey'] },
      },
    ];
    await lab.deploy(
      template({
        parameters: {
          ends: { type: 'int', defaultValue: "[dateTimeToEpoch(dateTimeAdd(utcNow(), 'P1Y'))]" },
        },
        resources: [
          {
            type: 'Microsoft.KeyVault/vaults',
            apiVersion: '2021-06-01-preview',
            name: 'quickkeys',
            location: here,
            properties: {
              sku: { name: 'standard', family: 'A' },
              tenantId: '[subscription().tenantId]',
              accessPolicies: policies,
            },
          },
          {
            type: 'Microsoft.KeyVault/vaults/keys',
            apiVersion: '2021-06-01-preview',
            name: 'quickkeys/cmk',
            dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', 'quickkeys')]"],
            properties: { kty: 'RSA', attributes: { exp: "[parameters('ends')]" } },
          },
          storage('quickcmk', {
            identity: {
              type: 'UserAssigned',
              userAssignedIdentities: { [`[format('{0}', ${keeper})]`]: {} },
            },
            dependsOn: ["[resourceId('Microsoft.KeyVault/vaults/keys', 'quickkeys', 'cmk')]"],
            properties: {
              encryption: {
                identity: { userAssignedIdentity: `[${keeper}]` },
                keySource: 'Microsoft.Keyvault',
                keyvaultproperties: {
                  keyname: 'cmk',
                  keyvaulturi: `[if(endsWith(${uri}, '/'), substring(${uri}, 0, sub(length(${uri}), 1)), ${uri})]`,
                },
              },
            },
          }),
        ],
      }),
    );
    const made = await lab.world.send(
      'GET',
      `${lab.group}/providers/${account}/quickcmk?api-version=2022-09-01`,
    );
    assert.match(made.text, /"keyvaulturi":"https:\/\/quickkeys\.vault\.azure\.net"/);
    assert.match(made.text, /userAssignedIdentities\/keeper":\{"principalId"/);
  });
});
