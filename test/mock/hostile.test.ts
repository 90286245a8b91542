import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { createAzure, type MockAzure } from '../../src/mock/azure.ts';
import type { MockRequest, MockResponse } from '../../src/mock/message.ts';
import { groupPath, openLab } from '../support/lab.ts';
import { seeded } from '../support/seeded.ts';
import { sized } from '../support/wishes.ts';
import { drive, startedAt } from './support/driven.ts';
import { hostileRequest, type Seed } from './support/hostile.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Hostile input', () => {
  it('answers whatever is sent with a success or a refusal, soon, and never breaks', async () => {
    const count = sized(1_500, 100_000);
    const random = seeded(11);
    let time = Date.parse(startedAt);
    const seeds = await seedsOfGateway();
    const open = async (): Promise<MockAzure> => {
      const opened = createAzure({ clock: { now: () => new Date(time) } });
      const headers = { authorization: `Bearer ${opened.issueToken().token}` };
      const lab = `/subscriptions/${opened.subscriptionId}/resourceGroups/lab?api-version=2021-04-01`;
      const made = [
        { method: 'PUT', path: lab, body: { location: 'westeurope' } },
        ...seeds.slice(0, deployLength),
      ];
      for (const { method, path, body } of made)
        await opened.fetch({ method, url: `${opened.endpoint}${path}`, headers, body: JSON.stringify(body) });
      time += 600_000;
      return opened;
    };
    let azure = await open();
    const refused = new Map<number, number>();
    const problems: string[] = [];
    let slowestMs = 0;
    for (let index = 0; index < count; index += 1) {
      // A world of its own for every so many: one that grows and grows would only test patience.
      if (index % 500 === 0) azure = await open();
      time += Math.floor(random() * 20_000);
      const { endpoint, subscriptionId } = azure;
      const request = hostileRequest(random, {
        endpoint,
        subscriptionId,
        token: azure.issueToken().token,
        seeds,
      });
      const story = `${index}: ${request.method} ${request.url.slice(0, 300)} ${(request.body ?? '').slice(0, 600)}`;
      const began = performance.now();
      try {
        const response = await azure.fetch(request);
        refused.set(response.status, (refused.get(response.status) ?? 0) + 1);
        const fault = faultIn(response);
        if (fault !== undefined) problems.push(`${story} → ${fault}`);
      } catch (error) {
        problems.push(`${story} → ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
      }
      slowestMs = Math.max(slowestMs, performance.now() - began);
      if (problems.length >= 5) break;
    }
    assert.deepEqual(problems, []);
    assert.ok(slowestMs < 5_000, `one took ${slowestMs} ms`);
    const met = [...refused.keys()];
    for (const status of [200, 201, 400, 401, 404, 405])
      assert.ok(met.includes(status), `no ${status} among ${met.join(', ')}`);
  }).timeout(3_600_000);

  it('refuses a document that is deeper than any that is meant, strict or forgiving', async () => {
    const world = drive({ providers: small });
    const path = `${world.subscription}/resourceGroups/lab`;
    for (const depth of [300, 100_000])
      for (const [open, close] of [
        ['{"tags":', '}'],
        ['[', ']'],
        ["{'tags':", '}'],
      ]) {
        const body = `{"location":"westeurope","tags":${open?.repeat(depth)}1${close?.repeat(depth)}}`;
        const { status, text } = await world.send('PUT', path, body);
        assert.equal(status, 400);
        assert.match(text, /"code":"InvalidRequestContent".*a document less deep expected/);
      }
    assert.equal((await world.send('HEAD', path)).status, 404);
  });
});

/** So many calls of it come before the resources. */
const deployLength = 17;

/** All that a deploy sends, and every resource that it made as somebody might send it. */
async function seedsOfGateway(): Promise<readonly Seed[]> {
  const lab = openLab({ speed: 'instant' });
  const { azure } = lab;
  const { fetch } = azure;
  const seeds: Seed[] = [];
  Object.assign(azure, {
    fetch: async (request: MockRequest) => {
      const { pathname, search } = new URL(request.url);
      const body = request.body === undefined ? {} : { body: JSON.parse(request.body) as unknown };
      seeds.push({ method: request.method, path: `${pathname}${search}`, ...body });
      return await fetch(request);
    },
  });
  await lab.deploy();
  const { body: listed } = await lab.send('GET', groupPath(lab, '/resources?api-version=2021-04-01'));
  for (const { id } of (listed as { value: { id: string }[] }).value) {
    const path = `${id}?api-version=2021-01-01`;
    const { body } = await lab.send('GET', path);
    for (const method of ['PUT', 'PUT', 'PUT', 'PATCH', 'DELETE', 'GET']) seeds.push({ method, path, body });
  }
  return seeds;
}

/** Azure's envelope; the login host has one of its own. */
function faultIn({ status, body, headers }: MockResponse): string | undefined {
  if (status >= 500) return `${status} ${body.slice(0, 300)}`;
  if (status < 400 || body === '') return undefined;
  if (!(headers['content-type'] ?? '').startsWith('application/json'))
    return `a body of ${headers['content-type']}`;
  const { error } = JSON.parse(body) as { error?: string | { code?: unknown; message?: unknown } };
  if (typeof error === 'string') return undefined;
  const isWhole = typeof error?.code === 'string' && typeof error.message === 'string';
  return isWhole ? undefined : `no envelope: ${body.slice(0, 300)}`;
}
