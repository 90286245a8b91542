// ASN.1 as bytes, read: BER and DER into a tree of tags and contents. Bounded in size, depth and count, because
// what it reads comes from files that nobody vouches for. Knows tags and lengths, not what they mean; what it
// throws is always a `DerFault`, caught where a whole file is parsed.

export interface DerNode {
  /** The first byte without its "constructed" bit: class and number in one, as in `tags` and `context(0)`. */
  readonly tag: number;
  readonly constructed: boolean;
  /** Header, content and, where the length was indefinite, its end mark. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  readonly children: readonly DerNode[];
}

/** `truncated`: more was announced than is there. `malformed`: no reading makes sense of it. */
export class DerFault extends Error {
  readonly kind: 'truncated' | 'malformed';

  constructor(kind: 'truncated' | 'malformed', message: string) {
    super(message);
    this.name = 'DerFault';
    this.kind = kind;
  }
}

export const tags = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  utf8String: 12,
  sequence: 16,
  set: 17,
  printableString: 19,
  t61String: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  universalString: 28,
  bmpString: 30,
} as const;

export function context(number: number): number {
  return 0x80 | number;
}

const limits = { bytes: 4 * 1024 * 1024, depth: 40, nodes: 50_000 };

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  nodes: number;
}

/** One value. Bytes after it are a fault, unless the caller expects a file that somebody padded. */
export function decodeDer(bytes: Uint8Array, { trailing = false }: { trailing?: boolean } = {}): DerNode {
  if (bytes.length > limits.bytes) throw new DerFault('malformed', `is larger than ${limits.bytes} bytes`);
  const cursor = { bytes, at: 0, nodes: 0 };
  const node = decodeNode(cursor, bytes.length, 0);
  if (!trailing && cursor.at !== bytes.length)
    throw new DerFault('malformed', `goes on after its end at byte ${cursor.at}`);
  return node;
}

function decodeNode(cursor: Cursor, end: number, depth: number): DerNode {
  const start = cursor.at;
  cursor.nodes += 1;
  if (depth > limits.depth) throw new DerFault('malformed', `nests deeper than ${limits.depth} levels`);
  if (cursor.nodes > limits.nodes) throw new DerFault('malformed', `has more than ${limits.nodes} values`);
  const first = nextByte(cursor, end);
  if ((first & 0x1f) === 0x1f)
    throw new DerFault('malformed', `has an unknown kind of value at byte ${start}`);
  const constructed = (first & 0x20) !== 0;
  const length = decodeLength(cursor, end);
  if (length === undefined && !constructed)
    throw new DerFault('malformed', `has a value without a length at byte ${start}`);
  if (length !== undefined && cursor.at + length > end) throw truncatedAt(cursor, start, length);

  const contentStart = cursor.at;
  const children: DerNode[] = [];
  let contentEnd = contentStart + (length ?? 0);
  if (length === undefined) {
    while (!endsHere(cursor, end)) children.push(decodeNode(cursor, end, depth + 1));
    contentEnd = cursor.at;
    cursor.at += 2;
  } else if (constructed) {
    while (cursor.at < contentEnd) children.push(decodeNode(cursor, contentEnd, depth + 1));
  } else {
    cursor.at = contentEnd;
  }
  return {
    tag: first & ~0x20,
    constructed,
    bytes: cursor.bytes.subarray(start, cursor.at),
    content: cursor.bytes.subarray(contentStart, contentEnd),
    children,
  };
}

/** Undefined for the indefinite length of BER, which NSS and older Windows write. */
function decodeLength(cursor: Cursor, end: number): number | undefined {
  const start = cursor.at;
  const first = nextByte(cursor, end);
  if (first < 0x80) return first;
  if (first === 0x80) return undefined;
  let count = first & 0x7f;
  let length = 0;
  for (; count > 0; count -= 1) {
    length = length * 256 + nextByte(cursor, end);
    if (length > limits.bytes) throw new DerFault('malformed', `has an absurd length at byte ${start}`);
  }
  return length;
}

/** Whether the two zero bytes that end an indefinite length come next. */
function endsHere({ bytes, at }: Cursor, end: number): boolean {
  if (at + 2 > end) throw new DerFault('truncated', `ends at byte ${end}, before a value has ended`);
  return bytes[at] === 0 && bytes[at + 1] === 0;
}

function nextByte(cursor: Cursor, end: number): number {
  const byte = cursor.at < end ? cursor.bytes[cursor.at] : undefined;
  if (byte === undefined) throw truncatedAt(cursor, cursor.at, 1);
  cursor.at += 1;
  return byte;
}

/** Beyond the whole, bytes are missing; beyond the parent only, the lengths contradict each other. */
function truncatedAt(cursor: Cursor, start: number, length: number): DerFault {
  return cursor.at + length > cursor.bytes.length
    ? new DerFault('truncated', `ends at byte ${cursor.bytes.length}, inside the value at byte ${start}`)
    : new DerFault('malformed', `has a value at byte ${start} that is longer than what holds it`);
}
