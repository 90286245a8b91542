import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { codes } from '../../src/base/codes.ts';
import { exitCodes } from '../../src/base/exit-codes.ts';
import { isJsonObject, valueAt, type Json, type JsonObject } from '../../src/base/json.ts';
import { goldenCases } from '../support/golden.ts';
import { faultsAgainst } from '../support/json-schema.ts';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

describe('cmg schema', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  async function published(name: string): Promise<JsonObject> {
    const { exitCode, stdout, stderr } = await terminal.run(`schema ${name}`);
    assert.deepEqual([exitCode, stderr], [0, '']);
    const document = JSON.parse(stdout) as Json;
    assert.ok(isJsonObject(document));
    return document;
  }

  /** Every line that was printed, against the schema of events. */
  async function holdLines(stdout: string): Promise<readonly string[]> {
    const schema = await published('events');
    const lines = stdout.trimEnd().split('\n');
    return lines.map((line) => {
      const event = JSON.parse(line) as JsonObject;
      assert.deepEqual(faultsAgainst(schema, event), [], line);
      return `${String(event['type'])} ${String(event['result'] ?? '')}`.trim();
    });
  }

  it('prints the schema of a spec as it is published', async () => {
    const { stdout } = await terminal.run('schema spec');
    assert.equal(stdout, readFileSync('templates/cmg.schema.json', 'utf8').replaceAll('\r\n', '\n'));
  });

  it('describes every plan of the golden cases', async () => {
    const schema = await published('plan');
    const seen = { plans: 0, causes: new Set<string>() };
    for (const golden of goldenCases()) {
      const text = golden.find('plan.json');
      if (text === undefined) continue;
      const plan = JSON.parse(text) as JsonObject;
      assert.deepEqual(faultsAgainst(schema, plan), [], golden.name);
      seen.plans += 1;
      for (const { cause } of plan['changes'] as readonly { cause: string }[]) seen.causes.add(cause);
    }
    assert.ok(seen.plans >= 12, `${seen.plans}`);
    assert.deepEqual([...seen.causes].toSorted(), ['both', 'drift', 'spec']);
  });

  it('describes several plans of one run', async () => {
    await terminal.write('riverbend.yaml', plainSpec.replaceAll('granitefalls', 'riverbend'));
    const { stdout } = await terminal.run('plan granitefalls.yaml riverbend.yaml --mock -o json');
    const plans = JSON.parse(stdout) as Json;
    assert.equal((valueAt(plans, ['plans']) as readonly Json[]).length, 2);
    assert.deepEqual(faultsAgainst(await published('plan'), plans), []);
  });

  it('finds what a plan has too much, too little or of another kind', async () => {
    const schema = await published('plan');
    const { stdout } = await terminal.run('plan granitefalls.yaml --mock -o json');
    const plan = JSON.parse(stdout) as JsonObject;
    const summary = plan['summary'] as JsonObject;
    for (const [wrong, said] of [
      [{ ...plan, colour: 'red' }, ['$.colour must not be there']],
      [{ ...plan, gateway: 7 }, ['$.gateway is not of type string']],
      [{ ...plan, summary: { ...summary, create: -1 } }, ['$.summary.create is below 0']],
      [{ ...plan, fingerprint: 'sha256:x' }, ['$.fingerprint does not look like ^sha256:[0-9a-f]{64}$']],
      [{ ...plan, formatVersion: '2.0' }, ['$.formatVersion is not "1.0"']],
    ] as const) {
      assert.deepEqual(faultsAgainst(schema, wrong), said);
    }
    const rest = Object.entries(plan).filter(([key]) => key !== 'target');
    assert.deepEqual(faultsAgainst(schema, Object.fromEntries(rest)), ['$.target is missing']);
  });

  it('describes what is wrong with the specs of a plan', async () => {
    await terminal.write('granitefalls.yaml', plainSpec.replace('instances: 2', 'instances: 20'));
    const { exitCode, stdout } = await terminal.run('plan granitefalls.yaml --mock -o json');
    assert.equal(exitCode, 65);
    assert.deepEqual(faultsAgainst(await published('plan'), JSON.parse(stdout) as Json), []);
  });

  it('describes every event of a deploy', async () => {
    const run = 'deploy granitefalls.yaml --mock --yes -o ndjson';
    const kinds = await holdLines((await terminal.run(`${run} --mock-speed 20`)).stdout);
    assert.deepEqual([...new Set(kinds)].toSorted(), [
      'accepted',
      'begun',
      'finished',
      'outcome ready',
      'started',
      'waiting',
    ]);
    assert.deepEqual(await holdLines((await terminal.run(run)).stdout), ['outcome unchanged']);
  });

  it('describes an outcome that failed, before there was a gateway and after', async () => {
    const run = 'deploy granitefalls.yaml --mock -o ndjson';
    assert.deepEqual(await holdLines((await terminal.run(run)).stdout), ['outcome failed']);
    await terminal.write('granitefalls.yaml', plainSpec.replace('instances: 2', 'instances: 20'));
    assert.deepEqual(await holdLines((await terminal.run(run)).stdout), ['outcome failed']);
  });

  it('lists every exit code with its meaning, and every code that leads there', async () => {
    const document = await published('exit-codes');
    assert.equal(document['formatVersion'], '1.0');
    const listed = document['exitCodes'] as readonly { exitCode: number; meaning: string }[];
    assert.deepEqual(listed[0], { exitCode: 0, meaning: 'done, or nothing to do' });
    assert.deepEqual(listed.at(-1), { exitCode: 143, meaning: 'ended from outside' });
    const all = document['codes'] as readonly { code: string; exitCode: number }[];
    assert.deepEqual(
      all.find(({ code }) => code === 'CMG1203'),
      { code: 'CMG1203', severity: 'error', exitCode: 65, about: 'a number outside its range' },
    );
    assert.equal(all.length, Object.keys(codes).length);
    assert.deepEqual(
      Object.values(codes).filter(({ exit }) => !Object.hasOwn(exitCodes, exit)),
      [],
    );
  });

  it('knows the exit codes that README lists', () => {
    const [, list = ''] = /## Exit codes\n\n(.+)\n/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const told = [...list.matchAll(/`(\d+)`/g)].map(([, code]) => Number(code));
    assert.ok(told.length > 10);
    assert.deepEqual(told, Object.keys(exitCodes).map(Number));
  });

  it('says which schemas there are where another is named', async () => {
    const { exitCode, stderr } = await terminal.run('schema specs');
    assert.equal(exitCode, 64);
    assert.match(stderr, /takes spec, plan, events or exit-codes, not 'specs'\n\(Did you mean spec\?\)/);
  });
});
