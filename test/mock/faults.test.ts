import assert from 'node:assert/strict';
import { codeRows } from '../../src/mock/faults/codes.ts';
import type { FaultRule } from '../../src/mock/faults/document.ts';
import { recordedData } from '../support/recorded-data.ts';
import type { Driven, Heard } from './support/driven.ts';
import { here, openFaulty } from './support/faulty.ts';

interface Documented {
  readonly errors: readonly { readonly code: string; readonly status: number }[];
}

describe('mock/BEHAVIOUR: Faults on demand', () => {
  let group: string;
  const open = async (...asked: Parameters<typeof openFaulty>): Promise<Driven> => {
    const world = await openFaulty(...asked);
    group = world.group;
    return world;
  };
  const at = (path: string): string => `${group}/providers/Contoso.Works/${path}?api-version=2024-01-01`;
  const machines = 'Contoso.Works/machines';

  describe('answers', () => {
    it("refuse in Azure's words, with the facts of the request in them", async () => {
      const world = await open([{ match: { call: 2 }, effect: { answer: { code: 'ScopeLocked' } } }]);
      const { status, headers, body } = await world.send('DELETE', at('machines/a'));
      assert.equal(status, 409);
      assert.equal(headers['x-ms-failure-cause'], 'gateway');
      const id = `${group}/providers/Contoso.Works/machines/a`;
      assert.deepEqual(body, {
        error: {
          code: 'ScopeLocked',
          message: `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${group}'. Please remove the lock and try again.`,
        },
      });
    });

    it('carry nothing out', async () => {
      const world = await open([{ match: { call: 2 }, effect: { answer: { status: 503 } } }]);
      assert.equal((await world.send('PUT', at('machines/a'), here)).status, 503);
      assert.equal((await world.send('GET', at('machines/a'))).status, 404);
      assert.deepEqual([world.azure.calls(), world.azure.faulted()], [3, 1]);
    });

    it('say when to come back, in seconds at the speed of life and in milliseconds at any other', async () => {
      const faults: FaultRule[] = [
        { match: { from: 2 }, effect: { answer: { code: 'SubscriptionRequestsThrottled', retryAfter: 17 } } },
      ];
      const slow = await (await open(faults)).send('GET', at('machines/a'));
      assert.deepEqual([slow.status, slow.headers['retry-after']], [429, '17']);
      const fast = await (await open(faults, { speed: 100 })).send('GET', at('machines/a'));
      assert.deepEqual([fast.headers['retry-after'], fast.headers['retry-after-ms']], [undefined, '170']);
    });

    it('take any code of their own, and the word for a bare status', async () => {
      const own = { code: 'TeapotBroken', status: 418, message: 'no tea', target: 'tea' };
      const world = await open([
        { match: { call: 2 }, effect: { answer: own } },
        { match: { call: 3 }, effect: { answer: { status: 502 } } },
      ]);
      const first = await world.send('GET', at('machines/a'));
      assert.deepEqual(
        [first.status, first.body],
        [418, { error: { code: 'TeapotBroken', message: 'no tea', target: 'tea' } }],
      );
      assert.equal((await world.send('GET', at('machines/a'))).body['error']?.['code'], 'BadGateway');
    });

    it('know every documented code by name, with its status', () => {
      const known = recordedData('arm-errors-documented.json') as Documented | undefined;
      if (known === undefined) return;
      assert.equal(known.errors.length, 33);
      for (const { code, status } of known.errors) assert.equal(codeRows[code]?.status, status, code);
    });

    it('leave no placeholder open', async () => {
      const codes = Object.keys(codeRows);
      const faults = codes.map((code, index): FaultRule => ({
        match: { call: index + 2 },
        effect: { answer: { code } },
      }));
      const world = await open(faults);
      for (const code of codes) {
        const { status, text } = await world.send('PUT', at('machines/a'), here);
        assert.equal(status, codeRows[code]?.status);
        assert.ok(text.includes(`"code":"${code}"`), text);
        assert.doesNotMatch(text, /\{\w+\}/);
      }
    });
  });

  describe('broken connections', () => {
    const put = async (world: Driven): Promise<Heard> => await world.send('PUT', at('machines/a'), here);
    const broken = (code: string) => (error: unknown) =>
      error instanceof Error && 'code' in error && error.code === code;

    it('lose the request, or only its answer', async () => {
      for (const [reset, status] of [
        ['before', 404],
        ['after', 200],
      ] as const) {
        const world = await open([{ match: { method: 'PUT', path: '**/machines/*' }, effect: { reset } }]);
        await assert.rejects(put(world), broken('ECONNRESET'));
        assert.equal((await world.send('GET', at('machines/a'))).status, status);
      }
    });

    it('stall until the caller gives up', async () => {
      const world = await open([
        { match: { operation: 'write', type: machines }, effect: { stall: 'after' } },
      ]);
      await assert.rejects(put(world), broken('ETIMEDOUT'));
      const patience = new AbortController();
      const { azure } = world;
      let ended = false;
      const waiting = azure
        .fetch({
          method: 'PUT',
          url: `${azure.endpoint}${at('machines/b')}`,
          headers: { authorization: `Bearer ${azure.issueToken().token}` },
          body: JSON.stringify(here),
          signal: patience.signal,
        })
        .catch(() => {
          ended = true;
        });
      await Promise.resolve();
      assert.equal(ended, false);
      patience.abort();
      await waiting;
      assert.equal(ended, true);
      assert.equal((await world.send('GET', at('machines/b'))).status, 200);
    });

    it('break in the middle of an answer', async () => {
      const world = await open([{ match: { call: 2 }, effect: { truncate: 0.5 } }]);
      await assert.rejects(put(world), broken('ECONNRESET'));
      assert.equal((await put(world)).status, 200);
    });

    it('turn an answer into garbage, whatever was carried out', async () => {
      const kinds = ['text', 'html', 'cut', 'empty', 'array'] as const;
      const world = await open(
        kinds.map((garbage): FaultRule => ({
          match: { path: `**/machines/${garbage}`, method: 'PUT' },
          effect: { garbage },
        })),
      );
      const { azure } = world;
      const told: unknown[] = [];
      for (const kind of kinds) {
        const { status, headers, body } = await azure.fetch({
          method: 'PUT',
          url: `${azure.endpoint}${at(`machines/${kind}`)}`,
          headers: { authorization: `Bearer ${azure.issueToken().token}` },
          body: JSON.stringify(here),
        });
        told.push([
          status,
          headers['content-type'],
          body.slice(0, 9),
          headers['azure-asyncoperation'] !== undefined,
        ]);
        assert.equal((await world.send('GET', at(`machines/${kind}`))).status, 200);
      }
      const json = 'application/json; charset=utf-8';
      assert.deepEqual(told, [
        [201, json, 'upstream ', true],
        [200, 'text/html; charset=utf-8', '<!DOCTYPE', true],
        [201, json, '{"name":"', true],
        [200, json, '', false],
        [201, json, '[]', true],
      ]);
    });
  });

  describe('work', () => {
    it('is refused where a rule says so, in a deployment too', async () => {
      const world = await open([
        { match: { type: machines }, effect: { refuse: { code: 'RequestDisallowedByPolicy' } } },
      ]);
      const direct = await world.send('PUT', at('machines/a'), here);
      assert.deepEqual([direct.status, direct.body['error']?.['code']], [403, 'RequestDisallowedByPolicy']);
      await deploy(world, ['a']);
      world.pass(60_000);
      const { properties } = (await world.send('GET', deployment())).body;
      assert.equal(properties?.['provisioningState'], 'Failed');
      assert.ok(JSON.stringify(properties?.['error']).includes('"code":"RequestDisallowedByPolicy"'));
    });

    it('is accepted and comes to nothing at its end', async () => {
      const world = await open([
        { match: { type: machines, nth: 1 }, effect: { failAtEnd: { code: 'AllocationFailed' } } },
      ]);
      const put = await world.send('PUT', at('machines/a'), here);
      assert.equal(put.status, 201);
      const watch = put.headers['azure-asyncoperation'] ?? '';
      assert.equal((await world.send('GET', watch)).body['status'], 'InProgress');
      world.pass(10_000);
      const { status, body } = await world.send('GET', watch);
      assert.deepEqual(
        [status, body['status'], body['error']?.['code']],
        [200, 'Failed', 'AllocationFailed'],
      );
      const failed = await world.send('GET', at('machines/a'));
      assert.equal(failed.body['properties']?.['provisioningState'], 'Failed');
      await world.send('PUT', at('machines/a'), here);
      world.pass(10_000);
      const mended = await world.send('GET', at('machines/a'));
      assert.equal(mended.body['properties']?.['provisioningState'], 'Succeeded');
    });

    it('answers a Location with what it ended with', async () => {
      const world = await open([
        { match: { type: 'Contoso.Works/depots' }, effect: { failAtEnd: { code: 'OperationNotAllowed' } } },
      ]);
      const put = await world.send('PUT', at('depots/a'), here);
      assert.equal(put.status, 202);
      world.pass(17_000);
      const { status, body } = await world.send('GET', put.headers['location'] ?? '');
      assert.deepEqual([status, body['error']?.['code']], [409, 'OperationNotAllowed']);
    });

    it('fails a deployment from within', async () => {
      const world = await open([
        { match: { path: '**/machines/b' }, effect: { failAtEnd: { code: 'VMExtensionProvisioningError' } } },
      ]);
      await deploy(world, ['a', 'b']);
      world.pass(60_000);
      const { properties } = (await world.send('GET', deployment())).body;
      assert.equal(properties?.['provisioningState'], 'Failed');
      assert.match(
        JSON.stringify(properties?.['error']?.['details']),
        /^\[\{"code":"ResourceDeploymentFailure",.*"details":\[\{"code":"VMExtensionProvisioningError"/,
      );
      const a = await world.send('GET', at('machines/a'));
      assert.equal(a.body['properties']?.['provisioningState'], 'Succeeded');
    });

    it('takes longer, by a factor and by a time', async () => {
      const world = await open([
        { match: { path: '**/machines/*', operation: 'write' }, effect: { slow: { factor: 3 } } },
        { match: { path: '**/machines/b' }, effect: { slow: { addSeconds: 60 } } },
      ]);
      const state = async (name: string): Promise<unknown> =>
        (await world.send('GET', at(`machines/${name}`))).body['properties']?.['provisioningState'];
      await world.send('PUT', at('machines/a'), here);
      await world.send('PUT', at('machines/b'), here);
      world.pass(29_999);
      assert.deepEqual([await state('a'), await state('b')], ['Creating', 'Creating']);
      world.pass(1);
      assert.deepEqual([await state('a'), await state('b')], ['Succeeded', 'Creating']);
      world.pass(60_000);
      assert.equal(await state('b'), 'Succeeded');
    });

    it('is seen late: missing, then there; old, then new; there, then gone', async () => {
      const world = await open([{ match: { type: machines }, effect: { late: { seconds: 30 } } }]);
      const read = async (): Promise<unknown> => {
        const { status, body } = await world.send('GET', at('machines/a'));
        const listed = await world.send('GET', at('machines'));
        const names = [...listed.text.matchAll(/"name":"(\w+)"/g)].map(([, name]) => name);
        return [status, body['properties']?.['size'], names];
      };
      const size = (number: number): { location: string; properties: { size: number } } => ({
        ...here,
        properties: { size: number },
      });
      const put = await world.send('PUT', at('machines/a'), size(1));
      assert.equal(put.status, 201);
      world.pass(20_000);
      assert.deepEqual(await read(), [404, undefined, []]);
      assert.equal(
        (await world.send('GET', put.headers['azure-asyncoperation'] ?? '')).body['status'],
        'Succeeded',
      );
      world.pass(10_000);
      assert.deepEqual(await read(), [200, 1, ['a']]);
      assert.equal((await world.send('PUT', at('machines/a'), size(2))).status, 200);
      assert.deepEqual(await read(), [200, 1, ['a']]);
      world.pass(30_000);
      assert.deepEqual(await read(), [200, 2, ['a']]);
      await world.send('DELETE', at('machines/a'));
      world.pass(49_000);
      assert.deepEqual(await read(), [200, 2, ['a']]);
      world.pass(1_000);
      assert.deepEqual(await read(), [404, undefined, []]);
    });

    const deployment = (): string => `${group}/providers/Microsoft.Resources/deployments/main`;
    async function deploy(world: Driven, names: readonly string[]): Promise<void> {
      const resources = names.map((name) => ({ type: machines, apiVersion: '2024-01-01', name, ...here }));
      const body = { properties: { mode: 'Incremental', template: { resources } } };
      assert.equal((await world.send('PUT', deployment(), body)).status, 201);
    }
  });
});
