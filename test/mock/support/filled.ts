// A world with as many resources as a test wants, written one by one as a client would write them.
import assert from 'node:assert/strict';
import type { MockAzure } from '../../../src/mock/azure.ts';
import type { JsonObject } from '../../../src/base/json.ts';

interface Sort {
  readonly type: string;
  readonly version: string;
  readonly body: JsonObject;
}

/** What most of a subscription is made of; networks bring a subnet each, and names of accounts are looked up. */
const sorts: readonly Sort[] = [
  {
    type: 'Microsoft.Network/publicIPAddresses',
    version: '2023-09-01',
    body: { sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } },
  },
  { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', version: '2023-01-31', body: {} },
  {
    type: 'Microsoft.Storage/storageAccounts',
    version: '2023-01-01',
    body: { kind: 'StorageV2', sku: { name: 'Standard_LRS' } },
  },
  {
    type: 'Microsoft.Network/virtualNetworks',
    version: '2023-09-01',
    body: {
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ name: 'inner', properties: { addressPrefix: '10.0.0.0/24' } }],
      },
    },
  },
];

const groupSize = 500;

/** Numbers `from` to `to`, as if it went on from an earlier time. */
export async function filled(azure: MockAzure, to: number, from = 0): Promise<void> {
  const { token } = azure.issueToken();
  const put = async (path: string, body: JsonObject): Promise<void> => {
    const { status, body: answered } = await azure.fetch({
      method: 'PUT',
      url: `${azure.endpoint}/subscriptions/${azure.subscriptionId}/resourceGroups/${path}`,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ location: 'westus2', ...body }),
    });
    assert.ok(status < 300, answered);
  };
  for (let at = from; at < to; at += 1) {
    const group = `rg${Math.floor(at / groupSize)}`;
    if (at % groupSize === 0) await put(`${group}?api-version=2021-04-01`, {});
    for (const { type, version, body } of sorts.slice(at % sorts.length, (at % sorts.length) + 1))
      await put(`${group}/providers/${type}/kept${at}?api-version=${version}`, body);
  }
}
