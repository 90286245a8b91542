import assert from 'node:assert/strict';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Clock', () => {
  let world: Driven;
  beforeEach(() => {
    world = drive({
      providers: small,
      faults: { faults: [{ match: {}, effect: { answer: { status: 500 } } }] },
    });
  });
  const admin = async (
    method: string,
    body?: object | string,
    secret = world.azure.clientSecret,
  ): Promise<Heard> =>
    await world.send(method, '/mock/clock', body as string, { authorization: `Bearer ${secret}` });

  it('tells its time, and moves on when it is told, whatever faults there are', async () => {
    assert.deepEqual((await admin('GET')).body, {
      now: '2026-03-01T08:00:00.000Z',
      frozen: false,
      speed: 1,
      calls: 0,
    });
    const moved = await admin('POST', { advance: '73h' });
    assert.deepEqual([moved.status, moved.body['now']], [200, '2026-03-04T09:00:00.000Z']);
    assert.equal((await world.send('GET', '/subscriptions')).status, 500);
    assert.equal((await admin('POST', { advance: '1d12h30m5s' })).body['now'], '2026-03-05T21:30:05.000Z');
    world.pass(1_000);
    assert.deepEqual((await admin('GET')).body, {
      now: '2026-03-05T21:30:06.000Z',
      frozen: false,
      speed: 1,
      calls: 1,
    });
  });

  it('stands still while it is frozen, can be moved then, and goes on from there', async () => {
    assert.equal((await admin('POST', { frozen: true })).body['frozen'], true);
    world.pass(3_600_000);
    assert.equal(world.azure.now().toISOString(), '2026-03-01T08:00:00.000Z');
    assert.equal((await admin('POST', { advance: '2h' })).body['now'], '2026-03-01T10:00:00.000Z');
    world.azure.freeze(true);
    assert.equal((await admin('POST', { frozen: false })).body['now'], '2026-03-01T10:00:00.000Z');
    world.azure.freeze(false);
    world.pass(60_000);
    assert.equal(world.azure.now().toISOString(), '2026-03-01T10:01:00.000Z');
  });

  it('obeys only who knows the secret', async () => {
    for (const secret of ['', 'guessed', world.azure.issueToken().token])
      assert.equal((await admin('POST', { advance: '73h' }, secret)).status, 401);
    const { azure } = world;
    const bare = await azure.fetch({ method: 'GET', url: `${azure.endpoint}/mock/clock`, headers: {} });
    assert.equal(bare.status, 401);
    assert.equal(azure.now().toISOString(), '2026-03-01T08:00:00.000Z');
  });

  it('refuses what it does not understand, and any way back', async () => {
    const orders = [
      '',
      '[]',
      '{}',
      { advance: '-1h' },
      { advance: 3 },
      { advance: '' },
      { advance: '1x' },
      { advance: '9999999d' },
      { frozen: 'yes' },
      { advance: '1h', backwards: true },
    ];
    for (const order of orders) {
      const { status, body } = await admin('POST', order);
      assert.deepEqual([status, body['error']?.['code']], [400, 'InvalidClock'], JSON.stringify(order));
    }
    assert.equal((await admin('PUT', {})).status, 405);
    assert.equal(
      (await world.send('GET', '/mock/x', undefined, { authorization: `Bearer ${world.azure.clientSecret}` }))
        .status,
      404,
    );
    assert.throws(() => world.azure.advance(-1), /forward only/);
    assert.throws(() => world.azure.advance(Number.NaN), /forward only/);
    assert.throws(() => world.azure.advance(1e15), /not beyond the year 9000/);
    assert.equal(world.azure.now().toISOString(), '2026-03-01T08:00:00.000Z');
  });
});
