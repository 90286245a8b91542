// PFX files as they come in life: from odd programs, cut short, damaged, mistaken for one, or hostile.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { Secret } from '../../../src/base/secret.ts';
import { freshBudget, spend } from '../../../src/certificates/pkcs12/fault.ts';
import { parsePfx } from '../../../src/certificates/pkcs12/parse.ts';
import { writePfx } from '../../../src/certificates/pkcs12/write.ts';
import { sequence } from '../../../src/certificates/der-write.ts';
import { seededRandom } from '../../../src/certificates/seeded-random.ts';
import { lab, labCertificate, labKey } from '../support/lab.ts';
import {
  buildPfx,
  certificateBag,
  dataPart,
  encryptedPart,
  keyBag,
  pbmac1,
  slowMac,
  toBer,
} from '../support/pfx-builder.ts';

const contents = sequence(certificateBag(labCertificate), keyBag(labKey));

function assertOpens(bytes: Uint8Array, password: string | undefined): void {
  const { pfx, detail } = parsePfx(bytes, password === undefined ? undefined : new Secret(password));
  assert.equal(detail, '');
  assert.deepEqual(
    pfx?.certificates.map(({ certificate }) => certificate),
    [Buffer.from(labCertificate).toString('base64')],
  );
  assert.deepEqual(
    pfx.keys.map(({ pkcs8 }) => pkcs8.reveal()),
    [Buffer.from(labKey).toString('base64')],
  );
}

function assertProblem(bytes: Uint8Array, password: string | undefined, expected: readonly string[]): void {
  const { pfx, problem, detail } = parsePfx(bytes, password === undefined ? undefined : new Secret(password));
  assert.deepEqual([problem, detail], expected);
  assert.equal(pfx, undefined);
}

function written(password: string): Uint8Array {
  const key = { key: Buffer.from(labKey), format: 'der', type: 'pkcs8' } as const;
  const random = seededRandom('salt');
  return writePfx(
    { privateKey: createPrivateKey(key), certificates: [labCertificate], friendlyName: 'Größe' },
    { password: new Secret(password), random },
  );
}

describe('a PFX of an unusual maker', () => {
  it('opens as cmg writes it, with its friendly name and the tie of key and certificate', () => {
    assertOpens(written('pass'), 'pass');
    const { pfx } = parsePfx(written('pass'), new Secret('pass'));
    assert.equal(pfx?.certificates[0]?.friendlyName, 'Größe');
    assert.equal(pfx.certificates[0]?.localKeyId, lab.facts.thumbprint.toLowerCase());
    assert.equal(pfx.keys[0]?.localKeyId, lab.facts.thumbprint.toLowerCase());
  });

  it('opens with a missing password where the password is empty', () => {
    assertOpens(written(''), undefined);
    assertOpens(written(''), '');
  });

  it('opens in BER, with indefinite lengths and strings in pieces', () => {
    // Below the fourth level stands what the MAC was made over, so only the levels above may change their spelling.
    const ber = toBer(written('pass'), 4);
    assert.notDeepEqual(ber, written('pass'));
    assertOpens(ber, 'pass');
  });

  it('opens in BER through and through where there is no MAC', () => {
    const safes = toBer(sequence(encryptedPart(contents, { password: Buffer.from('pass') })));
    assertOpens(toBer(buildPfx({ safes })), 'pass');
  });

  it('opens with the integrity check of RFC 9579, and not with another password', () => {
    const safes = sequence(encryptedPart(contents, { password: Buffer.from('pässwort') }));
    const bytes = buildPfx({ safes, mac: pbmac1(safes, Buffer.from('pässwort')) });
    assertOpens(bytes, 'pässwort');
    assert.equal(parsePfx(bytes, new Secret('pässwort')).pfx?.mac, 'PBMAC1');
    assertProblem(bytes, 'passwort', ['wrong-password', 'does not open with this password']);
  });

  it('opens where PBES2 got its password in two bytes a character, as NSS once did', () => {
    const wide = Buffer.from('00700061007300730000', 'hex');
    assertOpens(buildPfx({ safes: sequence(encryptedPart(contents, { password: wide })) }), 'pass');
  });

  it('opens with zeros after its end, which some programs pad with', () => {
    assertOpens(Buffer.concat([written('pass'), Buffer.alloc(40)]), 'pass');
  });

  it('opens with its bags in a bag', () => {
    const nested = sequence(
      Buffer.concat([certificateBag(labCertificate)]),
      Buffer.from(safeBag(sequence(keyBag(labKey)))),
    );
    assertOpens(buildPfx({ safes: sequence(dataPart(nested)) }), '');
  });

  it('is read as empty where it holds nothing', () => {
    const { pfx } = parsePfx(buildPfx({ safes: sequence() }), undefined);
    assert.deepEqual(pfx, { keys: [], certificates: [] });
  });
});

describe('a PFX that cannot be read', () => {
  it('needs a password where none was given, and another where the wrong one was', () => {
    assertProblem(written('pass'), undefined, ['wrong-password', 'needs a password']);
    assertProblem(written('pass'), '', ['wrong-password', 'does not open with this password']);
    assertProblem(written('pass'), 'Pass', ['wrong-password', 'does not open with this password']);
    assertProblem(written('pass'), 'pass ', ['wrong-password', 'does not open with this password']);
  });

  it('was changed after it was made where the password fits its contents and not its integrity check', () => {
    const bytes = Buffer.from(written('pass'));
    // The last bytes are the rounds of the MAC and before them its salt.
    bytes[bytes.length - 6] = (bytes.at(-6) ?? 0) ^ 1;
    assertProblem(bytes, 'pass', [
      'damaged',
      'was changed after it was made: its SHA-256 integrity check fails',
    ]);
  });

  it('is cut short at every tenth byte and never taken for a wrong password', () => {
    const whole = written('pass');
    let cuts = 0;
    for (let length = 8; length < whole.length; length += 10) {
      const { problem, detail } = parsePfx(whole.subarray(0, length), new Secret('pass'));
      assert.equal(problem, 'damaged', `at ${length}: ${detail}`);
      assert.match(detail, /^is cut short: it ends at byte \d+/);
      cuts += 1;
    }
    assert.ok(cuts > 200, `${cuts} cuts`);
  });

  it('names what it is in truth', () => {
    const notPfx = (bytes: Uint8Array, detail: string): void =>
      assertProblem(bytes, 'pass', ['not-a-pfx', detail]);
    notPfx(new Uint8Array(), 'is empty');
    notPfx(Buffer.from(lab.certificatePem), 'is a PEM file, not a PFX');
    notPfx(labCertificate, 'is a certificate without its private key, not a PFX');
    notPfx(Buffer.from(lab.pfx.reveal()), 'is a PFX written as base64 text');
    notPfx(Buffer.from('name: granitefalls\n'), 'is not a PFX');
    notPfx(Buffer.from('504b0304', 'hex'), 'is not a PFX');
    notPfx(Buffer.alloc(100_000, 0x20), 'is not a PFX');
  });

  it('asks for more rounds than anybody should wait for', () => {
    const safes = sequence(dataPart(contents));
    assertProblem(buildPfx({ safes, mac: slowMac(4_000_000_000) }), 'pass', [
      'unsupported',
      'asks for 4000000000 rounds of key derivation; up to 2000000 are read',
    ]);
    assertProblem(buildPfx({ safes, mac: slowMac(0) }), 'pass', [
      'damaged',
      'derives its keys in no rounds at all',
    ]);
  });

  it('is of another version', () => {
    assertProblem(buildPfx({ safes: sequence(), version: 1 }), 'pass', [
      'unsupported',
      'is a PFX of version 1; version 3 is read',
    ]);
  });

  it('holds contents under another password than its integrity check', () => {
    const safes = sequence(encryptedPart(contents, { password: Buffer.from('other') }));
    assertProblem(buildPfx({ safes, mac: pbmac1(safes, Buffer.from('pass')) }), 'pass', [
      'unsupported',
      'protects its contents with another password than its integrity check',
    ]);
  });

  it('is larger than a key and its chain ever are', () => {
    const safes = sequence(dataPart(Buffer.alloc(1_100_000)));
    const { problem, detail } = parsePfx(buildPfx({ safes }), undefined);
    assert.deepEqual([problem, detail], ['unsupported', 'is larger than 1048576 bytes']);
  });

  it('holds more certificates than any chain has', () => {
    const safes = sequence(
      dataPart(sequence(...Array.from({ length: 251 }, () => certificateBag(labCertificate)))),
    );
    assertProblem(buildPfx({ safes }), undefined, [
      'unsupported',
      'holds 251 keys and certificates; up to 250 are read',
    ]);
  });

  it('asks for more hashes in all than its keys are worth', () => {
    const budget = freshBudget();
    spend(budget, 2_000_000, 4);
    assert.throws(() => spend(budget, 1), {
      problem: 'unsupported',
      message: 'asks for more than 8000000 hashes to derive its keys',
    });
  });

  it('nests deeper than a file has reason to', () => {
    let deep: Uint8Array = sequence();
    for (let level = 0; level < 2000; level += 1) deep = sequence(deep);
    const { problem } = parsePfx(buildPfx({ safes: deep }), undefined);
    assert.equal(problem, 'damaged');
  });
});

function safeBag(inner: Uint8Array): Uint8Array {
  const id = Buffer.from('060b2a864886f70d010c0a0106', 'hex');
  const length = Buffer.from([0xa0, 0x82, inner.length >> 8, inner.length & 0xff]);
  return sequence(id, Buffer.concat([length, inner]));
}
