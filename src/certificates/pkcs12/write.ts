// Writes a PFX of one key and its certificates the modern way: PBES2 with AES-256 and a MAC by HMAC-SHA256, which
// OpenSSL from 1.1, Windows from Server 2019 and Key Vault read. All chance comes in as an argument.
import { createCipheriv, createHash, createHmac, pbkdf2Sync, type KeyObject } from 'node:crypto';
import type { Random } from '../../base/ports.ts';
import type { Secret } from '../../base/secret.ts';
import {
  bmpString,
  explicit,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  set,
} from '../der-write.ts';
import { oids } from '../oids.ts';
import { derivePkcs12, purposes } from './derive.ts';
import { passwordForms } from './password.ts';

export interface PfxContents {
  readonly privateKey: KeyObject;
  /** DER; the key's own certificate first. */
  readonly certificates: readonly Uint8Array[];
  readonly friendlyName?: string;
}

export interface Protection {
  readonly password: Secret;
  readonly random: Random;
  readonly iterations?: number;
}

// OpenSSL's own count. A PFX that needs more than its password to protect it does not belong in a file.
const usualIterations = 2048;

export function writePfx(
  { privateKey, certificates, friendlyName }: PfxContents,
  { password, random, iterations = usualIterations }: Protection,
): Uint8Array {
  const [form] = passwordForms(password);
  const lock = { password: form.bytes, random, iterations };
  const keyId = createHash('sha1')
    .update(certificates[0] ?? '')
    .digest();
  const label = friendlyName === undefined ? [] : [attribute(oids.friendlyName, bmpString(friendlyName))];
  const attributes = set(attribute(oids.localKeyId, octetString(keyId)), ...label);

  const certificateBags = certificates.map((der, index) =>
    bag(
      oids.certificateBag,
      sequence(oid(oids.x509Certificate), explicit(0, octetString(der))),
      index === 0 ? [attributes] : [],
    ),
  );
  const certificateSafe = sequence(
    oid(oids.encryptedData),
    explicit(0, sequence(integer(0), encryptedContent(sequence(...certificateBags), lock))),
  );
  const key = encrypt(privateKey.export({ type: 'pkcs8', format: 'der' }), lock);
  const shrouded = sequence(key.algorithm, octetString(key.encrypted));
  const keySafe = data(sequence(bag(oids.shroudedKeyBag, shrouded, [attributes])));

  const safes = sequence(certificateSafe, keySafe);
  const salt = random.bytes(16);
  const macKey = derivePkcs12(form.wide, purposes.mac, { hash: 'sha256', salt, iterations, length: 32 });
  const digest = createHmac('sha256', macKey).update(safes).digest();
  const mac = sequence(
    sequence(sequence(oid(oids.sha256), nothing()), octetString(digest)),
    octetString(salt),
    integer(iterations),
  );
  return sequence(integer(3), data(safes), mac);
}

function data(content: Uint8Array): Uint8Array {
  return sequence(oid(oids.data), explicit(0, octetString(content)));
}

function bag(type: string, value: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array {
  return sequence(oid(type), explicit(0, value), ...attributes);
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), set(value));
}

interface Lock {
  readonly password: Uint8Array;
  readonly random: Random;
  readonly iterations: number;
}

function encryptedContent(content: Uint8Array, lock: Lock): Uint8Array {
  const { algorithm, encrypted } = encrypt(content, lock);
  return sequence(oid(oids.data), algorithm, implicit(0, encrypted));
}

function encrypt(
  content: Uint8Array,
  { password, random, iterations }: Lock,
): { readonly algorithm: Uint8Array; readonly encrypted: Uint8Array } {
  const salt = random.bytes(16);
  const iv = random.bytes(16);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, iterations, 32, 'sha256'), iv);
  const derivation = sequence(
    octetString(salt),
    integer(iterations),
    sequence(oid(oids.hmacWithSha256), nothing()),
  );
  const algorithm = sequence(
    oid(oids.pbes2),
    sequence(sequence(oid(oids.pbkdf2), derivation), sequence(oid(oids.aes256Cbc), octetString(iv))),
  );
  return { algorithm, encrypted: Buffer.concat([cipher.update(content), cipher.final()]) };
}
