import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, type Driven } from './support/driven.ts';
import { identity, nested, summary, templateOf } from './support/what-if.ts';

describe('mock/BEHAVIOUR: Management groups and the tenant', () => {
  let world: Driven;
  let root: string;
  beforeEach(() => {
    world = drive();
    root = `/providers/Microsoft.Management/managementGroups/${world.azure.tenantId}`;
  });

  const policy: JsonObject = {
    type: 'Microsoft.Authorization/policyDefinitions',
    apiVersion: '2021-06-01',
    name: 'no-north',
    properties: {
      policyType: 'Custom',
      mode: 'Indexed',
      policyRule: { if: { field: 'location', equals: 'northeurope' }, then: { effect: 'deny' } },
    },
  };

  function bodyOf(resources: readonly JsonObject[], parts: JsonObject = {}): JsonObject {
    return {
      location: 'westus2',
      properties: { mode: 'Incremental', template: templateOf(resources, parts) },
    };
  }

  it('has one group, the root of the tenant', async () => {
    const { body } = await world.send('GET', '/providers/Microsoft.Management/managementGroups');
    assert.equal(body['value']?.['0']?.['id'], root);
    assert.equal((await world.send('GET', root)).body['properties']?.['displayName'], 'Tenant Root Group');
    const other = await world.send('GET', '/providers/Microsoft.Management/managementGroups/other');
    assert.deepEqual([other.status, other.body['error']?.['code']], [404, 'NotFound']);
  });

  it('deploys into the group: a policy, and what goes into a subscription', async () => {
    const at = `${root}/providers/Microsoft.Resources/deployments/main`;
    const inside = {
      ...nested(
        'inside',
        templateOf([
          {
            type: 'Microsoft.Resources/resourceGroups',
            apiVersion: '2021-04-01',
            name: 'lab',
            location: 'westus2',
          },
        ]),
      ),
      subscriptionId: world.azure.subscriptionId,
      location: 'westus2',
    };
    const body = bodyOf([policy, inside], {
      outputs: { group: { type: 'string', value: '[managementGroup().name]' } },
    });
    assert.equal((await world.send('POST', `${at}/validate`, body)).status, 200);
    const accepted = await world.send('PUT', at, body);
    assert.equal(accepted.status, 201, accepted.text);
    assert.equal(accepted.body['id'], at);
    assert.equal(accepted.body['location'], 'westus2');
    world.pass(600_000);
    const watched = await world.send('GET', accepted.headers['azure-asyncoperation'] ?? '');
    assert.deepEqual(watched.body, { status: 'Succeeded' });
    const done = (await world.send('GET', at)).body['properties'];
    assert.deepEqual(done?.['outputResources'], [
      { id: `${root}/providers/Microsoft.Authorization/policyDefinitions/no-north` },
      { id: `${world.subscription}/resourceGroups/lab` },
    ]);
    assert.equal(done['outputs']?.['group']?.['value'], world.azure.tenantId);
    const list = await world.send('GET', `${root}/providers/Microsoft.Resources/deployments/`);
    assert.equal(list.body['value']?.['0']?.['name'], 'main');
    const operations = await world.send('GET', `${at}/operations`);
    assert.equal(Object.values(operations.body['value'] ?? {}).length, 3);
  });

  it('deploys into the tenant, and from there into the group', async () => {
    const at = '/providers/Microsoft.Resources/deployments/wide';
    const inside = {
      ...nested('inside', templateOf([policy])),
      scope: `Microsoft.Management/managementGroups/${world.azure.tenantId}`,
      location: 'westus2',
    };
    const accepted = await world.send('PUT', at, bodyOf([inside]));
    assert.equal(accepted.status, 201, accepted.text);
    world.pass(600_000);
    const { body } = await world.send('GET', at);
    assert.equal(body['properties']?.['provisioningState'], 'Succeeded', JSON.stringify(body));
    assert.deepEqual(body['properties']?.['outputResources'], [
      { id: `${root}/providers/Microsoft.Authorization/policyDefinitions/no-north` },
    ]);
    const gone = await world.send('DELETE', at);
    assert.match(String(gone.headers['location']), /\/providers\/Microsoft\.Resources\/operationResults\//);
    assert.equal((await world.send('GET', gone.headers['location'] ?? '')).status, 204);
  });

  it('predicts there', async () => {
    const at = `${root}/providers/Microsoft.Resources/deployments/main`;
    const accepted = await world.send('POST', `${at}/whatIf`, bodyOf([policy]));
    const location = accepted.headers['location'] ?? '';
    assert.match(location, /\/providers\/Microsoft\.Resources\/operationResults\/[\w-]+\?/);
    world.pass(10_000);
    assert.deepEqual(summary(await world.send('GET', location)), [
      `Create ${root}/providers/Microsoft.Authorization/policyDefinitions/no-north`,
    ]);
  });

  it('has no subscription there, no place without a location, and no other group', async () => {
    const at = `${root}/providers/Microsoft.Resources/deployments/main`;
    const lost = await world.send('PUT', at, bodyOf([identity('[subscription().subscriptionId]')]));
    assert.equal(lost.body['error']?.['code'], 'InvalidTemplate');
    const { properties = {} } = bodyOf([]);
    assert.equal((await world.send('PUT', at, { properties })).body['error']?.['code'], 'LocationRequired');
    const other = await world.send('PUT', at.replace(world.azure.tenantId, 'other'), bodyOf([]));
    assert.equal(other.status, 404);
  });
});
