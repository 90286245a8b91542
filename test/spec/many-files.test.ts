import assert from 'node:assert/strict';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const spec = `# the gateway of the west coast
version: 1
extends: base.yaml
name: Granite_Falls
vmSzie: A2_v2
instances: 20
tags: { costCenter: it-42, cmg-owner: me, team: 7 }
expiry: { after: soon }
`;

const base = `version: 1
region: westus9
resourceGroup:
  name: rg-granitefalls
  craete: true
certificate: {}
serviceName: granitefalls
protect: maybe
`;

const defaults = `network:
  addressSpace: 10.0.0.1/24
clientAuthentication: { methods: [entra, password] }
site: { code: '\${SITE_CODE}' }
`;

/** As long as nobody has changed the wording, line, column or frame of one of them. */
const firstOnes = `error CMG1201: name must be 3 to 24 lower-case letters and digits, the first a letter, not 'Granite_Falls'
  ┌─ granitefalls.yaml:4:7
4 │ name: Granite_Falls
  │       ^^^^^^^^^^^^^
  = the storage account, the key vault and the DNS label are named after it, and all their rules hold

error CMG1104: unknown key 'vmSzie'
  ┌─ granitefalls.yaml:5:1
5 │ vmSzie: A2_v2
  │ ^^^^^^
  = did you mean 'vmSize'?
`;

describe('one run over faults in three files', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal({ spec });
    await terminal.write('base.yaml', base);
    await terminal.write('cmg.config.yaml', defaults);
  });
  afterEach(async () => await terminal.close());

  const heads = (text: string): readonly string[] =>
    [...text.matchAll(/^(?:error|warning) (CMG\d+): (.*)\n +┌─ (.*)$/gm)].map(([, code, message, place]) =>
      [code, place, message].join(' '),
    );

  const expected = [
    "CMG1201 granitefalls.yaml:4:7 name must be 3 to 24 lower-case letters and digits, the first a letter, not 'Granite_Falls'",
    "CMG1104 granitefalls.yaml:5:1 unknown key 'vmSzie'",
    'CMG1203 granitefalls.yaml:6:12 instances must be 1 to 16, not 20',
    "CMG1207 granitefalls.yaml:7:28 the tag 'cmg-owner' begins with 'cmg-', which cmg keeps for itself",
    'CMG1102 granitefalls.yaml:7:49 tags.team must be text, not 7',
    "CMG1205 granitefalls.yaml:8:18 expiry.after must be a length of time, not 'soon'",
    "CMG1202 base.yaml:2:9 AzurePublicCloud has no region 'westus9'",
    "CMG1104 base.yaml:5:3 unknown key 'craete'",
    'CMG1105 base.yaml:6:1 certificate needs one of file, keyVaultSecret or selfSigned: true',
    "CMG1209 base.yaml:7:14 'granitefalls' is not a full DNS name",
    "CMG1102 base.yaml:8:10 protect must be true or false, not 'maybe'",
    "CMG1206 cmg.config.yaml:2:17 network.addressSpace has bits set to the right of /24 in '10.0.0.1/24'",
    "CMG1204 cmg.config.yaml:3:42 clientAuthentication.methods must be entra, token or certificate, not 'password'",
  ];

  it('says thirteen of them, each at its line and column with the line itself', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('validate granitefalls.yaml', {
      SITE_CODE: 'XYZ',
    });
    assert.deepEqual([exitCode, stderr], [65, '']);
    assert.deepEqual(heads(stdout), expected);
    assert.ok(stdout.startsWith(firstOnes), stdout);
    // Every frame marks what its place says.
    const frames = [...stdout.matchAll(/┌─ .*:(\d+):(\d+)\n(\d+) │ (.*)\n +│ ( *)(\^+)/g)];
    assert.equal(frames.length, 13);
    for (const [, line, column, shown, , indent] of frames) {
      assert.deepEqual([shown, Number(column)], [line, (indent?.length ?? 0) + 1]);
    }
    assert.ok(stdout.endsWith('\n13 errors in 3 files\n'), stdout);
  });

  it('says a variable that is not set among them, once', async () => {
    const { stdout } = await terminal.run('validate granitefalls.yaml');
    assert.deepEqual(
      heads(stdout).filter((head) => !expected.includes(head)),
      ['CMG1005 cmg.config.yaml:4:15 the environment variable SITE_CODE is not set'],
    );
  });

  it('gives the same as JSON', async () => {
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml -o json', {
      SITE_CODE: 'XYZ',
    });
    const { valid, diagnostics } = JSON.parse(stdout) as {
      valid: boolean;
      diagnostics: { code: string; message: string; file: string; line: number; column: number }[];
    };
    assert.deepEqual([exitCode, valid], [65, false]);
    assert.deepEqual(
      diagnostics.map(
        ({ code, message, file, line, column }) => `${code} ${file}:${line}:${column} ${message}`,
      ),
      expected,
    );
  });

  it('says what two specs share once, with the first of them', async () => {
    const text = 'version: 1\nextends: base.yaml\nname: riverbend\ninstances: 17\n';
    await terminal.write('riverbend.yaml', text);
    await terminal.write('stillwater.yaml', 'extends: base.yaml\nname: stillwater\ncolour: blue\n');
    for (const names of ['granitefalls.yaml riverbend.yaml stillwater.yaml', '.']) {
      const { exitCode, stdout } = await terminal.run(`validate ${names}`, { SITE_CODE: 'XYZ' });
      assert.equal(exitCode, 65);
      assert.deepEqual(heads(stdout), [
        ...expected,
        'CMG1203 riverbend.yaml:4:12 instances must be 1 to 16, not 17',
        'CMG1252 stillwater.yaml:1:1 one instance: the gateway is away whenever Azure updates it',
        "CMG1104 stillwater.yaml:3:1 unknown key 'colour'",
      ]);
      assert.match(stdout, /^15 errors and 1 warning in 5 files$/m);
    }
  });
});

describe('a folder of specs', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal({ spec: 'extends: base.yaml\nname: granitefalls\n' });
  });
  afterEach(async () => await terminal.close());

  const shared = `version: 1
region: westus2
resourceGroup: { name: rg }
instances: 2
certificate: { selfSigned: true }
`;

  it('takes a base without a name for no gateway', async () => {
    await terminal.write('base.yaml', shared);
    const { exitCode, stdout } = await terminal.run('validate .');
    assert.deepEqual([exitCode, stdout], [0, 'granitefalls.yaml: granitefalls is valid\n']);
  });

  it('takes a base with a name for one', async () => {
    await terminal.write('base.yaml', `${shared}name: riverbend\n`);
    const own = 'extends: base.yaml\nname: granitefalls\nresourceGroup: { name: rg-granitefalls }\n';
    await terminal.write('granitefalls.yaml', own);
    const { stdout } = await terminal.run('validate .');
    assert.equal(stdout, 'base.yaml: riverbend is valid\ngranitefalls.yaml: granitefalls is valid\n');
  });

  it('says which would take each other over', async () => {
    await terminal.write('base.yaml', `${shared}name: riverbend\n`);
    await terminal.write('third.yaml', `${shared.replace('name: rg', 'name: rg-third')}name: riverbend\n`);
    const { exitCode, stdout } = await terminal.run('validate .');
    assert.equal(exitCode, 65);
    const heads = [...stdout.matchAll(/CMG1105: (.*)\n.*─ (.*)/g)].map(([, message, place]) => [
      place,
      message,
    ]);
    assert.deepEqual(heads, [
      ['base.yaml:3:24', "base.yaml puts its gateway into 'rg' too"],
      ['third.yaml:6:7', "base.yaml has a gateway named 'riverbend' too"],
    ]);
  });

  it('asks for the name of what nobody extends', async () => {
    await terminal.write('base.yaml', shared);
    await terminal.write('other.yaml', shared);
    const { exitCode, stdout } = await terminal.run('validate .');
    assert.equal(exitCode, 65);
    assert.match(stdout, /^error CMG1101: name is missing\n +┌─ other\.yaml:1:1\n/);
    assert.doesNotMatch(stdout, /base\.yaml/);
  });

  it('does not count a spec that extends itself as a base', async () => {
    await terminal.write('base.yaml', shared);
    await terminal.write('other.yaml', `${shared}extends: other.yaml\n`);
    const { stdout } = await terminal.run('validate .');
    assert.match(stdout, /error CMG1006: other\.yaml extends itself/);
  });

  it('says what is wrong with a base that does not parse once', async () => {
    await terminal.write('base.yaml', 'region: [\n');
    await terminal.write('riverbend.yaml', 'extends: base.yaml\nname: riverbend\n');
    const { exitCode, stdout } = await terminal.run('validate .');
    assert.equal(exitCode, 65);
    assert.equal(stdout.match(/error CMG/g)?.length, 1);
    assert.match(stdout, /^error CMG1002: .*\n +┌─ base\.yaml:2:1\n/);
  });
});
