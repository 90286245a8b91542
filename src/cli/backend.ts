// The Azure of a run: the real one, a mock behind an endpoint, or the mock in this very process. Decides which
// from options and environment, and never lets a token of one reach another.
import { join } from 'node:path';
import { CmgError } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { clouds, type CloudName } from '../spec/clouds.ts';
import type { TokenSource } from '../azure/clients.ts';
import { textOption, type Options } from './command.ts';
import type { Context } from './context.ts';

export interface Backend {
  readonly isMock: boolean;
  /** The mock has a time of its own, which can be moved on. */
  readonly clock: Clock;
  cloudFor(target: {
    readonly subscriptionId: string | undefined;
    readonly environment: CloudName;
  }): Promise<Cloud>;
  /** Where there is only one: the mock's. */
  readonly subscriptionId: string | undefined;
  readonly tenantId: string | undefined;
}

export function usesMock({ environment }: Pick<Context, 'environment'>, options: Options): boolean {
  return options['mock'] === true || environment['CMG_BACKEND'] === 'mock';
}

export async function backendFor(context: Context, options: Options): Promise<Backend> {
  return usesMock(context, options) ? await mockBackend(context, options) : azureBackend(context);
}

async function mockBackend(context: Context, options: Options): Promise<Backend> {
  const [{ createAzure }, { openFolderStore }, { azureCloud }, transport, credentials] = await Promise.all([
    import('../mock/azure.ts'),
    import('../mock/folder-store.ts'),
    import('../azure/cloud.ts'),
    import('../azure/transport.ts'),
    import('../azure/credentials.ts'),
  ]);
  const speed = speedOf(textOption(options, 'mockSpeed') ?? context.environment['CMG_MOCK_SPEED'], context);
  const azure = createAzure({
    clock: context.clock,
    store: openFolderStore(mockFolder(context, options)),
    speed,
  });
  // What is so many times faster is looked at so many times more often.
  const haste = speed === 'instant' ? 1 : speed;
  const clock: Clock = {
    now: () => azure.now(),
    sleep: async (ms, signal) => await context.clock.sleep(ms / haste, signal),
  };
  const { host } = new URL(azure.endpoint);
  return {
    isMock: true,
    clock,
    subscriptionId: azure.subscriptionId,
    tenantId: azure.tenantId,
    cloudFor: () => {
      const connection = {
        endpoint: azure.endpoint,
        subscriptionId: azure.subscriptionId,
        credential: credentials.issuedCredential(() => azure.issueToken()),
        httpClient: transport.inProcessTransport([host], (request) => azure.fetch(request)),
      };
      return Promise.resolve(azureCloud(connection, clock));
    },
  };
}

export function mockFolder(
  { environment, folder }: Pick<Context, 'environment' | 'folder'>,
  options: Options,
): string {
  const named =
    textOption(options, 'mockState') ?? textOption(options, 'state') ?? environment['CMG_MOCK_STATE'];
  return join(folder, named ?? join('.cmg', 'mock'));
}

/** At a terminal quick enough to watch, with nobody watching at once. */
export function speedOf(text: string | undefined, { canDraw }: Pick<Context, 'canDraw'>): number | 'instant' {
  if (text === undefined) return canDraw ? 75 : 'instant';
  if (text === 'instant') return 'instant';
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new CmgError('CMG9001', `a mock's speed is a number above 0 or 'instant', not '${text}'`);
}

function azureBackend({ environment, clock }: Context): Backend {
  return {
    isMock: false,
    clock,
    subscriptionId: environment['AZURE_SUBSCRIPTION_ID'],
    tenantId: environment['AZURE_TENANT_ID'],
    cloudFor: async ({ subscriptionId, environment: cloudName }) => {
      if (subscriptionId === undefined) {
        throw new CmgError('CMG3003', 'which subscription?', {
          hint: 'set subscriptionId in the spec, or AZURE_SUBSCRIPTION_ID',
        });
      }
      const [{ azureCloud }, { networkTransport }] = await Promise.all([
        import('../azure/cloud.ts'),
        import('../azure/transport.ts'),
      ]);
      const facts = clouds[cloudName];
      const endpoint = environment['CMG_ENDPOINT'] ?? facts.resourceManager;
      const authority =
        environment['CMG_AUTHORITY'] ?? environment['AZURE_AUTHORITY_HOST'] ?? facts.authority;
      refuseMixed(endpoint, authority, facts);
      const credential = await credentialOf(environment, authority, facts);
      const httpClient = networkTransport([new URL(endpoint).host]);
      return azureCloud({ endpoint, subscriptionId, credential, httpClient }, clock);
    },
  };
}

/** A token of the real Azure must never reach another endpoint, nor the other way round. */
function refuseMixed(
  endpoint: string,
  authority: string,
  facts: { resourceManager: string; authority: string },
): void {
  const ownEndpoint = endpoint === facts.resourceManager;
  const ownAuthority = authority.replace(/\/$/, '') === facts.authority;
  if (ownEndpoint === ownAuthority) return;
  throw new CmgError('CMG9001', 'CMG_ENDPOINT and CMG_AUTHORITY go together', {
    hint: 'set both or neither: a token of one Azure must not be sent to another',
  });
}

async function credentialOf(
  environment: Context['environment'],
  authority: string,
  facts: { authority: string },
): Promise<TokenSource> {
  const { credentialFor } = await import('../azure/credentials.ts');
  return await credentialFor({
    tenantId: environment['AZURE_TENANT_ID'],
    clientId: environment['AZURE_CLIENT_ID'],
    clientSecret: environment['AZURE_CLIENT_SECRET'],
    federatedTokenFile: environment['AZURE_FEDERATED_TOKEN_FILE'],
    authority,
    knownCloud: authority.replace(/\/$/, '') === facts.authority,
  });
}
