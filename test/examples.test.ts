import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockedPfx } from './certificates/support/locked-pfx.ts';
import { goldenCase, goldenCases } from './support/golden.ts';
import { openTerminal, type Terminal } from './support/terminal.ts';

const root = join('test', 'golden-examples');
const examples = readdirSync('examples').flatMap((file) =>
  file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [],
);

/** What `examples/certs/README.md` has the reader make: no private key lies in the repository. */
const certificates: Readonly<Record<string, string>> = {
  'riverbend.pfx': 'RiverBend.contoso.com',
  'wildcard.pfx': '*.contoso.com',
  'stonebridge.pfx': 'StoneBridge.contoso.com',
};

const password = 'Correct-Horse-7';

describe('the examples', () => {
  let terminal: Terminal;
  const made = new Map<string, Buffer>();

  before(async () => {
    const now = new Date('2026-11-20T12:00:00Z');
    for (const [file, serviceName] of Object.entries(certificates)) {
      made.set(file, await lockedPfx(serviceName, { password, now }));
    }
  });
  // Anew for each, so that the ids of one do not follow from those before it.
  beforeEach(async () => {
    terminal = await openTerminal();
    cpSync('examples', join(terminal.folder, 'examples'), { recursive: true });
    for (const [file, pfx] of made) await writeFile(join(terminal.folder, 'examples', 'certs', file), pfx);
  });
  afterEach(async () => await terminal.close());

  async function shown(line: string): Promise<string> {
    const { exitCode, stdout, stderr } = await terminal.run(line, { CMG_CERTIFICATE_PASSWORD: password });
    assert.equal(exitCode, 0, `${line}\n${stdout}${stderr}`);
    return stdout;
  }

  it('are all found, and each has its texts', () => {
    assert.deepEqual(
      goldenCases(root).map(({ name }) => name),
      examples,
    );
    assert.ok(examples.length >= 7, `${examples.length}`);
  });

  it('come with no private key, and with a schema that is where they say', () => {
    const strange = readdirSync(join('examples', 'certs')).filter((file) => !/\.(?:cer|md|pfx)$/.test(file));
    assert.deepEqual(strange, []);
    assert.match(readFileSync('.gitignore', 'utf8'), /^\*\.pfx\r?$/m);
    const named = examples.flatMap((name) => {
      const [, schema] = /\$schema=(\S+)/.exec(readFileSync(join('examples', `${name}.yaml`), 'utf8')) ?? [];
      return schema === undefined ? [] : [schema];
    });
    assert.ok(named.length >= 6, `${named.length}`);
    assert.deepEqual(
      named.filter((schema) => !existsSync(join('examples', schema))),
      [],
    );
  });

  it('share one template, and differ in their parameters alone', async () => {
    const template = await shown('export examples/granitefalls.yaml --format arm');
    for (const name of examples) {
      assert.equal(await shown(`export examples/${name}.yaml --format arm`), template, name);
    }
  });

  for (const name of examples) {
    const file = `examples/${name}.yaml`;

    it(`show what they come to (${name})`, async () => {
      goldenCase(root, name).holds({
        'validate.txt': await shown(`validate ${file}`),
        ...(name === 'granitefalls' ? { 'template.json': await shown(`export ${file} --format arm`) } : {}),
        'parameters.json': await shown(`export ${file} --format parameters`),
        'cost.txt': await shown(`cost ${file}`),
      });
    });

    // The mock is the public cloud, and has no group that somebody else made.
    if (['existing-group', 'government'].includes(name)) continue;
    it(`stand on the mock as they say, with nothing left to do (${name})`, async () => {
      await shown(`deploy ${file} --mock --yes`);
      assert.match(await shown(`plan ${file} --mock`), /^\w+ {2}up to date \(\d+ resources\)\n/);
    });
  }
});
