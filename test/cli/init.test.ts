import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueSelfSigned } from '../../src/certificates/issue.ts';
import { lockedPfx } from '../certificates/support/locked-pfx.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const lab = '--self-signed --region westus2';

describe('cmg init with flags alone', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  async function writePfx(name: string, serviceName: string, validDays = 365): Promise<void> {
    const { pfx } = await issueSelfSigned({
      serviceName,
      now: terminal.clock.now(),
      validDays,
      seed: 'init',
    });
    await writeFile(join(terminal.folder, name), Buffer.from(pfx.reveal(), 'base64'));
  }

  async function locked(): Promise<Buffer> {
    const now = terminal.clock.now();
    return await lockedPfx('GraniteFalls.contoso.com', { password: 'Correct-Horse-7', now });
  }

  it('writes a spec that validates, and beside it the schema that its first line names', async () => {
    const { exitCode, stdout, stderr } = await terminal.run(
      `init lab.yaml ${lab} --vm-size B2s --expires-after 8h --tag costCenter=it-42 --tag a=b=c`,
    );
    assert.equal(exitCode, 0, stderr);
    assert.equal(stdout, '✓ wrote lab.yaml, and cmg.schema.json for editors\n');
    assert.match(stderr, /Next:\n {2}cmg validate lab\.yaml {8}looks for faults, offline\n/);
    const text = await terminal.read('lab.yaml');
    assert.match(text, /^# yaml-language-server: \$schema=\.\/cmg\.schema\.json\nversion: 1\n/);
    assert.match(text, /^name: lab {2,}#/m);
    assert.match(text, /^vmSize: B2s {2,}#[^]*^ {2}after: 8h {2}#[^]*^ {2}costCenter: it-42\n {2}a: b=c\n$/m);
    assert.equal(await terminal.read('cmg.schema.json'), (await terminal.run('schema spec')).stdout);
    assert.equal((await terminal.run('validate lab.yaml')).exitCode, 0);
    assert.equal((await terminal.run('deploy lab.yaml --mock --yes')).exitCode, 0);
  });

  it('says all that is missing at once', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('init --vm-size A4_v2');
    assert.deepEqual([exitCode, stdout], [64, '']);
    assert.equal(
      stderr,
      `error CMG9001: --certificate, --key-vault-secret or --self-signed is missing

error CMG9001: --name is missing

error CMG9001: --region is missing
`,
    );
  });

  it('says all that is wrong at once, in the words of validate', async () => {
    const { exitCode, stderr } = await terminal.run(
      'init x.yaml --self-signed --name Falls --region westus9 --instances 20 --vm-size C3 --expires-after soon --subscription-id 7 --tag nothing',
    );
    assert.equal(exitCode, 64);
    for (const said of [
      "error CMG1201: name must be 3 to 24 lower-case letters and digits, the first a letter, not 'Falls'",
      "error CMG1202: AzurePublicCloud has no region 'westus9'\n  = did you mean 'westus'?",
      'error CMG1203: instances must be 1 to 16, not 20',
      "error CMG1204: vmSize must be A2_v2, A4_v2 or B2s, not 'C3'",
      "error CMG1205: expiry.after must be a length of time, not 'soon'",
      "error CMG1208: subscriptionId must be a GUID, not '7'",
      'error CMG9001: --tag: write name=value, and the option again for each further tag',
    ]) {
      assert.ok(stderr.includes(said), `${said}\n\n${stderr}`);
    }
    assert.deepEqual(await readdir(terminal.folder), ['granitefalls.yaml']);
  });

  it('takes the names from the certificate, as ConfigMgr does', async () => {
    await writePfx('gf.pfx', 'GraniteFalls.contoso.com');
    const { exitCode, stderr } = await terminal.run('init - --certificate gf.pfx --region westus2');
    assert.equal(exitCode, 0, stderr);
    const { stdout } = await terminal.run('init - --certificate gf.pfx --region westus2 -q');
    assert.match(stdout, /^name: granitefalls {2,}#[^]*^serviceName: GraniteFalls\.contoso\.com {2}#/m);
    assert.match(stdout, /^ {2}name: rg-granitefalls {2,}#/m);
    assert.deepEqual(await readdir(terminal.folder), ['gf.pfx', 'granitefalls.yaml']);
  });

  it('says in the spec where the password lies, if a spec may name that', async () => {
    await mkdir(join(terminal.folder, 'specs'));
    await writeFile(join(terminal.folder, 'specs/gf.pfx'), await locked());
    await terminal.write('specs/pw.txt', 'Correct-Horse-7\n');
    await terminal.write('pw.txt', 'Correct-Horse-7\n');
    const line = '--certificate specs/gf.pfx --region westus2 --password-file';
    const beside = await terminal.run(`init specs/one.yaml ${line} specs/pw.txt`);
    assert.equal(beside.exitCode, 0, beside.stderr);
    assert.match(await terminal.read('specs/one.yaml'), /^ {2}password: \{ file: pw\.txt \}/m);
    assert.match(beside.stderr, /^ {2}cmg validate specs\/one\.yaml {6,}looks/m);
    const validated = await terminal.run('validate specs/one.yaml');
    assert.equal(validated.exitCode, 0, validated.stdout);

    const above = await terminal.run(`init specs/two.yaml ${line} pw.txt`);
    assert.equal(above.exitCode, 0, above.stderr);
    assert.doesNotMatch(await terminal.read('specs/two.yaml'), /password:/);
    assert.match(above.stderr, /^ {2}cmg validate specs\/two\.yaml --password-file pw\.txt {2,}looks/m);
    assert.match(above.stderr, /^ {2}cmg deploy specs\/two\.yaml --mock --password-file pw\.txt {3}tries/m);
    assert.match(above.stderr, /^ {2}cmg cost specs\/two\.yaml {6,}what it costs/m);
    const next = await terminal.run('validate specs/two.yaml --password-file pw.txt');
    assert.equal(next.exitCode, 0, next.stdout);
  });

  it('wants to know what a wildcard stands for', async () => {
    await writePfx('wild.pfx', '*.contoso.com');
    const line = 'init - --certificate wild.pfx --region westus2';
    const open = await terminal.run(line);
    assert.deepEqual([open.exitCode, open.stdout], [64, '']);
    assert.match(open.stderr, /^error CMG9001: --service-name is missing$/m);
    const outside = await terminal.run(`${line} --service-name falls.fabrikam.com`);
    assert.match(outside.stderr, /error CMG1308: the certificate does not cover 'falls\.fabrikam\.com'/);
    const named = await terminal.run(`${line} --service-name Falls`);
    assert.match(named.stdout, /^serviceName: Falls\.contoso\.com /m);
  });

  it('refuses a certificate that validate would refuse', async () => {
    await writePfx('old.pfx', 'GraniteFalls.contoso.com', 1);
    terminal.clock.advance(3 * 86_400_000);
    const { exitCode, stderr } = await terminal.run(
      'init - --name falls --certificate old.pfx --region westus2',
    );
    assert.equal(exitCode, 65);
    assert.match(stderr, /error CMG1309: /);
  });

  it('writes the path of a file as it leads there from the spec', async () => {
    await mkdir(join(terminal.folder, 'gateways'));
    await writePfx('gateways/gf.pfx', 'GraniteFalls.contoso.com');
    const line = 'init gateways/gf.yaml --region westus2 --certificate';
    const beside = await terminal.run(`${line} gateways/gf.pfx`);
    assert.equal(beside.exitCode, 0, beside.stderr);
    assert.match(await terminal.read('gateways/gf.yaml'), /^ {2}file: gf\.pfx {2,}#/m);
    assert.equal((await terminal.run('validate gateways/gf.yaml')).exitCode, 0);
    const above = await terminal.run(`${line} gf.pfx --force`);
    assert.match(above.stderr, /certificate\.file must not lead out of the folder of the spec/);
  });

  it('takes a certificate whose password is not known here', async () => {
    await writeFile(join(terminal.folder, 'gf.pfx'), await locked());
    const line = 'init - --certificate gf.pfx --password-env PFX_PASSWORD --name falls --region westus2';
    const { exitCode, stdout, stderr } = await terminal.run(line);
    assert.equal(exitCode, 0);
    assert.match(stderr, /warning CMG1005: the environment variable PFX_PASSWORD is not set/);
    assert.match(stdout, /^ {2}password: \{ env: PFX_PASSWORD \} {2,}# where it is kept$/m);
    assert.doesNotMatch(stdout, /serviceName/);
    const open = await terminal.run(line, { PFX_PASSWORD: 'Correct-Horse-7' });
    assert.match(open.stdout, /^serviceName: GraniteFalls\.contoso\.com /m);
    const wrong = await terminal.run(line, { PFX_PASSWORD: 'hunter2' });
    assert.deepEqual([wrong.exitCode, wrong.stdout], [65, '']);
  });

  it('takes one certificate and no more', async () => {
    const { exitCode, stderr } = await terminal.run('init - --self-signed --certificate gf.pfx');
    assert.equal(exitCode, 64);
    assert.match(stderr, /a gateway has one certificate/);
  });

  it('needs a service name for a secret of a vault', async () => {
    const url = 'https://contoso.vault.azure.net/secrets/gateway/0123456789abcdef0123456789abcdef';
    const line = `init - --key-vault-secret ${url} --region westus2 --name falls`;
    assert.match((await terminal.run(line)).stderr, /--service-name is missing/);
    const named = await terminal.run(`${line} --service-name falls.contoso.com`);
    assert.match(named.stdout, new RegExp(`^ {2}keyVaultSecret: ${url} {2}#`, 'm'));
  });

  it('watches with the thresholds of ConfigMgr what somebody wants to be told of', async () => {
    const { stdout } = await terminal.run(
      `init - --name lab ${lab} --notify a@contoso.com --notify b@contoso.com --storage-gib 50`,
    );
    assert.match(
      stdout,
      /thresholdGiB: 10000 [^]*thresholdGiB: 50 [^]*notify: \[a@contoso\.com, b@contoso\.com\]/,
    );
  });

  it('writes over nothing without --force, and through no link at all', async () => {
    const before = await terminal.read('granitefalls.yaml');
    const refused = await terminal.run(`init granitefalls.yaml ${lab}`);
    assert.equal(refused.exitCode, 64);
    assert.match(refused.stderr, /granitefalls\.yaml is there already[^]*--force/);
    assert.equal((await terminal.run(`init ${lab} --name granitefalls`)).exitCode, 64);
    assert.equal(await terminal.read('granitefalls.yaml'), before);

    await symlink('elsewhere.yaml', join(terminal.folder, 'link.yaml'));
    assert.equal((await terminal.run(`init link.yaml ${lab}`)).exitCode, 64);
    assert.equal((await terminal.run(`init link.yaml ${lab} --force`)).exitCode, 0);
    assert.equal((await lstat(join(terminal.folder, 'link.yaml'))).isFile(), true);
    assert.equal((await readdir(terminal.folder)).includes('elsewhere.yaml'), false);

    assert.equal((await terminal.run(`init granitefalls.yaml ${lab} --force`)).exitCode, 0);
    assert.notEqual(await terminal.read('granitefalls.yaml'), before);
  });

  it('puts no file in the place of a folder, or below a file', async () => {
    await mkdir(join(terminal.folder, 'gateways'));
    const folder = await terminal.run(`init gateways ${lab} --name lab --force`);
    assert.equal(folder.exitCode, 64);
    assert.match(folder.stderr, /gateways is there already/);
    const below = await terminal.run(`init granitefalls.yaml/lab.yaml ${lab}`);
    assert.equal(below.exitCode, 64);
    assert.match(below.stderr, /granitefalls\.yaml\/lab\.yaml cannot be written: /);
    assert.deepEqual(await readdir(terminal.folder), ['gateways', 'granitefalls.yaml']);
  });

  it('leaves a schema alone that is there', async () => {
    await terminal.write('cmg.schema.json', '{}');
    const { stdout } = await terminal.run(`init lab.yaml ${lab}`);
    assert.equal(stdout, '✓ wrote lab.yaml\n');
    assert.equal(await terminal.read('cmg.schema.json'), '{}');
  });
});
