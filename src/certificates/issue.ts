// Makes certificates in the process: the self-signed one of a lab's gateway, and an authority with its servers for
// the mock. The one file of this folder that takes chance from `node:crypto`; it writes nothing to disk.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import { buildX509, type CertificateDraft, type Signer } from './build-x509.ts';
import { factsOf, type CertificateFacts } from './facts.ts';
import { openCertificate } from './open-certificate.ts';
import { writePfx } from './pkcs12/write.ts';
import { seededRsaKey } from './seeded-key.ts';
import { seededRandom } from './seeded-random.ts';
import { decodeX509 } from './x509.ts';

export interface SelfSigned {
  readonly facts: CertificateFacts;
  /** A PKCS#12 file with its key and an empty password, in base64. */
  readonly pfx: Secret;
  readonly certificatePem: string;
}

export interface Issued {
  readonly certificatePem: string;
  readonly keyPem: string;
}

interface Validity {
  readonly now: Date;
  readonly validDays: number;
}

/** RSA of 2048 bits, as a gateway asks for. With a `seed`, which is for tests only, the same certificate each time. */
export async function issueSelfSigned({
  serviceName,
  names = [],
  now,
  validDays,
  seed,
}: Validity & {
  readonly serviceName: string;
  readonly names?: readonly string[];
  readonly seed?: string;
}): Promise<SelfSigned> {
  const random = seed === undefined ? chance : seededRandom(seed);
  const key = seed === undefined ? await generateRsaKey() : seededRsaKey(random);
  const draft = {
    commonName: serviceName,
    names: [...new Set([serviceName, ...names])],
    ca: false,
    ...validity({ now, validDays }),
  };
  const der = issue(draft, { key, random });
  const pfx = writePfx(
    { privateKey: key, certificates: [der], friendlyName: serviceName },
    { password: new Secret(''), random },
  );
  return {
    facts: factsOf(openCertificate(der), [], { hasPrivateKey: true, strayKeys: 0 }),
    pfx: new Secret(Buffer.from(pfx).toString('base64')),
    certificatePem: pem('CERTIFICATE', der),
  };
}

/** A root that signs servers, and nothing below them. */
export async function issueAuthority({
  now,
  validDays,
  commonName,
}: Validity & { readonly commonName: string }): Promise<Issued> {
  const key = await generateEcKey();
  const draft = { commonName, names: [], ca: true, ...validity({ now, validDays }) };
  return issued(issue(draft, { key, random: chance }), key);
}

/** `names` are DNS names and IP addresses; the first is the common name too. */
export async function issueServer({
  authority,
  names,
  now,
  validDays,
}: Validity & { readonly authority: Issued; readonly names: readonly string[] }): Promise<Issued> {
  const key = await generateEcKey();
  const draft = { commonName: names[0] ?? 'localhost', names, ca: false, ...validity({ now, validDays }) };
  const signer = {
    name: decodeX509(new X509Certificate(authority.certificatePem).raw).subject.der,
    key: createPrivateKey(authority.keyPem),
  };
  return issued(issue(draft, { key, random: chance, signer }), key);
}

const chance: Random = { bytes: (length) => randomBytes(length) };

const generate = promisify(generateKeyPair);

async function generateRsaKey(): Promise<KeyObject> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return privateKey;
}

async function generateEcKey(): Promise<KeyObject> {
  const { privateKey } = await generate('ec', { namedCurve: 'P-256' });
  return privateKey;
}

// Machines' clocks differ by minutes, and a certificate from the future is refused.
const backdateMs = 10 * 60_000;

function validity({ now, validDays }: Validity): { readonly notBefore: Date; readonly notAfter: Date } {
  return {
    notBefore: new Date(now.getTime() - backdateMs),
    notAfter: new Date(now.getTime() + validDays * 86_400_000),
  };
}

function issue(
  draft: Omit<CertificateDraft, 'serial' | 'publicKey'>,
  { key, random, signer }: { readonly key: KeyObject; readonly random: Random; readonly signer?: Signer },
): Uint8Array {
  const finished = { ...draft, serial: random.bytes(16), publicKey: createPublicKey(key) };
  return buildX509(finished, signer ?? { key });
}

function issued(der: Uint8Array, key: KeyObject): Issued {
  return {
    certificatePem: pem('CERTIFICATE', der),
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
