// What the values of a DER tree say: numbers, identifiers, bytes, text and times. Throws a `DerFault` where a
// value is not what its reader was promised; decides nothing about its meaning.
import { context, DerFault, tags, type DerNode } from './der.ts';

export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw new DerFault('malformed', `has no value of kind ${tag} where one belongs`);
  return node;
}

export function sequenceOf(node: DerNode | undefined): readonly DerNode[] {
  return expectTag(node, tags.sequence).children;
}

export function setOf(node: DerNode | undefined): readonly DerNode[] {
  return expectTag(node, tags.set).children;
}

export function tagged(nodes: readonly DerNode[], number: number): DerNode | undefined {
  return nodes.find(({ tag }) => tag === context(number));
}

export function integerOf(node: DerNode | undefined): bigint {
  const { content } = expectTag(node, tags.integer);
  if (content.length === 0) throw new DerFault('malformed', 'has a number without digits');
  return BigInt.asIntN(content.length * 8, BigInt(`0x${hexOf(content)}`));
}

/** For counts and versions; what does not fit 32 bits is a fault. */
export function smallIntegerOf(node: DerNode | undefined): number {
  const { content } = expectTag(node, tags.integer);
  const value = content.length > 5 ? -1n : integerOf(node);
  if (value < 0n || value > 0xffffffffn) throw new DerFault('malformed', 'has a count out of range');
  return Number(value);
}

export function oidOf(node: DerNode | undefined): string {
  const { content } = expectTag(node, tags.oid);
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) throw new DerFault('malformed', 'has an absurd identifier');
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first, ...rest] = arcs;
  if (first === undefined) throw new DerFault('malformed', 'has an empty identifier');
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** BER may cut an octet string into pieces, each a string of its own. */
export function octetsOf(node: DerNode | undefined, tag: number = tags.octetString): Uint8Array {
  const found = expectTag(node, tag);
  if (!found.constructed) return found.content;
  return Buffer.concat(found.children.map((piece) => octetsOf(piece)));
}

export function bitsOf(node: DerNode | undefined): Uint8Array {
  const { content, constructed } = expectTag(node, tags.bitString);
  if (constructed || content.length === 0) throw new DerFault('malformed', 'has bits in pieces');
  return content.subarray(1);
}

export function booleanOf(node: DerNode | undefined): boolean {
  return expectTag(node, tags.boolean).content.some((byte) => byte !== 0);
}

/** The character sets of names and labels; what is in none of them is read byte by byte. */
export function textOf({ tag, content }: DerNode): string {
  if (tag === tags.utf8String) return new TextDecoder().decode(content);
  if (tag === tags.bmpString) return wideText(content, 2);
  if (tag === tags.universalString) return wideText(content, 4);
  return Buffer.from(content).toString('latin1');
}

function wideText(content: Uint8Array, width: 2 | 4): string {
  const bytes = Buffer.from(content);
  let text = '';
  for (let at = 0; at + width <= bytes.length; at += width) {
    const unit = width === 2 ? bytes.readUInt16BE(at) : bytes.readUInt32BE(at);
    text += unit > 0x10ffff ? '\ufffd' : width === 2 ? String.fromCharCode(unit) : String.fromCodePoint(unit);
  }
  return text.replace(/\0$/, '');
}

/** As ISO text, in UTC. */
export function timeOf(node: DerNode | undefined): string {
  const text = Buffer.from(node?.content ?? []).toString('latin1');
  const pattern =
    node?.tag === tags.utcTime
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?(Z|[+-]\d{4})$/;
  const [, year = '', month, day, hour, minute, second = '00', zone = 'Z'] = pattern.exec(text) ?? [];
  // Two digits mean 1950 to 2049: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5.1
  const fullYear = year.length === 2 ? `${Number(year) < 50 ? '20' : '19'}${year}` : year;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const time = Date.parse(`${fullYear}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  if (Number.isNaN(time))
    throw new DerFault(
      'malformed',
      `has a time that is none: '${text.slice(0, 32).replaceAll(/[^ -~]/g, '?')}'`,
    );
  return new Date(time).toISOString();
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
