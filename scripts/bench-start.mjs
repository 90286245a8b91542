// How long a command takes from start to end, beside a script that does nothing: `npm run bench [rounds]`. The
// commands take turns, so that whatever else the machine does falls on all of them alike.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cmg = join(root, 'bin', 'cmg.js');
const spec = join('examples', 'granitefalls.yaml');

const rounds = Number(process.argv[2] ?? 15);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`rounds are a whole number, not '${process.argv[2]}'`);
if (!existsSync(join(root, 'dist', 'start.js'))) throw new Error('not built yet: run "npm run build"');

const folder = mkdtempSync(join(tmpdir(), 'cmg-bench-'));
try {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const mock = ['--mock', '--mock-state', relative(root, join(folder, 'mock'))];
  run([cmg, 'deploy', spec, '--yes', '--quiet', ...mock, '--mock-speed', 'instant']);
  const table = measured({
    'an empty script': [empty],
    'cmg --help': [cmg, '--help'],
    'cmg validate': [cmg, 'validate', spec],
    'cmg plan --mock': [cmg, 'plan', spec, ...mock],
  });
  console.log(`Node ${process.versions.node}, ${rounds} rounds, milliseconds\n`);
  console.log(rendered(table));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(args) {
  const begun = process.hrtime.bigint();
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const elapsedMs = Number(process.hrtime.bigint() - begun) / 1e6;
  if (status !== 0) throw new Error(`${args.slice(1).join(' ')} ended with ${status}:\n${stderr}${stdout}`);
  return elapsedMs;
}

function measured(commands) {
  const names = Object.keys(commands);
  const times = new Map(names.map((name) => [name, []]));
  // The first round warms the disk and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const elapsedMs = run(commands[name]);
      if (round > 0) times.get(name).push(elapsedMs);
    }
  }
  return [...times].map(([name, all]) => ({ name, min: Math.min(...all), median: medianOf(all) }));
}

function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function rendered(rows) {
  const [floor] = rows;
  const cells = rows.map(({ name, min, median }) => [
    name,
    min.toFixed(0),
    median.toFixed(0),
    `+${(median - floor.median).toFixed(0)}`,
    `${(median / floor.median).toFixed(2)}x`,
  ]);
  const table = [['', 'min', 'median', 'delta', 'ratio'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[at]))).join('  '),
    )
    .join('\n');
}
