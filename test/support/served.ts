// The mock behind HTTPS, and what the real adapter needs to reach it as it would reach Azure.
import type { Connection } from '../../src/azure/clients.ts';
import { credentialFor } from '../../src/azure/credentials.ts';
import { networkTransport } from '../../src/azure/transport.ts';
import type { MockAzureOptions } from '../../src/mock/azure.ts';
import { serve } from '../../src/mock/serve.ts';

interface Served {
  readonly reach: Connection;
  close(): Promise<void>;
}

export async function openServed(options: MockAzureOptions): Promise<Served> {
  // TLS looks at the machine's own clock, whatever time the mock plays.
  const {
    azure,
    ca,
    url: endpoint,
    close,
  } = await serve(options, { port: 0, issuedAt: new Date(Date.now()) });
  const { tenantId, clientId, clientSecret, subscriptionId } = azure;
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
  return { reach: { endpoint, subscriptionId, credential, httpClient, ca }, close };
}
