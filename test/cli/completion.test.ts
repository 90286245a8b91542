// What the scripts of `cmg completion` offer, asked of the shells themselves where they are installed.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { offered, scriptIn, shellVersion, typedInZsh } from '../support/shells.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const all =
  'apply certificate completion cost deploy destroy diff down export init mock plan preview reap scale schema status teardown up validate what-if';

/** A line, and what each shell offers at its end; fish shows every file where a spec can stand. */
const rows: readonly [line: string, bash: string, fish?: string][] = [
  ['cmg ', all],
  ['cmg pl', 'plan'],
  ['cmg --', '--help --version'],
  ['cmg plan ', 'gateways granitefalls.yaml more.json', 'gateways/ granitefalls.yaml more.json notes.txt'],
  ['cmg what-if gr', 'granitefalls.yaml'],
  ['cmg plan granitefalls.yaml mo', 'more.json'],
  ['cmg plan --m', '--mock --mock-speed --mock-state'],
  ['cmg validate -o ', 'json junit sarif text'],
  ['cmg deploy -o nd', 'ndjson'],
  ['cmg validate --output=s', 'sarif', '--output=sarif'],
  ['cmg plan --mock-state ', 'gateways', 'gateways/'],
  ['cmg plan --json-into no', 'notes.txt'],
  ['cmg plan --mock-speed ', ''],
  ['cmg mock ', 'advance serve'],
  ['cmg mock serve ', ''],
  ['cmg mock --port 8443 s', 'serve'],
  ['cmg completion ', 'bash fish pwsh zsh'],
  ['cmg nonsense ', ''],
];

/** What a TAB at the end of a line makes of it. */
const typed: readonly [line: string, after: string][] = [
  ['cmg vali', 'cmg validate '],
  ['cmg validate --output=sa', 'cmg validate --output=sarif '],
  ['cmg diff --det', 'cmg diff --detailed-exitcode '],
  ['cmg plan gr', 'cmg plan granitefalls.yaml '],
  ['cmg plan --mock-state g', 'cmg plan --mock-state gateways/'],
  ['cmg plan --json-into no', 'cmg plan --json-into notes.txt '],
  ['cmg mock adv', 'cmg mock advance '],
];

describe('the completion of a command line', () => {
  let terminal: Terminal;
  before(async () => {
    terminal = await openTerminal();
    for (const name of ['more.json', 'notes.txt']) await terminal.write(name, '');
    await mkdir(join(terminal.folder, 'gateways'));
  });
  after(async () => await terminal.close());

  for (const shell of ['bash', 'fish'] as const) {
    const version = shellVersion(shell);
    const title = version ?? `${shell} is missing: 0 of ${rows.length} lines tried`;
    it(`offers in ${shell} what can stand there (${title})`, async () => {
      const { stdout, exitCode } = await terminal.run(`completion ${shell}`);
      assert.equal(exitCode, 0);
      if (version === undefined) return;
      const place = scriptIn(terminal.folder, shell);
      await terminal.write(place.script, stdout);
      const found = offered[shell](
        rows.map(([line]) => line),
        place,
      );
      const told = rows.map(([line], index) => {
        const words = (found[index] ?? []).filter((word) => !word.startsWith('completion.'));
        return [line, words.join(' ')];
      });
      assert.deepEqual(
        told,
        rows.map(([line, bash, fish]) => [line, shell === 'fish' ? (fish ?? bash) : bash]),
      );
    });
  }

  const zsh = shellVersion('zsh');
  const title = zsh ?? `zsh is missing: 0 of ${typed.length} lines tried`;
  it(`completes in zsh what has one end (${title})`, async function () {
    // It draws each line as for somebody who looks on.
    this.timeout(60_000);
    const { stdout, exitCode } = await terminal.run('completion zsh');
    assert.equal(exitCode, 0);
    if (zsh === undefined) return;
    const place = scriptIn(terminal.folder, 'zsh');
    await terminal.write(place.script, stdout);
    const after = typedInZsh(
      typed.map(([line]) => line),
      place,
    );
    assert.deepEqual(
      typed.map(([line], index) => [line, after[index]]),
      typed,
    );
  });

  it('knows in PowerShell every command, and which options take a path', async () => {
    const { stdout } = await terminal.run('completion pwsh');
    for (const name of all.split(' ')) assert.ok(stdout.includes(`$commands['${name}'] = `), name);
    assert.match(stdout, /\$table\['--json-into'\] = @\{ About = '[^']+'; Value = @\('path'\) \}/);
    assert.match(stdout, /\$table\['--mock'\] = @\{ About = '[^']+'; Value = \$null \}/);
    assert.match(stdout, /About = 'the certificate''s password is in there; - is standard input'/);
  });

  it('is for the shells it knows', async () => {
    const { exitCode, stderr } = await terminal.run('completion powershell');
    assert.equal(exitCode, 64);
    assert.match(stderr, /cmg completion takes bash, zsh, fish or pwsh, not 'powershell'/);
  });
});
