import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderStore } from '../../src/mock/folder-store.ts';
import { createAzure } from '../../src/mock/azure.ts';
import { memoryStore, type Store } from '../../src/mock/store.ts';
import { drive, heard, startedAt, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: State in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'cmg-mock-')), 'world');
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  it('gives back in the next process what the last one committed', () => {
    const first = openFolderStore(folder);
    first.put('group/a', { name: 'a' });
    first.put('group/b', { name: 'b' });
    first.commit();
    first.delete('group/b');
    first.commit();
    const second = openFolderStore(folder);
    assert.deepEqual(second.list('group/'), [{ key: 'group/a', value: { name: 'a' } }]);
  });

  it('forgets what was never committed', () => {
    const first = openFolderStore(folder);
    first.put('group/a', { name: 'a' });
    assert.deepEqual(openFolderStore(folder).list(''), []);
  });

  it('ignores a torn last line, and writes on behind the last whole one', () => {
    const first = openFolderStore(folder);
    first.put('group/a', { name: 'a' });
    first.commit();
    const journal = join(folder, 'journal-0.ndjson');
    appendFileSync(journal, '\n[60,"killed",[["group/b",{"na');
    const second = openFolderStore(folder);
    assert.equal(second.get('group/b'), undefined);
    second.put('group/c', { name: 'c' });
    second.commit();
    const third = openFolderStore(folder);
    assert.deepEqual(
      third.list('').map(({ key }) => key),
      ['group/a', 'group/c'],
    );
    assert.equal(readFileSync(journal, 'utf8').split('\n').length, 4);
  });

  it('drops at the next request what was never committed', () => {
    const store = openFolderStore(folder);
    store.put('group/a', { name: 'a' });
    store.commit();
    store.put('group/a', { name: 'half done' });
    store.delete('group/a');
    store.put('group/b', {});
    store.refresh();
    assert.deepEqual(store.list(''), [{ key: 'group/a', value: { name: 'a' } }]);
  });

  it('shows one process what another has written since', () => {
    const first = openFolderStore(folder);
    const second = openFolderStore(folder);
    first.put('group/a', { name: 'a' });
    first.commit();
    assert.equal(second.get('group/a'), undefined);
    second.refresh();
    assert.deepEqual(second.get('group/a'), { name: 'a' });
  });

  it('drops what was done beside another process that was quicker, and takes it when it is done again', () => {
    const first = openFolderStore(folder);
    const second = openFolderStore(folder);
    first.put('counter/a', { value: 1 });
    second.put('counter/a', { value: 1 });
    second.put('group/b', { name: 'b' });
    assert.equal(first.commit(), true);
    assert.equal(second.commit(), false);
    assert.deepEqual(second.get('counter/a'), { value: 1 });
    assert.equal(second.get('group/b'), undefined);
    second.put('counter/a', { value: 2 });
    second.put('group/b', { name: 'b' });
    assert.equal(second.commit(), true);
    for (const store of [openFolderStore(folder), first]) {
      store.refresh();
      assert.deepEqual(store.list('counter/'), [{ key: 'counter/a', value: { value: 2 } }]);
      assert.deepEqual(store.get('group/b'), { name: 'b' });
    }
  });

  it('takes the same change of two processes for two, of which one is void', () => {
    const first = openFolderStore(folder);
    const second = openFolderStore(folder);
    first.put('counter/a', { value: 1 });
    second.put('counter/a', { value: 1 });
    assert.deepEqual([second.commit(), first.commit()], [true, false]);
  });

  it('finishes the folding of a process that was killed in between', () => {
    const first = openFolderStore(folder);
    first.put('group/a', { name: 'a' });
    first.commit();
    const journal = join(folder, 'journal-0.ndjson');
    const { size } = statSync(journal);
    appendFileSync(journal, `\n[${size},"killed",null]`);
    const second = openFolderStore(folder);
    assert.deepEqual(second.get('group/a'), { name: 'a' });
    first.put('group/b', { name: 'b' });
    assert.equal(first.commit(), false);
    first.put('group/b', { name: 'b' });
    assert.equal(first.commit(), true);
    second.refresh();
    assert.deepEqual(second.get('group/b'), { name: 'b' });
    assert.deepEqual(readdirSync(folder).toSorted(), [
      'journal-0.ndjson',
      'journal-1.ndjson',
      'snapshot-1.json',
    ]);
  });

  it('begins anew where somebody deleted the folder', () => {
    const store = openFolderStore(folder);
    store.put('group/a', { name: 'a' });
    store.commit();
    rmSync(folder, { recursive: true });
    store.refresh();
    assert.equal(store.get('group/a'), undefined);
    store.put('group/b', { name: 'b' });
    assert.equal(store.commit(), true);
    assert.deepEqual(openFolderStore(folder).get('group/b'), { name: 'b' });
  });

  it('folds a long journal into a snapshot, under the eyes of another process', () => {
    const first = openFolderStore(folder);
    const second = openFolderStore(folder);
    const text = 'x'.repeat(1000);
    for (let index = 0; index < 2_200; index += 1) {
      first.put('group/a', { text, index });
      first.commit();
    }
    const names = readdirSync(folder).toSorted();
    assert.deepEqual(names, ['journal-0.ndjson', 'journal-1.ndjson', 'snapshot-1.json']);
    second.refresh();
    assert.deepEqual(second.get('group/a'), { text, index: 2199 });
    assert.deepEqual(openFolderStore(folder).get('group/a'), { text, index: 2199 });
  });

  it('lets nobody else read it', function () {
    if (process.platform === 'win32') this.skip();
    const store = openFolderStore(folder);
    store.put('group/a', {});
    store.commit();
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, 'journal-0.ndjson')).mode & 0o777, 0o600);
  });

  it('goes on with a deployment that was running when the process ended', async () => {
    let time = Date.parse(startedAt);
    const open = (): ReturnType<typeof createAzure> =>
      createAzure({ clock: { now: () => new Date(time) }, providers: small, store: openFolderStore(folder) });
    const send = async (method: string, path: string, body?: object): Promise<Heard> => {
      const azure = open();
      const answered = await azure.fetch({
        method,
        url: `${azure.endpoint}/subscriptions/${azure.subscriptionId}${path}?api-version=2024-01-01`,
        headers: { authorization: `Bearer ${azure.issueToken().token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return heard(answered);
    };
    const machine = (name: string, dependsOn: string[]): object => ({
      type: 'Contoso.Works/machines',
      apiVersion: '2024-01-01',
      name,
      location: 'westeurope',
      dependsOn,
      properties: { seconds: 20, word: "[parameters('word')]" },
    });
    await send('PUT', '/resourceGroups/lab', { location: 'westeurope' });
    await send('PUT', '/resourceGroups/lab/providers/Microsoft.Resources/deployments/main', {
      properties: {
        mode: 'Incremental',
        parameters: { word: { value: 'kept-back' } },
        template: {
          $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
          contentVersion: '1.0.0.0',
          parameters: { word: { type: 'securestring' } },
          resources: [machine('a', []), machine('b', ['a'])],
        },
      },
    });
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    assert.ok(!files.join('').includes('kept-back'));
    time += 25_000;
    const during = await send('GET', '/resourceGroups/lab/providers/Contoso.Works/machines/b');
    assert.equal(during.body['properties']?.['provisioningState'], 'Creating');
    time += 20_000;
    const done = await send('GET', '/resourceGroups/lab/providers/Microsoft.Resources/deployments/main');
    assert.equal(done.body['properties']?.['provisioningState'], 'Succeeded');
    assert.equal(done.body['properties']?.['duration'], 'PT41S');
    const b = await send('GET', '/resourceGroups/lab/providers/Contoso.Works/machines/b');
    assert.equal(b.body['properties']?.['word'], 'kept-back');
  });

  it('keeps the offset of a clock that was moved', () => {
    const clock = { now: () => new Date(startedAt) };
    createAzure({ clock, providers: small, store: openFolderStore(folder) }).advance(90_000);
    const later = createAzure({ clock, providers: small, store: openFolderStore(folder) });
    assert.equal(later.now().toISOString(), '2026-03-01T08:01:30.000Z');
  });
});

describe('mock/BEHAVIOUR: Chance', () => {
  async function story(store: Store, seed: number): Promise<string> {
    const world = drive({ providers: small, store, seed });
    const group = `${world.subscription}/resourceGroups/lab`;
    const told: Heard[] = [];
    const tell = async (method: string, path: string, body?: object): Promise<void> => {
      told.push(await world.send(method, path, body === undefined ? undefined : JSON.stringify(body)));
      world.pass(5_000);
    };
    await tell('PUT', group, { location: 'westeurope' });
    await tell('PUT', `${group}/providers/Contoso.Works/machines/a?api-version=2024-01-01`, {
      location: 'westeurope',
    });
    await tell('PUT', `${group}/providers/Microsoft.Resources/deployments/main`, {
      properties: { mode: 'Incremental', template: { resources: [] } },
    });
    await tell('GET', `${group}/providers/Microsoft.Resources/deployments/main`);
    await tell('DELETE', group);
    return JSON.stringify(told);
  }

  it('answers the same requests with the same bytes for the same seed, and others for another', async () => {
    const first = await story(memoryStore(), 7);
    assert.equal(await story(memoryStore(), 7), first);
    assert.notEqual(await story(memoryStore(), 8), first);
  });

  it('keeps the seed that a world began with', () => {
    const store = memoryStore();
    const clock = { now: () => new Date(startedAt) };
    const first = createAzure({ clock, store, providers: small, seed: 7 });
    assert.equal(createAzure({ clock, store, providers: small }).subscriptionId, first.subscriptionId);
    assert.notEqual(createAzure({ clock, providers: small }).subscriptionId, first.subscriptionId);
  });
});
