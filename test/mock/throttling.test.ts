import assert from 'node:assert/strict';
import { memoryStore } from '../../src/mock/store.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Throttling', () => {
  const left = ({ headers }: Heard, word: string): unknown => [
    headers[`x-ms-ratelimit-remaining-subscription-${word}`],
    headers[`x-ms-ratelimit-remaining-subscription-global-${word}`],
  ];
  const group = (world: Driven): string => `${world.subscription}/resourceGroups/lab`;
  const scaleSet = (world: Driven): string =>
    `${group(world)}/providers/Microsoft.Compute/virtualMachineScaleSets/a?api-version=2024-07-01`;

  async function repeat(times: number, send: () => Promise<Heard>): Promise<Heard> {
    let last = await send();
    for (let turn = 1; turn < times; turn += 1) last = await send();
    return last;
  }

  it('counts nothing and refuses nothing unless it is told to', async () => {
    const world = drive({ providers: small });
    const last = await repeat(300, async () => await world.send('GET', world.subscription));
    assert.deepEqual([last.status, left(last, 'reads')], [200, ['249', '3749']]);
  });

  it('lets a caller ask as often as Azure does, and says what is left', async () => {
    const world = drive({ providers: small, throttle: true });
    const read = async (): Promise<Heard> => await world.send('GET', world.subscription);
    assert.deepEqual(left(await read(), 'reads'), ['249', '3749']);
    const last = await repeat(249, read);
    assert.deepEqual([last.status, left(last, 'reads')], [200, ['0', '3500']]);
    const refused = await read();
    assert.deepEqual([refused.status, left(refused, 'reads')], [429, ['0', '3500']]);
    assert.equal(refused.headers['retry-after'], '1');
    assert.equal(refused.body['error']?.['code'], 'SubscriptionRequestsThrottled');
    const { subscriptionId } = world.azure;
    assert.equal(
      refused.body['error']?.['message'],
      `Number of requests for subscription '${subscriptionId}' and operation 'GET/SUBSCRIPTIONS/${subscriptionId.toUpperCase()}' exceeded the backend storage limit. Please try again after '1' seconds.`,
    );
    world.pass(1_000);
    const again = await read();
    assert.deepEqual([again.status, left(again, 'reads')], [200, ['24', '3749']]);
    world.pass(3_600_000);
    assert.deepEqual(left(await read(), 'reads'), ['249', '3749']);
  });

  it('keeps writes, deletes and what is outside of a subscription apart', async () => {
    const world = drive({ providers: small, throttle: true });
    const put = await world.send('PUT', group(world), { location: 'westeurope' });
    assert.deepEqual(left(put, 'writes'), ['199', '2999']);
    const gone = await world.send(
      'DELETE',
      `${group(world)}/providers/Contoso.Works/machines/a?api-version=2024-01-01`,
    );
    assert.deepEqual(left(gone, 'deletes'), ['199', '2999']);
    const outside = await world.send('GET', '/subscriptions');
    assert.deepEqual(left(outside, 'reads'), ['249', '3749']);
    const tenants = await world.send('GET', '/tenants');
    assert.equal(tenants.headers['x-ms-ratelimit-remaining-tenant-reads'], '249');
    assert.equal(tenants.headers['x-ms-ratelimit-remaining-subscription-reads'], undefined);
  });

  it('carries nothing out that it refuses', async () => {
    const world = drive({ providers: small, throttle: true });
    const put = async (name: string): Promise<Heard> =>
      await world.send('PUT', `${world.subscription}/resourceGroups/${name}`, { location: 'westeurope' });
    await repeat(200, async () => await put('lab'));
    assert.equal((await put('other')).status, 429);
    assert.equal((await world.send('HEAD', `${world.subscription}/resourceGroups/other`)).status, 404);
  });

  it("adds the scale set's own limits, of the resource and of the subscription", async () => {
    const world = drive({ throttle: true });
    const read = async (): Promise<Heard> => await world.send('GET', scaleSet(world));
    const first = await read();
    assert.equal(
      first.headers['x-ms-ratelimit-remaining-resource'],
      'Microsoft.Compute/LowCostGetVMScaleSetSubscriptionMaximum;2399,Microsoft.Compute/LowCostGetVMScaleSetResource;35',
    );
    await repeat(35, read);
    const refused = await read();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers['retry-after'], '5');
    assert.equal(refused.body['error']?.['code'], 'OperationNotAllowed');
    assert.match(refused.text, /"code":"TooManyRequests",.*"target":"LowCostGetVMScaleSetResource"/);
    const other = await world.send('GET', scaleSet(world).replace('/a?', '/b?'));
    assert.equal(other.status, 404);
    assert.match(other.headers['x-ms-ratelimit-remaining-resource'] ?? '', /Maximum;2363,.*Resource;35$/);
    world.pass(5_000);
    assert.equal((await read()).status, 404);
  });

  it('has a policy for each kind of request', async () => {
    const world = drive({ throttle: true });
    const names = async (method: string, tail: string): Promise<string> => {
      const [path, query] = scaleSet(world).split('?');
      const { headers } = await world.send(
        method,
        `${path}${tail}?${query}`,
        method === 'GET' ? undefined : {},
      );
      return (headers['x-ms-ratelimit-remaining-resource'] ?? '').replaceAll('Microsoft.Compute/', '');
    };
    assert.match(await names('PUT', ''), /^PutVMScaleSetSubscriptionMaximum;374,PutVMScaleSetResource;11$/);
    assert.match(
      await names('PATCH', ''),
      /^UpdateVMScaleSetSubscriptionMaximum;1499,UpdateVMScaleSetResource;11$/,
    );
    assert.match(await names('POST', '/restart'), /^UpdateVMScaleSetSubscriptionMaximum;1498$/);
    assert.match(
      await names('DELETE', ''),
      /^DeleteVMScaleSetSubscriptionMaximum;524,DeleteVMScaleSetResource;11$/,
    );
    assert.match(await names('POST', '/poweroff'), /^DeleteVMScaleSetSubscriptionMaximum;523$/);
    assert.match(
      await names('GET', '/virtualMachines/0'),
      /^GetVMScaleSetVMSubscriptionMaximum;5999,GetVMScaleSetVMResource;35$/,
    );
    assert.match(
      await names('POST', '/virtualMachines/0/deallocate'),
      /^DeleteVMScaleSetVMSubscriptionMaximum;1499,/,
    );
  });

  it('remembers across a restart, and fills faster where the mock is faster', async () => {
    const store = memoryStore();
    const open = (): Driven => drive({ providers: small, throttle: true, store, speed: 10 });
    const first = open();
    await repeat(250, async () => await first.send('GET', first.subscription));
    const second = open();
    const refused = await second.send('GET', second.subscription);
    assert.deepEqual([refused.status, refused.headers['retry-after-ms']], [429, '100']);
    second.pass(100);
    assert.equal((await second.send('GET', second.subscription)).status, 200);
  });
});
