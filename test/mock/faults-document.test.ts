import assert from 'node:assert/strict';
import { createAzure } from '../../src/mock/azure.ts';
import type { FaultDocument, FaultRule } from '../../src/mock/faults/document.ts';
import { parseFaults } from '../../src/mock/faults/parse.ts';
import { memoryStore } from '../../src/mock/store.ts';
import { drive, startedAt, type Driven } from './support/driven.ts';
import { openFaulty } from './support/faulty.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Faults on demand, as a document', () => {
  let group: string;
  const open = async (...asked: Parameters<typeof openFaulty>): Promise<Driven> => {
    const world = await openFaulty(...asked);
    group = world.group;
    return world;
  };
  const at = (path: string): string => `${group}/providers/Contoso.Works/${path}?api-version=2024-01-01`;
  const machines = 'Contoso.Works/machines';

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
      const faults = JSON.parse('{"faults":[{"match":{},"effect":{}}]}') as FaultDocument;
      assert.throws(
        () => createAzure({ clock, providers: small, faults }),
        /faults\[0\]\.effect: one of answer/,
      );
    });
  });
});
