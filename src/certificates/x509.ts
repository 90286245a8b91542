// One X.509 certificate as its own bytes say it: the fields of RFC 5280 that a gateway's checks ask for. Throws
// a `DerFault` on what is no certificate; judges nothing and trusts nothing.
import { context, decodeDer, DerFault, tags, type DerNode } from './der.ts';
import {
  bitsOf,
  booleanOf,
  expectTag,
  hexOf,
  octetsOf,
  oidOf,
  sequenceOf,
  setOf,
  tagged,
  textOf,
  timeOf,
} from './der-values.ts';
import { hashes, nameLabels, oids, signatures } from './oids.ts';

export interface X509 {
  readonly der: Uint8Array;
  /** Upper-case hex, as Windows and OpenSSL show it. */
  readonly serial: string;
  readonly signatureAlgorithm: string;
  readonly signatureHash?: string;
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
  readonly notBefore: string;
  readonly notAfter: string;
  /** The whole SubjectPublicKeyInfo, and within it the key itself. */
  readonly publicKeyInfo: Uint8Array;
  readonly publicKeyBits: Uint8Array;
  readonly publicKeyOid: string;
  readonly dnsNames: readonly string[];
  readonly ca: boolean;
  /** OIDs; undefined where the certificate does not restrict its use. */
  readonly extendedKeyUsages?: readonly string[];
  readonly crlPoints: readonly string[];
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
}

interface DistinguishedName {
  readonly der: Uint8Array;
  /** Most specific part first, as Windows and RFC 4514 write it: `CN=…, O=…, C=…`. */
  readonly text: string;
  readonly commonName?: string;
}

export function decodeX509(der: Uint8Array): X509 {
  const certificate = decodeDer(der, { trailing: true });
  const [body, outerAlgorithm] = sequenceOf(certificate);
  const fields = sequenceOf(body);
  const rest = fields.filter(({ tag }) => tag !== context(0));
  const [serial, , issuer, validity, subject, publicKey] = rest;
  const [notBefore, notAfter] = sequenceOf(validity);
  const [keyAlgorithm, keyBits] = sequenceOf(publicKey);
  const list = tagged(fields, 3)?.children[0];
  const extensions = list === undefined ? new Map<string, DerNode>() : decodeExtensions(sequenceOf(list));
  return {
    der: certificate.bytes,
    serial: serialText(expectTag(serial, tags.integer).content),
    ...decodeSignature(outerAlgorithm),
    issuer: decodeName(issuer),
    subject: decodeName(subject),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    publicKeyInfo: expectTag(publicKey, tags.sequence).bytes,
    publicKeyBits: bitsOf(keyBits),
    publicKeyOid: oidOf(sequenceOf(keyAlgorithm)[0]),
    ...decodeUses(extensions),
  };
}

function serialText(content: Uint8Array): string {
  const digits = hexOf(content).toUpperCase();
  return digits.length > 2 && digits.startsWith('00') ? digits.slice(2) : digits;
}

function decodeSignature(
  node: DerNode | undefined,
): Pick<X509, 'signatureAlgorithm'> & Partial<Pick<X509, 'signatureHash'>> {
  const [algorithm, parameters] = sequenceOf(node);
  const oid = oidOf(algorithm);
  const { name, hash } = signatures[oid] ?? { name: oid };
  const signatureHash = oid === oids.rsaPss ? pssHash(parameters) : hash;
  return { signatureAlgorithm: name, ...(signatureHash === undefined ? {} : { signatureHash }) };
}

/** SHA-1 is what PSS means where it names no hash: https://www.rfc-editor.org/rfc/rfc4055#section-3.1 */
function pssHash(parameters: DerNode | undefined): string {
  const algorithm = tagged(parameters?.children ?? [], 0)?.children[0];
  if (algorithm === undefined) return 'SHA-1';
  const oid = oidOf(sequenceOf(algorithm)[0]);
  return hashes[oid]?.name ?? oid;
}

function decodeName(node: DerNode | undefined): DistinguishedName {
  const parts: string[] = [];
  let commonName: string | undefined;
  for (const group of sequenceOf(node)) {
    const pairs = setOf(group).map((pair) => {
      const [type, value] = sequenceOf(pair);
      if (value === undefined) throw new DerFault('malformed', 'has a name without a value');
      const oid = oidOf(type);
      const text = textOf(value);
      if (oid === oids.commonName) commonName = text;
      return `${nameLabels[oid] ?? oid}=${escapeNamePart(text)}`;
    });
    parts.unshift(pairs.join('+'));
  }
  const { bytes } = expectTag(node, tags.sequence);
  return { der: bytes, text: parts.join(', '), ...(commonName === undefined ? {} : { commonName }) };
}

/** https://www.rfc-editor.org/rfc/rfc4514#section-2.4 */
function escapeNamePart(text: string): string {
  return text
    .replaceAll(/[",+;<>\\]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')
    .replaceAll(/[\0-\x1f\x7f]/g, (control) => `\\${hexOf(Buffer.from(control)).toUpperCase()}`);
}

function decodeExtensions(list: readonly DerNode[]): ReadonlyMap<string, DerNode> {
  return new Map(
    list.map((extension) => {
      const parts = sequenceOf(extension);
      return [oidOf(parts[0]), decodeDer(octetsOf(parts.at(-1)), { trailing: true })];
    }),
  );
}

function decodeUses(extensions: ReadonlyMap<string, DerNode>) {
  const alternatives = extensions.get(oids.subjectAltName);
  const constraints = extensions.get(oids.basicConstraints);
  const usages = extensions.get(oids.extendedKeyUsage);
  const points = extensions.get(oids.crlDistributionPoints);
  const subjectKey = extensions.get(oids.subjectKeyIdentifier);
  const authorityKey = extensions.get(oids.authorityKeyIdentifier);
  const authorityKeyId = authorityKey && tagged(sequenceOf(authorityKey), 0)?.content;
  const caFlag = constraints && sequenceOf(constraints).find(({ tag }) => tag === tags.boolean);
  return {
    dnsNames: alternatives === undefined ? [] : generalNames(sequenceOf(alternatives), 2),
    ca: caFlag !== undefined && booleanOf(caFlag),
    ...(usages === undefined ? {} : { extendedKeyUsages: sequenceOf(usages).map(oidOf) }),
    crlPoints: points === undefined ? [] : sequenceOf(points).flatMap(crlAddresses),
    ...(subjectKey === undefined ? {} : { subjectKeyId: hexOf(octetsOf(subjectKey)) }),
    ...(authorityKeyId === undefined ? {} : { authorityKeyId: hexOf(authorityKeyId) }),
  };
}

/** DistributionPoint [0] → fullName [0] → the addresses among its general names. */
function crlAddresses(point: DerNode): readonly string[] {
  const name = tagged(sequenceOf(point), 0);
  const full = tagged(name?.children ?? [], 0);
  return generalNames(full?.children ?? [], 6);
}

function generalNames(nodes: readonly DerNode[], kind: number): readonly string[] {
  return nodes
    .filter(({ tag }) => tag === context(kind))
    .map(({ content }) => Buffer.from(content).toString('latin1'));
}
