// How long specs take to read: a thousand in one run of the command line, beside a single one, and each of the
// hostile texts that the tests refuse. `npm run build` first; `npm run bench:spec [rounds]`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clockMs, measured, rendered, roundsFrom } from './side-by-side.mjs';
import { hostileTexts } from '../out/test/support/hostile-texts.js';
import { parseSpecDocument } from '../out/src/spec/document.js';
import { validateSpec } from '../out/src/spec/validate.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = roundsFrom(process.argv[2], 5);

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
  const table = await measured(
    { 'cmg validate, one spec': () => validate(one), [`cmg validate, ${count} specs`]: () => validate(many) },
    rounds,
  );
  const [single, thousand] = table;
  const each = (thousand.median - single.median) / (count - 1);
  console.log(`Node ${process.versions.node}, ${rounds} rounds, milliseconds\n`);
  console.log(rendered(table));
  console.log(`each after the first: ${each.toFixed(2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const plain = readFileSync(join(root, 'examples', 'granitefalls.yaml'), 'utf8');
const texts = [['the example', plain], ...hostileTexts];
const reads = texts.map(([what, text]) => [what, () => read(text)]);
const [example, ...hostile] = await measured(Object.fromEntries(reads), rounds);
console.log(rendered([example, ...hostile.toSorted((a, b) => b.median - a.median)], 1));

function read(text) {
  const begun = process.hrtime.bigint();
  validateSpec(parseSpecDocument('gateway.yaml', text), {});
  return clockMs(begun);
}

function validate(path) {
  const begun = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'cmg.js'), 'validate', path]);
  if (status !== 0) throw new Error(`validate ended with ${status}:\n${stderr}`);
  return clockMs(begun);
}
