import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAzure } from '../../src/mock/azure.ts';
import { openFolderStore } from '../../src/mock/folder-store.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

describe('cmg mock serve', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  it('names what is wrong with a document of faults, and serves nothing then', async () => {
    await terminal.write('faults.json', '{"faults":[{"match":{"call":1},"effect":{"reset":"sometimes"}}]}');
    const wrong = await terminal.run('mock serve --faults faults.json');
    assert.deepEqual([wrong.exitCode, wrong.stdout], [64, '']);
    assert.match(
      wrong.stderr,
      /faults\[0\]\.effect\.reset: one of before, after is expected, not "sometimes"/,
    );
    await terminal.write('faults.json', '{"faults":');
    const torn = await terminal.run('mock serve --faults faults.json');
    assert.equal(torn.exitCode, 64);
    assert.match(torn.stderr, /faults\.json is not JSON/);
    const gone = await terminal.run('mock serve --faults gone.json');
    assert.equal(gone.exitCode, 64);
    assert.match(gone.stderr, /there is no file gone\.json with faults/);
  });

  it('lets the clock of its world stand still', async () => {
    terminal.interrupt.abort('SIGTERM');
    const { stdout } = await terminal.run('mock serve --freeze --throttle');
    assert.match(stdout, /^\{"arm":"https:\/\/localhost:\d+",/);
    terminal.clock.advance(3_600_000);
    const store = openFolderStore(join(terminal.folder, '.cmg', 'mock'));
    assert.equal(
      createAzure({ clock: terminal.clock, store }).now().toISOString(),
      '2026-11-20T12:00:00.000Z',
    );
  });
});
