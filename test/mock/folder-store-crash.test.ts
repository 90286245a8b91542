// What processes leave behind that write at once, and that are killed while they write.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAzure } from '../../src/mock/azure.ts';
import { openFolderStore } from '../../src/mock/folder-store.ts';
import { seeded } from '../support/seeded.ts';
import { sized } from '../support/wishes.ts';
import { small } from './support/providers.ts';

const writer = fileURLToPath(new URL('support/writer.js', import.meta.url));

interface Acknowledged {
  readonly id: string;
  readonly etag: string;
}

/** Kills the writer when it has told of so many answers, or lets it come to its end. */
function write(
  folder: string,
  { name, count, killAfter }: { name: string; count: number; killAfter?: number },
): Promise<readonly Acknowledged[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, folder, name, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (killAfter !== undefined && told.split('\n').length > killAfter) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', () => {
      const lines = told.split('\n').slice(0, -1);
      resolve(lines.map(acknowledged));
    });
  });
}

function acknowledged(line: string): Acknowledged {
  assert.equal(line.slice(0, 4), '201 ', line);
  const { id, etag } = JSON.parse(line.slice(4)) as Acknowledged;
  return { id, etag };
}

describe('mock/BEHAVIOUR: State in a folder, among processes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cmg-mock-'));
    const azure = createAzure({
      clock: { now: () => new Date() },
      providers: small,
      store: openFolderStore(folder),
    });
    await azure.fetch({
      method: 'PUT',
      url: `${azure.endpoint}/subscriptions/${azure.subscriptionId}/resourceGroups/lab?api-version=2021-04-01`,
      headers: { authorization: `Bearer ${azure.issueToken().token}` },
      body: '{"location":"westeurope"}',
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Every answer was kept, and of nothing there is only a half: each create made one resource and one operation. */
  function assertWhole(told: readonly Acknowledged[]): void {
    const store = openFolderStore(folder);
    const resources = store
      .list('resource/')
      .map(({ value }) => value as { id: string; body: { etag: string } })
      // The first roles of everybody were there before.
      .filter(({ id }) => id.includes('/Contoso.Works/'));
    const found = new Map(resources.map(({ id, body }) => [id, body.etag]));
    for (const { id, etag } of told) assert.equal(found.get(id), etag, id);
    const operations = store.list('operation/').length;
    assert.equal(operations, resources.length);
    assert.equal(new Set(found.values()).size, resources.length, 'two have one id');
    assert.deepEqual(store.get('counter/guid'), { value: 2 * resources.length });
  }

  it('loses no update and gives no id twice where two processes write at once', async () => {
    const count = sized(120, 1_500);
    const told = await Promise.all(['a', 'b'].map(async (name) => await write(folder, { name, count })));
    assert.equal(told.flat().length, 2 * count);
    assertWhole(told.flat());
  }).timeout(300_000);

  it('keeps every write that was answered, and no half of any other, where the process is killed', async () => {
    const moments = sized(8, 200);
    const random = seeded(5);
    const told: Acknowledged[] = [];
    for (let moment = 0; moment < moments; moment += 1) {
      const killAfter = 1 + Math.floor(random() * 60);
      const run = { name: `run${moment}`, count: 1_000_000, killAfter };
      told.push(...(await write(folder, run)));
      assertWhole(told);
    }
    assert.ok(told.length >= moments);
  }).timeout(600_000);
});
