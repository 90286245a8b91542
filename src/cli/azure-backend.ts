// The real Azure, or a mock behind an endpoint, with the user's own credentials.
import type { TokenSource } from '../azure/clients.ts';
import { azureCloud } from '../azure/cloud.ts';
import { credentialFor } from '../azure/credentials.ts';
import { networkTransport } from '../azure/transport.ts';
import { CmgError } from '../base/failure.ts';
import { clouds } from '../spec/clouds.ts';
import type { Backend, BackendAsk } from './backend.ts';

export function azureBackend({ environment, clock }: BackendAsk): Backend {
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
  environment: BackendAsk['environment'],
  authority: string,
  facts: { authority: string },
): Promise<TokenSource> {
  return await credentialFor({
    tenantId: environment['AZURE_TENANT_ID'],
    clientId: environment['AZURE_CLIENT_ID'],
    clientSecret: environment['AZURE_CLIENT_SECRET'],
    federatedTokenFile: environment['AZURE_FEDERATED_TOKEN_FILE'],
    authority,
    knownCloud: authority.replace(/\/$/, '') === facts.authority,
  });
}
