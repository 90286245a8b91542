import assert from 'node:assert/strict';
import { bothWays, collect, refused, type Sdk } from './sdk.ts';

const template = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters: { name: { type: 'string' }, secret: { type: 'securestring', defaultValue: '' } },
  resources: [
    {
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2023-01-31',
      name: "[parameters('name')]",
      location: '[resourceGroup().location]',
    },
  ],
  outputs: { client: { type: 'string', value: "[reference(parameters('name')).clientId]" } },
};
const properties = {
  mode: 'Incremental' as const,
  template,
  parameters: { name: { value: 'robot' }, secret: { value: 'Correct-Horse-7' } },
};

bothWays('Deployments of @azure/arm-resources', (connect) => {
  async function withGroup(speed: number | 'instant' = 'instant'): Promise<Sdk> {
    const sdk = await connect({ speed });
    await sdk.resources.resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    return sdk;
  }

  it('validates, deploys, and tells outputs, operations and history', async () => {
    const { deployments, deploymentOperations } = (await withGroup()).resources;
    const validated = await deployments.beginValidateAndWait('lab', 'main', { properties });
    assert.equal(validated.properties?.provisioningState, 'Succeeded');
    assert.equal((await deployments.checkExistence('lab', 'main')).body, false);
    const done = await deployments.beginCreateOrUpdateAndWait('lab', 'main', { properties });
    assert.equal(done.properties?.provisioningState, 'Succeeded');
    assert.match(
      String(Reflect.get(Object(done.properties?.outputs?.['client']), 'value')),
      /^[0-9a-f-]{36}$/,
    );
    assert.equal('secret' in (done.properties?.parameters ?? {}), true);
    assert.doesNotMatch(JSON.stringify(done), /Correct-Horse/);
    assert.equal((await deployments.checkExistence('lab', 'main')).body, true);
    assert.deepEqual(
      (await collect(deployments.listByResourceGroup('lab'))).map(({ name }) => name),
      ['main'],
    );
    const operations = await collect(deploymentOperations.list('lab', 'main'));
    assert.deepEqual(
      operations.map((operation) => [
        operation.properties?.provisioningOperation,
        operation.properties?.targetResource?.resourceName,
        operation.properties?.provisioningState,
      ]),
      [
        ['EvaluateDeploymentOutput', undefined, 'Succeeded'],
        ['Create', 'robot', 'Succeeded'],
      ],
    );
    const { operationId = '' } = operations[1] ?? {};
    const one = await deploymentOperations.get('lab', 'main', operationId);
    assert.equal(one.properties?.statusCode, 'Created');
    assert.deepEqual((await deployments.exportTemplate('lab', 'main')).template, template);
    await deployments.beginDeleteAndWait('lab', 'main');
    await assert.rejects(deployments.get('lab', 'main'), refused(404, 'DeploymentNotFound'));
  });

  it('predicts what a deployment would change', async () => {
    const { deployments, resources } = (await withGroup()).resources;
    const first = await deployments.beginWhatIfAndWait('lab', 'main', { properties });
    assert.deepEqual(
      first.changes?.map(({ changeType }) => changeType),
      ['Create'],
    );
    await deployments.beginCreateOrUpdateAndWait('lab', 'main', { properties });
    const [{ id = '' } = {}] = await collect(resources.listByResourceGroup('lab'));
    await resources.beginUpdateByIdAndWait(id, '2023-01-31', { tags: { a: '1' } });
    const again = await deployments.beginWhatIfAndWait('lab', 'main', {
      properties: { ...properties, mode: 'Complete', template: { ...template, resources: [], outputs: {} } },
    });
    assert.deepEqual(
      again.changes?.map(({ changeType, resourceId }) => [changeType, resourceId]),
      [['Delete', id]],
    );
  });

  it('deploys at the subscription', async () => {
    const { deployments, resourceGroups, deploymentOperations } = (await withGroup()).resources;
    const wide = {
      location: 'westus2',
      properties: {
        mode: 'Incremental' as const,
        template: {
          $schema:
            'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          resources: [
            {
              type: 'Microsoft.Resources/resourceGroups',
              apiVersion: '2022-09-01',
              name: 'made',
              location: 'westus2',
            },
          ],
        },
      },
    };
    const validated = await deployments.beginValidateAtSubscriptionScopeAndWait('wide', wide);
    assert.equal(validated.properties?.provisioningState, 'Succeeded');
    await deployments.beginCreateOrUpdateAtSubscriptionScopeAndWait('wide', wide);
    assert.equal((await resourceGroups.get('made')).location, 'westus2');
    assert.deepEqual(
      (await collect(deployments.listAtSubscriptionScope())).map(({ name }) => name),
      ['wide'],
    );
    assert.equal((await collect(deploymentOperations.listAtSubscriptionScope('wide'))).length, 1);
  });

  it('cancels a deployment that runs', async () => {
    const { resources, clock } = await withGroup(1);
    const { deployments } = resources;
    const poller = await deployments.beginCreateOrUpdate('lab', 'main', { properties });
    await assert.rejects(
      deployments.beginCreateOrUpdate('lab', 'main', { properties }),
      refused(409, 'DeploymentActive'),
    );
    await deployments.cancel('lab', 'main');
    clock.advance(60_000);
    assert.equal((await deployments.get('lab', 'main')).properties?.provisioningState, 'Canceled');
    await assert.rejects(poller.poll(), /Operation was canceled/);
    assert.equal(poller.getOperationState().status, 'canceled');
    await assert.rejects(deployments.cancel('lab', 'main'), refused(409, 'DeploymentCannotBeCancelled'));
  });

  it('takes a poller up again from its serialized state', async () => {
    const { resources, clock } = await withGroup(1);
    const { deployments } = resources;
    const begun = await deployments.beginCreateOrUpdate('lab', 'main', { properties });
    const resumeFrom = begun.toString();
    clock.advance(600_000);
    const resumed = await deployments.beginCreateOrUpdate('lab', 'main', { properties }, { resumeFrom });
    await resumed.poll();
    assert.equal(resumed.getOperationState().status, 'succeeded');
    assert.equal(resumed.getResult()?.properties?.provisioningState, 'Succeeded');
  });

  it('fails with the reason of the resource that failed', async () => {
    const { deployments } = (await withGroup()).resources;
    const wrong = { ...properties, parameters: { name: { value: 'x' } } };
    await assert.rejects(
      deployments.beginCreateOrUpdateAndWait('lab', 'main', { properties: wrong }),
      (error) => error instanceof Error && error.message !== '',
    );
    const record = await deployments.get('lab', 'main');
    assert.equal(record.properties?.provisioningState, 'Failed');
    assert.equal(record.properties?.error?.code, 'DeploymentFailed');
  });
});
