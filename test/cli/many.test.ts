import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { plainSpec } from '../support/lab.ts';
import { readDocuments } from '../../src/cli/documents.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const riverbend = plainSpec.replaceAll('granitefalls', 'riverbend').replace('GraniteFalls', 'RiverBend');
const both = 'granitefalls.yaml riverbend.yaml';

interface Outcome {
  readonly type: string;
  readonly gateway: string | null;
  readonly result: string;
  readonly code: string | null;
  readonly message: string;
  readonly elapsedMs: number;
}

describe('a run over several gateways', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
    await terminal.write('riverbend.yaml', riverbend);
  });
  afterEach(async () => await terminal.close());

  it('plans each just before its own deploy', async () => {
    // Nothing is known of the second while the first is asked about.
    terminal.answers.push('yes', 'no');
    const { exitCode, stdout, stderr } = await terminal.run(`deploy ${both} --mock`);
    assert.equal(exitCode, 8);
    assert.match(stdout, /granitefalls is ready/);
    const [before = '', after = ''] = stderr.split('scale set granitefalls built');
    assert.doesNotMatch(before, /riverbend/);
    assert.match(after, /riverbend {3}westus2[^]*Carry it out\? \(yes\)/);
    assert.equal((await terminal.run('status riverbend.yaml --mock')).exitCode, 6);
  });

  for (const command of ['deploy', 'deploy --dry-run', 'plan']) {
    it(`refuses two gateways of one name before any is planned: ${command}`, async () => {
      await terminal.write('riverbend.yaml', plainSpec.replace('rg-granitefalls', 'rg-riverbend'));
      const { exitCode, stdout, stderr } = await terminal.run(`${command} ${both} --mock`);
      assert.deepEqual([exitCode, stdout], [65, '']);
      assert.match(
        stderr,
        /error CMG1105: granitefalls\.yaml has a gateway named 'granitefalls' too\n.*riverbend\.yaml:2:7\n/,
      );
    });
  }

  it('refuses two gateways in one group that cmg makes, whatever its case', async () => {
    await terminal.write('riverbend.yaml', riverbend.replace('rg-riverbend', 'RG-GraniteFalls'));
    const { exitCode, stderr } = await terminal.run(`deploy ${both} --mock --yes`);
    assert.equal(exitCode, 65);
    assert.match(
      stderr,
      /error CMG1105: granitefalls\.yaml puts its gateway into 'RG-GraniteFalls' too\n.*riverbend\.yaml:5:24\n/,
    );
  });

  it('takes two gateways in one group that stood before', async () => {
    const found = (text: string, group: string): string =>
      text.replace(`{ name: ${group} }`, '{ name: rg-shared, create: false }');
    await terminal.write('granitefalls.yaml', found(plainSpec, 'rg-granitefalls'));
    await terminal.write('riverbend.yaml', found(riverbend, 'rg-riverbend'));
    const { stderr } = await terminal.run(`plan ${both} --mock`);
    assert.doesNotMatch(stderr, /CMG1105/);
  });

  it('gives one document for all, in a file as well', async () => {
    const line = `deploy ${both} --mock --yes -o json --json-into outcomes.json`;
    const { stdout } = await terminal.run(line);
    const document = JSON.parse(stdout) as { formatVersion: string; outcomes: Outcome[] };
    assert.equal(document.formatVersion, '1.0');
    assert.deepEqual(
      document.outcomes.map(({ gateway, result }) => [gateway, result]),
      [
        ['granitefalls', 'ready'],
        ['riverbend', 'ready'],
      ],
    );
    assert.equal(await terminal.read('outcomes.json'), stdout);

    const down = await terminal.run(`teardown ${both} --mock --yes -o json`);
    const { teardowns } = JSON.parse(down.stdout) as { teardowns: { gateway: string; deleted: unknown[] }[] };
    assert.deepEqual(
      teardowns.map(({ gateway, deleted }) => [gateway, deleted.length]),
      [
        ['granitefalls', 8],
        ['riverbend', 8],
      ],
    );
  });

  it('says in text what came of each and the same in the file', async () => {
    const { stdout } = await terminal.run(`deploy ${both} --mock --yes --json-into outcomes.json`);
    assert.match(stdout, /granitefalls is ready[^]*riverbend is ready/);
    const document = JSON.parse(await terminal.read('outcomes.json')) as { outcomes: Outcome[] };
    assert.equal(document.outcomes.length, 2);
  });

  it('ends with the one that failed', async () => {
    await terminal.write(
      'riverbend.yaml',
      riverbend.replace('{ name: rg-riverbend }', '{ name: rg-riverbend, create: false }'),
    );
    const { exitCode, stdout } = await terminal.run(`deploy ${both} --mock --yes -o json`);
    const { outcomes } = JSON.parse(stdout) as { outcomes: Outcome[] };
    assert.deepEqual(
      outcomes.map(({ gateway, result, code }) => [gateway, result, code]),
      [
        ['granitefalls', 'ready', undefined],
        ['riverbend', 'failed', 'CMG5001'],
      ],
    );
    assert.notEqual(exitCode, 0);
  });

  it('says that --only leaves nothing', async () => {
    const { exitCode, stderr } = await terminal.run(`teardown ${both} --only nope --mock --yes`);
    assert.equal(exitCode, 6);
    assert.match(stderr, /no spec is left: --only and --exclude leave all of them out/);
  });

  it('takes a glob that the shell left alone', async () => {
    await mkdir(join(terminal.folder, 'gateways'));
    await terminal.write('gateways/one.yaml', plainSpec);
    await terminal.write('gateways/two.yaml', riverbend);
    await terminal.write('gateways/notes.txt', 'none');
    for (const [glob, count] of [
      ['gateways/*.yaml', 2],
      ['gateways/?ne.yaml', 1],
      ['*.yaml', 2],
    ] as const) {
      const { exitCode, stdout } = await terminal.run(`validate ${glob}`);
      assert.equal(exitCode, 0, stdout);
      assert.equal(stdout.split('\n').length - 1, count, glob);
    }
    const none = await terminal.run('validate gateways/*.yml');
    assert.match(none.stdout, /there is no file gateways\/\*\.yml/);
  });

  it('takes a spec that is named twice once', async () => {
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml granitefalls.yaml');
    assert.deepEqual([exitCode, stdout], [0, 'granitefalls.yaml: granitefalls is valid\n']);
  });

  for (const line of ['scale . --instances 3 --mock', 'export .', `scale ${both} --instances 3 --mock`]) {
    it(`takes one spec only: ${line}`, async () => {
      assert.equal((await terminal.run(line)).exitCode, 64);
    });
  }
});

describe('JSON on stdout', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  const pipelines = { TF_BUILD: 'True' };
  for (const line of [
    'plan granitefalls.yaml --mock -o json',
    'deploy granitefalls.yaml --mock --yes -o json',
    'teardown granitefalls.yaml --mock --yes -o json',
    'reap --mock -o json',
    'export granitefalls.yaml',
  ]) {
    it(`stays JSON in Azure Pipelines: ${line}`, async () => {
      const { stdout } = await terminal.run(line, pipelines);
      assert.doesNotThrow(() => JSON.parse(stdout), stdout);
    });
  }

  it('is nothing where an export fails in Azure Pipelines', async () => {
    const { exitCode, stdout } = await terminal.run('export gone.yaml', pipelines);
    assert.deepEqual([exitCode, stdout], [65, '']);
  });

  it('is a line of JSON each as ndjson, in Azure Pipelines too', async () => {
    const { stdout } = await terminal.run('deploy granitefalls.yaml --mock --yes -o ndjson', pipelines);
    for (const line of stdout.trimEnd().split('\n')) assert.doesNotThrow(() => JSON.parse(line), line);
  });

  for (const [what, line, difference, expected] of [
    ['is wrong', '--yes', ['instances: 2', 'instances: 20'], [null, 'CMG1203']],
    [
      'is refused',
      '--yes',
      ['{ name: rg-granitefalls }', '{ name: rg, create: false }'],
      ['granitefalls', 'CMG5001'],
    ],
    ['is not confirmed', '', ['', ''], ['granitefalls', 'CMG9001']],
    ['takes too long', '--yes --mock-speed 1 --timeout 1s', ['', ''], ['granitefalls', 'CMG4041']],
  ] as const) {
    it(`ends with an outcome where a deploy ${what}`, async () => {
      await terminal.write('granitefalls.yaml', plainSpec.replace(difference[0], difference[1]));
      const { exitCode, stdout } = await terminal.run(
        `deploy granitefalls.yaml --mock -o ndjson ${line}`.trim(),
      );
      const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Outcome;
      assert.deepEqual([last.type, last.result, last.gateway, last.code], ['outcome', 'failed', ...expected]);
      assert.notEqual(last.message, '');
      assert.notEqual(exitCode, 0);
    });
  }

  it('ends with an outcome where a deploy is interrupted', async () => {
    terminal.interrupt.abort('SIGINT');
    const { exitCode, stdout } = await terminal.run(
      'deploy granitefalls.yaml --mock --yes -o ndjson --mock-speed 1',
    );
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Outcome;
    assert.deepEqual([exitCode, last.result, last.code], [130, 'failed', null]);
    assert.match(last.message, /^interrupted/);
  });

  it('of an export goes to a file too', async () => {
    const { stdout } = await terminal.run('export granitefalls.yaml --json-into template.json');
    assert.equal(await terminal.read('template.json'), stdout);
    assert.match(stdout, /deploymentTemplate/);
  });

  it('of one gateway is the outcome itself', async () => {
    const built = await terminal.run('deploy granitefalls.yaml --mock --yes -o json');
    assert.deepEqual(Object.keys(JSON.parse(built.stdout) as object).slice(0, 3), [
      'formatVersion',
      'type',
      'gateway',
    ]);
    const gone = await terminal.run('teardown granitefalls.yaml --mock --yes -o json');
    assert.equal((JSON.parse(gone.stdout) as Outcome).gateway, 'granitefalls');
  });
});

describe('what is asked and told', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  it('shows with --quiet too what somebody is asked about, and nothing else', async () => {
    terminal.answers.push('yes');
    const asked = await terminal.run('deploy granitefalls.yaml --mock -q');
    assert.match(asked.stderr, /15 to add[^]*Carry it out\? \(yes\) $/);
    terminal.answers.push('granitefalls');
    const gone = await terminal.run('teardown granitefalls.yaml --mock -q');
    assert.match(gone.stderr, /resources to delete\n\nType granitefalls to go on: $/);
    const told = await terminal.run('deploy granitefalls.yaml --mock -q --yes');
    assert.equal(told.stderr, '');
  });

  it('names no line of the spec for a number that an option gave', async () => {
    await terminal.run('deploy granitefalls.yaml --mock --yes');
    const { stderr } = await terminal.run('scale granitefalls.yaml --instances 4 --mock --yes');
    assert.match(stderr, /^ {6}instances {2}2 → 4$/m);
    assert.match(stderr, /^0 to add, 1 to change, 0 to replace, 0 to remove$/m);
  });

  it('counts the group among the resources wherever it counts them all', async () => {
    const built = await terminal.run('deploy granitefalls.yaml --mock --yes');
    assert.match(built.stderr, /15 to add[^]*building 14 resources in the group/);
    const standing = await terminal.run('status granitefalls.yaml --mock');
    assert.match(standing.stdout, /resources {4}15 of 15 stand/);
  });

  it('keeps to letters that every terminal has where the locale has no others', async () => {
    const environment = { LANG: 'C' };
    const runs = [
      await terminal.run('plan granitefalls.yaml --mock', environment),
      await terminal.run('deploy granitefalls.yaml --mock --yes', environment),
      await terminal.run('status granitefalls.yaml --mock', environment),
      await terminal.run('scale granitefalls.yaml --mock --instances 3 --yes', environment),
      await terminal.run('deploy granitefalls.yaml --mock --instance', environment),
      await terminal.run('validate gone.yaml', environment),
      await terminal.run('teardown granitefalls.yaml --mock --yes', environment),
    ];
    const said = runs.map(({ stdout, stderr }) => stdout + stderr).join('');
    assert.ok(said.length > 2_000);
    assert.doesNotMatch(said, /[^\n -~]/);
  });

  it('writes the ready file of the mock where its path says', async () => {
    const path = join(terminal.folder, 'elsewhere', 'ready.json');
    await mkdir(join(terminal.folder, '.cmg'));
    terminal.interrupt.abort('SIGINT');
    const { stdout } = await terminal.run(`mock serve -C .cmg --ready-file ${path}`);
    assert.equal(await terminal.read(path), stdout);
  });
});

describe('mock serve --documents', () => {
  it('says so where the folder holds none', async () => {
    const terminal = await openTerminal();
    const ran = await terminal.run('mock serve --documents nowhere');
    assert.equal(ran.exitCode, 64);
    assert.match(ran.stderr, /there is no document in 'nowhere'/);
    await terminal.close();
  });

  it('reads every document under its host and path', async () => {
    const texts: Readonly<Record<string, string>> = {
      'docs/a.contoso.com/one.json': '1',
      'docs/a.contoso.com/deep/two.json': '2',
      'docs/a.contoso.com/deep/notes.txt': 'x',
    };
    const documents = await readDocuments('docs', {
      read: (path) => Promise.resolve(path in texts ? Buffer.from(texts[path] ?? '') : undefined),
      real: (path) => Promise.resolve(path),
      list: (path) =>
        Promise.resolve([
          ...new Set(
            Object.keys(texts)
              .filter((one) => one.startsWith(`${path}/`))
              .map((one) => one.slice(path.length + 1).split('/')[0] ?? ''),
          ),
        ]),
    });
    assert.deepEqual(
      [...documents],
      [
        ['https://a.contoso.com/one.json', '1'],
        ['https://a.contoso.com/deep/two.json', '2'],
      ],
    );
  });
});

describe('reap', () => {
  it('looks through the cloud that the environment names', async () => {
    const terminal = await openTerminal();
    const ran = await terminal.run('reap', {
      AZURE_SUBSCRIPTION_ID: '22222222-2222-4222-8222-222222222222',
      CMG_ENVIRONMENT: 'AzureUSGovernmentCloud',
      CMG_ENDPOINT: 'https://management.usgovcloudapi.net',
      CMG_AUTHORITY: 'https://localhost:1',
    });
    // The endpoint is this cloud's own and the authority is not: only who took the right cloud says so.
    assert.deepEqual([ran.exitCode, ran.stderr.includes('go together')], [64, true]);
    const unknown = await terminal.run('reap --mock', { CMG_ENVIRONMENT: 'Azure' });
    assert.equal(unknown.exitCode, 64);
    assert.match(unknown.stderr, /must be AzurePublicCloud or AzureUSGovernmentCloud, not 'Azure'/);
    await terminal.close();
  });
});
