// Nested templates in inner and in outer scope: whose parameters, variables, group and loop their expressions mean.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#expression-evaluation-scope-in-nested-templates
import assert from 'node:assert/strict';
import { expand } from '../../src/arm/expand.ts';
import { isJsonObject, type JsonObject } from '../../src/base/json.ts';
import { context, group, resource } from './world.ts';

const nested = {
  variables: { exampleVar: 'from nested template' },
  resources: [
    resource({
      name: "[concat(parameters('prefix'), copyIndex())]",
      location: '[resourceGroup().location]',
      dependsOn: ['side'],
      properties: { uri: "[reference('beside').uri]", own: "[reference('side').x]" },
    }),
    resource({ name: 'side' }),
  ],
  outputs: { testVar: { type: 'string', value: "[variables('exampleVar')]" } },
};
const parent: JsonObject = {
  parameters: { prefix: { type: 'string' } },
  variables: { exampleVar: 'from parent template' },
  resources: [
    resource({ name: 'beside' }),
    {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: "[format('nested{0}', copyIndex())]",
      resourceGroup: 'other',
      copy: { name: 'all', count: 2 },
      properties: { mode: 'Incremental', template: nested },
    },
  ],
};
const elsewhere = { ...context, resourceGroup: { name: 'other', location: 'northeurope', tags: {} } };

describe('nested templates', () => {
  it('in outer scope mean the names, the group and the loop of the deployment around them', () => {
    const parameters = { prefix: 'st' };
    const around = expand({ template: parent, parameters, context });
    assert.deepEqual(around.problems, []);
    const [beside, , second] = around.resources;
    assert.deepEqual(second?.loop, { name: 'all', index: 1 });
    const { template } = isJsonObject(second.body['properties']) ? second.body['properties'] : {};
    assert.deepEqual(template, nested);
    const {
      resources,
      outputs,
      parameters: echoed,
      problems,
    } = expand({
      template: nested,
      parameters: {},
      context: elsewhere,
      outer: {
        template: parent,
        parameters,
        context,
        loop: second.loop,
        resources: around.resources,
      },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(echoed, {});
    assert.equal(outputs['testVar']?.value, 'from parent template');
    const other = group.replace('rg-falls', 'other');
    const storage = 'providers/Microsoft.Storage/storageAccounts';
    assert.equal(resources[0]?.id, `${other}/${storage}/st1`);
    assert.deepEqual(resources[0]?.body, {
      location: 'westus2',
      properties: {
        uri: `[reference('${beside?.id}', '2023-05-01').uri]`,
        own: `[reference('${other}/${storage}/side', '2023-05-01').x]`,
      },
    });
    assert.deepEqual(resources[0].dependsOn, [`${other}/${storage}/side`]);
  });

  it('in outer scope know as little as the deployment around them', () => {
    const template = {
      resources: [
        resource({ name: 'sure', tags: { late: "[parameters('late')]", key: "[parameters('key')]" } }),
        resource({ name: "[parameters('late')]" }),
      ],
    };
    const outer = {
      template: { parameters: { late: { type: 'string' }, key: { type: 'secureString' } }, resources: [] },
      parameters: { key: 'k' },
      context,
    };
    const late = "[reference('/subscriptions/s', '2020-01-01').late]";
    const { resources, unidentified, problems } = expand({
      template,
      parameters: {},
      context: elsewhere,
      outer,
      unresolved: { late },
      opaque: [],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(resources[0]?.body['tags'], { late, key: 'k' });
    assert.deepEqual([resources[0]?.deferred, resources[0]?.opaque], [['tags.late'], ['tags.key']]);
    assert.deepEqual(
      unidentified?.map(({ id }) => id),
      [
        "[resourceId('00000000-0000-4000-8000-000000000001', 'other', 'Microsoft.Storage/storageAccounts', reference('/subscriptions/s', '2020-01-01').late)]",
      ],
    );
  });

  it('in inner scope mean their own', () => {
    const { outputs } = expand({
      template: { ...nested, resources: [] },
      parameters: {},
      context: elsewhere,
    });
    assert.equal(outputs['testVar']?.value, 'from nested template');
  });
});
