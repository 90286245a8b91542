import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Json } from '../../src/base/json.ts';
import { sourcePath } from '../../src/cli/source-path.ts';
import { plainSpec } from '../support/lab.ts';
import { sarifFaults } from '../support/sarif.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';
import { parseXml } from '../support/xml.ts';

const bad = `${plainSpec.replace(/^instances: .*$/m, 'instances: 99')}
"::error::planted ##vso[task.complete]": 1
`;

describe('what cmg validate gives to other programs', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
    await terminal.write('bad.yaml', bad);
  });
  afterEach(async () => await terminal.close());

  it('is a log of code scanning with -o sarif', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('validate bad.yaml granitefalls.yaml -o sarif');
    assert.deepEqual([exitCode, stderr], [65, '']);
    const log = JSON.parse(stdout) as Json;
    assert.deepEqual(sarifFaults(log), []);
    assert.match(stdout, /"name": "cmg",\n +"version": "0\.0\.0-test"/);
    assert.match(stdout, /"uri": "bad\.yaml",\n +"uriBaseId": "%SRCROOT%"/);
    assert.equal(stdout.includes('##vso'), false);
  });

  it('is a test for each spec with -o junit', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('validate bad.yaml granitefalls.yaml -o junit');
    assert.deepEqual([exitCode, stderr], [65, '']);
    const { attributes, children } = parseXml(stdout);
    assert.deepEqual([attributes['tests'], attributes['failures']], ['2', '1']);
    const cases = children.flatMap((suite) => suite.children);
    assert.deepEqual(
      cases.map((one) => [one.attributes['file'], one.children.some(({ name }) => name === 'failure')]),
      [
        ['bad.yaml', true],
        ['granitefalls.yaml', false],
      ],
    );
    assert.equal(cases[1]?.attributes['name'], 'granitefalls');
  });

  it('is written as reports even where nothing is wrong', async () => {
    const sarif = await terminal.run('validate granitefalls.yaml -o sarif');
    assert.deepEqual(
      [sarif.exitCode, sarif.stderr, sarifFaults(JSON.parse(sarif.stdout) as Json)],
      [0, '', []],
    );
    const junit = await terminal.run('validate granitefalls.yaml -o junit');
    assert.equal(parseXml(junit.stdout).attributes['failures'], '0');
  });

  for (const form of ['text', 'json', 'sarif', 'junit']) {
    it(`is JSON in the file of --json-into, whatever the form: ${form}`, async () => {
      await terminal.run(`validate bad.yaml -o ${form} --json-into found.json`);
      const found = JSON.parse(await terminal.read('found.json')) as {
        formatVersion: string;
        valid: boolean;
      };
      assert.deepEqual([found.formatVersion, found.valid], ['1.0', false]);
    });

    it(`is the same on stdout in GitHub Actions, and marks lines on stderr: ${form}`, async () => {
      const line = `validate bad.yaml -o ${form}`;
      const plain = await terminal.run(line);
      const { exitCode, stdout, stderr } = await terminal.run(line, { GITHUB_ACTIONS: 'true' });
      assert.deepEqual([exitCode, stdout], [65, plain.stdout]);
      assert.match(
        stderr,
        /^::error file=bad\.yaml,line=\d+,col=12,title=CMG1203::instances must be 1 to 16/m,
      );
      for (const each of stderr.trimEnd().split('\n')) assert.match(each, /^::error file=bad\.yaml,line=/);
      assert.equal(stderr.includes('##vso['), false);
    });
  }

  it('marks lines behind the text in Azure Pipelines, by whole paths', async () => {
    const { stdout, stderr } = await terminal.run('validate bad.yaml', { TF_BUILD: 'True' });
    assert.equal(stderr, '');
    const commands = stdout.split('\n').filter((line) => line.includes('##'));
    const path = join(terminal.folder, 'bad.yaml');
    assert.ok(commands.length >= 2);
    for (const line of commands)
      assert.ok(line.startsWith(`##vso[task.logissue type=error;sourcepath=${path};linenumber=`), line);
    assert.ok(stdout.startsWith('error CMG'), 'the text comes first');
  });

  for (const form of ['json', 'sarif', 'junit']) {
    it(`spoils no ${form} on stdout in Azure Pipelines`, async () => {
      const plain = await terminal.run(`validate bad.yaml -o ${form}`);
      const there = await terminal.run(`validate bad.yaml -o ${form}`, { TF_BUILD: 'True' });
      assert.deepEqual(there, plain);
    });
  }

  it('marks lines for the other commands that find a spec wrong', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('plan bad.yaml --mock', {
      GITHUB_ACTIONS: 'true',
    });
    assert.deepEqual([exitCode, stdout], [65, '']);
    assert.match(stderr, /^::error file=bad\.yaml,/);
  });

  it('names files from the root of the repository, wherever cmg runs', async () => {
    const environment = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(terminal.folder, '..') };
    const name = terminal.folder.split(/[\\/]/).at(-1);
    const { stdout, stderr } = await terminal.run('validate bad.yaml -o sarif', environment);
    assert.ok(stderr.startsWith(`::error file=${name}/bad.yaml,`), stderr);
    assert.ok(stdout.includes(`"uri": "${name}/bad.yaml"`));
  });

  it('says nothing to a build server where nothing is wrong', async () => {
    const { stderr } = await terminal.run('validate granitefalls.yaml', { GITHUB_ACTIONS: 'true' });
    assert.equal(stderr, '');
  });
});

describe('the path of a source', () => {
  const started = join('/', 'builds', 'repo');
  for (const [what, file, environment, folder, expected] of [
    ['below where the run was started', 'a/b.yaml', {}, started, 'a/b.yaml'],
    ['with -C', 'b.yaml', {}, join(started, 'sub'), 'sub/b.yaml'],
    ['that lies elsewhere', '../b.yaml', {}, started, '/builds/b.yaml'],
    ['whose name begins with dots', '..b.yaml', {}, started, '..b.yaml'],
    [
      'below the root that the server names',
      'b.yaml',
      { GITHUB_WORKSPACE: '/builds' },
      started,
      'repo/b.yaml',
    ],
    ['below a root that is no path', 'b.yaml', { CI_PROJECT_DIR: 'x' }, started, 'b.yaml'],
  ] as const) {
    if (process.platform === 'win32') continue;
    it(`${what} is ${expected}`, () => {
      assert.equal(sourcePath(file, { environment, started, folder }), expected);
    });
  }
});
