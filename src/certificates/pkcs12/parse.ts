// Reads a PFX (PKCS#12, RFC 7292) of any maker, on `node:crypto` alone. Never throws, never accepts a wrong password,
// and says whether the password, the file, or our own knowledge is what falls short.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Secret } from '../../base/secret.ts';
import { context, decodeDer, DerFault, type DerNode } from '../der.ts';
import { expectTag, octetsOf, oidOf, sequenceOf, smallIntegerOf, tagged } from '../der-values.ts';
import { publicKeyId } from '../key-id.ts';
import { oids } from '../oids.ts';
import { bagsOf, looksLikeKey, type Bag, type Labels } from './bags.ts';
import { freshBudget, PfxFault, type Budget, type PfxProblem } from './fault.ts';
import { readableMac, type Mac } from './mac.ts';
import { passwordForms, type PasswordForm } from './password.ts';
import { whatElse } from './recognize.ts';
import { materialOf, unlock, type Locked } from './unlock.ts';

export interface Pfx {
  readonly keys: readonly PfxKey[];
  readonly certificates: readonly PfxCertificate[];
  /** `SHA-256`, `PBMAC1`, …; absent where the file has no integrity check. */
  readonly mac?: string;
}

export interface PfxKey extends Labels {
  /** The same for a key and for every certificate over it. */
  readonly publicKeyId: string;
  /** PKCS#8 DER in base64. */
  readonly pkcs8: Secret;
}

interface PfxCertificate extends Labels {
  /** DER in base64. */
  readonly certificate: string;
}

export interface ParsedPfx {
  readonly pfx?: Pfx;
  readonly problem?: PfxProblem;
  /** What is wrong, for a sentence that begins with the file's name. */
  readonly detail: string;
}

export function parsePfx(bytes: Uint8Array, password: Secret | undefined): ParsedPfx {
  try {
    return { pfx: open(bytes, password), detail: '' };
  } catch (fault) {
    return explainFault(fault, bytes);
  }
}

function explainFault(fault: unknown, bytes: Uint8Array): ParsedPfx {
  const other = whatElse(bytes);
  if (fault instanceof PfxFault && (other === undefined || fault.problem !== 'unsupported'))
    return { problem: fault.problem, detail: fault.message };
  if (other !== undefined) return { problem: 'not-a-pfx', detail: other };
  // Anything else that breaks was broken by the file: OpenSSL throws errors of its own at what it cannot digest.
  if (!(fault instanceof DerFault))
    return { problem: 'damaged', detail: `is a damaged PFX: it breaks its reader (${String(fault)})` };
  const cut = fault.kind === 'truncated' ? 'is cut short: it ' : 'is a damaged PFX: it ';
  return { problem: 'damaged', detail: `${cut}${fault.message}` };
}

// A key and a chain take some ten thousand bytes; ciphers and signatures of a thousand times that would hang the run.
const limits = { bytes: 1024 * 1024, bags: 250 };

function open(bytes: Uint8Array, password: Secret | undefined): Pfx {
  if (bytes.length > limits.bytes) throw new PfxFault('unsupported', `is larger than ${limits.bytes} bytes`);
  const [version, content, macData] = sequenceOf(decodeDer(bytes, { trailing: true }));
  const number = smallIntegerOf(version);
  if (number !== 3) throw new PfxFault('unsupported', `is a PFX of version ${number}; version 3 is read`);
  const safe = contentOf(content);
  if (safe.type !== oids.data)
    throw new PfxFault('unsupported', 'is protected with a key pair in place of a password');
  const whole = octetsOf(safe.value);
  const parts = sequenceOf(decodeDer(whole)).map(contentOf);
  const budget = freshBudget();
  const forms = passwordForms(password);
  const mac = macData === undefined ? undefined : readableMac(macData, whole, budget);
  const fitting = mac === undefined ? undefined : forms.find((form) => mac.fits(form));
  // What fits the integrity check most likely fits the rest too, so it goes first.
  const ordered = fitting === undefined ? forms : [fitting, ...forms.filter((form) => form !== fitting)];
  const keyring = { forms: ordered, budget, missing: password === undefined };
  if (mac !== undefined && fitting === undefined) throw misfit(mac, parts, keyring);
  const bags = parts.flatMap((part) => openPart(part, keyring, mac));
  if (bags.length > limits.bags)
    throw new PfxFault(
      'unsupported',
      `holds ${bags.length} keys and certificates; up to ${limits.bags} are read`,
    );
  return {
    keys: bags.flatMap((bag) => openKey(bag, keyring, mac)),
    certificates: bags.flatMap((bag) =>
      bag.kind === 'certificate'
        ? [{ ...labelsOf(bag), certificate: Buffer.from(bag.der).toString('base64') }]
        : [],
    ),
    ...(mac === undefined ? {} : { mac: mac.name }),
  };
}

interface Content {
  readonly type: string;
  readonly value: DerNode | undefined;
}

function contentOf(node: DerNode | undefined): Content {
  const parts = sequenceOf(node);
  return { type: oidOf(parts[0]), value: expectTag(tagged(parts, 0), context(0)).children[0] };
}

interface Keyring {
  readonly forms: readonly PasswordForm[];
  readonly budget: Budget;
  /** Whether no password was given at all, rather than an empty one. */
  readonly missing: boolean;
}

function openPart({ type, value }: Content, keyring: Keyring, mac: Mac | undefined): readonly Bag[] {
  if (type === oids.data) return bagsOf(decodeDer(octetsOf(value)));
  if (type !== oids.encryptedData)
    throw new PfxFault('unsupported', 'is encrypted for a certificate in place of a password');
  const [, encryptedContent] = sequenceOf(value);
  const [, algorithm, encrypted] = sequenceOf(encryptedContent);
  const locked = { algorithm, encrypted: octetsOf(encrypted, context(0)) };
  return unlockWith(locked, keyring, bagsOf) ?? locksOut(keyring, mac);
}

/** The keys of bags that stand by themselves, as in a PEM file. Throws a `PfxFault`. */
export function openKeyBags(bags: readonly Bag[], password: Secret | undefined): readonly PfxKey[] {
  const forms = passwordForms(password);
  const keyring = { forms, budget: freshBudget(), missing: password === undefined };
  return bags.flatMap((bag) => openKey(bag, keyring, undefined));
}

function openKey(bag: Bag, keyring: Keyring, mac: Mac | undefined): readonly PfxKey[] {
  if (bag.kind === 'certificate') return [];
  const pkcs8 =
    bag.kind === 'key'
      ? bag.pkcs8
      : (unlockWith(bag.locked, keyring, (node) => (looksLikeKey(node) ? node.bytes : undefined)) ??
        locksOut(keyring, mac));
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const id = publicKeyId(createPublicKey(key));
    return [{ ...labelsOf(bag), publicKeyId: id, pkcs8: new Secret(Buffer.from(pkcs8).toString('base64')) }];
  } catch {
    throw new PfxFault('unsupported', 'holds a private key that OpenSSL cannot read');
  }
}

/** Tries each form of the password until one gives something that `accept` can read to its end. */
function unlockWith<T>(
  locked: Locked,
  { forms, budget }: Keyring,
  accept: (node: DerNode) => T | undefined,
): T | undefined {
  const tried = new Set<string>();
  for (const form of forms) {
    const material = materialOf(locked, form);
    if (tried.has(material)) continue;
    tried.add(material);
    const plain = unlock(locked, form, budget);
    if (plain === undefined) continue;
    try {
      const accepted = accept(decodeDer(plain));
      if (accepted !== undefined) return accepted;
    } catch (fault) {
      // Noise where the password is wrong: RC4 has no padding to show it, and one in 256 wrong keys passes others.
      if (!(fault instanceof DerFault)) throw fault;
    }
  }
  return undefined;
}

function locksOut({ missing }: Keyring, mac: Mac | undefined): never {
  if (mac !== undefined)
    throw new PfxFault('unsupported', 'protects its contents with another password than its integrity check');
  throw new PfxFault('wrong-password', wrongPassword(missing));
}

/** The integrity check fits no form of the password: wrong password, or right password and changed file? */
function misfit(mac: Mac, parts: readonly Content[], keyring: Keyring): PfxFault {
  const encrypted = parts.find(({ type }) => type === oids.encryptedData);
  const opened = ((): boolean => {
    try {
      if (encrypted !== undefined) return openPart(encrypted, keyring, undefined).length > 0;
      const bags = parts.flatMap((part) => openPart(part, keyring, undefined));
      const locked = bags.find(({ kind }) => kind === 'locked-key');
      return locked !== undefined && openKey(locked, keyring, undefined).length > 0;
    } catch (fault) {
      if (!(fault instanceof PfxFault || fault instanceof DerFault)) throw fault;
      return false;
    }
  })();
  return opened
    ? new PfxFault('damaged', `was changed after it was made: its ${mac.name} integrity check fails`)
    : new PfxFault('wrong-password', wrongPassword(keyring.missing));
}

function wrongPassword(missing: boolean): string {
  return missing ? 'needs a password' : 'does not open with this password';
}

function labelsOf({ friendlyName, localKeyId }: Bag): Labels {
  return {
    ...(friendlyName === undefined ? {} : { friendlyName }),
    ...(localKeyId === undefined ? {} : { localKeyId }),
  };
}
