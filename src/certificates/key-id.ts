// One spelling for "the same public key", whether it comes from a private key or a certificate.
import { createHash, type KeyObject } from 'node:crypto';
import { bitsOf, sequenceOf } from './der-values.ts';
import { decodeDer } from './der.ts';

/** For a public key. */
export function publicKeyId(key: KeyObject): string {
  return createHash('sha256').update(pointOf(key)).digest('hex');
}

function pointOf(key: KeyObject): string | Uint8Array {
  if (key.asymmetricKeyType === 'ec') {
    try {
      // A point on a curve may be written compressed or not; its coordinates are the same.
      const { crv, x, y } = key.export({ format: 'jwk' });
      return `${crv}:${x}:${y}`;
    } catch {
      // Only the NIST curves can be exported so; the others keep the spelling that they have.
    }
  }
  return bitsOf(sequenceOf(decodeDer(key.export({ type: 'spki', format: 'der' })))[1]);
}
