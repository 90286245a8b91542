// The integrity check of a PFX: which form of the password its MAC was made with, if any. Knows the MAC of
// PKCS#12 itself (RFC 7292) and PBMAC1 (RFC 9579).
import { createHmac, getHashes, timingSafeEqual } from 'node:crypto';
import type { DerNode } from '../der.ts';
import { octetsOf, oidOf, sequenceOf, smallIntegerOf } from '../der-values.ts';
import { hashes, oids } from '../oids.ts';
import { hmacHashes } from './ciphers.ts';
import { derivePkcs12, purposes } from './derive.ts';
import { PfxFault, spend, type Budget } from './fault.ts';
import type { PasswordForm } from './password.ts';
import { deriveModern } from './unlock.ts';

export interface Mac {
  /** `SHA-256`, or `PBMAC1` */
  readonly name: string;
  /** Whether this form of the password makes the same MAC over the content. */
  readonly fits: (password: PasswordForm) => boolean;
}

export function readableMac(node: DerNode, content: Uint8Array, budget: Budget): Mac {
  const [digestInfo, salt, rounds] = sequenceOf(node);
  const [algorithm, digest] = sequenceOf(digestInfo);
  const [id, parameters] = sequenceOf(algorithm);
  const oid = oidOf(id);
  const expected = octetsOf(digest);
  if (oid === oids.pbmac1) return pbmac1(parameters, content, { expected, budget });

  const hash = hashes[oid];
  if (hash === undefined || !getHashes().includes(hash.node))
    throw new PfxFault('unsupported', `has an integrity check that is not read here (${oid})`);
  const saltBytes = octetsOf(salt);
  const iterations = rounds === undefined ? 1 : smallIntegerOf(rounds);
  const tried = new Map<string, boolean>();
  const fits = ({ wide }: PasswordForm): boolean => {
    const form = Buffer.from(wide).toString('hex');
    const before = tried.get(form);
    if (before !== undefined) return before;
    spend(budget, iterations);
    const length = createHmac(hash.node, '').digest().length;
    const key = derivePkcs12(wide, purposes.mac, { hash: hash.node, salt: saltBytes, iterations, length });
    const same = sameBytes(createHmac(hash.node, key).update(content).digest(), expected);
    tried.set(form, same);
    return same;
  };
  return { name: hash.name, fits };
}

function pbmac1(
  parameters: DerNode | undefined,
  content: Uint8Array,
  { expected, budget }: { readonly expected: Uint8Array; readonly budget: Budget },
): Mac {
  const [derivation, scheme] = sequenceOf(parameters);
  const oid = oidOf(sequenceOf(scheme)[0]);
  const hash = hmacHashes[oid];
  if (hash === undefined)
    throw new PfxFault('unsupported', `has an integrity check that is not read here (${oid})`);
  return {
    name: 'PBMAC1',
    fits: ({ bytes }) => {
      const key = deriveModern(bytes, derivation, { length: expected.length, budget });
      return sameBytes(createHmac(hash, key).update(content).digest(), expected);
    },
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
