// Undoes the encryption of one part of a PFX with a password: reads which scheme it names, derives the key, and
// decrypts. Whether the result makes sense is for the caller to say.
import { createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import type { DerNode } from '../der.ts';
import { tags } from '../der.ts';
import { integerOf, octetsOf, oidOf, sequenceOf, smallIntegerOf } from '../der-values.ts';
import { oids } from '../oids.ts';
import { decrypt, hmacHashes, modernCiphers, oldSchemes, type Cipher } from './ciphers.ts';
import { derivePkcs12, derivePkcs5, purposes } from './derive.ts';
import { PfxFault, spend, type Budget } from './fault.ts';
import type { PasswordForm } from './password.ts';

export interface Locked {
  readonly algorithm: DerNode | undefined;
  readonly encrypted: Uint8Array;
}

/** Undefined where this form of the password is visibly not the right one. */
export function unlock(
  { algorithm, encrypted }: Locked,
  password: PasswordForm,
  budget: Budget,
): Uint8Array | undefined {
  const [id, parameters] = sequenceOf(algorithm);
  const oid = oidOf(id);
  if (oid === oids.pbes2) return unlockModern(encrypted, password, { parameters, budget });
  const scheme = oldSchemes[oid];
  if (scheme === undefined)
    throw new PfxFault('unsupported', `is encrypted in a way that is not read here (${oid})`);

  const { hash, cipher, derivation } = scheme;
  const [salt, rounds] = sequenceOf(parameters);
  const settings = { hash, salt: octetsOf(salt), iterations: smallIntegerOf(rounds) };
  if (derivation === 'pkcs5') {
    spend(budget, settings.iterations);
    const derived = derivePkcs5(password.bytes, { ...settings, length: 16 });
    return decrypt(cipher, encrypted, { key: derived.subarray(0, 8), iv: derived.subarray(8) });
  }
  // SHA-1, which all of them use, gives 20 bytes at a time.
  const blocks = Math.ceil(cipher.keyLength / 20) + Math.ceil(cipher.ivLength / 20);
  spend(budget, settings.iterations, blocks);
  const key = derivePkcs12(password.wide, purposes.key, { ...settings, length: cipher.keyLength });
  const iv = derivePkcs12(password.wide, purposes.iv, { ...settings, length: cipher.ivLength });
  return decrypt(cipher, encrypted, { key, iv });
}

/** What of the password goes in, so that two forms which differ in nothing else need not both be tried. */
export function materialOf({ algorithm }: Locked, { wide, bytes }: PasswordForm): string {
  const scheme = oldSchemes[oidOf(sequenceOf(algorithm)[0])];
  return Buffer.from(scheme?.derivation === 'pkcs12' ? wide : bytes).toString('hex');
}

interface Scheme {
  readonly parameters: DerNode | undefined;
  readonly budget: Budget;
}

function unlockModern(
  encrypted: Uint8Array,
  password: PasswordForm,
  { parameters, budget }: Scheme,
): Uint8Array | undefined {
  const [derivation, encryption] = sequenceOf(parameters);
  const [id, settings] = sequenceOf(encryption);
  const oid = oidOf(id);
  const cipher = modernCiphers[oid];
  if (cipher === undefined)
    throw new PfxFault('unsupported', `is encrypted with a cipher that is not read here (${oid})`);
  const { iv, ...weakened } = startOf(cipher, settings);
  const key = deriveModern(password.bytes, derivation, { length: cipher.keyLength, budget });
  return decrypt({ ...cipher, ...weakened }, encrypted, { key, iv });
}

/** RC2 hides its effective bits behind a number: https://www.rfc-editor.org/rfc/rfc8018#appendix-B.2.3 */
const rc2Versions: Readonly<Record<number, number>> = { 160: 40, 120: 64, 58: 128 };

function startOf(
  { name }: Cipher,
  settings: DerNode | undefined,
): { readonly iv: Uint8Array; readonly effectiveBits?: number } {
  if (name !== 'rc2-cbc') return { iv: octetsOf(settings) };
  const [first, second] = sequenceOf(settings);
  if (second === undefined) return { iv: octetsOf(first), effectiveBits: 32 };
  const version = smallIntegerOf(first);
  const effectiveBits = version < 256 ? rc2Versions[version] : Math.min(version, 1024);
  if (effectiveBits === undefined)
    throw new PfxFault('unsupported', `has RC2 of the unknown kind ${version}`);
  return { iv: octetsOf(second), effectiveBits };
}

/** PBKDF2 or scrypt, as an AlgorithmIdentifier names them. Also what PBMAC1 makes its key with. */
export function deriveModern(
  password: Uint8Array,
  derivation: DerNode | undefined,
  { length, budget }: { readonly length: number; readonly budget: Budget },
): Uint8Array {
  const [id, parameters] = sequenceOf(derivation);
  const oid = oidOf(id);
  const settings = sequenceOf(parameters);
  if (oid === oids.scrypt) return deriveScrypt(password, settings, { length, budget });
  if (oid !== oids.pbkdf2)
    throw new PfxFault('unsupported', `derives its keys in a way that is not read here (${oid})`);
  const [salt, rounds, ...optional] = settings;
  const iterations = smallIntegerOf(rounds);
  const given = optional.find(({ tag }) => tag === tags.integer);
  const prf = optional.find(({ tag }) => tag === tags.sequence);
  const prfOid = prf === undefined ? oids.hmacWithSha1 : oidOf(prf.children[0]);
  const hash = hmacHashes[prfOid];
  if (hash === undefined)
    throw new PfxFault('unsupported', `derives its keys with a hash that is not read here (${prfOid})`);
  const wanted = given === undefined ? length : smallIntegerOf(given);
  if (wanted < 1 || wanted > 128) throw new PfxFault('damaged', `asks for a key of ${wanted} bytes`);
  spend(budget, iterations, Math.ceil(wanted / createHmac(hash, '').digest().length));
  return pbkdf2Sync(password, octetsOf(salt), iterations, wanted, hash);
}

const scryptMemory = 64 * 1024 * 1024;

function deriveScrypt(
  password: Uint8Array,
  [salt, cost, blockSize, parallel]: readonly DerNode[],
  { length, budget }: { readonly length: number; readonly budget: Budget },
): Uint8Array {
  const [N, r, p] = [integerOf(cost), integerOf(blockSize), integerOf(parallel)].map(Number);
  if (N === undefined || r === undefined || p === undefined || !(N * r * 128 < scryptMemory) || N < 2)
    throw new PfxFault('unsupported', 'asks scrypt for more memory than is given');
  spend(budget, N * r * p);
  try {
    return scryptSync(password, octetsOf(salt), length, { N, r, p, maxmem: 2 * scryptMemory });
  } catch {
    throw new PfxFault('damaged', 'has settings that scrypt refuses');
  }
}
