// The ciphers that a PFX may use, one row each, and how each is undone. Where the key is wrong the padding almost
// always shows it; what is left must be caught by whoever reads the result.
import { createDecipheriv, getCipherInfo } from 'node:crypto';
import { PfxFault } from './fault.ts';
import { decryptRc2 } from './rc2.ts';
import { decryptRc4 } from './rc4.ts';

export interface Cipher {
  /** As `node:crypto` calls it, or one of the two that it no longer has. */
  readonly name: string;
  readonly keyLength: number;
  readonly ivLength: number;
  /** RC2 alone weakens its key to so many bits. */
  readonly effectiveBits?: number;
}

/** Undefined where the padding shows that the key was wrong. */
export function decrypt(
  { name, effectiveBits = 128 }: Cipher,
  encrypted: Uint8Array,
  { key, iv }: { readonly key: Uint8Array; readonly iv: Uint8Array },
): Uint8Array | undefined {
  if (name === 'rc4') return decryptRc4(key, encrypted);
  if (name === 'rc2-cbc') return decryptRc2(key, encrypted, { iv, effectiveBits });
  const info = getCipherInfo(name);
  if (info === undefined) throw new PfxFault('unsupported', `is encrypted with ${name}, which Node lacks`);
  if (iv.length !== info.ivLength) throw new PfxFault('damaged', `has a start value of ${iv.length} bytes`);
  const fullKey = name === 'des-ede3-cbc' ? tripled(key) : key;
  if (fullKey.length !== info.keyLength)
    throw new PfxFault('damaged', `asks for a key of ${key.length} bytes for ${name}`);
  const decipher = createDecipheriv(name, fullKey, iv);
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** DES is triple DES with one key three times, two-key triple DES with the first key once more. */
function tripled(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, key, key]).subarray(0, 24);
}

const tripleDes = { name: 'des-ede3-cbc', ivLength: 8 };
const rc2 = { name: 'rc2-cbc', ivLength: 8 };

export interface OldScheme {
  readonly derivation: 'pkcs12' | 'pkcs5';
  readonly hash: string;
  readonly cipher: Cipher;
}

/** Schemes that fix derivation and cipher together: RFC 7292 appendix C, RFC 8018 appendix A.3. */
export const oldSchemes: Readonly<Record<string, OldScheme>> = {
  '1.2.840.113549.1.12.1.1': pkcs12({ name: 'rc4', keyLength: 16, ivLength: 0 }),
  '1.2.840.113549.1.12.1.2': pkcs12({ name: 'rc4', keyLength: 5, ivLength: 0 }),
  '1.2.840.113549.1.12.1.3': pkcs12({ ...tripleDes, keyLength: 24 }),
  '1.2.840.113549.1.12.1.4': pkcs12({ ...tripleDes, keyLength: 16 }),
  '1.2.840.113549.1.12.1.5': pkcs12({ ...rc2, keyLength: 16, effectiveBits: 128 }),
  '1.2.840.113549.1.12.1.6': pkcs12({ ...rc2, keyLength: 5, effectiveBits: 40 }),
  '1.2.840.113549.1.5.3': pkcs5('md5', { ...tripleDes, keyLength: 8 }),
  '1.2.840.113549.1.5.6': pkcs5('md5', { ...rc2, keyLength: 8, effectiveBits: 64 }),
  '1.2.840.113549.1.5.10': pkcs5('sha1', { ...tripleDes, keyLength: 8 }),
  '1.2.840.113549.1.5.11': pkcs5('sha1', { ...rc2, keyLength: 8, effectiveBits: 64 }),
};

/** The ciphers of PBES2, which name their start value themselves. */
export const modernCiphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16, ivLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24, ivLength: 16 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 },
  '1.2.392.200011.61.1.1.1.2': { name: 'camellia-128-cbc', keyLength: 16, ivLength: 16 },
  '1.2.392.200011.61.1.1.1.3': { name: 'camellia-192-cbc', keyLength: 24, ivLength: 16 },
  '1.2.392.200011.61.1.1.1.4': { name: 'camellia-256-cbc', keyLength: 32, ivLength: 16 },
  '1.2.410.200046.1.1.2': { name: 'aria-128-cbc', keyLength: 16, ivLength: 16 },
  '1.2.410.200046.1.1.7': { name: 'aria-192-cbc', keyLength: 24, ivLength: 16 },
  '1.2.410.200046.1.1.12': { name: 'aria-256-cbc', keyLength: 32, ivLength: 16 },
  '1.2.156.10197.1.104.2': { name: 'sm4-cbc', keyLength: 16, ivLength: 16 },
  '1.2.410.200004.1.4': { name: 'seed-cbc', keyLength: 16, ivLength: 16 },
  '1.2.840.113549.3.7': { ...tripleDes, keyLength: 24 },
  '1.3.14.3.2.7': { ...tripleDes, keyLength: 8 },
  '1.2.840.113549.3.2': { ...rc2, keyLength: 16 },
};

/** The hash within a PBKDF2 or a MAC, by its HMAC's identifier. */
export const hmacHashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.6': 'md5',
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
  '2.16.840.1.101.3.4.2.13': 'sha3-224',
  '2.16.840.1.101.3.4.2.14': 'sha3-256',
  '2.16.840.1.101.3.4.2.15': 'sha3-384',
  '2.16.840.1.101.3.4.2.16': 'sha3-512',
};

function pkcs12(cipher: Cipher): OldScheme {
  return { derivation: 'pkcs12', hash: 'sha1', cipher };
}

function pkcs5(hash: string, cipher: Cipher): OldScheme {
  return { derivation: 'pkcs5', hash, cipher };
}
