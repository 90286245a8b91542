// Certificates from PEM or DER, opened: read by our own reader for their fields, and by OpenSSL for keys and
// signatures. Says which of them issued which; makes no facts of them and trusts none.
import { X509Certificate } from 'node:crypto';
import { DerFault } from './der.ts';
import { decodeX509, type X509 } from './x509.ts';

export interface OpenCertificate {
  readonly fields: X509;
  readonly x509: X509Certificate;
}

export function openCertificate(der: Uint8Array): OpenCertificate {
  const fields = decodeX509(der);
  try {
    return { fields, x509: new X509Certificate(fields.der) };
  } catch {
    throw new DerFault('malformed', 'has fields that OpenSSL cannot read');
  }
}

export interface ParsedBundle {
  readonly problem?: 'not-a-certificate' | 'damaged';
  /** What is wrong, for a sentence that begins with the file's name. */
  readonly detail: string;
  readonly certificates: readonly OpenCertificate[];
}

/** Every certificate of a PEM or DER file, in its order. Never throws. */
export function parseBundle(bytes: Uint8Array): ParsedBundle {
  const blocks = certificateBlocks(bytes);
  const nothing = 'holds no certificate, neither as PEM nor as DER';
  if (blocks.length === 0) return { certificates: [], problem: 'not-a-certificate', detail: nothing };
  try {
    return { certificates: blocks.map(openCertificate), detail: '' };
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return {
      certificates: [],
      problem: 'damaged',
      detail: `holds a damaged certificate: it ${fault.message}`,
    };
  }
}

/** By name and by signature: a root that was re-keyed keeps its name and did not sign the older certificates. */
export function issued(issuer: OpenCertificate, certificate: OpenCertificate): boolean {
  if (Buffer.compare(issuer.fields.subject.der, certificate.fields.issuer.der) !== 0) return false;
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}

/** Every certificate of a PEM file, or the one that a DER file is. */
function certificateBlocks(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  const pattern =
    /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;
  const blocks = [...text.matchAll(pattern)].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
  if (blocks.length > 0 || text.includes('-----BEGIN ')) return blocks;
  // A certificate begins with a sequence within a sequence; a PFX, for one, with a number.
  const inner = (bytes[1] ?? 0) > 0x80 ? 2 + ((bytes[1] ?? 0) & 0x7f) : 2;
  return bytes[0] === 0x30 && bytes[inner] === 0x30 ? [bytes] : [];
}
