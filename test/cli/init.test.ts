import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueAuthority, issueSelfSigned } from '../../src/certificates/issue.ts';
import { lockedPfx } from '../certificates/support/locked-pfx.ts';
import { openTerminal, type Ran, type Terminal } from '../support/terminal.ts';

const lab = '--self-signed --region westus2';

describe('cmg init', () => {
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

  describe('with flags alone', () => {
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
      assert.match(
        text,
        /^vmSize: B2s {2,}#[^]*^ {2}after: 8h {2}#[^]*^ {2}costCenter: it-42\n {2}a: b=c\n$/m,
      );
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
        'error CMG9001: Tags, name=value: write name=value',
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

  describe('at a terminal', () => {
    async function answering(answers: readonly (string | readonly string[])[], line = 'init'): Promise<Ran> {
      terminal.answers.push(...answers.flat());
      const ran = await terminal.run(line);
      assert.deepEqual(terminal.answers, [], 'answers were left over');
      return ran;
    }

    it('asks page by page, and Enter takes what is in brackets', async () => {
      await writePfx('gf.pfx', 'RiverBend.contoso.com');
      const general = ['', '', '', '', 'gf.pfx', '', '', '', 'For the river'];
      const settings = ['West US 2', '', '', '', '2', '', '', ''];
      const { exitCode, stdout, stderr } = await answering([general, settings, ['', '', '', ''], 'yes']);
      assert.equal(exitCode, 0, stderr);
      assert.equal(stdout, '✓ wrote riverbend.yaml, and cmg.schema.json for editors\n');
      const pages = [...stderr.matchAll(/^(General|Settings|Alerts|End and tags|Review)$/gm)].map(
        ([page]) => page,
      );
      assert.deepEqual(pages, ['General', 'Settings', 'Alerts', 'End and tags', 'Review']);
      const asked = [...stderr.matchAll(/ {2}([A-Z][^[\]:?]+?(?:: file, vault or lab)?(?: \[[^\]]*\])?): /g)];
      assert.deepEqual(
        asked.map(([, question]) => question),
        [
          'Azure environment [AzurePublicCloud]',
          'Subscription id [none]',
          'Tenant id [none]',
          'Certificate: file, vault or lab [file]',
          'Certificate file',
          'Where its password is kept [none]',
          'Service name [RiverBend.contoso.com]',
          'Deployment name [riverbend]',
          'Description [none]',
          'Region',
          'Resource group [rg-riverbend]',
          'Does it exist already [no]',
          'VM size [A2_v2]',
          'VM instances [1]',
          'Client authentication [entra, token]',
          'Enforce TLS 1.2 [yes]',
          'Serve content from Azure storage [yes]',
          'Outbound traffic, GiB in 14 days [none]',
          'Storage, GiB [none]',
          'Expires after [none]',
          'Tags, name=value [none]',
        ],
      );
      const text = await terminal.read('riverbend.yaml');
      assert.match(
        text,
        /^description: For the river {2,}#[^]*^region: westus2 {2,}# West US 2\n[^]*^instances: 2 /m,
      );
      const validated = await terminal.run('validate riverbend.yaml');
      assert.equal(validated.exitCode, 0, validated.stdout);
    });

    const noAlerts = ['', ''];
    const forever = ['', ''];

    it('finds an answer wrong at once, in the words of validate, and asks again', async () => {
      const { exitCode, stderr } = await answering(
        [
          ['Mars', 'azureus', '7', 'none', '', 'gateway', '', '1', 'lab', ''],
          ['westus2', 'US Gov Virginia', '', 'maybe', 'yes', 'b', '99', '', 'kerberos', 'entra', '', ''],
          ['lots', '500', '', 'nobody', 'ops@contoso.com', 'soon', '8h', 'x', 'x=y', 'yes'],
        ],
        'init --self-signed',
      );
      assert.equal(exitCode, 0, stderr);
      const said = [...stderr.matchAll(/ {4}error (CMG\d+): (.*)$/gm)].map(
        ([, code, text]) => `${code} ${text}`,
      );
      assert.deepEqual(said, [
        'CMG1204 environment must be AzurePublicCloud or',
        "CMG1208 subscriptionId must be a GUID, not '7'",
        "CMG1209 'gateway' is not a full DNS name",
        'CMG1201 name must be 3 to 24 lower-case letters and digits, the',
        "CMG1202 AzureUSGovernmentCloud has no region 'westus2'",
        'CMG9001 Does it exist already: write yes or no',
        'CMG1203 instances must be 1 to 16, not 99',
        'CMG1204 clientAuthentication.methods.0 must be entra, token or',
        'CMG1102 alerts.outboundTraffic.thresholdGiB must be a number, not',
        "CMG1211 alerts.notify must list mail addresses, not 'nobody'",
        "CMG1205 expiry.after must be a length of time, not 'soon'",
        'CMG9001 Tags, name=value: write name=value, several with commas',
      ]);
      const validated = await terminal.run('validate lab.yaml');
      assert.equal(validated.exitCode, 0, validated.stdout);
    });

    it('goes back with <, keeps what was said there, and shows the whole before it writes', async () => {
      const { exitCode, stdout, stderr } = await answering(
        [
          ['', '', '', '', 'lab', '<', '<', 'Lab.contoso.com', '', ''],
          ['westus2', '', '', '', '', '', '', ''],
          noAlerts,
          forever,
          ['<', 'a=b', 'perhaps', 'yes'],
        ],
        'init - --self-signed',
      );
      assert.equal(exitCode, 0, stderr);
      assert.match(stderr, /Description \[none\]: {3}Deployment name \[lab\]: {3}Service name \[none\]: /);
      assert.match(stdout, /^name: lab {2,}#[^]*^serviceName: Lab\.contoso\.com {2,}#[^]*^ {2}a: b\n$/m);
      assert.ok(stderr.includes(stdout.replaceAll(/^(?=.)/gm, '  ')));
    });

    it('asks only what no flag has answered, and again what a flag got wrong', async () => {
      const { exitCode, stdout, stderr } = await answering(
        ['', '', '', '', 'falls', '', '', '', '', '', '', noAlerts, forever, 'yes'],
        'init - --self-signed --region westus2 --name F --instances 2 --vm-size A4_v2',
      );
      assert.equal(exitCode, 0, stderr);
      assert.match(stderr, /error CMG1201: name must be/);
      assert.doesNotMatch(stderr, / Region| VM/);
      assert.match(stdout, /^name: falls [^]*^vmSize: A4_v2 [^]*^instances: 2 /m);
    });

    it('explains a question with ?, and says which need an answer', async () => {
      const { stderr } = await answering(
        [
          '?',
          '',
          '',
          '',
          'no',
          '',
          'file',
          '',
          '?',
          '<',
          'lab',
          '',
          'lab',
          '',
          '?',
          'westus2',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
        ].concat(noAlerts, forever, ['yes']),
      );
      assert.match(stderr, /\]: {5}The Azure cloud it stands in\.\n {4}AzurePublicCloud or/);
      assert.match(stderr, /: {5}A PFX file beside the spec, or in a folder below it\.\n/);
      assert.match(stderr, /this one needs an answer; \? explains/);
      assert.match(stderr, /australiacentral, australiaeast,/);
    });

    it('looks into the certificate with a password that is typed', async () => {
      await writeFile(join(terminal.folder, 'gf.pfx'), await locked());
      const { exitCode, stderr } = await answering([
        [
          '',
          '',
          '',
          '',
          'gf.pfx',
          'hunter2',
          'prompt',
          'wrong',
          '',
          'Correct-Horse-7',
          '',
          '',
          'granitefalls2',
          '',
        ],
        ['westus2', '', '', '', '2', '', '', ''],
        noAlerts,
        forever,
        'yes',
      ]);
      assert.equal(exitCode, 0, stderr);
      assert.match(stderr, /write env NAME, file PATH,\n +prompt or none; never the password itself/);
      assert.match(stderr, /error CMG1303: gf\.pfx does not open with this password/);
      assert.match(stderr, /Service name \[GraniteFalls\.contoso\.com\]: /);
      assert.doesNotMatch(stderr + (await terminal.read('granitefalls2.yaml')), /hunter2|Correct-Horse/);
    });

    it('asks for the roots where clients show certificates', async () => {
      const now = terminal.clock.now();
      const { certificatePem } = await issueAuthority({ commonName: 'Contoso Root', now, validDays: 30 });
      await terminal.write('root.cer', certificatePem);
      const { exitCode, stderr } = await answering(
        [
          ['', '', '', '', 'lab', '', 'westus2', '', '', '', ''],
          ['entra, cert', 'none.cer', 'root.cer', '<', '', 'no', '', ''],
          noAlerts,
          forever,
          'yes',
        ],
        'init --self-signed',
      );
      assert.match(stderr, /error CMG1301: there is no file none\.cer/);
      assert.equal(exitCode, 0, stderr);
    });

    it('writes nothing where somebody says no, or has enough of it', async () => {
      const all = [
        '',
        '',
        '',
        '',
        'lab',
        '',
        'westus2',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        noAlerts,
        forever,
      ].flat();
      const refused = await answering([all, 'no'], 'init --self-signed');
      assert.equal(refused.exitCode, 8);
      assert.match(refused.stderr, /not confirmed, so nothing was written/);
      terminal.interrupt.abort('SIGINT');
      const stopped = await answering([''], 'init --self-signed');
      assert.deepEqual([stopped.exitCode, stopped.stdout], [130, '']);
      assert.match(stopped.stderr, /\ninterrupted\n$/);
      assert.deepEqual(await readdir(terminal.folder), ['granitefalls.yaml']);
    });

    it('says that a file is there when the name is chosen, not after the last page', async () => {
      const { stderr } = await answering(
        [
          '',
          '',
          '',
          '',
          'granitefalls',
          'lab',
          '',
          'westus2',
          '',
          '',
          '',
          '',
          '',
          '',
          '',
          noAlerts,
          forever,
          'yes',
        ],
        'init --self-signed',
      );
      assert.match(stderr, /error CMG9001: there is a spec of that name already\n/);
    });
  });
});
