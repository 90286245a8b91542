// Faults put into DER, blindly and with an eye for its structure: bits, bytes, pieces, lengths, numbers and depth. What
// comes of the same numbers is the same each time.
import { decodeDer, DerFault, tags, type DerNode } from '../../../src/certificates/der.ts';

type Below = (below: number) => number;

/** One to three faults. */
export function mutate(original: Uint8Array, next: Below): Uint8Array {
  let bytes: Uint8Array = original;
  for (let faults = 1 + next(3); faults > 0; faults -= 1) {
    const kind = kinds[next(kinds.length)] ?? flipped;
    bytes = kind(Buffer.from(bytes), next);
    if (bytes.length === 0) return bytes;
  }
  return bytes;
}

type Kind = (bytes: Buffer, next: Below) => Uint8Array;

/** Headers decide more than contents, and most of them stand at the front. */
function placeIn(bytes: Buffer, next: Below): number {
  return next(2) === 0 ? next(Math.min(80, bytes.length)) : next(bytes.length);
}

const flipped: Kind = (bytes, next) => {
  const at = placeIn(bytes, next);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << next(8));
  return bytes;
};

const kinds: readonly Kind[] = [
  flipped,
  (bytes, next) => {
    bytes[placeIn(bytes, next)] = next(256);
    return bytes;
  },
  (bytes, next) => {
    const at = placeIn(bytes, next);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + next(8))]);
  },
  (bytes, next) => {
    const at = placeIn(bytes, next);
    return Buffer.concat([bytes.subarray(0, at + 1 + next(8)), bytes.subarray(at)]);
  },
  (bytes, next) => (next(3) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes),
  // A length: short, none at all, or of more bytes than there are.
  (bytes, next) =>
    atNode(bytes, next, ({ start }) => {
      const lengths = [
        [next(256)],
        [0x80],
        [0x84, 0x7f, 0xff, 0xff, 0xff],
        [0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      ];
      const length = lengths[next(lengths.length)] ?? [];
      return Buffer.concat([bytes.subarray(0, start + 1), Buffer.from(length), bytes.subarray(start + 2)]);
    }),
  // A kind of value in the place of another.
  (bytes, next) =>
    atNode(bytes, next, ({ start }) => {
      const all = Object.values(tags);
      bytes[start] = (all[next(all.length)] ?? 0) | (next(2) << 5);
      return bytes;
    }),
  // A number: the largest and the smallest of its length, which is how rounds and versions go wrong.
  (bytes, next) =>
    atNode(bytes, next, ({ node }) => {
      if (node.tag === tags.integer) node.content.fill([0x00, 0x7f, 0xff][next(3)] ?? 0);
      return bytes;
    }),
  // Depth: a value in a great many sequences, most without a length.
  (bytes, next) =>
    atNode(bytes, next, ({ start, node }) => {
      const levels = [3, 39, 41, 5000][next(4)] ?? 3;
      const open = Buffer.from('3080'.repeat(levels), 'hex');
      const end = start + node.bytes.length;
      const parts = [bytes.subarray(0, start), open, bytes.subarray(start, end), Buffer.alloc(levels * 2)];
      return Buffer.concat([...parts, bytes.subarray(end)]);
    }),
  // A whole value twice, or not at all.
  (bytes, next) =>
    atNode(bytes, next, ({ start, node }) => {
      const end = start + node.bytes.length;
      return Buffer.concat([
        bytes.subarray(0, next(2) === 0 ? end : start),
        bytes.subarray(next(2) === 0 ? start : end),
      ]);
    }),
];

interface Found {
  readonly start: number;
  readonly node: DerNode;
}

function atNode(bytes: Buffer, next: Below, change: (found: Found) => Uint8Array): Uint8Array {
  const nodes = nodesIn(bytes);
  const node = nodes[next(Math.max(1, nodes.length))];
  return node === undefined ? bytes : change({ node, start: node.bytes.byteOffset - bytes.byteOffset });
}

/** Of the values within strings too; none where the bytes are no DER any more. */
function nodesIn(bytes: Uint8Array): readonly DerNode[] {
  try {
    return allOf(decodeDer(bytes, { trailing: true }));
  } catch (fault) {
    if (!(fault instanceof DerFault)) throw fault;
    return [];
  }
}

function allOf(node: DerNode): readonly DerNode[] {
  const within = node.tag === tags.octetString && !node.constructed ? nodesIn(node.content) : [];
  return [node, ...node.children.flatMap(allOf), ...within];
}
