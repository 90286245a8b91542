import assert from 'node:assert/strict';
import type { Driven } from './support/driven.ts';
import {
  assignment,
  changesIn,
  identity,
  nested,
  openWhatIf,
  summary,
  templateOf,
  type WhatIfLab,
} from './support/what-if.ts';

describe('mock/BEHAVIOUR: What-if', () => {
  let world: Driven;
  let group: string;
  let ask: WhatIfLab['ask'];
  let deploy: WhatIfLab['deploy'];
  beforeEach(async () => {
    ({ world, group, ask, deploy } = await openWhatIf());
  });

  describe('nested templates', () => {
    it('are expanded in the inner and in the outer scope, and deployments themselves are not shown', async () => {
      const inner = nested(
        'inner',
        templateOf([identity("[parameters('name')]")], { parameters: { name: { type: 'string' } } }),
        { parameters: { name: { value: 'within' } } },
      );
      const outer = nested('outer', templateOf([identity("[parameters('name')]")]), {
        expressionEvaluationOptions: { scope: 'outer' },
      });
      const heard = await ask([inner, outer], {
        parameters: { name: { type: 'string', defaultValue: 'around' } },
      });
      assert.deepEqual(summary(heard), [
        'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/around',
        'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/within',
      ]);
    });

    it('pass on the outputs that are known', async () => {
      const maker = nested(
        'maker',
        templateOf([identity('made')], {
          outputs: {
            id: {
              type: 'string',
              value: "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'made')]",
            },
          },
        }),
      );
      const user = nested(
        'user',
        templateOf([identity('user', { tags: { of: "[parameters('id')]" } })], {
          parameters: { id: { type: 'string' } },
        }),
        {
          parameters: {
            id: {
              value:
                "[reference(resourceId('Microsoft.Resources/deployments', 'maker'), '2021-04-01').outputs.id.value]",
            },
          },
        },
      );
      const heard = await ask([user, maker]);
      const made = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/made`;
      assert.deepEqual(changesIn(heard)[1]?.['after']?.['tags'], { of: made });
    });

    it('leave unsupported what has its id from the deployment, and say where it was declared', async () => {
      const role = nested(
        'role',
        templateOf([assignment("[guid('x', parameters('principal'))]", "[parameters('principal')]")], {
          parameters: { principal: { type: 'string' } },
        }),
        {
          parameters: {
            principal: {
              value:
                "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'mine'), '2023-01-31').principalId]",
            },
          },
        },
      );
      const heard = await ask([identity('mine'), role]);
      const change = changesIn(heard).find((one) => String(one['changeType']) === 'Unsupported');
      const me = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mine`;
      assert.equal(
        change?.['resourceId'],
        `[resourceId('${world.azure.subscriptionId}', 'lab', 'Microsoft.Authorization/roleAssignments', guid('x', reference('${me}', '2023-01-31').principalId))]`,
      );
      assert.equal(
        change['unsupportedReason'],
        "Changes to the resource declared at 'properties.template.resources[1].properties.template.resources[0]' cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance.",
      );
      assert.equal(
        change['after']?.['properties']?.['principalId'],
        `[reference('${me}', '2023-01-31').principalId]`,
      );
      assert.equal(changesIn(heard).length, 2);
    });

    it('are skipped with a diagnostic where not even the names of their parameters are known', async () => {
      const lost = nested('lost', templateOf([identity('unseen')]), {
        parameters: "[reference('maker', '2021-04-01').outputs.all.value]",
      });
      const heard = await ask([nested('maker', templateOf([])), lost]);
      assert.deepEqual(changesIn(heard), []);
      const [diagnostic] = Object.values(heard.body['properties']?.['diagnostics'] ?? {});
      assert.equal(diagnostic?.['code'], 'NestedDeploymentShortCircuited');
      assert.ok(String(diagnostic['target']).endsWith('/deployments/lost'));
    });

    it('are expanded up to 500, and ignored from there on', async () => {
      const many = {
        ...nested("[format('n{0}', copyIndex())]", templateOf([])),
        copy: { name: 'many', count: 501 },
      };
      assert.deepEqual(summary(await ask([many])), [
        'Ignore resourceGroups/lab/providers/Microsoft.Resources/deployments/n500',
      ]);
    });

    it('are not looked at where they are linked', async () => {
      const linked = {
        ...nested('linked', {}),
        properties: { mode: 'Incremental', templateLink: { uri: 'https://contoso.com/a.json' } },
      };
      assert.deepEqual(summary(await ask([linked, identity('aaa')])), [
        'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aaa',
      ]);
    });
  });

  describe('secrets', () => {
    const secret = 'correct horse battery staple';

    it('of secure parameters are asterisks, however they are joined, encoded or passed on', async () => {
      const heard = await ask(
        [
          identity('aaa', {
            tags: {
              plain: "[parameters('secret')]",
              joined: "[variables('joined')]",
              encoded: "[base64(parameters('secret'))]",
              inside: "[parameters('holder').word]",
              open: "[parameters('open')]",
            },
          }),
          nested(
            'inside',
            templateOf([identity('bbb', { tags: { passed: "[parameters('word')]" } })], {
              parameters: { word: { type: 'string' } },
            }),
            { parameters: { word: { value: "[parameters('secret')]" } } },
          ),
        ],
        {
          parameters: {
            secret: { type: 'securestring', minLength: 8 },
            holder: { type: 'secureobject' },
            open: { type: 'string' },
          },
          variables: { joined: "[concat('pw=', parameters('secret'))]" },
        },
        {
          parameters: {
            secret: { value: secret },
            holder: { value: { word: secret } },
            open: { value: 'for all' },
          },
        },
      );
      assert.deepEqual(changesIn(heard)[0]?.['after']?.['tags'], {
        encoded: '*******',
        inside: '*******',
        joined: '*******',
        open: 'for all',
        plain: '*******',
      });
      assert.deepEqual(changesIn(heard)[1]?.['after']?.['tags'], { passed: '*******' });
      assert.ok(!heard.text.includes('horse'));
      assert.ok(!heard.text.includes(Buffer.from(secret).toString('base64').slice(0, 20)));
    });

    it('still decide about conditions and names', async () => {
      const heard = await ask(
        [
          identity('yes', { condition: "[not(empty(parameters('secret')))]" }),
          identity('no', { condition: "[empty(parameters('secret'))]" }),
        ],
        { parameters: { secret: { type: 'securestring' } } },
        { parameters: { secret: { value: secret } } },
      );
      assert.deepEqual(summary(heard), [
        'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/yes',
      ]);
    });

    it('out of a vault are asterisks too, whatever the type of the parameter', async () => {
      const vault = `${group}/providers/Microsoft.KeyVault/vaults/whatifvault`;
      await deploy(
        [
          {
            type: 'Microsoft.KeyVault/vaults',
            apiVersion: '2022-07-01',
            name: 'whatifvault',
            location: 'westus2',
            properties: {
              tenantId: '[tenant().tenantId]',
              sku: { family: 'A', name: 'standard' },
              accessPolicies: [],
              enabledForTemplateDeployment: true,
            },
          },
          {
            type: 'Microsoft.KeyVault/vaults/secrets',
            apiVersion: '2022-07-01',
            name: 'whatifvault/word',
            properties: { value: "[parameters('secret')]" },
            dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', 'whatifvault')]"],
          },
        ],
        { parameters: { secret: { type: 'securestring' } } },
        { secret: { value: secret } },
      );
      const heard = await ask(
        [identity('aaa', { tags: { word: "[parameters('word')]" } })],
        { parameters: { word: { type: 'string' } } },
        { parameters: { word: { reference: { keyVault: { id: vault }, secretName: 'word' } } } },
      );
      const change = changesIn(heard).find((one) => String(one['changeType']) === 'Create');
      assert.deepEqual(change?.['after']?.['tags'], { word: '*******' });
      assert.ok(!heard.text.includes('horse'));
    });
  });
});
