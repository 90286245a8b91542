// The two ciphers that Node no longer has and the derivation of PKCS#12, against vectors published elsewhere.
import assert from 'node:assert/strict';
import { derivePkcs12 } from '../../../src/certificates/pkcs12/derive.ts';
import { decryptRc2 } from '../../../src/certificates/pkcs12/rc2.ts';
import { decryptRc4 } from '../../../src/certificates/pkcs12/rc4.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('RC4', () => {
  it('decrypts the well-known examples', () => {
    assert.equal(
      Buffer.from(decryptRc4(Buffer.from('Key'), hex('bbf316e8d940af0ad3'))).toString(),
      'Plaintext',
    );
    assert.equal(Buffer.from(decryptRc4(Buffer.from('Wiki'), hex('1021bf0420'))).toString(), 'pedia');
  });
});

describe('RC2', () => {
  // RFC 2268, section 5. A start value of the plain text XOR a padding block turns one block into nothing but padding.
  const vectors: readonly (readonly [number, string, string, string])[] = [
    [63, '0000000000000000', '0000000000000000', 'ebb773f993278eff'],
    [64, 'ffffffffffffffff', 'ffffffffffffffff', '278b27e42e2f0d49'],
    [64, '3000000000000000', '1000000000000001', '30649edf9be7d2c2'],
    [64, '88', '0000000000000000', '61a8a244adacccf0'],
    [64, '88bca90e90875a', '0000000000000000', '6ccf4308974c267f'],
    [64, '88bca90e90875a7f0f79c384627bafb2', '0000000000000000', '1a807d272bbe5db1'],
    [128, '88bca90e90875a7f0f79c384627bafb2', '0000000000000000', '2269552ab0f85ca6'],
    [
      129,
      '88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e',
      '0000000000000000',
      '5b78d3a43dfff1f1',
    ],
  ];
  for (const [effectiveBits, key, plain, encrypted] of vectors) {
    it(`decrypts with ${effectiveBits} effective bits of ${key}`, () => {
      const iv = hex(plain).map((byte) => byte ^ 8);
      assert.deepEqual(decryptRc2(hex(key), hex(encrypted), { iv, effectiveBits })?.length, 0);
      const off = hex(plain).map((byte) => byte ^ 9);
      assert.equal(decryptRc2(hex(key), hex(encrypted), { iv: off, effectiveBits }), undefined);
    });
  }
});

describe('the key derivation of PKCS#12', () => {
  // Widely used vectors of the password 'smeg' with SHA-1.
  const password = hex('0073006d006500670000');
  it('makes keys, start values and MAC keys', () => {
    const made = (purpose: 1 | 2 | 3, salt: string, iterations: number, length: number): string =>
      Buffer.from(
        derivePkcs12(password, purpose, { hash: 'sha1', salt: hex(salt), iterations, length }),
      ).toString('hex');
    assert.equal(made(1, '0a58cf64530d823f', 1, 24), '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3');
    assert.equal(made(2, '0a58cf64530d823f', 1, 8), '79993dfe048d3b76');
    assert.equal(made(3, '3d83c0e4546ac140', 1, 20), '8d967d88f6caa9d714800ab3d48051d63f73a312');
  });
});
