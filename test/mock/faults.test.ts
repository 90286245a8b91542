import assert from 'node:assert/strict';
import { createAzure } from '../../src/mock/azure.ts';
import { codeRows } from '../../src/mock/faults/codes.ts';
import type { FaultDocument, FaultRule } from '../../src/mock/faults/document.ts';
import { parseFaults } from '../../src/mock/faults/parse.ts';
import { memoryStore } from '../../src/mock/store.ts';
import { recordedData } from '../support/recorded-data.ts';
import { drive, startedAt, type Driven, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

interface Documented {
  readonly errors: readonly { readonly code: string; readonly status: number }[];
}

describe('mock/BEHAVIOUR: Faults on demand', () => {
  const here = { location: 'westeurope' };
  let group: string;

  async function open(faults: readonly FaultRule[], more: Parameters<typeof drive>[0] = {}): Promise<Driven> {
    const world = drive({ providers: small, faults: { faults }, ...more });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, here);
    return world;
  }
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
      const [detail] = (properties?.['error']?.['details'] ?? []) as unknown as Record<
        string,
        { code: string }[]
      >[];
      assert.equal(detail?.['code'], 'ResourceDeploymentFailure');
      assert.equal(detail['details']?.[0]?.code, 'VMExtensionProvisioningError');
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
        const names = (listed.body['value'] as unknown as { name: string }[]).map(({ name }) => name);
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

  describe('matches', () => {
    const meets = async (match: FaultRule['match'], world?: Driven): Promise<string> => {
      const opened = world ?? (await open([{ match, effect: { answer: { status: 500 } } }]));
      const told: number[] = [];
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
        told.push((await opened.send('GET', at(`machines/${name}`))).status);
      return told.map((status) => (status === 500 ? 'x' : '.')).join('');
    };

    it('say which call, or from which on', async () => {
      assert.equal(await meets({ call: 3 }), '.x....');
      assert.equal(await meets({ from: 5 }), '...xxx');
    });

    it('say which of those that match otherwise, and how many', async () => {
      const path = '**/machines/*';
      assert.equal(await meets({ path, nth: 2 }), '.x....');
      assert.equal(await meets({ path, nth: 2, times: 3 }), '.xxx..');
      assert.equal(await meets({ path, times: 2 }), 'xx....');
      assert.equal(await meets({ path: '**/MACHINES/b' }), '.x....');
      assert.equal(await meets({ path: '/machines/b' }), '......');
      assert.equal(await meets({ operation: 'list' }), '......');
      assert.equal(await meets({ type: 'contoso.works/MACHINES', operation: 'read' }), 'xxxxxx');
    });

    it('leave it to the seed', async () => {
      const match = { type: machines, probability: 0.5 };
      const of = async (seed: number): Promise<string> =>
        await meets(match, await open([{ match, effect: { answer: { status: 500 } } }], { seed }));
      assert.equal(await of(1), await of(1));
      const all = (await Promise.all([1, 2, 3, 4].map(of))).join('');
      const met = all.replaceAll('.', '').length;
      assert.ok(met > 6 && met < 18, all);
    });

    it('go on counting after a restart', async () => {
      const store = memoryStore();
      const faults: FaultDocument = {
        faults: [{ match: { type: machines, nth: 2 }, effect: { answer: { status: 500 } } }],
      };
      const told: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const world = drive({ providers: small, store, faults });
        told.push(
          (
            await world.send(
              'GET',
              `${world.subscription}/resourceGroups/lab/providers/Contoso.Works/machines/a?api-version=2024-01-01`,
            )
          ).status,
        );
      }
      assert.deepEqual(told, [404, 500, 404]);
    });
  });

  describe('a document', () => {
    it('is held against what there is, every fault named by its path', () => {
      const wrong = {
        faults: [
          { match: { call: 0, method: 'get', colour: 'red' }, effect: { reset: 'sometimes' } },
          { match: { call: 1, from: 2 }, effect: { answer: { code: 'TeapotBroken', retryAfter: -1 } } },
          { effect: { answer: {} } },
          { match: {}, effect: { reset: 'before', stall: 'before' } },
          { match: { call: 3, operation: 'delete' }, effect: { failAtEnd: { code: 'AllocationFailed' } } },
          { match: { probability: 2 }, effect: { slow: {} } },
          { match: [], effect: { answer: { status: 99 } } },
          7,
        ],
        colour: 'red',
      };
      const parsed = parseFaults(wrong);
      const kinds = 'answer, reset, stall, truncate, garbage, refuse, failAtEnd, slow, late';
      assert.deepEqual('problems' in parsed && parsed.problems, [
        'colour: is not known; there is faults',
        'faults[0].match.colour: is not known; there is call, from, method, path, type, operation, nth, times, probability',
        'faults[0].match.call: a whole number from 1 is expected, not 0',
        'faults[0].match.method: one of GET, HEAD, PUT, PATCH, POST, DELETE is expected, not "get"',
        'faults[0].effect.reset: one of before, after is expected, not "sometimes"',
        'faults[1].effect.answer.retryAfter: a whole number from 0 is expected, not -1',
        "faults[1].effect.answer.code: 'TeapotBroken' is not known here, so status and message are needed",
        'faults[1].match: call and from exclude each other',
        'faults[2].match: is missing; {} matches everything',
        'faults[2].effect.answer: code or status is missing',
        `faults[3].effect: one of ${kinds} is expected, not 'reset, stall'`,
        "faults[4].match.call: cannot be told of 'failAtEnd', which is about work and not about requests",
        "faults[4].match.operation: 'failAtEnd' is about write, not 'delete'",
        'faults[5].match.probability: a number from 0 to 1 is expected, not 2',
        'faults[5].effect.slow: factor or addSeconds is missing',
        'faults[6].match: an object is expected',
        'faults[6].effect.answer.status: a whole number from 200 to 599 is expected, not 99',
        "faults[7]: an object with 'match' and 'effect' is expected",
      ]);
      assert.deepEqual(parseFaults(null), { problems: ["an object with 'faults' is expected"] });
      assert.deepEqual(parseFaults({}), { problems: ['faults: a list of rules is expected'] });
    });

    it('that is wrong makes no mock', () => {
      const clock = { now: () => new Date(startedAt) };
      const faults = { faults: [{ match: {}, effect: {} }] } as unknown as FaultDocument;
      assert.throws(
        () => createAzure({ clock, providers: small, faults }),
        /faults\[0\]\.effect: one of answer/,
      );
    });
  });
});
