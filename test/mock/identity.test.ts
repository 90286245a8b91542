import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, heard, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Signing in', () => {
  const world = drive({ providers: small });
  const { azure, subscription } = world;

  async function ask(method: string, path: string, form?: Record<string, string>): Promise<Heard> {
    const body = form === undefined ? {} : { body: new URLSearchParams(form).toString() };
    return heard(await azure.fetch({ method, url: `${azure.endpoint}${path}`, headers: {}, ...body }));
  }

  // 2026-03-01T08:00:00Z, where the clock of a driven world begins.
  const now = 1_772_352_000;
  const inAnHour = now + 3_600;
  function assertion(claims: JsonObject): string {
    const whole = {
      iss: 'https://token.actions.example',
      sub: 'repo:lab',
      aud: 'api://AzureADTokenExchange',
      ...claims,
    };
    const parts = [{ alg: 'RS256' }, whole].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    return `${parts.join('.')}.signature`;
  }

  const right = {
    grant_type: 'client_credentials',
    client_id: azure.clientId,
    client_secret: azure.clientSecret,
  };

  it('describes the cloud in the three forms that its versions had', async () => {
    const flat = await ask('GET', '/metadata/endpoints?api-version=2015-01-01');
    assert.deepEqual(Object.keys(flat.body), [
      'galleryEndpoint',
      'graphEndpoint',
      'portalEndpoint',
      'authentication',
    ]);
    const list = await ask('GET', '/metadata/endpoints?api-version=2019-05-01');
    assert.equal(list.body['0']?.['resourceManager'], 'https://management.mock.cmg/');
    const one = await ask('GET', '/metadata/endpoints?api-version=2022-09-01');
    assert.equal(one.body['authentication']?.['loginEndpoint'], 'https://management.mock.cmg/adfs');
    assert.equal(one.body['suffixes']?.['keyVaultDns'], 'vault.azure.net');
  });

  it('gives the OpenID document of an AD FS authority and of a tenant', async () => {
    const adfs = await ask('GET', '/adfs/.well-known/openid-configuration');
    assert.equal(adfs.body['token_endpoint'], 'https://management.mock.cmg/adfs/oauth2/token');
    const tenant = await ask('GET', `/${azure.tenantId}/v2.0/.well-known/openid-configuration`);
    assert.equal(
      tenant.body['token_endpoint'],
      `https://management.mock.cmg/${azure.tenantId}/oauth2/v2.0/token`,
    );
  });

  for (const path of [
    '/adfs/oauth2/token',
    `/${azure.tenantId}/oauth2/v2.0/token`,
    `/${azure.tenantId}/oauth2/token`,
  ])
    it(`issues a token at ${path.replace(azure.tenantId, '{tenant}')} that Resource Manager takes`, async () => {
      const { status, body } = await ask('POST', path, {
        ...right,
        scope: 'https://management.mock.cmg//.default',
      });
      assert.equal(status, 200);
      assert.equal(body['token_type'], 'Bearer');
      const list = await azure.fetch({
        method: 'GET',
        url: `${azure.endpoint}/subscriptions?api-version=2019-11-01`,
        headers: { authorization: `Bearer ${String(body['access_token'])}` },
      });
      assert.equal(list.status, 200);
    });

  it('says when a token of the first generation expires', async () => {
    const { body } = await ask('POST', `/${azure.tenantId}/oauth2/token?api-version=1.0`, {
      ...right,
      resource: 'https://management.mock.cmg/',
    });
    // 2026-03-01T08:00:00Z and 3599 seconds.
    assert.equal(body['expires_on'], '1772355599');
    assert.equal(body['expires_in'], '3599');
  });

  it('believes an assertion that was made up, if it has three parts', async () => {
    const { status } = await ask('POST', '/adfs/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: azure.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'aaa.bbb.ccc',
    });
    assert.equal(status, 200);
  });

  it('takes a federated assertion in place of the secret', async () => {
    const { status } = await ask('POST', '/adfs/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: azure.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion({ exp: inAnHour }),
    });
    assert.equal(status, 200);
  });

  const wrongAssertions = [
    { title: 'of two parts', sent: 'aaa.bbb', status: 400, code: 'AADSTS50027' },
    { title: 'with a part that is empty', sent: 'aaa..ccc', status: 400, code: 'AADSTS50027' },
    { title: 'whose time is over', sent: assertion({ exp: now }), status: 401, code: 'AADSTS700024' },
    {
      title: 'whose time has not come',
      sent: assertion({ exp: inAnHour, nbf: now + 60 }),
      status: 401,
      code: 'AADSTS700024',
    },
  ];
  for (const { title, sent, status, code } of wrongAssertions)
    it(`refuses an assertion ${title}`, async () => {
      const answered = await ask('POST', '/adfs/oauth2/token', {
        grant_type: 'client_credentials',
        client_id: azure.clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: sent,
      });
      assert.equal(answered.status, status);
      assert.ok(String(answered.body['error_description']).startsWith(`${code}: `));
    });

  it('lets a user in by password, and on by a refresh token, for 90 days', async () => {
    const lasting = drive({ providers: small });
    const operator = lasting.azure.principals.find(({ name }) => name === 'operator@mock.example');
    const post = async (form: Record<string, string>): Promise<Heard> =>
      heard(
        await lasting.azure.fetch({
          method: 'POST',
          url: `${lasting.azure.endpoint}/organizations/oauth2/v2.0/token`,
          headers: {},
          body: new URLSearchParams({
            client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
            ...form,
          }).toString(),
        }),
      );
    const first = await post({
      grant_type: 'password',
      username: 'Operator@mock.example',
      password: operator?.secret ?? '',
      scope: 'openid offline_access https://management.mock.cmg//.default',
    });
    assert.equal(first.status, 200);
    const refresh = String(first.body['refresh_token']);
    const asBearer = await lasting.send('GET', '/subscriptions', undefined, {
      authorization: `Bearer ${refresh}`,
    });
    assert.equal(asBearer.body['error']?.['code'], 'InvalidAuthenticationToken');
    lasting.pass(89 * 86_400_000);
    const second = await post({ grant_type: 'refresh_token', refresh_token: refresh });
    const list = await lasting.send('GET', '/subscriptions', undefined, {
      authorization: `Bearer ${String(second.body['access_token'])}`,
    });
    assert.equal(list.status, 200);
    lasting.pass(2 * 86_400_000);
    const late = await post({ grant_type: 'refresh_token', refresh_token: refresh });
    assert.equal(late.status, 400);
    assert.match(String(late.body['error_description']), /^AADSTS700082: /);
    const wrong = await post({ grant_type: 'password', username: 'operator@mock.example', password: 'x' });
    assert.match(String(wrong.body['error_description']), /^AADSTS50126: /);
  });

  it('answers the look-ups in Microsoft Graph that Azure CLI makes', async () => {
    const filter = `servicePrincipalNames/any(c:c eq '${azure.clientId}')`;
    const found = await world.send('GET', `/graph/v1.0/servicePrincipals?$filter=${filter}`);
    assert.equal(found.body['value']?.['0']?.['appId'], azure.clientId);
    assert.equal((await world.send('GET', '/graph/v1.0/me')).status, 400);
    const me = await world.as('operator@mock.example')('GET', '/graph/v1.0/me');
    assert.equal(me.body['userPrincipalName'], 'operator@mock.example');
  });

  it('answers a wrong secret with 401 invalid_client and an AADSTS code', async () => {
    const { status, body } = await ask('POST', '/adfs/oauth2/token', { ...right, client_secret: 'wrong' });
    assert.equal(status, 401);
    assert.equal(body['error'], 'invalid_client');
    assert.match(String(body['error_description']), /^AADSTS7000215: /);
  });

  const refused = [
    { title: 'no token', headers: {}, code: 'AuthenticationFailed' },
    { title: 'another scheme', headers: { authorization: 'Basic abc' }, code: 'AuthenticationFailed' },
    {
      title: 'a foreign token',
      headers: { authorization: 'Bearer aaa.bbb.ccc' },
      code: 'InvalidAuthenticationToken',
    },
  ];
  for (const { title, headers, code } of refused)
    it(`refuses ${title} with 401 and a challenge`, async () => {
      const url = `${azure.endpoint}/subscriptions?api-version=2019-11-01`;
      const { status, body, headers: got } = heard(await azure.fetch({ method: 'GET', url, headers }));
      assert.equal(status, 401);
      assert.equal(body['error']?.['code'], code);
      assert.match(
        got['www-authenticate'] ?? '',
        /^Bearer authorization_uri="https:\/\/management\.mock\.cmg\/adfs", error="invalid_token"/,
      );
    });

  it('refuses a token that has expired', async () => {
    const old = drive({ providers: small });
    const { token } = old.azure.issueToken();
    old.azure.advance(3_600_000);
    const { status, body } = await old.send('GET', '/subscriptions', undefined, {
      authorization: `Bearer ${token}`,
    });
    assert.equal(status, 401);
    assert.equal(body['error']?.['code'], 'ExpiredAuthenticationToken');
  });

  it('has one subscription, and no other', async () => {
    const { body } = await world.send('GET', '/subscriptions');
    assert.equal(body['value']?.['0']?.['id'], subscription);
    const other = await world.send('GET', '/subscriptions/00000000-0000-0000-0000-000000000000');
    assert.equal(other.status, 404);
    assert.equal(other.body['error']?.['code'], 'SubscriptionNotFound');
  });

  it('tells of Graph who may sign in, and nothing else', async () => {
    const graph = async (path: string): Promise<Heard> =>
      await world.send('GET', `${azure.endpoint}/graph/v1.0/${path}`);
    const named = `servicePrincipals?$filter=${encodeURIComponent(`servicePrincipalNames/any(c:c eq '${azure.clientId}')`)}`;
    assert.match((await graph(named)).text, new RegExp(`"appId":"${azure.clientId}"`));
    const other = await graph(`servicePrincipals?$filter=${encodeURIComponent("appId eq 'another'")}`);
    assert.deepEqual(other.body['value'], []);
    assert.equal((await graph('me')).status, 400);
    assert.equal((await graph('groups')).status, 404);
    const unsigned = await ask('GET', '/graph/v1.0/me');
    assert.equal(unsigned.status, 401);
  });
});
