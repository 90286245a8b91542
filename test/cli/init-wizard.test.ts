import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueAuthority, issueSelfSigned } from '../../src/certificates/issue.ts';
import { lockedPfx } from '../certificates/support/locked-pfx.ts';
import { openTerminal, type Ran, type Terminal } from '../support/terminal.ts';

/** Enter alone, so many times. */
function enter(times: number): readonly string[] {
  return Array.from({ length: times }, () => '');
}

type Typed = string | readonly Typed[];

function flat(typed: Typed): readonly string[] {
  return typeof typed === 'string' ? [typed] : typed.flatMap(flat);
}

describe('cmg init at a terminal', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  async function answering(answers: Typed, line = 'init'): Promise<Ran> {
    terminal.answers.push(...flat(answers));
    const ran = await terminal.run(line);
    assert.deepEqual(terminal.answers, [], 'answers were left over');
    return ran;
  }

  it('asks page by page, and Enter takes what is in brackets', async () => {
    const serviceName = 'RiverBend.contoso.com';
    const { pfx } = await issueSelfSigned({ serviceName, now: terminal.clock.now(), validDays: 365 });
    await writeFile(join(terminal.folder, 'gf.pfx'), Buffer.from(pfx.reveal(), 'base64'));
    const general = [enter(4), 'gf.pfx', enter(3), 'For the river'];
    const settings = ['West US 2', enter(3), '2', enter(3)];
    const { exitCode, stdout, stderr } = await answering([general, settings, enter(4), 'yes']);
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

  it('takes the file of the certificate where its kind is asked for', async () => {
    const serviceName = 'RiverBend.contoso.com';
    const { pfx } = await issueSelfSigned({ serviceName, now: terminal.clock.now(), validDays: 365 });
    await writeFile(join(terminal.folder, 'gf.pfx'), Buffer.from(pfx.reveal(), 'base64'));
    const { exitCode, stderr } = await answering([
      [enter(3), 'nonsense', 'gone.pfx', 'gf.pfx', enter(4)],
      ['westus2', enter(7), enter(4), 'yes'],
    ]);
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, / {4}error CMG9001: Certificate: file, vault or lab: write file, vault or lab\n/);
    assert.match(stderr, /error CMG1301: there is no certificate file gone\.pfx/);
    assert.match(await terminal.read('riverbend.yaml'), /^ {2}file: gf\.pfx/m);
  });

  const noAlerts = enter(2);
  const forever = enter(2);

  it('finds an answer wrong at once, in the words of validate, and asks again', async () => {
    const { exitCode, stderr } = await answering(
      [
        ['Mars', 'azureus', '7', 'none', '', 'gateway', '', '1', 'lab', ''],
        ['westus2', 'US Gov Virginia', '', 'maybe', 'yes', 'b', '99', '', 'kerberos', 'entra', enter(2)],
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
      'CMG1204 clientAuthentication.methods must be entra, token or',
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
        [enter(4), 'lab', '<', '<', 'Lab.contoso.com', enter(2)],
        ['westus2', enter(7)],
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
      [enter(4), 'falls', enter(6), noAlerts, forever, 'yes'],
      'init - --self-signed --region westus2 --name F --instances 2 --vm-size A4_v2',
    );
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /error CMG1201: name must be/);
    assert.doesNotMatch(stderr, / Region| VM/);
    assert.match(stdout, /^name: falls [^]*^vmSize: A4_v2 [^]*^instances: 2 /m);
  });

  it('explains a question with ?, and says which need an answer', async () => {
    const { stderr } = await answering([
      ['?', enter(3), 'no', '', 'file', '', '?', '<', 'lab', '', 'lab', '', '?', 'westus2', enter(7)],
      noAlerts,
      forever,
      'yes',
    ]);
    assert.match(stderr, /\]: {5}The Azure cloud it stands in\.\n {4}AzurePublicCloud or/);
    assert.match(stderr, /: {5}A PFX file beside the spec, or in a folder below it\.\n/);
    assert.match(stderr, /this one needs an answer; \? explains/);
    assert.match(stderr, /australiacentral, australiaeast,/);
  });

  it('looks into the certificate with a password that is typed', async () => {
    const [name, typed] = ['GraniteFalls.contoso.com', 'Correct-Horse-7'];
    const pfx = await lockedPfx(name, { password: typed, now: terminal.clock.now() });
    await writeFile(join(terminal.folder, 'gf.pfx'), pfx);
    const { exitCode, stderr } = await answering([
      [enter(4), 'gf.pfx', 'hunter2', 'prompt', 'wrong', '', typed, enter(2), 'granitefalls2', ''],
      ['westus2', enter(3), '2', enter(3)],
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
        [enter(4), 'lab', '', 'westus2', enter(4)],
        ['entra, cert', 'none.cer', 'root.cer', '<', '', 'no', enter(2)],
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
    const all = [enter(4), 'lab', '', 'westus2', enter(7), noAlerts, forever];
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
      [enter(4), 'granitefalls', 'lab', '', 'westus2', enter(7), noAlerts, forever, 'yes'],
      'init --self-signed',
    );
    assert.match(stderr, /error CMG9001: there is a spec of that name already\n/);
  });
});
