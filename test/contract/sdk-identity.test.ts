import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ClientAssertionCredential,
  ClientSecretCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { ResourceManagementClient } from '@azure/arm-resources';
import { bothWays, type Sdk } from './sdk.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

bothWays('@azure/identity', (connect) => {
  let sdk: Sdk;
  let assertion: string;
  beforeEach(async () => {
    sdk = await connect();
    const exp = Math.floor(sdk.clock.now().getTime() / 1000) + 600;
    const claims = { iss: 'https://issuer.example', sub: 'repo:contoso/gateway', aud: 'exchange', exp };
    assertion = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}.${encoded({ signed: true })}`;
  });

  /** Whether Resource Manager takes the token that a credential gets. */
  async function works(credential: TokenCredential): Promise<void> {
    const { azure, signIn } = sdk;
    const { authorityHost: endpoint, ...reach } = signIn;
    const client = new ResourceManagementClient(credential, azure.subscriptionId, {
      ...reach,
      endpoint: endpoint ?? '',
    });
    const made = await client.resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    assert.equal(made.name, 'lab');
  }

  it('signs in with a client secret', async () => {
    const { tenantId, clientId, clientSecret } = sdk.azure;
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, sdk.signIn);
    const { token, expiresOnTimestamp } = await credential.getToken(`${sdk.azure.endpoint}/.default`);
    assert.equal(token.split('.').length, 3);
    assert.ok(expiresOnTimestamp > 0);
    await works(credential);
  });

  it('says why a wrong secret is refused', async () => {
    const { tenantId, clientId } = sdk.azure;
    const credential = new ClientSecretCredential(tenantId, clientId, 'wrong', sdk.signIn);
    await assert.rejects(credential.getToken(`${sdk.azure.endpoint}/.default`), {
      name: 'AuthenticationRequiredError',
      message: /AADSTS7000215/,
    });
  });

  it('signs in with an assertion of another issuer', async () => {
    const { tenantId, clientId } = sdk.azure;
    await works(
      new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve(assertion), sdk.signIn),
    );
  });

  it('signs in as a workload, with the assertion in a file', async () => {
    const { tenantId, clientId } = sdk.azure;
    const folder = await mkdtemp(join(tmpdir(), 'cmg-workload-'));
    try {
      const tokenFilePath = join(folder, 'token');
      await writeFile(tokenFilePath, assertion);
      await works(new WorkloadIdentityCredential({ ...sdk.signIn, tenantId, clientId, tokenFilePath }));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says that an assertion is out of its time', async () => {
    sdk.clock.advance(3_600_000);
    const { tenantId, clientId } = sdk.azure;
    const credential = new ClientAssertionCredential(
      tenantId,
      clientId,
      () => Promise.resolve(assertion),
      sdk.signIn,
    );
    await assert.rejects(credential.getToken(`${sdk.azure.endpoint}/.default`), {
      name: 'AuthenticationRequiredError',
      message: /AADSTS700024/,
    });
  });
});
