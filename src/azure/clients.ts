// The SDK's clients, each loaded only when something asks for it: importing all of them costs more than most
// commands take. One small dynamic import a client, so that the bundler can split them.
import type { ComputeManagementClient } from '@azure/arm-compute';
import type { ResourceManagementClient } from '@azure/arm-resources';
import type { StorageManagementClient } from '@azure/arm-storage';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';

export interface TokenSource {
  getToken(
    scopes: string | string[],
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

export interface Connection {
  readonly endpoint: string;
  readonly subscriptionId: string;
  readonly credential: TokenSource;
  readonly httpClient: HttpClient;
  /** A certificate authority to trust, PEM: a served mock's. */
  readonly ca?: string;
  /** How often a request is tried again that failed on its way; the SDK's own number where absent. */
  readonly retries?: number;
}

export interface Clients {
  resources(): Promise<ResourceManagementClient>;
  compute(): Promise<ComputeManagementClient>;
  storage(): Promise<StorageManagementClient>;
}

export function clientsOf(connection: Connection): Clients {
  const { endpoint, subscriptionId, credential, httpClient, ca, retries } = connection;
  const tls = ca === undefined ? {} : { tlsOptions: { ca } };
  const retry = retries === undefined ? {} : { retryOptions: { maxRetries: retries } };
  const options = { endpoint, httpClient, userAgentOptions: { userAgentPrefix: 'cmg' }, ...tls, ...retry };
  return {
    resources: once(async () => {
      const { ResourceManagementClient } = await import('./clients/resources.ts');
      return lean(new ResourceManagementClient(credential, subscriptionId, options));
    }),
    compute: once(async () => {
      const { ComputeManagementClient } = await import('./clients/compute.ts');
      return lean(new ComputeManagementClient(credential, subscriptionId, options));
    }),
    storage: once(async () => {
      const { StorageManagementClient } = await import('./clients/storage.ts');
      return lean(new StorageManagementClient(credential, subscriptionId, options));
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/**
 * Without the SDK's policy for uploaded forms: nothing here is one, and merely asking whether a body is makes
 * Node load its whole fetch, which costs as much as a plan of a standing gateway.
 */
function lean<T extends { readonly pipeline: Pick<Pipeline, 'removePolicy'> }>(client: T): T {
  client.pipeline.removePolicy({ name: 'formDataPolicy' });
  return client;
}
