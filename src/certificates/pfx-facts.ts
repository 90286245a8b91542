// What a PFX says as facts: which of its certificates the key belongs to, and the chain of the others around it.
// Never throws; decides nothing about whether a gateway can use them.
import { DerFault } from './der.ts';
import { factsOf, type CertificateFacts } from './facts.ts';
import { publicKeyId } from './key-id.ts';
import { openCertificate, type OpenCertificate } from './open-certificate.ts';
import type { Pfx, PfxKey } from './pkcs12/parse.ts';

export interface PfxFacts {
  readonly facts?: CertificateFacts;
  /** The key of that certificate, where the file has it. */
  readonly key?: PfxKey;
  /** What is wrong, for a sentence that begins with the file's name. */
  readonly detail: string;
}

export function factsOfPfx({ keys, certificates }: Pfx): PfxFacts {
  try {
    const entries = certificates.map((entry) => {
      const open = openCertificate(Buffer.from(entry.certificate, 'base64'));
      return { open, key: keyOf(open, keys), localKeyId: entry.localKeyId };
    });
    const leaf = chooseLeaf(entries);
    if (leaf === undefined) return { detail: 'holds no certificate' };
    const used = new Set(entries.flatMap(({ key }) => (key === undefined ? [] : [key.publicKeyId])));
    const strayKeys = keys.filter((key) => !used.has(key.publicKeyId)).length;
    const others = entries.filter((entry) => entry !== leaf).map(({ open }) => open);
    const alsoKeyed = rivalsOf(leaf, entries);
    const held = {
      hasPrivateKey: leaf.key !== undefined,
      strayKeys,
      ...(alsoKeyed.length === 0 ? {} : { alsoKeyed }),
    };
    const key = leaf.key === undefined ? {} : { key: leaf.key };
    return { facts: factsOf(leaf.open, others, held), ...key, detail: '' };
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return { detail: fault.message };
  }
}

interface Entry {
  readonly open: OpenCertificate;
  readonly key: PfxKey | undefined;
  readonly localKeyId: string | undefined;
}

/** Others that could have been meant: over another key, since a renewal over the same one is no other server. */
function rivalsOf(leaf: Entry, entries: readonly Entry[]): readonly string[] {
  const rivals = entries.filter(({ key }) => key !== undefined && key.publicKeyId !== leaf.key?.publicKeyId);
  return [...new Set(rivals.map(({ open }) => open.fields.subject.text))];
}

/** The one with a key; of several over the same key the one tied to it, then the one that lasts longest. */
function chooseLeaf(entries: readonly Entry[]): Entry | undefined {
  const withKey = entries.filter(({ key }) => key !== undefined);
  if (withKey.length > 0) {
    const tied = withKey.filter(
      ({ key, localKeyId }) => localKeyId !== undefined && localKeyId === key?.localKeyId,
    );
    return (tied.length > 0 ? tied : withKey).toSorted(byLastDay)[0];
  }
  const issuers = new Set(entries.map(({ open }) => open.fields.issuer.text));
  return (
    entries.find(({ open }) => !open.fields.ca && !issuers.has(open.fields.subject.text)) ??
    entries.find(({ open }) => !open.fields.ca) ??
    entries[0]
  );
}

function byLastDay(a: Entry, b: Entry): number {
  return b.open.fields.notAfter.localeCompare(a.open.fields.notAfter);
}

function keyOf({ x509 }: OpenCertificate, keys: readonly PfxKey[]): PfxKey | undefined {
  if (keys.length === 0) return undefined;
  try {
    const id = publicKeyId(x509.publicKey);
    return keys.find((key) => key.publicKeyId === id);
  } catch {
    return undefined;
  }
}
