// The bags within a PFX: certificates and private keys, with the labels that hang on them. Skips what a gateway has
// no use for (revocation lists, secrets), and says of a key that is still locked that it is.
import { DerFault, tags, type DerNode } from '../der.ts';
import { expectTag, hexOf, octetsOf, oidOf, sequenceOf, setOf, tagged, textOf } from '../der-values.ts';
import { oids } from '../oids.ts';
import type { Locked } from './unlock.ts';

export interface Labels {
  readonly friendlyName?: string;
  /** What ties a key to its certificate, in hex. */
  readonly localKeyId?: string;
}

export type Bag =
  | ({ readonly kind: 'certificate'; readonly der: Uint8Array } & Labels)
  | ({ readonly kind: 'key'; readonly pkcs8: Uint8Array } & Labels)
  | ({ readonly kind: 'locked-key'; readonly locked: Locked } & Labels);

const deepest = 4;

/** A SafeContents: https://www.rfc-editor.org/rfc/rfc7292#section-4.2 */
export function bagsOf(contents: DerNode, depth = 0): readonly Bag[] {
  if (depth > deepest) throw new DerFault('malformed', `nests its bags deeper than ${deepest} levels`);
  return sequenceOf(contents).flatMap((node) => {
    const parts = sequenceOf(node);
    const value = expectTag(tagged(parts, 0), 0x80).children[0];
    if (value === undefined) throw new DerFault('malformed', 'has an empty bag');
    const read = readers[oidOf(parts[0])];
    return read === undefined ? [] : read(value, labelsOf(parts[2]), depth);
  });
}

/** Whether the bytes are a PKCS#8 private key by their shape: the sign that a password was right. */
export function looksLikeKey(node: DerNode): boolean {
  const [version, algorithm, key] = node.children;
  return (
    node.tag === tags.sequence &&
    version?.tag === tags.integer &&
    algorithm?.children[0]?.tag === tags.oid &&
    key?.tag === tags.octetString
  );
}

type Reader = (value: DerNode, labels: Labels, depth: number) => readonly Bag[];

const readers: Readonly<Record<string, Reader>> = {
  [oids.keyBag]: (value, labels) => [{ kind: 'key', pkcs8: value.bytes, ...labels }],
  [oids.shroudedKeyBag]: (value, labels) => {
    const [algorithm, encrypted] = sequenceOf(value);
    return [{ kind: 'locked-key', locked: { algorithm, encrypted: octetsOf(encrypted) }, ...labels }];
  },
  [oids.certificateBag]: (value, labels) => {
    const parts = sequenceOf(value);
    if (oidOf(parts[0]) !== oids.x509Certificate) return [];
    return [{ kind: 'certificate', der: octetsOf(tagged(parts, 0)?.children[0]), ...labels }];
  },
  [oids.safeContentsBag]: (value, _labels, depth) => bagsOf(value, depth + 1),
};

function labelsOf(attributes: DerNode | undefined): Labels {
  if (attributes === undefined) return {};
  const labels: { friendlyName?: string; localKeyId?: string } = {};
  for (const attribute of setOf(attributes)) {
    const [type, values] = sequenceOf(attribute);
    const value = setOf(values)[0];
    if (value === undefined) continue;
    const oid = oidOf(type);
    if (oid === oids.friendlyName) labels.friendlyName = textOf(value);
    if (oid === oids.localKeyId) labels.localKeyId = hexOf(octetsOf(value));
  }
  return labels;
}
