import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createAzure, type MockAzure } from '../../src/mock/azure.ts';
import type { FaultDocument } from '../../src/mock/faults/document.ts';
import { openFolderStore } from '../../src/mock/folder-store.ts';
import type { MockResponse } from '../../src/mock/message.ts';
import { memoryStore, type Store } from '../../src/mock/store.ts';
import { openLab } from '../support/lab.ts';
import { sized } from '../support/wishes.ts';
import { startedAt } from './support/driven.ts';
import { small } from './support/providers.ts';

const group = 'resourceGroups/lab';
const machines = `${group}/providers/Contoso.Works/machines`;
const deployments = `${group}/providers/Microsoft.Resources/deployments`;
const here = { location: 'westeurope' };

function machine(name: string, dependsOn: readonly string[] = []): object {
  return { type: 'Contoso.Works/machines', apiVersion: '2024-01-01', name, dependsOn, ...here };
}

/** Requests that a story is made of: method, path below the subscription, body. */
const requests: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['PUT', group, here],
  ['GET', group],
  ['DELETE', group],
  ['PUT', `${machines}/a`, here],
  ['PUT', `${machines}/b`, { ...here, properties: { seconds: 40 } }],
  ['PATCH', `${machines}/a`, { properties: { size: 2 } }],
  ['GET', `${machines}/a`],
  ['DELETE', `${machines}/a`],
  ['POST', `${machines}/b/restart`],
  ['PUT', `${group}/providers/Contoso.Works/depots/d`, here],
  ['GET', `${group}/providers/Contoso.Works/depots/d`],
  ['GET', machines],
  ['GET', `${group}/resources`],
  ['PUT', `${deployments}/main`, deploymentOf('Incremental', [machine('c'), machine('d', ['c'])])],
  ['PUT', `${deployments}/whole`, deploymentOf('Complete', [machine('d')])],
  ['GET', `${deployments}/main`],
  ['GET', `${deployments}/main/operations`],
  ['POST', `${deployments}/main/cancel`],
  ['GET', deployments],
];

function deploymentOf(mode: string, resources: readonly object[]): object {
  return { properties: { mode, template: { resources } } };
}

const faults: FaultDocument = {
  faults: [
    {
      match: { type: 'Contoso.Works/machines', probability: 0.2 },
      effect: { failAtEnd: { code: 'AllocationFailed' } },
    },
    {
      match: { type: 'Contoso.Works/machines', probability: 0.3 },
      effect: { slow: { factor: 3, addSeconds: 7 } },
    },
    { match: { path: '**/machines/*', nth: 3, times: 4 }, effect: { late: { seconds: 25 } } },
    { match: { operation: 'list', nth: 2 }, effect: { answer: { code: 'RetryableError' } } },
  ],
};

type Event =
  | { readonly kind: 'send'; readonly request: number }
  | { readonly kind: 'pass' | 'advance'; readonly seconds: number }
  | { readonly kind: 'freeze'; readonly frozen: boolean }
  | { readonly kind: 'restart' };

const seconds = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom(1, 10, 17, 3_600, 86_400));
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('send' as const), request: fc.nat(requests.length - 1) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('pass' as const, 'advance' as const), seconds }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('freeze' as const), frozen: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** What a story answers, but for the ids that number the requests of a process. */
async function told(events: readonly Event[], store: () => Store): Promise<readonly string[]> {
  let time = Date.parse(startedAt);
  const clock = { now: () => new Date(time) };
  const open = (): MockAzure =>
    createAzure({ clock, providers: small, store: store(), faults, throttle: true });
  let azure = open();
  const answers: string[] = [];
  const send = async (method: string, path: string, body?: object): Promise<void> => {
    const response = await azure.fetch({
      method,
      url: `${azure.endpoint}/subscriptions/${azure.subscriptionId}/${path}?api-version=2024-01-01`,
      headers: {
        authorization: `Bearer ${azure.issueToken().token}`,
        'x-ms-correlation-request-id': '11111111-2222-4333-8444-555555555555',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answers.push(textOf(`${method} ${path}`, response));
  };
  await send('PUT', group, here);
  for (const one of events) {
    if (one.kind === 'pass') time += one.seconds * 1000;
    if (one.kind === 'advance') azure.advance(one.seconds * 1000);
    if (one.kind === 'freeze') azure.freeze(one.frozen);
    if (one.kind === 'restart') azure = open();
    if (one.kind !== 'send') continue;
    const [method = '', path = '', body] = requests[one.request] ?? [];
    await send(method, path, body);
  }
  return answers;
}

function textOf(what: string, { status, headers, body }: MockResponse): string {
  const { 'x-ms-request-id': _, 'x-ms-routing-request-id': __, ...rest } = headers;
  return JSON.stringify([what, status, rest, body]);
}

describe('mock/BEHAVIOUR: Clock, restarts', () => {
  it('answers the same however often the process begins anew and however the clock jumps', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cmg-mock-'));
    let worlds = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), async (events) => {
          worlds += 1;
          const world = join(folder, String(worlds));
          const single = memoryStore();
          const once = await told(
            events.filter(({ kind }) => kind !== 'restart'),
            () => single,
          );
          const often = await told(events, () => openFolderStore(world, { journalLimitBytes: 3_000 }));
          assert.deepEqual(often, once);
        }),
        { numRuns: sized(40, 2_000), seed: 20_261_126 },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }).timeout(3_600_000);
});

describe('mock/BEHAVIOUR: Chance, repeated', () => {
  it('answers the deploy of a gateway with the same bytes every time', async () => {
    const lab = openLab({ speed: 'instant' });
    const { fetch } = lab.azure;
    const story: Parameters<MockAzure['fetch']>[0][] = [];
    Object.assign(lab.azure, {
      fetch: async (request: (typeof story)[number]) => {
        story.push(request);
        return await fetch(request);
      },
    });
    await lab.deploy();
    assert.ok(story.length > 15, String(story.length));
    const replay = async (): Promise<string> => {
      const azure = createAzure({ clock: { now: () => new Date(startedAt) }, speed: 'instant' });
      const authorization = `Bearer ${azure.issueToken().token}`;
      const answers: MockResponse[] = [];
      for (const { headers, ...request } of story)
        answers.push(await azure.fetch({ ...request, headers: { ...headers, authorization } }));
      return JSON.stringify(answers);
    };
    const first = await replay();
    assert.ok(first.length > 100_000, String(first.length));
    for (let turn = 1; turn < sized(20, 100); turn += 1)
      assert.ok((await replay()) === first, `turn ${turn} differs`);
  }).timeout(60_000);
});
