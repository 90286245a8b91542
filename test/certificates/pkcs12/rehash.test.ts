import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rehash } from '../../../src/certificates/pkcs12/rehash.ts';

describe('a digest hashed again and again', () => {
  for (const hash of ['sha1', 'sha256', 'sha512']) {
    it(`is what ${hash} of OpenSSL makes of it, from many beginnings`, () => {
      let seed = createHash(hash).update('').digest();
      for (let times = 0; times < 60; times += 1) {
        let expected = seed;
        for (let round = 0; round < times; round += 1) expected = createHash(hash).update(expected).digest();
        assert.deepEqual(Buffer.from(rehash(hash, seed, times)), expected);
        seed = createHash(hash).update(seed).digest();
      }
    });
  }

  it('leaves the digest that it is given as it is', () => {
    const digest = createHash('sha1').update('').digest();
    assert.equal(
      Buffer.from(rehash('sha1', digest, 1)).toString('hex'),
      'be1bdec0aa74b4dcb079943e70528096cca985f8',
    );
    assert.equal(digest.toString('hex'), 'da39a3ee5e6b4b0d3255bfef95601890afd80709');
  });
});
