// Keys out of passwords: the derivation of PKCS#12 itself (RFC 7292, appendix B) and the older one of PKCS#5.
// The modern ones, PBKDF2 and scrypt, are `node:crypto`'s own.
import { hash as digestOf } from 'node:crypto';
import { rehash } from './rehash.ts';

export interface Derivation {
  /** As `node:crypto` calls it. */
  readonly hash: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly length: number;
}

/** What the derived bytes are for; RFC 7292, appendix B.3. */
export const purposes = { key: 1, iv: 2, mac: 3 } as const;

/** `password` is UTF-16 in big-endian order with its closing zero, see `passwordForms`. */
export function derivePkcs12(
  password: Uint8Array,
  purpose: 1 | 2 | 3,
  { hash, salt, iterations, length }: Derivation,
): Uint8Array {
  const block = /^(?:sha384|sha512)/.test(hash) ? 128 : (sha3Blocks[hash] ?? 64);
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([stretch(salt, block), stretch(password, block)]);
  const output: Uint8Array[] = [];
  for (let have = 0; have < length; have += output.at(-1)?.length ?? length) {
    const first = digestOf(hash, Buffer.concat([diversifier, input]), 'buffer');
    const digest = rehash(hash, first, iterations - 1);
    output.push(digest);
    addToEach(input, stretch(digest, block).subarray(0, block), block);
  }
  return Buffer.concat(output).subarray(0, length);
}

/** PBKDF1 of PKCS#5: https://www.rfc-editor.org/rfc/rfc8018#section-5.1 */
export function derivePkcs5(
  password: Uint8Array,
  { hash, salt, iterations, length }: Derivation,
): Uint8Array {
  const digest = rehash(hash, digestOf(hash, Buffer.concat([password, salt]), 'buffer'), iterations - 1);
  return digest.subarray(0, length);
}

const sha3Blocks: Readonly<Record<string, number>> = {
  'sha3-224': 144,
  'sha3-256': 136,
  'sha3-384': 104,
  'sha3-512': 72,
};

/** Repeated until it fills whole blocks; nothing stays nothing. */
function stretch(bytes: Uint8Array, block: number): Buffer {
  const filled = Buffer.alloc(Math.ceil(bytes.length / block) * block);
  return bytes.length === 0 ? filled : filled.fill(bytes);
}

/** Adds `digest` + 1 to each block of `input`, as numbers of a block's length. */
function addToEach(input: Buffer, digest: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at -= 1) {
      const sum = (input[start + at] ?? 0) + (digest[at] ?? 0) + carry;
      input[start + at] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
