import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../src/base/secret.ts';
import { issueSelfSigned } from '../../src/certificates/issue.ts';
import { parsePfx } from '../../src/certificates/pkcs12/parse.ts';
import { plainSpec } from '../support/lab.ts';
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

  it('says that a password is missing where there is none', async () => {
    const { exitCode, stdout } = await terminal.run('validate granitefalls.yaml');
    assert.equal(exitCode, 65);
    assert.match(stdout, /error CMG1303: .*password/);
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
    const { stdout } = await terminal.run('status granitefalls.yaml --mock -o json', {
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

function formsOf(secret: Buffer): readonly string[] {
  const text = secret.toString('utf8');
  return [
    ...(text.includes('\uFFFD') ? [] : [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]),
    secret.toString('base64').replaceAll('=', '').slice(0, -1),
    secret.toString('base64url').slice(0, -1),
    secret.toString('hex'),
    secret.toString('hex').toUpperCase(),
  ];
}

async function textBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => await readFile(join(parentPath, name), 'utf8')),
  );
  return texts.join('\n');
}
