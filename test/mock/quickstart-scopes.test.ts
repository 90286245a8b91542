// Templates that go on elsewhere, as people write them, small and in our own words: from the subscription into a
// group, nested of both kinds, and by symbols as Bicep writes them.
import assert from 'node:assert/strict';
import { namesOf, openQuickstarts, storage, template, type Quickstarts } from './support/quickstarts.ts';
import { roleIds } from './support/roles.ts';

describe('templates of several scopes, as people write them', () => {
  let lab: Quickstarts;
  beforeEach(async () => {
    lab = await openQuickstarts();
  });

  it('make a group from the subscription, and a lock and a role in it by a nested template of outer scope', async () => {
    const end = await lab.deploy(
      template(
        {
          parameters: {
            name: { type: 'string' },
            principal: { type: 'string' },
            assignment: {
              type: 'string',
              defaultValue: "[guid(parameters('principal'), parameters('name'))]",
            },
          },
          resources: [
            {
              type: 'Microsoft.Resources/resourceGroups',
              apiVersion: '2019-10-01',
              name: "[parameters('name')]",
              location: 'westus2',
              properties: {},
            },
            {
              type: 'Microsoft.Resources/deployments',
              apiVersion: '2019-10-01',
              name: 'inside',
              resourceGroup: "[parameters('name')]",
              dependsOn: ["[parameters('name')]"],
              properties: {
                mode: 'Incremental',
                template: template({
                  resources: [
                    {
                      type: 'Microsoft.Authorization/locks',
                      apiVersion: '2017-04-01',
                      name: 'kept',
                      properties: { level: 'CanNotDelete' },
                    },
                    {
                      type: 'Microsoft.Authorization/roleAssignments',
                      apiVersion: '2020-04-01-preview',
                      name: "[guid(parameters('assignment'))]",
                      properties: {
                        roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roleIds.reader}')]`,
                        principalId: "[parameters('principal')]",
                        scope:
                          "[subscriptionResourceId('Microsoft.Resources/resourceGroups', parameters('name'))]",
                      },
                    },
                  ],
                }),
              },
            },
          ],
        },
        'subscription',
      ),
      { name: { value: 'made' }, principal: { value: lab.world.azure.principals[0]?.objectId ?? '' } },
      lab.world.subscription,
    );
    assert.equal(namesOf(end).length, 3);
    const locks = await lab.world.send(
      'GET',
      `${lab.world.subscription}/resourceGroups/made/providers/Microsoft.Authorization/locks?api-version=2017-04-01`,
    );
    assert.equal(locks.body['value']?.['0']?.['name'], 'kept');
  });

  it('pass values through a nested template of inner scope and take its outputs', async () => {
    const end = await lab.deploy(
      template({
        resources: [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2020-10-01',
            name: "[format('inner-{0}', uniqueString(deployment().name))]",
            properties: {
              mode: 'Incremental',
              expressionEvaluationOptions: { scope: 'inner' },
              parameters: { name: { value: 'quickinner' } },
              template: template({
                parameters: { name: { type: 'string' } },
                resources: [storage("[parameters('name')]")],
                outputs: {
                  blob: { type: 'string', value: "[reference(parameters('name')).primaryEndpoints.blob]" },
                },
              }),
            },
          },
        ],
        outputs: {
          host: {
            type: 'string',
            value:
              "[split(reference(format('inner-{0}', uniqueString(deployment().name))).outputs.blob.value, '/')[2]]",
          },
        },
      }),
    );
    assert.equal(end['outputs']?.['host']?.['value'], 'quickinner.blob.core.windows.net');
  });

  it('name resources by symbols, look up those that exist, and loop over them, as Bicep writes it', async () => {
    await lab.world.send(
      'PUT',
      `${lab.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/known`,
      {
        location: 'westus2',
      },
    );
    const end = await lab.deploy(
      template({
        languageVersion: '2.0',
        resources: {
          who: {
            existing: true,
            type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
            apiVersion: '2018-11-30',
            name: 'known',
          },
          stores: {
            copy: { name: 'stores', count: 2 },
            ...storage("[format('quicksym{0}', copyIndex())]"),
          },
        },
        outputs: {
          principal: { type: 'string', value: "[reference('who').principalId]" },
          blobs: {
            type: 'array',
            value: "[map(references('stores'), lambda('one', lambdaVariables('one').primaryEndpoints.blob))]",
          },
        },
      }),
    );
    assert.deepEqual(end['outputs']?.['blobs']?.['value'], [
      'https://quicksym0.blob.core.windows.net/',
      'https://quicksym1.blob.core.windows.net/',
    ]);
    assert.match(String(end['outputs']?.['principal']?.['value']), /^[-0-9a-f]{36}$/);
  });
});
