// Whether PFX files of NSS, GnuTLS and Java are read as those programs meant them. Each is asked to make them where it
// is installed; where it is missing, the title says so. With CMG_TEST_FULL set, all of their ciphers.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { issueAuthority, issueServer } from '../../../src/certificates/issue.ts';
import { parsePfx } from '../../../src/certificates/pkcs12/parse.ts';
import { writePfx } from '../../../src/certificates/pkcs12/write.ts';
import { factsOfPfx } from '../../../src/certificates/pfx-facts.ts';
import { seededRandom } from '../../../src/certificates/seeded-random.ts';
import { foreignTools, type ForeignRow, type ForeignTool } from '../support/foreign-rows.ts';
import { openBench, type Bench } from '../support/openssl.ts';
import { full } from '../../support/wishes.ts';

const validity = { now: new Date(), validDays: 200 };
const authority = await issueAuthority({ ...validity, commonName: 'Foreign Root' });
const server = await issueServer({ ...validity, authority, names: ['GraniteFalls.contoso.com'] });

for (const tool of foreignTools) {
  const missing = missingOf(tool);
  const rows = tool.rows.filter(({ slow }) => full || slow !== true);
  if (missing.length > 0) {
    describe(`PFX files made by ${tool.name} (${missing.join(', ')} is missing: 0 of ${rows.length} read)`, () => {
      it('knows that nothing was read', () => assert.deepEqual(missingOf(tool), missing));
    });
    continue;
  }
  describe(`PFX files made by ${tool.name} (${rows.length} of them)`, function () {
    this.timeout(300_000);
    for (const row of rows) {
      it(`reads ${row.title}`, async () => {
        const bench = openBench();
        try {
          prepare(bench);
          checkRow(row, bench.read(await row.make(bench)));
        } finally {
          bench.remove();
        }
      });
    }
  });
}

function missingOf({ programs }: ForeignTool): readonly string[] {
  return programs.flatMap(([program, args]) => {
    const { error, stdout, stderr } = spawnSync(program, [...args], { encoding: 'utf8' });
    // Where there is no Java, macOS has a keytool that only says so.
    const isThere = error === undefined && !`${stdout}${stderr}`.includes('Unable to locate a Java Runtime');
    return isThere ? [] : [program];
  });
}

function prepare({ write }: Bench): void {
  write('gate.key', server.keyPem);
  write('gate.pem', server.certificatePem);
  write('root.pem', authority.certificatePem);
  const certificates = [server, authority].map(
    ({ certificatePem }) => new X509Certificate(certificatePem).raw,
  );
  const pfx = writePfx(
    { privateKey: createPrivateKey(server.keyPem), certificates, friendlyName: 'gate' },
    { password: new Secret('correct horse'), random: seededRandom('salt') },
  );
  write('gate.pfx', pfx);
}

function checkRow(row: ForeignRow, bytes: Uint8Array): void {
  const { pfx, problem, detail } = parsePfx(bytes, new Secret(row.password));
  if (row.refused !== undefined) return assert.deepEqual([problem, detail], ['not-a-pfx', row.refused]);
  assert.equal(problem, undefined, detail);
  assert.deepEqual([pfx?.keys.length, pfx?.certificates.length], [row.keys, row.certificates]);
  assert.ok(pfx);
  const { facts, key } = factsOfPfx(pfx);
  assert.equal(facts?.subject, row.subject);
  assert.deepEqual(facts?.alsoKeyed, row.alsoKeyed);
  assert.deepEqual([facts?.hasPrivateKey, facts?.strayKeys], [row.keys > 0, 0]);
  if (row.certificates === 2) {
    assert.equal(
      facts?.sha256,
      new X509Certificate(server.certificatePem).fingerprint256.replaceAll(':', ''),
    );
    assert.deepEqual(
      facts?.chain.map(({ subject }) => subject),
      ['CN=Foreign Root'],
    );
    const meant = createPrivateKey(server.keyPem).export({ format: 'jwk' });
    const pkcs8 = Buffer.from(key?.pkcs8.reveal() ?? '', 'base64');
    assert.deepEqual(
      createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' }),
      meant,
    );
  }
  if (row.friendlyName !== undefined)
    assert.ok(pfx.certificates.some(({ friendlyName }) => friendlyName === row.friendlyName));
  assert.equal(parsePfx(bytes, new Secret(`${row.password}x`)).problem, 'wrong-password');
}
