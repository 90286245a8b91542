// Azure's own clients as anybody has them from npm, told where the mock is and nothing else: in the process as
// their `httpClient`, and behind HTTPS with an authority to trust. Each scenario is run both ways.
import {
  ClientSecretCredential,
  type ClientSecretCredentialOptions,
  type TokenCredential,
} from '@azure/identity';
import { ComputeManagementClient } from '@azure/arm-compute';
import { ResourceManagementClient, type ResourceManagementClientOptionalParams } from '@azure/arm-resources';
import { StorageManagementClient } from '@azure/arm-storage';
import { inProcessTransport } from '../../src/azure/transport.ts';
import { createAzure, type MockAzure, type MockAzureOptions } from '../../src/mock/azure.ts';
import { serve } from '../../src/mock/serve.ts';
import { testClock, type TestClock } from '../support/clock.ts';

export interface Sdk {
  readonly azure: MockAzure;
  readonly clock: TestClock;
  readonly credential: TokenCredential;
  /** What every client of identity is given besides who signs in. */
  readonly signIn: Pick<
    ClientSecretCredentialOptions,
    'authorityHost' | 'disableInstanceDiscovery' | 'httpClient' | 'tlsOptions'
  >;
  readonly resources: ResourceManagementClient;
  readonly compute: ComputeManagementClient;
  readonly storage: StorageManagementClient;
  close(): Promise<void>;
}

type Reach = Pick<ResourceManagementClientOptionalParams, 'httpClient' | 'tlsOptions'>;

function clientsTo(azure: MockAzure, reach: Reach): Omit<Sdk, 'clock' | 'close'> {
  const { endpoint, subscriptionId, tenantId, clientId, clientSecret } = azure;
  const signIn = { authorityHost: endpoint, disableInstanceDiscovery: true, ...reach };
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, signIn);
  const options = { endpoint, ...reach };
  return {
    azure,
    credential,
    signIn,
    resources: new ResourceManagementClient(credential, subscriptionId, options),
    compute: new ComputeManagementClient(credential, subscriptionId, options),
    storage: new StorageManagementClient(credential, subscriptionId, options),
  };
}

type World = Partial<Omit<MockAzureOptions, 'clock'>>;

export function inProcess(world: World = {}): Promise<Sdk> {
  const clock = testClock();
  const azure = createAzure({ clock, speed: 'instant', ...world });
  const httpClient = inProcessTransport([new URL(azure.endpoint).host], azure.fetch);
  return Promise.resolve({ ...clientsTo(azure, { httpClient }), clock, close: () => Promise.resolve() });
}

export async function behindHttps(world: World = {}): Promise<Sdk> {
  const clock = testClock();
  // TLS looks at the machine's own clock, whatever time the mock plays.
  const issuedAt = new Date(Date.now());
  const { azure, ca, close } = await serve({ clock, speed: 'instant', ...world }, { port: 0, issuedAt });
  return { ...clientsTo(azure, { tlsOptions: { ca } }), clock, close };
}

export function bothWays(what: string, scenarios: (connect: (world?: World) => Promise<Sdk>) => void): void {
  for (const [way, connect] of [
    ['in the process', inProcess],
    ['behind HTTPS', behindHttps],
  ] as const) {
    describe(`${what}, ${way}`, () => {
      const opened: Sdk[] = [];
      afterEach(async () => {
        for (const sdk of opened.splice(0)) await sdk.close();
      });
      scenarios(async (world) => {
        const sdk = await connect(world);
        opened.push(sdk);
        return sdk;
      });
    });
  }
}

export async function collect<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of pages) all.push(one);
  return all;
}

/** What a client says of a refusal: its status and code. */
export function refused(statusCode: number, code: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Error &&
    'statusCode' in error &&
    error.statusCode === statusCode &&
    'code' in error &&
    error.code === code;
}
