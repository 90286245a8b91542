// `cmg certificate` as a user types it: what it says of each kind of file.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueSelfSigned } from '../../../src/certificates/issue.ts';
import { password, terminalWith } from '../../support/certificate-files.ts';
import type { Ran, Terminal } from '../../support/terminal.ts';

function codesIn({ stdout }: Ran): readonly string[] {
  return [...stdout.matchAll(/^(?:error|warning|info) (CMG\d+)/gm)].map(([, code = '']) => code);
}

describe('cmg certificate', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await terminalWith();
  });
  afterEach(async () => await terminal.close());

  it('shows what is in a PFX and that a gateway can use it', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('certificate open.pfx');
    assert.equal(stderr, '');
    assert.equal(
      stdout,
      `open.pfx   PFX

  subject       CN=GraniteFalls.contoso.com
  names         GraniteFalls.contoso.com, *.granitefalls.contoso.com
  service name  GraniteFalls.contoso.com
  key           RSA 2048, with its private key
  valid         2026-03-01 to 2027-03-01, 101 days left
  thumbprint    5621A3B15A3710F3B2D994ACA28B678E20E71942
  revocation    no list
  chain         CN=GraniteFalls.contoso.com   signed by itself

warning CMG1360: the certificate open.pfx signed itself, so no client trusts it by itself
  = use one from your own authority or a public one; selfSigned: true says that a lab is meant

✓ a gateway can use it as GraniteFalls.contoso.com
`,
    );
    assert.equal(exitCode, 0);
  });

  it('says the same as JSON, with every key of its contract', async () => {
    const { exitCode, stdout } = await terminal.run('certificate open.pfx -o json --json-into facts.json');
    const json = JSON.parse(stdout) as Record<string, unknown>;
    assert.equal(await terminal.read('facts.json'), stdout);
    const { sha256, serial, diagnostics, ...rest } = json;
    assert.match(String(sha256), /^[0-9A-F]{64}$/);
    assert.match(String(serial), /^[0-9A-F]+$/);
    assert.deepEqual(rest, {
      formatVersion: '1.0',
      file: 'open.pfx',
      form: 'pfx',
      usable: true,
      subject: 'CN=GraniteFalls.contoso.com',
      names: ['GraniteFalls.contoso.com', '*.granitefalls.contoso.com'],
      serviceName: 'GraniteFalls.contoso.com',
      wildcard: true,
      hasPrivateKey: true,
      keyAlgorithm: 'RSA',
      keyBits: 2048,
      notBefore: '2026-03-01T11:50:00.000Z',
      notAfter: '2027-03-01T12:00:00.000Z',
      daysLeft: 101,
      thumbprint: '5621A3B15A3710F3B2D994ACA28B678E20E71942',
      issuer: 'CN=GraniteFalls.contoso.com',
      selfSigned: true,
      signatureAlgorithm: 'sha256WithRSAEncryption',
      crlPoints: [],
      chain: [],
    });
    assert.deepEqual(
      (diagnostics as { code: string }[]).map(({ code }) => code),
      ['CMG1360'],
    );
    assert.equal(exitCode, 0);
  });

  it('keeps every key of the contract where the file cannot be read', async () => {
    const { exitCode, stdout } = await terminal.run('certificate notes.txt -o json');
    assert.deepEqual(JSON.parse(stdout), {
      formatVersion: '1.0',
      file: 'notes.txt',
      form: null,
      usable: false,
      subject: null,
      names: [],
      serviceName: null,
      wildcard: null,
      hasPrivateKey: null,
      keyAlgorithm: null,
      keyBits: null,
      notBefore: null,
      notAfter: null,
      daysLeft: null,
      thumbprint: null,
      sha256: null,
      serial: null,
      issuer: null,
      selfSigned: null,
      signatureAlgorithm: null,
      crlPoints: [],
      chain: [],
      diagnostics: [
        {
          code: 'CMG1302',
          severity: 'error',
          message: 'notes.txt is not a PFX',
          hint: 'export the certificate as a PFX, with its private key and all certificates of its path',
        },
      ],
    });
    assert.equal(exitCode, 65);
  });

  for (const [file, said] of [
    ['locked.pfx', /^error CMG1303: locked\.pfx needs a password\n {2}= give it with --password-file/m],
    ['cut.pfx', /^error CMG1315: cut\.pfx is cut short: it ends at byte 900/m],
    ['cut.cer', /^error CMG1315: cut\.cer holds a damaged certificate: it ends at byte 300/m],
    ['gate.cer', /^error CMG1312: the certificate gate\.cer comes without its private key$/m],
    ['gate.pem', /^error CMG1312: the certificate gate\.pem comes without its private key$/m],
    ['both.pem', /^error CMG1317: the certificate both\.pem and its private key are PEM text, and a/m],
    ['locked.pem', /^error CMG1303: locked\.pem needs a password$/m],
    ['old.pem', /^error CMG1303: old\.pem needs a password$/m],
    ['key.pem', /^error CMG1302: key\.pem is a private key without a certificate$/m],
    ['gate.csr', /^error CMG1302: gate\.csr is a request for a certificate, not the certificate/m],
    ['gate.p7b', /^error CMG1302: gate\.p7b is a PKCS#7 bundle, which never holds a private key$/m],
    ['binary.p7b', /^error CMG1302: binary\.p7b is a PKCS#7 bundle, which never holds a private key$/m],
    ['notes.txt', /^error CMG1302: notes\.txt is not a PFX$/m],
    ['gone.pfx', /^error CMG1301: there is no certificate file gone\.pfx$/m],
  ] as const) {
    it(`says of ${file} why no gateway can use it`, async () => {
      const { exitCode, stdout } = await terminal.run(`certificate ${file}`);
      assert.match(stdout, said);
      assert.match(stdout, /\n\n✗ a gateway cannot use it\n$/);
      assert.equal(exitCode, 65);
    });
  }

  for (const [title, line, environment] of [
    ['a file', 'certificate locked.pfx --password-file pw.txt', {}],
    ['standard input', 'certificate locked.pfx --password-file -', {}],
    ['the environment', 'certificate locked.pfx', { CMG_CERTIFICATE_PASSWORD: password }],
  ] as const) {
    it(`takes the password from ${title}`, async () => {
      terminal.input.text = `${password}\r\n`;
      const { exitCode, stdout } = await terminal.run(line, environment);
      assert.equal(exitCode, 0, stdout);
    });
  }

  it('tells a wrong password from a missing one, and names a password file that is missing', async () => {
    const wrong = await terminal.run('certificate locked.pfx', { CMG_CERTIFICATE_PASSWORD: 'guess' });
    assert.match(
      wrong.stdout,
      /^error CMG1303: locked\.pfx does not open with this password\n {2}= look for/m,
    );
    const gone = await terminal.run('certificate locked.pfx --password-file gone.txt');
    assert.match(gone.stdout, /^error CMG1303: there is no password file gone\.txt$/m);
    assert.deepEqual([wrong.exitCode, gone.exitCode], [65, 65]);
  });

  it('opens the key of a PEM file with its password, in both spellings', async () => {
    for (const file of ['locked.pem', 'old.pem']) {
      const right = await terminal.run(`certificate ${file} --password-file pw.txt`);
      assert.deepEqual(codesIn(right), ['CMG1317', 'CMG1360'], right.stdout);
      const wrong = await terminal.run(`certificate ${file}`, { CMG_CERTIFICATE_PASSWORD: 'guess' });
      assert.match(wrong.stdout, /^error CMG1303: \S+ does not open with this password$/m);
    }
  });

  it('asks for a password at a terminal, and only where one is needed', async () => {
    terminal.answers.push(password);
    const asked = await terminal.run('certificate locked.pfx');
    assert.deepEqual([asked.exitCode, asked.stderr], [0, 'password of locked.pfx: ']);
    terminal.answers.push('never typed');
    const unasked = await terminal.run('certificate open.pfx');
    assert.deepEqual([unasked.exitCode, unasked.stderr], [0, '']);
    const forbidden = await terminal.run('certificate locked.pfx --no-input');
    assert.deepEqual([forbidden.exitCode, forbidden.stderr], [65, '']);
    assert.deepEqual(terminal.answers, ['never typed']);
  });

  it('says of a PEM file in a spec what it says of it alone', async () => {
    const spec =
      'version: 1\nname: abc\nregion: westus2\nresourceGroup: { name: rg }\ncertificate: { file: both.pem }\n';
    await writeFile(join(terminal.folder, 'pem.yaml'), spec);
    const { exitCode, stdout, stderr } = await terminal.run('validate pem.yaml');
    assert.equal(exitCode, 65);
    assert.match(
      `${stdout}${stderr}`,
      /error CMG1317: the certificate and its private key are PEM text[^]*pem\.yaml:5:22[^]*openssl pkcs12 -export/,
    );
    assert.doesNotMatch(`${stdout}${stderr}`, /CMG1302/);
  });

  it('checks the certificate against a service name', async () => {
    const covered = await terminal.run('certificate open.pfx --service-name GraniteFalls.contoso.com');
    assert.deepEqual([covered.exitCode, codesIn(covered)], [0, ['CMG1360']]);
    const cased = await terminal.run('certificate open.pfx --service-name granitefalls.contoso.com');
    assert.deepEqual([cased.exitCode, codesIn(cased)], [0, ['CMG1353', 'CMG1360']]);
    const other = await terminal.run('certificate open.pfx --service-name other.contoso.com');
    assert.deepEqual([other.exitCode, codesIn(other)], [65, ['CMG1308', 'CMG1360']]);
  });

  it('leaves the name of a wildcard to the spec, and tries one that is given', async () => {
    const { pfx } = await issueSelfSigned({
      serviceName: '*.contoso.com',
      now: new Date('2026-11-01T00:00:00Z'),
      validDays: 90,
      seed: 'wildcard',
    });
    await writeFile(join(terminal.folder, 'wild.pfx'), Buffer.from(pfx.reveal(), 'base64'));
    const open = await terminal.run('certificate wild.pfx');
    assert.match(open.stdout, /^ {2}service name {2}the spec must say it$/m);
    assert.match(open.stdout, /\n✓ a gateway can use it under the name that the spec gives\n$/);
    assert.deepEqual([open.exitCode, codesIn(open)], [0, ['CMG1383', 'CMG1360']]);
    const named = await terminal.run('certificate wild.pfx --service-name cmg.contoso.com');
    assert.match(named.stdout, /\n✓ a gateway can use it as cmg\.contoso\.com\n$/);
    const deep = await terminal.run('certificate wild.pfx --service-name a.b.contoso.com');
    assert.deepEqual([deep.exitCode, codesIn(deep)], [65, ['CMG1308', 'CMG1360']]);
    const spec =
      'version: 1\nname: abc\nregion: westus2\nresourceGroup: { name: rg }\ncertificate: { file: wild.pfx }\n';
    await writeFile(join(terminal.folder, 'wild.yaml'), spec);
    const { stderr, stdout } = await terminal.run('validate wild.yaml');
    assert.match(
      `${stdout}${stderr}`,
      /error CMG1311: the certificate is for '\*\.contoso\.com', which leaves the service name open/,
    );
    assert.doesNotMatch(`${stdout}${stderr}`, /cloudapp/);
  });

  it('counts the days on its own clock, and refuses what has expired', async () => {
    terminal.clock.advance(103 * 86_400_000);
    const { exitCode, stdout } = await terminal.run('certificate open.pfx');
    assert.match(stdout, /^ {2}valid {9}2026-03-01 to 2027-03-01, expired 1 day ago$/m);
    assert.match(stdout, /^error CMG1309: /m);
    assert.equal(exitCode, 65);
  });

  it('has no options for an Azure that it never asks', async () => {
    const { exitCode, stderr } = await terminal.run('certificate open.pfx --mock');
    assert.equal(exitCode, 64);
    assert.match(stderr, /^error CMG9001: unknown option '--mock'/);
  });
});
