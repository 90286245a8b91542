// How long specs take to read: a thousand in one run of the command line, beside a single one, and each of the
// hostile texts that the tests refuse. `npm run build` first; `npm run bench:spec [rounds]`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostileTexts } from '../out/test/support/hostile-texts.js';
import { parseSpecDocument } from '../out/src/spec/document.js';
import { validateSpec } from '../out/src/spec/validate.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`rounds are a whole number, not '${process.argv[2]}'`);

const folder = mkdtempSync(join(tmpdir(), 'cmg-bench-'));
try {
  const count = 1_000;
  const example = readFileSync(join(root, 'examples', 'granitefalls.yaml'), 'utf8');
  const [one, many] = ['one', 'many'].map((name) => join(folder, name));
  for (const path of [one, many]) mkdirSync(path);
  for (let at = 0; at < count; at += 1) {
    const text = example.replaceAll('granitefalls', `gateway${at}`);
    writeFileSync(join(many, `gateway${at}.yaml`), text);
    if (at === 0) writeFileSync(join(one, 'gateway0.yaml'), text);
  }
  const [single, thousand] = taken([() => validate(one), () => validate(many)]);
  const each = (thousand - single) / (count - 1);
  console.log(`Node ${process.versions.node}, median of ${rounds} rounds, milliseconds\n`);
  console.log(`cmg validate, one spec    ${single.toFixed(0)}`);
  console.log(
    `cmg validate, ${count} specs  ${thousand.toFixed(0)}, each after the first ${each.toFixed(2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const read = hostileTexts.map(
  ([, text]) =>
    () =>
      validateSpec(parseSpecDocument('gateway.yaml', text), {}),
);
const times = taken(read).map((ms, at) => [ms, hostileTexts[at][0]]);
for (const [ms, what] of times.toSorted(([a], [b]) => b - a))
  console.log(`${ms.toFixed(1).padStart(7)}  ${what}`);

function validate(path) {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'cmg.js'), 'validate', path]);
  if (status !== 0) throw new Error(`validate ended with ${status}:\n${stderr}`);
}

/** The median of each; they take turns, so that what else the machine does falls on all alike. */
function taken(runs) {
  const all = runs.map(() => []);
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, run] of runs.entries()) {
      const begun = process.hrtime.bigint();
      run();
      if (round > 0) all[at].push(Number(process.hrtime.bigint() - begun) / 1e6);
    }
  }
  return all.map((values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);
}
