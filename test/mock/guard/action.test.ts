import assert from 'node:assert/strict';
import { rightOf } from '../../../src/mock/guard/action.ts';
import { allows } from '../../../src/mock/guard/wildcard.ts';

describe('the right that a request needs', () => {
  const group = '/subscriptions/s/resourceGroups/g';
  const sets = `${group}/providers/Microsoft.Compute/virtualMachineScaleSets`;
  const rows: readonly (readonly [request: string, action: string, scope: string])[] = [
    ['GET /subscriptions/s', 'Microsoft.Resources/subscriptions/read', '/subscriptions/s'],
    [
      'PUT /subscriptions/s/resourcegroups/g',
      'Microsoft.Resources/subscriptions/resourceGroups/write',
      '/subscriptions/s/resourcegroups/g',
    ],
    [
      `POST ${group}/exportTemplate`,
      'Microsoft.Resources/subscriptions/resourceGroups/exportTemplate/action',
      group,
    ],
    [`GET ${group}/resources`, 'Microsoft.Resources/subscriptions/resourceGroups/resources/read', group],
    [
      'POST /subscriptions/s/providers/Microsoft.Network/register',
      'Microsoft.Network/register/action',
      '/subscriptions/s',
    ],
    [
      'GET /subscriptions/s/providers/Microsoft.Network',
      'Microsoft.Resources/subscriptions/providers/read',
      '/subscriptions/s',
    ],
    [
      'POST /subscriptions/s/providers/Microsoft.Storage/checkNameAvailability',
      'Microsoft.Storage/checkNameAvailability/read',
      '/subscriptions/s',
    ],
    [
      'GET /subscriptions/s/providers/Microsoft.Compute/locations/l/usages',
      'Microsoft.Compute/locations/usages/read',
      '/subscriptions/s',
    ],
    [
      'GET /subscriptions/s/providers/Microsoft.KeyVault/deletedVaults',
      'Microsoft.KeyVault/deletedVaults/read',
      '/subscriptions/s',
    ],
    [
      'POST /subscriptions/s/providers/Microsoft.KeyVault/locations/l/deletedVaults/v/purge',
      'Microsoft.KeyVault/locations/deletedVaults/purge/action',
      '/subscriptions/s',
    ],
    [`GET ${sets}`, 'Microsoft.Compute/virtualMachineScaleSets/read', group],
    [`PATCH ${sets}/v`, 'Microsoft.Compute/virtualMachineScaleSets/write', `${sets}/v`],
    [`POST ${sets}/v/restart`, 'Microsoft.Compute/virtualMachineScaleSets/restart/action', `${sets}/v`],
    [
      `GET ${sets}/v/virtualMachines/0/instanceView`,
      'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/instanceView/read',
      `${sets}/v/virtualMachines/0`,
    ],
    [
      `DELETE ${sets}/v/providers/Microsoft.Authorization/locks/l`,
      'Microsoft.Authorization/locks/delete',
      `${sets}/v/providers/Microsoft.Authorization/locks/l`,
    ],
    [
      `POST ${group}/providers/Microsoft.Resources/deployments/d/validate`,
      'Microsoft.Resources/deployments/validate/action',
      `${group}/providers/Microsoft.Resources/deployments/d`,
    ],
    [
      `GET ${group}/deployments/d/operations`,
      'Microsoft.Resources/deployments/operations/read',
      `${group}/deployments/d`,
    ],
    [
      'GET /subscriptions/s/providers/Microsoft.Insights/eventtypes/management/values',
      'Microsoft.Insights/eventtypes/values/read',
      '/subscriptions/s',
    ],
  ];
  for (const [request, action, scope] of rows)
    it(`is ${action} for ${request}`, () => {
      const [method = '', path = ''] = request.split(' ');
      const right = rightOf(method, path.slice(1).split('/'));
      assert.deepEqual([right?.action, right?.scope], [action, scope]);
    });

  const free = [
    'GET /subscriptions',
    'POST /providers/Microsoft.ResourceGraph/resources',
    'GET /subscriptions/s/operationresults/o',
    'GET /subscriptions/s/providers/Microsoft.Network/locations/l/operations/o',
  ];
  for (const request of free)
    it(`is none for ${request}`, () => {
      const [method = '', path = ''] = request.split(' ');
      assert.equal(rightOf(method, path.slice(1).split('/')), undefined);
    });
});

describe('the pattern of a role', () => {
  const role = (
    actions: readonly string[],
    notActions: readonly string[] = [],
  ): Parameters<typeof allows>[0] => ({
    id: '',
    name: '',
    description: '',
    actions,
    notActions,
  });
  const rows = [
    ['*/read', 'Microsoft.Network/virtualNetworks/read', true],
    ['*/read', 'Microsoft.Network/virtualNetworks/readers/action', false],
    ['Microsoft.Network/*', 'microsoft.network/virtualNetworks/subnets/join/action', true],
    ['Microsoft.Network/*', 'MicrosoftXNetwork/virtualNetworks/read', false],
    ['Microsoft.KeyVault/locations/*/read', 'Microsoft.KeyVault/locations/deletedVaults/read', true],
    ['Microsoft.Resources/deployments/*', 'Microsoft.Resources/deployments', false],
  ] as const;
  for (const [pattern, action, covered] of rows)
    it(`${covered ? 'covers' : 'does not cover'} ${action} with ${pattern}`, () => {
      assert.equal(allows(role([pattern]), action), covered);
    });

  it('takes away what notActions name', () => {
    const contributor = role(['*'], ['Microsoft.Authorization/*/Write']);
    assert.equal(allows(contributor, 'Microsoft.Authorization/roleAssignments/write'), false);
    assert.equal(allows(contributor, 'Microsoft.Authorization/roleAssignments/read'), true);
  });
});
