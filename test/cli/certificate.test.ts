import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../src/base/secret.ts';
import { issueSelfSigned } from '../../src/certificates/issue.ts';
import { parsePfx } from '../../src/certificates/pkcs12/parse.ts';
import { plainSpec } from '../support/lab.ts';
import { formsOf } from '../support/secret-forms.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const password = 'Correct-Horse-Ünïcode-7';
const withFile = plainSpec.replace(
  '{ selfSigned: true }',
  '{ file: certs/gateway.pfx, password: { env: PFX_PASSWORD } }',
);

describe('a gateway with a certificate from a file', () => {
  let terminal: Terminal;
  let pfx: Buffer;

  before(async () => {
    pfx = await lockedPfx();
  });
  beforeEach(async () => {
    terminal = await openTerminal({ spec: withFile });
    await mkdir(join(terminal.folder, 'certs'));
    await writeFile(join(terminal.folder, 'certs', 'gateway.pfx'), pfx);
  });
  afterEach(async () => await terminal.close());

  it('is deployed once and not sent again while the certificate is the same', async () => {
    const environment = { PFX_PASSWORD: password };
    const built = await terminal.run('deploy granitefalls.yaml --mock --yes', environment);
    assert.equal(built.exitCode, 0, built.stderr);
    const again = await terminal.run('deploy granitefalls.yaml --mock --yes', environment);
    assert.match(again.stdout, /^granitefalls {2}up to date/);
  });

  it('leaves neither the password nor the PFX anywhere', async () => {
    const environment = { PFX_PASSWORD: password };
    const runs = [
      await terminal.run('validate granitefalls.yaml', environment),
      await terminal.run('deploy granitefalls.yaml --mock --yes -o ndjson', environment),
      await terminal.run('plan granitefalls.yaml --mock -o json', environment),
      await terminal.run('status granitefalls.yaml --mock -o json', environment),
      await terminal.run('export granitefalls.yaml --format parameters', environment),
      await terminal.run('deploy granitefalls.yaml --mock --yes', { PFX_PASSWORD: `${password}x` }),
    ];
    const said = runs.map(({ stdout, stderr }) => stdout + stderr).join('\n');
    const written = await textBelow(join(terminal.folder, '.cmg'));
    assert.ok(said.length > 5_000 && written.length > 20_000);
    for (const secret of [Buffer.from(password), pfx.subarray(40, 100)]) {
      for (const form of formsOf(secret)) {
        assert.equal(said.includes(form), false, `said: ${form}`);
        assert.equal(written.includes(form), false, `written: ${form}`);
      }
    }
  });

  for (const [where, line, environment] of [
    ['a file beside it', 'validate granitefalls.yaml --password-file pw.txt', {}],
    ['standard input', 'validate granitefalls.yaml --password-file -', {}],
    ['the environment', 'validate granitefalls.yaml', { CMG_CERTIFICATE_PASSWORD: password }],
  ] as const) {
    it(`takes the password from ${where}`, async () => {
      await terminal.write('granitefalls.yaml', withFile.replace(', password: { env: PFX_PASSWORD }', ''));
      await terminal.write('pw.txt', `${password}\n`);
      terminal.input.text = `${password}\n`;
      const { exitCode, stdout } = await terminal.run(line, environment);
      assert.equal(exitCode, 0, stdout);
    });
  }

  for (const [what, named, said] of [
    [
      'no password was given',
      '',
      /error CMG1303: .*password\n[^]* = give it with --password-file, as CMG_CERTIFICATE_PASSWORD/,
    ],
    [
      'a variable is not set',
      ', password: { env: GW_PW }',
      /error CMG1005: the environment variable GW_PW is not set\n.*granitefalls\.yaml:8:\d/,
    ],
    [
      'a file is missing',
      ', password: { file: pw.txt }',
      /error CMG1303: there is no password file pw\.txt\n.*granitefalls\.yaml:8:\d/,
    ],
    [
      'nobody can be asked',
      ', password: prompt',
      /error CMG1303: the password of certs\/gateway\.pfx is to be typed, and there is nobody to ask\n/,
    ],
  ] as const) {
    it(`says what is missing of the password where ${what}`, async () => {
      await terminal.write('granitefalls.yaml', withFile.replace(', password: { env: PFX_PASSWORD }', named));
      const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml');
      assert.equal(exitCode, 65);
      assert.match(stdout, said);
      assert.doesNotMatch(stdout, /line break/);
    });
  }

  it('names the file of --password-file that is missing', async () => {
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml --password-file gone.txt');
    assert.equal(exitCode, 65);
    assert.match(stdout, /error CMG1303: there is no password file gone\.txt/);
  });

  it('is not looked at by what only looks or deletes', async () => {
    await terminal.run('deploy granitefalls.yaml --mock --yes', { PFX_PASSWORD: password });
    await writeFile(join(terminal.folder, 'certs', 'gateway.pfx'), 'damaged');
    const looked = await terminal.run('status granitefalls.yaml --mock');
    assert.equal(looked.exitCode, 0, looked.stderr);
    const gone = await terminal.run('teardown granitefalls.yaml --mock --yes');
    assert.equal(gone.exitCode, 0, gone.stderr);
  });

  it('is not looked at where its gateway is left out', async () => {
    await terminal.write('riverbend.yaml', plainSpec.replaceAll('granitefalls', 'riverbend'));
    const line = 'plan granitefalls.yaml riverbend.yaml --only riverbend --mock';
    const { exitCode, stderr } = await terminal.run(line);
    assert.equal(exitCode, 0, stderr);
  });

  it('shares with others one password from standard input', async () => {
    const shared = withFile.replace(', password: { env: PFX_PASSWORD }', '');
    await terminal.write('granitefalls.yaml', shared);
    await terminal.write('riverbend.yaml', shared.replaceAll(/(?<=name: |rg-)granitefalls/g, 'riverbend'));
    terminal.input.text = `${password}\n`;
    const { exitCode, stdout } = await terminal.run(
      'validate granitefalls.yaml riverbend.yaml --password-file -',
    );
    assert.equal(exitCode, 0, stdout);
  });

  it('does not follow a password file out of the folder of the spec', async () => {
    await terminal.write(
      'granitefalls.yaml',
      withFile.replace('{ env: PFX_PASSWORD }', '{ file: ../../etc/hostname }'),
    );
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml');
    assert.equal(exitCode, 65);
    assert.match(stdout, /certificate\.password\.file must not lead out of the folder of the spec/);
  });

  it('is refused with a wrong password, at its line', async () => {
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml', { PFX_PASSWORD: 'wrong' });
    assert.equal(exitCode, 65);
    assert.match(stdout, /error CMG13\d\d: .*password/);
    assert.match(stdout, /granitefalls\.yaml:8:22/);
  });

  it('is refused where the certificate is for another name', async () => {
    await terminal.write(
      'granitefalls.yaml',
      withFile.replace('GraniteFalls.contoso.com', 'other.contoso.com'),
    );
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml', { PFX_PASSWORD: password });
    assert.equal(exitCode, 65);
    assert.match(stdout, /other\.contoso\.com/);
  });

  it('takes its service name from the certificate, case kept', async () => {
    await terminal.write(
      'granitefalls.yaml',
      withFile.replace('serviceName: GraniteFalls.contoso.com\n', ''),
    );
    const { stdout } = await terminal.run('deploy granitefalls.yaml --mock --yes -o json', {
      PFX_PASSWORD: password,
    });
    assert.equal((JSON.parse(stdout) as { serviceName: string }).serviceName, 'GraniteFalls.contoso.com');
  });

  for (const path of ['../gateway.pfx', '/etc/gateway.pfx', 'certs/../../gateway.pfx', 'C:\\gateway.pfx']) {
    it(`does not follow '${path}' out of the folder of the spec`, async () => {
      await terminal.write('granitefalls.yaml', withFile.replace('certs/gateway.pfx', `'${path}'`));
      const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml', {
        PFX_PASSWORD: password,
      });
      assert.equal(exitCode, 65);
      assert.match(stdout, /must not lead out of the folder of the spec/);
    });
  }
});

/** A certificate of the lab, locked with the password. */
async function lockedPfx(): Promise<Buffer> {
  const { createPrivateKey, randomBytes } = await import('node:crypto');
  const { writePfx } = await import('../../src/certificates/pkcs12/write.ts');
  const issued = await issueSelfSigned({
    serviceName: 'GraniteFalls.contoso.com',
    now: new Date('2026-11-01T00:00:00Z'),
    validDays: 365,
    seed: 'a gateway of the tests',
  });
  const { pfx: opened } = parsePfx(Buffer.from(issued.pfx.reveal(), 'base64'), new Secret(''));
  const key = opened?.keys[0];
  assert.ok(opened && key);
  const privateKey = createPrivateKey({
    key: Buffer.from(key.pkcs8.reveal(), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  const certificates = opened.certificates.map(({ certificate }) => Buffer.from(certificate, 'base64'));
  const random = { bytes: (length: number) => randomBytes(length) };
  return Buffer.from(writePfx({ privateKey, certificates }, { password: new Secret(password), random }));
}

async function textBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => await readFile(join(parentPath, name), 'utf8')),
  );
  return texts.join('\n');
}
