// What is named and cannot be read. Named pipes are of systems like Unix; elsewhere those tests have nothing to make.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const hasPipes = process.platform !== 'win32';
const makePipe = 'mkfifo';

describe('what is named and cannot be read', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
    await mkdir(join(terminal.folder, 'empty'));
    await mkdir(join(terminal.folder, 'others'));
    await terminal.write('others/notes.txt', 'none');
    if (hasPipes) execFileSync(makePipe, [join(terminal.folder, 'pipe')]);
  });
  afterEach(async () => await terminal.close());

  for (const [line, said] of [
    ['certificate empty', 'error CMG1301: empty is a folder, not a certificate file'],
    ['certificate gone.pfx', 'error CMG1301: there is no certificate file gone.pfx'],
    ['certificate gone.pfx --password-file .', 'error CMG1303: . is a folder, not a password file'],
    ['validate empty', 'error CMG1001: there is no spec in the folder empty'],
    ['validate others', 'error CMG1001: there is no spec in the folder others'],
    ['cost granitefalls.yaml --prices others', 'others is a folder, not a price file   CMG1401'],
    ['validate gone.yaml', 'error CMG1001: there is no file gone.yaml'],
    ...(hasPipes
      ? ([
          ['validate pipe', 'error CMG1001: pipe is no regular file, so it cannot be a spec'],
          ['certificate pipe', 'error CMG1301: pipe is no regular file, so it cannot be a certificate file'],
        ] as const)
      : []),
  ] as const) {
    it(`is told by its kind: cmg ${line}`, async () => {
      const { exitCode, stdout, stderr } = await terminal.run(line);
      assert.equal(exitCode, 65);
      assert.ok(`${stdout}${stderr}`.includes(`${said}\n`), `${stdout}${stderr}`);
    });
  }

  for (const folder of ['nowhere', 'granitefalls.yaml']) {
    it(`is no folder to run in: -C ${folder}`, async () => {
      const { exitCode, stdout, stderr } = await terminal.run(`validate granitefalls.yaml -C ${folder}`);
      assert.deepEqual([exitCode, stdout], [64, '']);
      assert.match(stderr, new RegExp(`^error CMG9001: there is no folder ${folder}\n`));
    });
  }

  it('does not keep the process from ending when it is told to', async function endsInTime() {
    if (!hasPipes) return;
    this.timeout(30_000);
    await terminal.write('granitefalls.yaml', plainSpec.replace('selfSigned: true', 'file: a.pfx'));
    await terminal.write('a.pfx', 'no certificate');
    const start = new URL('../../src/cli/start.js', import.meta.url).href;
    const line = `start(['validate', 'granitefalls.yaml', '--password-file', '-'])`;
    // Once it is called, it listens to signals.
    const script = `import { start } from '${start}'; const run = ${line}; process.send('up'); await run;`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: terminal.folder,
      // Nobody writes to its standard input.
      stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
    });
    const ended = new Promise((resolve) => {
      child.on('exit', (code, signal) => resolve([code, signal]));
    });
    child.on('message', () => child.kill('SIGTERM'));
    assert.deepEqual(await ended, [143, null]);
  });
});
