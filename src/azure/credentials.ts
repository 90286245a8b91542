// Which credential speaks for the user. Explicit choices first, the developer's own sign-in last; the secret of
// a service principal is read from the environment by the SDK itself and never passes through here.
import type { TokenSource } from './clients.ts';

export interface CredentialChoice {
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly federatedTokenFile?: string | undefined;
  /** `https://login.microsoftonline.com`, a mock's `https://localhost:PORT/adfs`. */
  readonly authority: string;
  /** The public clouds can be discovered; any other authority is taken at its word. */
  readonly knownCloud: boolean;
  /** A certificate authority to trust, PEM: a served mock's. */
  readonly ca?: string;
}

export async function credentialFor(choice: CredentialChoice): Promise<TokenSource> {
  const { ClientSecretCredential, DefaultAzureCredential, WorkloadIdentityCredential } =
    await import('./clients/identity.ts');
  const { tenantId, clientId, clientSecret, federatedTokenFile, authority, knownCloud, ca } = choice;
  const { host, pathname } = new URL(authority);
  const isAdfs = pathname === '/adfs';
  // An ADFS authority holds no tenant in its path: the SDK spells that as the tenant `adfs`.
  // https://learn.microsoft.com/javascript/api/@azure/identity/clientsecretcredential
  const tenant = isAdfs ? 'adfs' : tenantId;
  const options = {
    authorityHost: isAdfs ? `https://${host}` : authority,
    disableInstanceDiscovery: !knownCloud,
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  };
  if (tenant !== undefined && clientId !== undefined && clientSecret !== undefined) {
    return new ClientSecretCredential(tenant, clientId, clientSecret, options);
  }
  if (tenant !== undefined && clientId !== undefined && federatedTokenFile !== undefined) {
    return new WorkloadIdentityCredential({
      ...options,
      tenantId: tenant,
      clientId,
      tokenFilePath: federatedTokenFile,
    });
  }
  return new DefaultAzureCredential(tenantId === undefined ? options : { ...options, tenantId });
}

/** For an Azure that runs in this very process and issues its own tokens. */
export function issuedCredential(
  issue: () => { readonly token: string; readonly expiresAt: Date },
): TokenSource {
  return {
    getToken: () => {
      const { token, expiresAt } = issue();
      return Promise.resolve({ token, expiresOnTimestamp: expiresAt.getTime() });
    },
  };
}
