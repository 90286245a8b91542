import assert from 'node:assert/strict';
import process from 'node:process';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { hasErrors, type Diagnostic } from '../../src/base/diagnostic.ts';
import type { JsonObject } from '../../src/base/json.ts';
import type { Files } from '../../src/base/ports.ts';
import { renderDiagnostics } from '../../src/render/diagnostics.ts';
import { plainStyle } from '../../src/render/style.ts';
import { loadSpec, type LoadedSpec } from '../../src/spec/load.ts';
import { fuzzRuns, propertySeed } from '../support/wishes.ts';
import { mutations } from './mutations.ts';
import { wholeSpec } from './specs.ts';

const asked = { numRuns: fuzzRuns, seed: propertySeed };

/** As people write it, and as programs do. */
const written = fc.constantFrom<(spec: JsonObject) => string>(
  (spec) => stringify(spec),
  (spec) => JSON.stringify(spec, null, 2),
  (spec) => JSON.stringify(spec),
  (spec) => stringify(spec, { collectionStyle: 'flow' }).replaceAll('\n', '\r\n'),
);

function diskOf(texts: Readonly<Record<string, string>>): Files {
  return {
    read: (path) => {
      const text = texts[path];
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    real: (path) =>
      Promise.resolve(path === '.' || path in texts ? `/disk/${path === '.' ? '' : path}` : undefined),
    list: () => Promise.resolve([]),
  };
}

/** Inside of the text that it speaks of, so that a frame can be drawn and an editor can go there. */
function assertInside({ place, code }: Diagnostic, sources: LoadedSpec['sources']): void {
  if (place === undefined) return;
  const lines = sources.get(place.file)?.split('\n');
  assert.ok(lines !== undefined, `${code} in ${place.file}`);
  const line = lines[place.line - 1];
  const told = `${code} at ${place.file}:${place.line}:${place.column}`;
  assert.ok(line !== undefined && place.column >= 1 && place.column <= line.length + 1, told);
  assert.ok((place.length ?? 1) >= 1, told);
}

const seen = { refused: 0, taken: 0, codes: new Set<string>(), slowestMs: 0 };

async function look(texts: Readonly<Record<string, string>>): Promise<void> {
  const before = process.cpuUsage();
  const loaded = await loadSpec('gf.yaml', {
    files: diskOf(texts),
    environment: { N: '3' },
    now: new Date(0),
  });
  const shown = renderDiagnostics(loaded.diagnostics, plainStyle, (file) => loaded.sources.get(file));
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1_000;
  seen.slowestMs = Math.max(seen.slowestMs, tookMs);
  assert.ok(tookMs < 1_000, `${tookMs} ms`);
  for (const diagnostic of loaded.diagnostics) assertInside(diagnostic, loaded.sources);
  assert.equal(loaded.spec === undefined, hasErrors(loaded.diagnostics));
  assert.equal(shown === '', loaded.diagnostics.length === 0);
  assert.deepEqual(JSON.parse(JSON.stringify(loaded.spec ?? null)), loaded.spec ?? null);
  seen[loaded.spec === undefined ? 'refused' : 'taken'] += 1;
  for (const { code } of loaded.diagnostics) seen.codes.add(code);
}

describe(`reading, for ${asked.numRuns} spoilt specs with seed ${asked.seed}`, () => {
  it('ends well and soon, with every fault inside of its text', async () => {
    const namesBefore = Reflect.ownKeys(Object.prototype);
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(wholeSpec, written, mutations),
        fc.tuple(wholeSpec, written, mutations),
        async ([spec, write, spoil], [under, writeUnder, spoilUnder]) => {
          const base = spoilUnder.reduce((text, mutate) => mutate(text), writeUnder(under));
          const own = spoil.reduce((text, mutate) => mutate(text), write(spec));
          await look({ 'gf.yaml': own, 'base.yaml': base, 'cmg.config.yaml': 'vmSize: A2_v2\n' });
          assert.deepEqual(Reflect.ownKeys(Object.prototype), namesBefore);
          assert.equal(Reflect.get({}, 'polluted'), undefined);
        },
      ),
      asked,
    );
    // Specs that are all refused at their first letter, or all taken, would say little.
    assert.ok(seen.refused > asked.numRuns / 3, `${seen.refused} refused`);
    assert.ok(seen.taken > asked.numRuns / 30, `${seen.taken} taken`);
    assert.ok(seen.codes.size >= 12, [...seen.codes].join(' '));
  }).timeout(20_000 + asked.numRuns * 60);

  after(() => {
    if (asked.numRuns >= 10_000) {
      const { refused, taken, codes, slowestMs } = seen;
      process.stdout.write(
        `      ${refused} refused, ${taken} taken, ${codes.size} codes, slowest ${slowestMs.toFixed(0)} ms\n`,
      );
    }
  });
});
