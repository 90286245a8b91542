// Resource ids: taken apart, put together, compared.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatResourceId,
  parseResourceId,
  sameResourceId,
  type ResourceId,
} from '../../src/arm/resource-id.ts';

const good: readonly (readonly [string, ResourceId])[] = [
  ['/subscriptions/s', { subscriptionId: 's', type: 'Microsoft.Resources/subscriptions', name: 's' }],
  [
    '/subscriptions/s/resourceGroups/rg',
    { subscriptionId: 's', resourceGroup: 'rg', type: 'Microsoft.Resources/resourceGroups', name: 'rg' },
  ],
  [
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/n',
    {
      subscriptionId: 's',
      resourceGroup: 'rg',
      type: 'Microsoft.Network/virtualNetworks/subnets',
      name: 'v/n',
    },
  ],
  [
    '/subscriptions/s/providers/Microsoft.Authorization/locks/l',
    { subscriptionId: 's', type: 'Microsoft.Authorization/locks', name: 'l' },
  ],
  [
    '/providers/Microsoft.Management/managementGroups/m',
    { type: 'Microsoft.Management/managementGroups', name: 'm' },
  ],
  [
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v/providers/Microsoft.Authorization/locks/l',
    {
      subscriptionId: 's',
      resourceGroup: 'rg',
      scope: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/v',
      type: 'Microsoft.Authorization/locks',
      name: 'l',
    },
  ],
];

describe('resource ids', () => {
  for (const [text, parsed] of good)
    it(`are taken apart and put together: ${text}`, () => {
      assert.deepEqual(parseResourceId(text), parsed);
      assert.equal(formatResourceId(parsed), text);
    });

  it('are read whatever the case of their fixed words', () => {
    const parsed = parseResourceId('/SUBSCRIPTIONS/s/resourcegroups/rg/PROVIDERS/A.B/c/d');
    assert.deepEqual(parsed, { subscriptionId: 's', resourceGroup: 'rg', type: 'A.B/c', name: 'd' });
  });

  for (const text of [
    '',
    '/',
    'subscriptions/s',
    '/subscriptions',
    '/subscriptions/s/other/x',
    '/providers/A.B',
    '/providers/A.B/c',
    '/x/providers/A.B/c/d',
  ])
    it(`are not seen in ${JSON.stringify(text)}`, () => assert.equal(parseResourceId(text), undefined));

  it('are the same without regard to case', () => {
    assert.equal(
      sameResourceId('/subscriptions/S/resourceGroups/A', '/Subscriptions/s/resourcegroups/a'),
      true,
    );
    assert.equal(sameResourceId('/subscriptions/s', '/subscriptions/t'), false);
  });

  it('never throw, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => parseResourceId(`/providers/${text}`) !== null));
  });
});
