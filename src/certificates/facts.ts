// What is known about a certificate, as plain data: its own fields, its key, and the chain found beside it. From
// PEM or DER here; from a PFX in `pfx-facts.ts`. States facts only; `check.ts` judges them.
import { createHash, type X509Certificate } from 'node:crypto';
import { oids } from './oids.ts';
import { issued, parseBundle, type OpenCertificate, type ParsedBundle } from './open-certificate.ts';
import type { X509 } from './x509.ts';

/** One certificate, whatever stands beside it. */
export interface SingleFacts {
  /** `CN=GraniteFalls.contoso.com, O=Contoso` */
  readonly subject: string;
  /** In the case it was issued with: the site compares it case-sensitively on renewal. */
  readonly commonName?: string;
  /** The DNS names of the subject alternative name. */
  readonly names: readonly string[];
  readonly wildcard: boolean;
  /** `RSA`, `RSA-PSS`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the identifier of what is none of them. */
  readonly keyAlgorithm: string;
  readonly keyBits: number;
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-1 in upper-case hex, as Windows shows it. */
  readonly thumbprint: string;
  readonly sha256: string;
  readonly issuer: string;
  readonly serial: string;
  readonly selfSigned: boolean;
  readonly ca: boolean;
  /** OIDs; absent where the certificate does not restrict its use. */
  readonly extendedKeyUsages?: readonly string[];
  readonly crlPoints: readonly string[];
  readonly signatureAlgorithm: string;
  readonly signatureHash?: string;
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
}

export interface CertificateFacts extends SingleFacts {
  /** Whether the file holds the key that belongs to this certificate. */
  readonly hasPrivateKey: boolean;
  /** Keys in the file that belong to no certificate in it. */
  readonly strayKeys: number;
  /** Subjects of other certificates in the file that have their own keys there; absent where there is none. */
  readonly alsoKeyed?: readonly string[];
  /** The issuer, its issuer and so on, as far as the file has them. */
  readonly chain: readonly SingleFacts[];
  /** Certificates in the file that are no part of the chain. */
  readonly unrelated: readonly SingleFacts[];
  /** Thumbprints of certificates that the file holds more than once. */
  readonly duplicates: readonly string[];
  /** Whether the file lists the chain from the certificate up to its root. */
  readonly inOrder: boolean;
}

/** How a certificate was handed over. */
export type FileForm = 'pfx' | 'pem' | 'der';

export interface ParsedCertificate extends Omit<ParsedBundle, 'certificates'> {
  readonly facts?: CertificateFacts;
}

/** The first certificate of a PEM or DER file, and the others as its chain. Never throws. */
export function parseCertificate(bytes: Uint8Array): ParsedCertificate {
  const { certificates, ...problem } = parseBundle(bytes);
  const [first, ...others] = certificates;
  return first === undefined ? problem : { facts: factsOf(first, others), detail: '' };
}

export function factsOf(
  certificate: OpenCertificate,
  others: readonly OpenCertificate[],
  keys: Pick<CertificateFacts, 'hasPrivateKey' | 'strayKeys' | 'alsoKeyed'> = {
    hasPrivateKey: false,
    strayKeys: 0,
  },
): CertificateFacts {
  const known = new Map<string, OpenCertificate>();
  const duplicates = new Set<string>();
  for (const each of [certificate, ...others]) {
    const { thumbprint } = singleFacts(each);
    if (known.has(thumbprint)) duplicates.add(thumbprint);
    else known.set(thumbprint, each);
  }
  const [, ...candidates] = known.values();
  const chain = chainOf(certificate, candidates);
  const chained = new Set(chain);
  const listed = candidates.filter((each) => chained.has(each));
  return {
    ...singleFacts(certificate),
    ...keys,
    chain: chain.map(singleFacts),
    unrelated: candidates.filter((each) => !chained.has(each)).map(singleFacts),
    duplicates: [...duplicates],
    inOrder: listed.every((each, index) => each === chain[index]),
  };
}

export function singleFacts({ fields, x509 }: OpenCertificate): SingleFacts {
  const { subject, dnsNames, extendedKeyUsages, signatureHash, subjectKeyId, authorityKeyId } = fields;
  const { commonName } = subject;
  return {
    subject: subject.text,
    ...(commonName === undefined ? {} : { commonName }),
    names: dnsNames,
    wildcard: [commonName, ...dnsNames].some((name) => name?.startsWith('*.')),
    ...keyFacts(fields, x509),
    notBefore: fields.notBefore,
    notAfter: fields.notAfter,
    thumbprint: createHash('sha1').update(fields.der).digest('hex').toUpperCase(),
    sha256: createHash('sha256').update(fields.der).digest('hex').toUpperCase(),
    issuer: fields.issuer.text,
    serial: fields.serial,
    selfSigned: issued({ fields, x509 }, { fields, x509 }),
    ca: fields.ca,
    ...(extendedKeyUsages === undefined ? {} : { extendedKeyUsages }),
    crlPoints: fields.crlPoints,
    signatureAlgorithm: fields.signatureAlgorithm,
    ...(signatureHash === undefined ? {} : { signatureHash }),
    ...(subjectKeyId === undefined ? {} : { subjectKeyId }),
    ...(authorityKeyId === undefined ? {} : { authorityKeyId }),
  };
}

/** No chain of an authority is a third of this; one that goes on was made to keep its reader busy. */
const longest = 20;

function chainOf(
  certificate: OpenCertificate,
  candidates: readonly OpenCertificate[],
): readonly OpenCertificate[] {
  const chain: OpenCertificate[] = [];
  let last = certificate;
  for (;;) {
    const from = last;
    if (issued(from, from) || chain.length === longest) return chain;
    const issuers = candidates.filter((each) => !chain.includes(each) && issued(each, from));
    // A root may stand beside a copy of itself that another root signed; the chain ends at the root.
    const next = issuers.find((each) => issued(each, each)) ?? issuers[0];
    if (next === undefined) return chain;
    chain.push(next);
    last = next;
  }
}

const keyNames: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  dsa: 'DSA',
};

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
};

function keyFacts(
  { publicKeyOid, publicKeyBits }: X509,
  x509: X509Certificate,
): Pick<SingleFacts, 'keyAlgorithm' | 'keyBits'> {
  try {
    const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } = x509.publicKey;
    const bits = details?.modulusLength ?? curveBits[details?.namedCurve ?? ''] ?? publicKeyBits.length * 8;
    return { keyAlgorithm: keyNames[type] ?? type, keyBits: bits };
  } catch {
    // OpenSSL has no name for the key; its identifier still says what it is.
    return { keyAlgorithm: publicKeyOid === oids.ecPublicKey ? 'EC' : publicKeyOid, keyBits: 0 };
  }
}
