// Certificates from disk, and what is said of files that hold none, or not the one that was meant.
import assert from 'node:assert/strict';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { Files } from '../../src/base/ports.ts';
import { Secret } from '../../src/base/secret.ts';
import { checkTrustedRoots } from '../../src/certificates/check-roots.ts';
import { issueAuthority } from '../../src/certificates/issue.ts';
import { loadCertificate, loadFacts, loadTrustedRoots } from '../../src/certificates/load.ts';
import { buildPfx, slowMac } from './support/pfx-builder.ts';
import { sequence } from '../../src/certificates/der-write.ts';
import { lab, labCertificate, labPfx } from './support/lab.ts';

const place = { file: 'gate.yaml', line: 7, column: 9 };

const disk: Readonly<Record<string, Uint8Array>> = {
  'gate.pfx': labPfx,
  'gate.cer': labCertificate,
  'gate.pem': Buffer.from(lab.certificatePem),
  'cut.pfx': labPfx.subarray(0, 1000),
  'cut.cer': labCertificate.subarray(0, 300),
  'slow.pfx': buildPfx({ safes: sequence(), mac: slowMac(2_000_001) }),
  'none.pfx': buildPfx({ safes: sequence() }),
  'notes.txt': Buffer.from('nothing here'),
};

const files: Files = {
  read: async (path) => {
    if (path === 'locked.pfx') throw new Error('EACCES: permission denied');
    return disk[path];
  },
  real: async (path) => path,
  list: async () => [],
};

function said(diagnostics: readonly Diagnostic[]): readonly (readonly [string, string])[] {
  return diagnostics.map(({ code, message }) => [code, message]);
}

describe('loading the certificate of a gateway', () => {
  it('gives its facts and its bytes as they were', async () => {
    const { certificate, diagnostics } = await loadCertificate({
      file: 'gate.pfx',
      password: new Secret(''),
      files,
      place,
    });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(certificate?.facts, lab.facts);
    assert.equal(certificate.pfx.reveal(), labPfx.toString('base64'));
    assert.equal(JSON.stringify(certificate.pfx), '"[secret]"');
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ['gone.pfx', 'CMG1301', 'there is no certificate file gone.pfx'],
    ['locked.pfx', 'CMG1301', 'locked.pfx cannot be read: EACCES: permission denied'],
    ['notes.txt', 'CMG1302', 'notes.txt is not a PFX'],
    ['none.pfx', 'CMG1302', 'none.pfx holds no certificate'],
    ['gate.pfx', 'CMG1303', 'gate.pfx does not open with this password'],
    ['cut.pfx', 'CMG1315', 'cut.pfx is cut short: it ends at byte 1000, inside the value at byte 0'],
    ['slow.pfx', 'CMG1316', 'slow.pfx asks for 2000001 rounds of key derivation; up to 2000000 are read'],
  ];
  for (const [file, code, message] of cases) {
    it(`says that ${message}`, async () => {
      const { certificate, diagnostics } = await loadCertificate({
        file,
        password: new Secret('guess'),
        files,
        place,
      });
      assert.equal(certificate, undefined);
      assert.deepEqual(said(diagnostics), [[code, message]]);
      assert.deepEqual(diagnostics[0]?.place, place);
    });
  }
});

describe('looking into a certificate file', () => {
  it('reads PFX, DER and PEM alike', async () => {
    for (const file of ['gate.pfx', 'gate.cer', 'gate.pem']) {
      const { facts } = await loadFacts({ file, password: undefined, files });
      assert.equal(facts?.thumbprint, '5621A3B15A3710F3B2D994ACA28B678E20E71942');
      assert.equal(facts.hasPrivateKey, file === 'gate.pfx');
    }
  });
});

describe('loading trusted roots', () => {
  it('reads every certificate of every file, and goes on past the faulty ones', async () => {
    const validity = { now: new Date('2026-03-01T12:00:00Z'), validDays: 90 };
    const one = await issueAuthority({ ...validity, commonName: 'One' });
    const two = await issueAuthority({ ...validity, commonName: 'Two' });
    const bundle = Buffer.from(one.certificatePem + two.certificatePem);
    const { roots, diagnostics } = await loadTrustedRoots(
      [
        { file: 'both.pem', place },
        { file: 'gate.pfx' },
        { file: 'cut.cer' },
        { file: 'gone.cer' },
        { file: 'gate.cer' },
      ],
      { files: { ...files, read: async (path) => (path === 'both.pem' ? bundle : await files.read(path)) } },
    );
    assert.deepEqual(
      roots.map(({ file, facts }) => [file, facts.subject]),
      [
        ['both.pem', 'CN=One'],
        ['both.pem', 'CN=Two'],
        ['gate.cer', 'CN=GraniteFalls.contoso.com'],
      ],
    );
    assert.equal(roots[2]?.certificate, Buffer.from(labCertificate).toString('base64'));
    assert.deepEqual(roots[0]?.place, place);
    assert.deepEqual(said(diagnostics), [
      ['CMG1302', 'gate.pfx holds no certificate, neither as PEM nor as DER'],
      ['CMG1315', 'cut.cer holds a damaged certificate: it ends at byte 300, inside the value at byte 0'],
      ['CMG1301', 'there is no certificate file gone.cer'],
    ]);
    const found = checkTrustedRoots(roots, { now: validity.now, verifyRevocation: true, needed: true });
    assert.deepEqual(said(found), [
      ['CMG1323', "gate.cer holds 'CN=GraniteFalls.contoso.com', which is no authority"],
      ['CMG1362', 'trustedRoots has 3 roots and 0 intermediates; ConfigMgr up to 1902 takes 2 and 4'],
    ]);
  });
});
