import { azureCloud } from '../../src/azure/cloud.ts';
import { credentialFor } from '../../src/azure/credentials.ts';
import { networkTransport } from '../../src/azure/transport.ts';
import { serve } from '../../src/mock/serve.ts';
import { testClock } from '../support/clock.ts';
import { openLab } from '../support/lab.ts';
import { cloudContract } from './cloud.ts';

cloudContract('the SDK and the mock in the process', () => {
  const { cloud, clock, azure } = openLab();
  return Promise.resolve({
    cloud,
    clock,
    subscriptionId: azure.subscriptionId,
    close: () => Promise.resolve(),
  });
});

cloudContract('the SDK, its own credentials and the mock behind HTTPS', async () => {
  const clock = testClock();
  // TLS looks at the machine's own clock, whatever time the mock plays.
  const server = await serve({ clock, speed: 1 }, { port: 0, issuedAt: new Date(Date.now()) });
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
  return {
    cloud: azureCloud({ endpoint, subscriptionId, credential, httpClient, ca }, clock),
    clock,
    subscriptionId,
    close: () => server.close(),
  };
});
