import assert from 'node:assert/strict';
import { clientsOf } from '../../src/azure/clients.ts';
import { issuedCredential } from '../../src/azure/credentials.ts';
import { inProcessTransport } from '../../src/azure/transport.ts';
import { createAzure } from '../../src/mock/azure.ts';
import { testClock } from '../support/clock.ts';
import { openServed } from '../support/served.ts';

type Resources = Awaited<ReturnType<ReturnType<typeof clientsOf>['resources']>>;

const template = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [
    {
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2023-01-31',
      name: 'sampled',
      location: 'westus2',
    },
  ],
};

async function predicts(resources: Resources): Promise<void> {
  await resources.resourceGroups.createOrUpdate('lab', { location: 'westus2' });
  const properties = { mode: 'Incremental' as const, template };
  const first = await resources.deployments.beginWhatIfAndWait('lab', 'main', { properties });
  assert.equal(first.status, 'Succeeded');
  assert.deepEqual(
    first.changes?.map(({ changeType, before }) => [changeType, before]),
    [['Create', undefined]],
  );
  await resources.deployments.beginCreateOrUpdateAndWait('lab', 'main', { properties });
  const again = await resources.deployments.beginWhatIfAndWait('lab', 'main', { properties });
  assert.deepEqual(
    again.changes?.map(({ changeType, delta }) => [changeType, delta]),
    [['NoChange', []]],
  );
  const wide = await resources.deployments.beginWhatIfAtSubscriptionScopeAndWait('wide', {
    location: 'westus2',
    properties: { mode: 'Incremental', template: { ...template, resources: [] } },
  });
  assert.deepEqual(wide.changes, []);
  const wrong = await resources.deployments.beginWhatIfAndWait('lab', 'main', {
    properties: { mode: 'Incremental', template: { ...template, resources: [{ type: 'a/b' }] } },
  });
  assert.equal(wrong.status, 'Failed');
  assert.equal(wrong.error?.code, 'InvalidTemplate');
}

describe('what-if through the SDK', () => {
  it('predicts in the process', async () => {
    const azure = createAzure({ clock: testClock(), speed: 'instant' });
    const { endpoint, subscriptionId } = azure;
    const clients = clientsOf({
      endpoint,
      subscriptionId,
      credential: issuedCredential(() => azure.issueToken()),
      httpClient: inProcessTransport([new URL(endpoint).host], azure.fetch),
    });
    await predicts(await clients.resources());
  });

  it('predicts behind HTTPS', async () => {
    const { reach, close } = await openServed({ clock: testClock(), speed: 'instant' });
    try {
      await predicts(await clientsOf(reach).resources());
    } finally {
      await close();
    }
  });
});
