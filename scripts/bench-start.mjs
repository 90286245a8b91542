// How long a command takes from start to end, beside a script that does nothing: `npm run bench:start [rounds]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clockMs, measured, rendered, roundsFrom } from './side-by-side.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cmg = join(root, 'bin', 'cmg.js');
const spec = join('examples', 'granitefalls.yaml');

const rounds = roundsFrom(process.argv[2], 15);
if (!existsSync(join(root, 'dist', 'start.js'))) throw new Error('not built yet: run "npm run build"');

const folder = mkdtempSync(join(tmpdir(), 'cmg-bench-'));
try {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const mock = ['--mock', '--mock-state', relative(root, join(folder, 'mock'))];
  run([cmg, 'deploy', spec, '--yes', '--quiet', ...mock, '--mock-speed', 'instant']);
  const table = await measured(
    {
      'an empty script': () => run([empty]),
      'cmg --help': () => run([cmg, '--help']),
      'cmg validate': () => run([cmg, 'validate', spec]),
      'cmg plan --mock': () => run([cmg, 'plan', spec, ...mock]),
    },
    rounds,
  );
  console.log(`Node ${process.versions.node}, ${rounds} rounds, milliseconds\n`);
  console.log(rendered(table));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(args) {
  const begun = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const elapsedMs = clockMs(begun);
  if (status !== 0) throw new Error(`${args.slice(1).join(' ')} ended with ${status}:\n${stderr}${stdout}`);
  return elapsedMs;
}
