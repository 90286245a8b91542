import assert from 'node:assert/strict';
import { clientsOf } from '../../src/azure/clients.ts';
import { credentialFor, issuedCredential } from '../../src/azure/credentials.ts';
import { inProcessTransport, networkTransport } from '../../src/azure/transport.ts';
import { createAzure } from '../../src/mock/azure.ts';
import { serve } from '../../src/mock/serve.ts';
import { testClock } from '../support/clock.ts';

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
    const server = await serve(
      { clock: testClock(), speed: 'instant' },
      { port: 0, issuedAt: new Date(Date.now()) },
    );
    try {
      const { tenantId, clientId, clientSecret, subscriptionId } = server.azure;
      const { ca, url: endpoint } = server;
      const authority = `${endpoint}/adfs`;
      const credential = await credentialFor({
        tenantId,
        clientId,
        clientSecret,
        authority,
        knownCloud: false,
        ca,
      });
      const httpClient = networkTransport([new URL(endpoint).host]);
      const clients = clientsOf({ endpoint, subscriptionId, credential, httpClient, ca });
      await predicts(await clients.resources());
    } finally {
      await server.close();
    }
  });
});
