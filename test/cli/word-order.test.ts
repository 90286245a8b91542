import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { commandTable } from '../../src/cli/commands/table.ts';
import { inOrder } from '../../src/cli/word-order.ts';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

describe('options before the command', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
    await mkdir(join(terminal.folder, 'below'));
    await terminal.write('below/x.yaml', plainSpec);
  });
  afterEach(async () => await terminal.close());

  for (const line of [
    '-C below validate x.yaml',
    '-Cbelow validate x.yaml',
    '--chdir=below --quiet validate x.yaml',
    '-o text -C below validate x.yaml',
  ]) {
    it(`are taken as if they stood behind it: cmg ${line}`, async () => {
      assert.deepEqual(await terminal.run(line), {
        exitCode: 0,
        stdout: 'x.yaml: granitefalls is valid\n',
        stderr: '',
      });
    });
  }

  it('are refused where the command does not take them', async () => {
    const { exitCode, stderr } = await terminal.run('--mock validate granitefalls.yaml');
    assert.deepEqual([exitCode, stderr], [64, "error CMG9001: unknown option '--mock'\n"]);
  });

  for (const [line, words] of [
    ['-y --only a up b', 'up -y --only a b'],
    ['--nope validate x', '--nope validate x'],
    ['-V', '-V'],
    ['--color never', '--color never'],
    ['plan x -C y', 'plan x -C y'],
  ] as const) {
    it(`make '${words}' of '${line}'`, () => {
      assert.deepEqual(inOrder(line.split(' '), commandTable), words.split(' '));
    });
  }
});
