// Puts together and signs one X.509 certificate that strict clients accept. Takes every key, number and moment
// as an argument; makes none of them.
import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  set,
  time,
  utf8String,
} from './der-write.ts';
import { decodeDer } from './der.ts';
import { bitsOf, sequenceOf } from './der-values.ts';
import { parseIpAddress } from './ip-address.ts';
import { oids } from './oids.ts';

export interface CertificateDraft {
  readonly commonName: string;
  /** DNS names and IP addresses. */
  readonly names: readonly string[];
  readonly ca: boolean;
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
}

export interface Signer {
  /** The issuer's distinguished name as its own certificate spells it. */
  readonly name: Uint8Array;
  readonly key: KeyObject;
}

/** The finished certificate as DER. Without a signer's name it is signed by itself. */
export function buildX509(
  draft: CertificateDraft,
  { name, key }: Partial<Signer> & { key: KeyObject },
): Uint8Array {
  const subject = commonNameOnly(draft.commonName);
  const algorithm =
    key.asymmetricKeyType === 'ec'
      ? sequence(oid(oids.ecdsaWithSha256))
      : sequence(oid(oids.sha256WithRsa), nothing());
  const body = sequence(
    explicit(0, integer(2)),
    integer(positive(draft.serial)),
    algorithm,
    name ?? subject,
    sequence(time(draft.notBefore), time(draft.notAfter)),
    subject,
    publicKeyInfo(draft.publicKey),
    explicit(3, sequence(...extensionsOf(draft, key))),
  );
  return sequence(body, algorithm, bitString(sign('sha256', body, key)));
}

/** A serial number is positive and of at most 20 bytes: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2 */
function positive(serial: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(serial.subarray(0, 20));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function extensionsOf({ names, ca, publicKey }: CertificateDraft, key: KeyObject): readonly Uint8Array[] {
  // OpenSSL 3 with X509_V_FLAG_X509_STRICT, which Python 3.13 sets, asks for both key identifiers.
  const identifiers = [
    extension(oids.subjectKeyIdentifier, octetString(keyIdentifier(publicKey))),
    extension(oids.authorityKeyIdentifier, sequence(implicit(0, keyIdentifier(createPublicKey(key))))),
  ];
  if (ca) {
    return [
      extension(oids.basicConstraints, sequence(boolean(true), integer(0)), { critical: true }),
      extension(oids.keyUsage, keyUsage.signCertificatesAndLists, { critical: true }),
      ...identifiers,
    ];
  }
  const usage = publicKey.asymmetricKeyType === 'ec' ? keyUsage.sign : keyUsage.signAndEncipher;
  return [
    extension(oids.basicConstraints, sequence(), { critical: true }),
    extension(oids.keyUsage, usage, { critical: true }),
    extension(oids.extendedKeyUsage, sequence(oid(oids.serverAuth))),
    extension(oids.subjectAltName, sequence(...names.map(alternativeName))),
    ...identifiers,
  ];
}

// https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.3: bit 0 signs, 2 enciphers keys, 5 and 6 sign certificates and lists.
const keyUsage = {
  sign: bitString(Uint8Array.of(0b1000_0000), 7),
  signAndEncipher: bitString(Uint8Array.of(0b1010_0000), 5),
  signCertificatesAndLists: bitString(Uint8Array.of(0b0000_0110), 1),
};

function extension(id: string, value: Uint8Array, { critical = false } = {}): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

function alternativeName(name: string): Uint8Array {
  const address = parseIpAddress(name);
  return address === undefined ? implicit(2, Buffer.from(name, 'latin1')) : implicit(7, address);
}

function commonNameOnly(commonName: string): Uint8Array {
  return sequence(set(sequence(oid(oids.commonName), utf8String(commonName))));
}

function publicKeyInfo(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}

/** SHA-1 of the key's bits, as https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.2 proposes. */
function keyIdentifier(key: KeyObject): Uint8Array {
  const bits = bitsOf(sequenceOf(decodeDer(publicKeyInfo(key)))[1]);
  return createHash('sha1').update(bits).digest();
}
