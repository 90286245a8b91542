import assert from 'node:assert/strict';
import { drive, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Resources', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ providers: small });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
  });

  const at = (path: string): string => `${group}/providers/Contoso.Works/${path}?api-version=2024-01-01`;
  const here = { location: 'West Europe' };

  it('answers a create with 201, Azure-AsyncOperation and a state in between', async () => {
    const { status, headers, body } = await world.send('PUT', at('machines/a'), {
      ...here,
      properties: { size: 1 },
    });
    assert.equal(status, 201);
    assert.equal(body['id'], `${group}/providers/Contoso.Works/machines/a`);
    assert.equal(body['location'], 'westeurope');
    assert.deepEqual(body['properties'], { provisioningState: 'Creating', size: 1 });
    assert.match(
      headers['azure-asyncoperation'] ?? '',
      /^https:\/\/management\.mock\.cmg\/subscriptions\/[-\w]+\/providers\/Contoso\.Works\/locations\/westeurope\/operationStatuses\/[-\w]+\?api-version=2024-01-01$/,
    );
    assert.equal(headers['location'], undefined);
    const watch = headers['azure-asyncoperation'] ?? '';
    const during = await world.send('GET', watch);
    assert.equal(during.status, 200);
    assert.equal(during.body['status'], 'InProgress');
    assert.equal(during.headers['retry-after'], '10');
    world.pass(10_000);
    const after = await world.send('GET', watch);
    assert.equal(after.body['status'], 'Succeeded');
    assert.equal(after.headers['retry-after'], undefined);
    const read = await world.send('GET', at('machines/a'));
    assert.deepEqual(read.body['properties'], { provisioningState: 'Succeeded', size: 1 });
  });

  it('answers 404 for what is created by Location alone until it is done', async () => {
    const { status, headers, text } = await world.send('PUT', at('depots/d'), here);
    assert.equal(status, 202);
    assert.equal(text, '');
    const location = headers['location'] ?? '';
    assert.equal((await world.send('GET', at('depots/d'))).status, 404);
    assert.equal((await world.send('GET', location)).status, 202);
    world.pass(17_000);
    const done = await world.send('GET', location);
    assert.equal(done.status, 200);
    assert.equal(done.body['name'], 'd');
    assert.equal((await world.send('GET', at('depots/d'))).status, 200);
  });

  it('finds a resource in any case, through double slashes and slashes at the end', async () => {
    await world.send('PUT', at('machines/Mill'), here);
    const odd = `${world.subscription.toUpperCase()}/RESOURCEGROUPS/LAB/providers/contoso.works//MACHINES/mill/?api-version=2020-01-01`;
    const { status, body } = await world.send('GET', odd);
    assert.equal(status, 200);
    assert.equal(body['id'], `${group}/providers/Contoso.Works/machines/Mill`);
  });

  it('asks for an api-version, of the form of one, that the type knows', async () => {
    const { azure } = world;
    const bare = await world.send('GET', `${azure.endpoint}${group}`);
    assert.equal(bare.status, 400);
    assert.equal(bare.body['error']?.['code'], 'MissingApiVersionParameter');
    const odd = await world.send('GET', `${group}?api-version=latest`);
    assert.equal(odd.body['error']?.['code'], 'InvalidApiVersionParameter');
    const future = await world.send('PUT', at('machines/a').replace('2024-01-01', '2031-01-01'), here);
    assert.equal(future.status, 400);
    assert.equal(future.body['error']?.['code'], 'NoRegisteredProviderFound');
    const old = await world.send('PUT', at('machines/a').replace('2024-01-01', '2019-06-01'), here);
    assert.equal(old.status, 201);
  });

  it('refuses a namespace that is not registered until a registration has had its time', async () => {
    const gem = `${group}/providers/Contoso.Rare/gems/g?api-version=2024-01-01`;
    const refused = await world.send('PUT', gem, here);
    assert.equal(refused.status, 409);
    const code = 'MissingSubscriptionRegistration';
    const message =
      "The subscription is not registered to use namespace 'Contoso.Rare'. See https://aka.ms/rps-not-found for how to register subscriptions.";
    assert.deepEqual(refused.body, {
      error: { code, message, details: [{ code, message, target: 'Contoso.Rare' }] },
    });
    const provider = `${world.subscription}/providers/Contoso.Rare`;
    const registered = await world.send('POST', `${provider}/register`);
    assert.equal(registered.body['registrationState'], 'Registering');
    world.pass(30_000);
    assert.equal((await world.send('GET', provider)).body['registrationState'], 'Registered');
    assert.equal((await world.send('PUT', gem, here)).status, 202);
  });

  it('refuses a missing group, a missing parent, and a place that there is not, in this order', async () => {
    const codeOf = async (path: string, body: { location?: string }): Promise<string> =>
      String((await world.send('PUT', path, body)).body['error']?.['code']);
    const elsewhere = at('machines/a/parts/p').replace('/lab/', '/none/');
    assert.equal(await codeOf(elsewhere, {}), 'ResourceGroupNotFound');
    assert.equal(await codeOf(at('machines/a/parts/p'), {}), 'ParentResourceNotFound');
    assert.equal(await codeOf(at('machines/a'), {}), 'LocationRequired');
    assert.equal(
      await codeOf(at('machines/a'), { location: 'atlantis' }),
      'LocationNotAvailableForResourceType',
    );
    await world.send('PUT', at('machines/a'), here);
    world.pass(10_000);
    assert.equal(await codeOf(at('machines/a'), { location: 'northeurope' }), 'InvalidResourceLocation');
  });

  it('joins a PATCH with what stands, and replaces tags as a whole', async () => {
    await world.send('PUT', at('machines/a'), {
      ...here,
      tags: { a: '1' },
      properties: { size: 1, seconds: 0, keep: true },
    });
    const { body } = await world.send('PATCH', at('machines/a'), {
      tags: { b: '2' },
      properties: { size: 3 },
    });
    assert.deepEqual(body['tags'], { b: '2' });
    assert.deepEqual(body['properties'], { provisioningState: 'Succeeded', size: 3, seconds: 0, keep: true });
  });

  it('keeps to If-Match and If-None-Match', async () => {
    const { body } = await world.send('PUT', at('machines/a'), { ...here, properties: { seconds: 0 } });
    const etag = String(body['etag']);
    const put = (headers: Record<string, string>): Promise<{ status: number }> =>
      world.send('PUT', at('machines/a'), { ...here, properties: { seconds: 0 } }, headers);
    assert.equal((await put({ 'if-none-match': '*' })).status, 412);
    assert.equal((await put({ 'if-match': '"other"' })).status, 412);
    assert.equal((await put({ 'if-match': etag })).status, 200);
    // The write gave it a new one.
    assert.equal((await put({ 'if-match': etag })).status, 412);
  });

  it('deletes through an operation, and answers 204 where there is nothing', async () => {
    await world.send('PUT', at('machines/a'), here);
    world.pass(10_000);
    const { status, headers } = await world.send('DELETE', at('machines/a'));
    assert.equal(status, 202);
    const { location = '', 'azure-asyncoperation': watch = '' } = headers;
    assert.equal(
      (await world.send('GET', at('machines/a'))).body['properties']?.['provisioningState'],
      'Deleting',
    );
    assert.equal((await world.send('GET', location)).status, 202);
    world.pass(20_000);
    assert.equal((await world.send('GET', watch)).body['status'], 'Succeeded');
    assert.equal((await world.send('GET', location)).status, 204);
    assert.equal((await world.send('GET', at('machines/a'))).body['error']?.['code'], 'ResourceNotFound');
    assert.equal((await world.send('DELETE', at('machines/a'))).status, 204);
  });

  it('deletes children with their parent', async () => {
    await world.send('PUT', at('machines/a'), { ...here, properties: { seconds: 0 } });
    await world.send('PUT', at('machines/a/parts/p'), {});
    assert.equal((await world.send('GET', at('machines/a/parts'))).body['value']?.['0']?.['name'], 'p');
    await world.send('DELETE', at('machines/a'));
    world.pass(20_000);
    await world.send('PUT', at('machines/a'), { ...here, properties: { seconds: 0 } });
    assert.equal((await world.send('GET', at('machines/a/parts/p'))).status, 404);
  });

  it('runs actions, answers what is computed, and serves what providers bring along', async () => {
    await world.send('PUT', at('machines/a'), { ...here, properties: { seconds: 0 } });
    const listed = await world.send('POST', at('machines/a/listSecrets'));
    assert.deepEqual(listed.body, { secret: 'open sesame' });
    const restarted = await world.send('POST', at('machines/a/restart'), {});
    assert.equal(restarted.status, 202);
    assert.equal((await world.send('GET', restarted.headers['location'] ?? '')).status, 202);
    world.pass(5_000);
    assert.equal((await world.send('GET', restarted.headers['location'] ?? '')).status, 200);
    const computed = await world.send('GET', at('machines/a/status/now'));
    assert.deepEqual(computed.body, { of: 'a', rest: ['now'] });
    const usages = await world.send(
      'GET',
      `${world.subscription}/providers/contoso.works/locations/westeurope/usages`,
    );
    assert.deepEqual(usages.body, { value: [], location: 'westeurope' });
    const unknown = await world.send('POST', at('machines/a/explode'));
    assert.equal(unknown.status, 404);
    assert.equal(unknown.body['error']?.['code'], 'InvalidResourceType');
  });

  it('takes no name that every object has for one of its own', async () => {
    await world.send('PUT', at('machines/a'), { ...here, properties: { seconds: 0 } });
    assert.equal((await world.send('POST', at('machines/a/constructor'))).status, 404);
    assert.equal((await world.send('GET', at('machines/a/constructor/x'))).status, 404);
    const placed = await world.send('PUT', at('machines/b'), { location: 'constructor' });
    assert.equal(placed.body['error']?.['code'], 'LocationNotAvailableForResourceType');
    const filtered = await world.send('GET', `${group}/resources?$filter=constructor('a',name)`);
    assert.deepEqual(filtered.body['value'], []);
    const patched = await world.send('PATCH', at('machines/a'), '{"properties":{"__proto__":{"seconds":9}}}');
    assert.equal(patched.body['properties']?.['seconds'], 0);
  });

  it('keeps a type that nobody describes as it was sent, with a note', async () => {
    const path = `${group}/providers/Fabrikam.Odd/things/t?api-version=2023-01-01`;
    const made = await world.send('PUT', path, {
      location: 'westeurope',
      sku: { name: 'S1' },
      properties: { a: [1] },
    });
    assert.equal(made.status, 201);
    assert.match(made.headers['x-mock-note'] ?? '', /no provider describes this type/);
    const { body } = await world.send('GET', path);
    assert.deepEqual(body['sku'], { name: 'S1' });
    assert.deepEqual(body['properties']?.['a'], [1]);
  });

  it('lists with filters, expansions and pages', async () => {
    for (const name of ['a', 'b', 'c'])
      await world.send('PUT', at(`machines/${name}`), {
        ...here,
        tags: { n: name },
        properties: { seconds: 0 },
      });
    await world.send('PUT', at('machines/a/parts/p'), {});
    const list = async (query: string): Promise<string[]> => {
      const { body } = await world.send('GET', `${world.subscription}/resources?${query}`);
      return Object.values(body['value'] ?? {}).map((item) => String(item['name']));
    };
    const filter = (text: string): string => `$filter=${encodeURIComponent(text)}`;
    // A part has no place of its own.
    assert.deepEqual(await list('$filter='), ['a', 'b', 'c']);
    assert.deepEqual(await list(filter("resourceType eq 'contoso.works/MACHINES' and name eq 'b'")), ['b']);
    assert.deepEqual(await list(filter("tagName eq 'n' and tagValue eq 'c'")), ['c']);
    assert.deepEqual(await list(filter("resourceGroup eq 'other' or substringof('A', name)")), ['a']);
    const bad = await world.send('GET', `${world.subscription}/resources?${filter('name like')}`);
    assert.equal(bad.body['error']?.['code'], 'InvalidFilterInQueryString');
    const expanded = await world.send('GET', `${group}/resources?$expand=createdTime,provisioningState`);
    assert.equal(expanded.body['value']?.['0']?.['createdTime'], '2026-03-01T08:00:00.0000000Z');
    assert.equal(expanded.body['value']?.['0']?.['provisioningState'], 'Succeeded');
    const first = await world.send('GET', `${group}/resources?$top=2`);
    const next = await world.send('GET', String(first.body['nextLink']));
    assert.equal(next.body['value']?.['0']?.['name'], 'c');
    assert.equal(next.body['nextLink'], undefined);
  });

  it('tags by themselves: of the subscription, a group and a resource', async () => {
    await world.send('PUT', at('machines/a'), { ...here, tags: { a: '1' }, properties: { seconds: 0 } });
    const tags = (scope: string): string => `${scope}/providers/Microsoft.Resources/tags/default`;
    const machine = `${group}/providers/Contoso.Works/machines/a`;
    const merged = await world.send('PATCH', tags(machine), {
      operation: 'Merge',
      properties: { tags: { b: '2' } },
    });
    assert.deepEqual(merged.body['properties'], { tags: { a: '1', b: '2' } });
    const less = await world.send('PATCH', tags(machine), {
      operation: 'Delete',
      properties: { tags: { a: '1' } },
    });
    assert.deepEqual(less.body['properties'], { tags: { b: '2' } });
    assert.deepEqual((await world.send('GET', at('machines/a'))).body['tags'], { b: '2' });
    await world.send('PUT', tags(group), { properties: { tags: { g: '1' } } });
    assert.deepEqual((await world.send('GET', group)).body['tags'], { g: '1' });
    await world.send('PUT', tags(world.subscription), { properties: { tags: { s: '1' } } });
    assert.deepEqual((await world.send('GET', tags(world.subscription))).body['properties'], {
      tags: { s: '1' },
    });
    assert.equal((await world.send('DELETE', tags(group))).status, 200);
    assert.deepEqual((await world.send('GET', tags(group))).body['properties'], { tags: {} });
  });

  it('carries the headers of Resource Manager', async () => {
    const { headers } = await world.send('GET', group, undefined, {
      'x-ms-correlation-request-id': 'corr',
      'x-ms-client-request-id': 'mine',
      'x-ms-return-client-request-id': 'true',
    });
    assert.equal(headers['x-ms-correlation-request-id'], 'corr');
    assert.equal(headers['x-ms-client-request-id'], 'mine');
    assert.equal(headers['date'], 'Sun, 01 Mar 2026 08:00:00 GMT');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['x-ms-ratelimit-remaining-subscription-reads'], '249');
    assert.match(
      headers['x-ms-request-id'] ?? '',
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
    assert.match(headers['x-ms-routing-request-id'] ?? '', /^MOCK:20260301T080000Z:/);
    const missing = await world.send('GET', at('machines/none'));
    assert.equal(missing.headers['x-ms-failure-cause'], 'gateway');
  });
});

describe('mock/BEHAVIOUR: Pacing', () => {
  it('asks for milliseconds, and leaves the seconds out, when it runs faster than life', async () => {
    const world = drive({ providers: small, speed: 100 });
    const group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    const path = `${group}/providers/Contoso.Works/machines/a?api-version=2024-01-01`;
    const { headers } = await world.send('PUT', path, { location: 'westeurope' });
    assert.equal(headers['retry-after'], undefined);
    assert.equal(headers['retry-after-ms'], '100');
    assert.equal(headers['x-ms-retry-after-ms'], '100');
    world.pass(100);
    const watched = await world.send('GET', headers['azure-asyncoperation'] ?? '');
    assert.equal(watched.body['status'], 'Succeeded');
  });

  it('has everything done at the next look when it runs at once', async () => {
    const world = drive({ providers: small, speed: 'instant' });
    const group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    const path = `${group}/providers/Contoso.Works/depots/a?api-version=2024-01-01`;
    const { headers } = await world.send('PUT', path, { location: 'westeurope' });
    assert.equal((await world.send('GET', headers['location'] ?? '')).status, 200);
    await world.send('DELETE', group);
    assert.equal((await world.send('GET', group)).status, 404);
  });
});

describe('mock/BEHAVIOUR: Two at the same resource', () => {
  it('answers a write while another is under way as each service does', async () => {
    const [machine] = small[0]?.types ?? [];
    assert.ok(machine !== undefined);
    const namespaces = ['Microsoft.Network', 'Microsoft.Compute', 'Contoso.Works'];
    const providers = namespaces.map((namespace) => ({
      namespace,
      registered: true,
      types: [{ ...machine, type: `${namespace}/machines` }],
    }));
    const world = drive({ providers });
    const group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    const second = async (namespace: string, method: string): Promise<string> => {
      const path = `${group}/providers/${namespace}/machines/${method}?api-version=2024-01-01`;
      await world.send('PUT', path, { location: 'westeurope' });
      const { status, body } = await world.send(method, path, { location: 'westeurope' });
      return `${status} ${String(body['error']?.['code'] ?? '')}`;
    };
    assert.equal(await second('Microsoft.Network', 'PUT'), '409 AnotherOperationInProgress');
    assert.equal(await second('Microsoft.Network', 'DELETE'), '409 AnotherOperationInProgress');
    assert.equal(await second('Microsoft.Compute', 'PUT'), '409 Conflict');
    assert.equal(await second('Microsoft.Compute', 'DELETE'), '202 ');
    assert.equal(await second('Contoso.Works', 'PUT'), '200 ');
  });
});
