// What a file is that was handed over as a PFX and is none: the likely mix-ups by name. Looks at its first bytes and
// its shape; opens nothing.
import { decodeDer, DerFault, tags } from '../der.ts';
import { sequenceOf } from '../der-values.ts';

/** Undefined where the bytes at least begin like a PFX. */
export function whatElse(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'is empty';
  if (beginsLikePfx(bytes)) return undefined;
  const text = Buffer.from(bytes).toString('latin1');
  if (/-----BEGIN (?:PKCS12|PFX)-----/.test(text)) return 'is a PFX written as base64 text';
  if (text.includes('-----BEGIN ')) return 'is a PEM file, not a PFX';
  const solid = text.replaceAll(/\s+/g, '');
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(solid) && beginsLikePfx(Buffer.from(solid, 'base64')))
    return 'is a PFX written as base64 text';
  if (isBundle(bytes)) return 'is a PKCS#7 bundle, which never holds a private key';
  return isCertificate(bytes) ? 'is a certificate without its private key, not a PFX' : 'is not a PFX';
}

const constructedSequence = tags.sequence | 0x20;

/** A sequence that begins with a one-digit number, its version, and goes on with a sequence. */
function beginsLikePfx(bytes: Uint8Array): boolean {
  const [first, length = 0] = bytes;
  const start = length > 0x80 ? 2 + (length & 0x7f) : 2;
  const [tag, size, , next = constructedSequence] = bytes.subarray(start, start + 4);
  return first === constructedSequence && tag === tags.integer && size === 1 && next === constructedSequence;
}

const signedData = '06092a864886f70d010702';

/** A PKCS#7 begins with the identifier of signed data, right after the header of what holds it. */
function isBundle(bytes: Uint8Array): boolean {
  const at = Buffer.from(bytes.subarray(0, 20)).toString('hex').indexOf(signedData);
  return bytes[0] === constructedSequence && at >= 4 && at <= 12;
}

function isCertificate(bytes: Uint8Array): boolean {
  try {
    const [body, algorithm, signature] = sequenceOf(decodeDer(bytes, { trailing: true }));
    return (
      body?.tag === tags.sequence && algorithm?.tag === tags.sequence && signature?.tag === tags.bitString
    );
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return false;
  }
}
