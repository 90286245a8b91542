// A PEM file read as if it were a PFX: its certificates, and the private keys beside them. Never throws; a gateway
// takes no PEM, so this serves only to say what is in one.
import { createPrivateKey } from 'node:crypto';
import { decodeDer, DerFault } from './der.ts';
import { octetsOf, sequenceOf } from './der-values.ts';
import { parseBundle } from './open-certificate.ts';
import type { Bag } from './pkcs12/bags.ts';
import { PfxFault } from './pkcs12/fault.ts';
import { openKeyBags, type ParsedPfx } from './pkcs12/parse.ts';
import type { Secret } from '../base/secret.ts';

/** A PFX or DER begins with a sequence, whatever text is further on in it. */
export function isPem(bytes: Uint8Array): boolean {
  return bytes[0] !== 0x30 && Buffer.from(bytes).includes('-----BEGIN ');
}

export function parsePem(bytes: Uint8Array, password: Secret | undefined): ParsedPfx {
  const { certificates, problem, detail } = parseBundle(bytes);
  if (problem === 'damaged') return { problem, detail };
  const text = Buffer.from(bytes).toString('latin1');
  if (problem !== undefined) return { problem: 'not-a-pfx', detail: withoutCertificate(text) };
  try {
    const keys = openKeyBags(
      keyBlocks(text).map((block) => keyBag(block, password)),
      password,
    );
    const ders = certificates.map(({ fields }) => Buffer.from(fields.der).toString('base64'));
    return { pfx: { keys, certificates: ders.map((certificate) => ({ certificate })) }, detail: '' };
  } catch (fault) {
    if (fault instanceof PfxFault) return { problem: fault.problem, detail: fault.message };
    if (!(fault instanceof DerFault)) throw fault;
    return { problem: 'damaged', detail: `holds a damaged private key: it ${fault.message}` };
  }
}

function withoutCertificate(text: string): string {
  if (/-----BEGIN (?:PKCS12|PFX)-----/.test(text)) return 'is a PFX written as base64 text';
  if (text.includes('-----BEGIN PKCS7-----') || text.includes('-----BEGIN CMS-----'))
    return 'is a PKCS#7 bundle, which never holds a private key';
  if (/-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----/.test(text))
    return 'is a request for a certificate, not the certificate that was issued';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return 'is a private key without a certificate';
  return 'is a PEM file without a whole certificate';
}

interface Block {
  readonly label: string;
  readonly pem: string;
  readonly body: string;
}

function keyBlocks(text: string): readonly Block[] {
  const pattern = /-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----([^-]+(?:-[^-]+)*)-----END \1-----/g;
  return [...text.matchAll(pattern)].map(([pem, label = '', body = '']) => ({ pem, label, body }));
}

function keyBag({ label, pem, body }: Block, password: Secret | undefined): Bag {
  if (label === 'PRIVATE KEY') return { kind: 'key', pkcs8: Buffer.from(body, 'base64') };
  if (label === 'ENCRYPTED PRIVATE KEY') {
    // Not left to OpenSSL, which derives for as many rounds as the file says.
    const [algorithm, encrypted] = sequenceOf(decodeDer(Buffer.from(body, 'base64')));
    return { kind: 'locked-key', locked: { algorithm, encrypted: octetsOf(encrypted) } };
  }
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', passphrase: password?.reveal() ?? '' });
    return { kind: 'key', pkcs8: key.export({ format: 'der', type: 'pkcs8' }) };
  } catch {
    if (!pem.includes('ENCRYPTED'))
      throw new PfxFault('unsupported', 'holds a private key that OpenSSL cannot read');
    const detail = password === undefined ? 'needs a password' : 'does not open with this password';
    throw new PfxFault('wrong-password', detail);
  }
}
