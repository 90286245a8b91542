// PFX files that no program at hand writes: odd passwords, PBMAC1, foreign key derivations, and BER in place of DER.
// Built from the writer's parts only; what must be read back is known beforehand.
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { decodeDer, tags, type DerNode } from '../../../src/certificates/der.ts';
import {
  explicit,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
} from '../../../src/certificates/der-write.ts';
import { derivePkcs12, purposes } from '../../../src/certificates/pkcs12/derive.ts';

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const hmacWithSha256 = sequence(oid('1.2.840.113549.2.9'), nothing());
const salt = Buffer.from('0102030405060708', 'hex');

export interface Parts {
  /** AuthenticatedSafe as DER, from `dataPart`, `encryptedPart` and so on. */
  readonly safes: Uint8Array;
  readonly mac?: Uint8Array;
  readonly version?: number;
}

export function buildPfx({ safes, mac, version = 3 }: Parts): Uint8Array {
  const content = sequence(oid(data), explicit(0, octetString(safes)));
  return sequence(integer(version), content, ...(mac === undefined ? [] : [mac]));
}

export function dataPart(contents: Uint8Array): Uint8Array {
  return sequence(oid(data), explicit(0, octetString(contents)));
}

/** PBES2 with AES-256 under exactly these bytes as password. */
export function encryptedPart(
  contents: Uint8Array,
  { password, rounds = 10 }: { readonly password: Uint8Array; readonly rounds?: number },
): Uint8Array {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, rounds, 32, 'sha256'), iv);
  const derivation = sequence(
    oid('1.2.840.113549.1.5.12'),
    sequence(octetString(salt), integer(rounds), hmacWithSha256),
  );
  const encryption = sequence(oid('2.16.840.1.101.3.4.1.42'), octetString(iv));
  const algorithm = sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, encryption));
  const encrypted = Buffer.concat([cipher.update(contents), cipher.final()]);
  const content = sequence(integer(0), sequence(oid(data), algorithm, implicit(0, encrypted)));
  return sequence(oid(encryptedData), explicit(0, content));
}

/** Triple DES under a key that PKCS#12 itself derives, as everybody wrote it for twenty years. */
export function oldEncryptedPart(contents: Uint8Array, password: Uint8Array, rounds = 10): Uint8Array {
  const settings = { hash: 'sha1', salt, iterations: rounds };
  const key = derivePkcs12(password, purposes.key, { ...settings, length: 24 });
  const iv = derivePkcs12(password, purposes.iv, { ...settings, length: 8 });
  const cipher = createCipheriv('des-ede3-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(contents), cipher.final()]);
  const algorithm = sequence(oid('1.2.840.113549.1.12.1.3'), sequence(octetString(salt), integer(rounds)));
  const content = sequence(integer(0), sequence(oid(data), algorithm, implicit(0, encrypted)));
  return sequence(oid(encryptedData), explicit(0, content));
}

export function certificateBag(der: Uint8Array): Uint8Array {
  const value = sequence(oid('1.2.840.113549.1.9.22.1'), explicit(0, octetString(der)));
  return sequence(oid('1.2.840.113549.1.12.10.1.3'), explicit(0, value));
}

/** `value` is a PrivateKeyInfo, or an EncryptedPrivateKeyInfo for a shrouded bag. */
export function keyBag(value: Uint8Array, { shrouded = false } = {}): Uint8Array {
  return sequence(oid(`1.2.840.113549.1.12.10.1.${shrouded ? 2 : 1}`), explicit(0, value));
}

/** RFC 9579: PBKDF2 with HMAC-SHA256 for the key, HMAC-SHA256 for the MAC. */
export function pbmac1(safes: Uint8Array, password: Uint8Array): Uint8Array {
  const key = pbkdf2Sync(password, salt, 20, 32, 'sha256');
  const derivation = sequence(octetString(salt), integer(20), integer(32), hmacWithSha256);
  const parameters = sequence(sequence(oid('1.2.840.113549.1.5.12'), derivation), hmacWithSha256);
  const algorithm = sequence(oid('1.2.840.113549.1.5.14'), parameters);
  const digest = createHmac('sha256', key).update(safes).digest();
  return sequence(sequence(algorithm, octetString(digest)), octetString(salt), integer(1));
}

/** The MAC of RFC 7292 in its form only: with so many rounds that nobody should try. */
export function slowMac(rounds: number): Uint8Array {
  const algorithm = sequence(oid('2.16.840.1.101.3.4.2.1'), nothing());
  return sequence(sequence(algorithm, octetString(Buffer.alloc(32))), octetString(salt), integer(rounds));
}

/** The same values with indefinite lengths and octet strings in pieces, the way NSS and old Windows write. */
export function toBer(der: Uint8Array, depth = 99): Uint8Array {
  return berOf(decodeDer(der), depth);
}

const end = Uint8Array.of(0, 0);

function berOf({ tag, constructed, content, children, bytes }: DerNode, depth: number): Uint8Array {
  if (depth === 0) return bytes;
  if (constructed)
    return Buffer.concat([
      Uint8Array.of(tag | 0x20, 0x80),
      ...children.map((child) => berOf(child, depth - 1)),
      end,
    ]);
  // [0] without a constructed bit is the encrypted content, which is an octet string by another name.
  if ((tag !== tags.octetString && tag !== 0x80) || content.length < 20) return bytes;
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += 100) pieces.push(octetString(content.subarray(at, at + 100)));
  return Buffer.concat([Uint8Array.of(tag | 0x20, 0x80), ...pieces, end]);
}
