// ASN.1 as bytes, written: one function per kind of value, each giving finished DER. Refuses to be clever about
// order or defaults; whoever composes a structure answers for its meaning.
import { tags } from './der.ts';

function encode(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag), encodeLength(content.length), content]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return encode(tags.sequence | constructed, ...parts);
}

export function set(...parts: readonly Uint8Array[]): Uint8Array {
  return encode(tags.set | constructed, ...parts);
}

/** `[number]` around whole values. */
export function explicit(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return encode(0x80 | constructed | number, ...parts);
}

/** `[number]` in place of a simple value's own tag. */
export function implicit(number: number, content: Uint8Array): Uint8Array {
  return encode(0x80 | number, content);
}

/** Bytes are taken as an unsigned number, highest first. */
export function integer(value: number | bigint | Uint8Array): Uint8Array {
  const bytes = typeof value === 'object' ? Buffer.from(value) : bytesOf(BigInt(value));
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const digits = bytes.subarray(start);
  const sign = (digits[0] ?? 0) >= 0x80 || digits.length === 0 ? [0] : [];
  return encode(tags.integer, Uint8Array.from(sign), digits);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left % 128) | 0x80);
    return groups;
  });
  return encode(tags.oid, Uint8Array.from(bytes));
}

export function octetString(...parts: readonly Uint8Array[]): Uint8Array {
  return encode(tags.octetString, ...parts);
}

export function bitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return encode(tags.bitString, Uint8Array.of(unusedBits), bytes);
}

export function boolean(value: boolean): Uint8Array {
  return encode(tags.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function nothing(): Uint8Array {
  return encode(tags.null);
}

export function utf8String(text: string): Uint8Array {
  return encode(tags.utf8String, Buffer.from(text, 'utf8'));
}

export function bmpString(text: string): Uint8Array {
  return encode(tags.bmpString, Buffer.from(text, 'utf16le').swap16());
}

/** Two-digit years until 2049 and four-digit ones from 2050: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
export function time(moment: Date): Uint8Array {
  const digits = `${moment.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const year = moment.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? encode(tags.utcTime, Buffer.from(digits.slice(2)))
    : encode(tags.generalizedTime, Buffer.from(digits));
}

const constructed = 0x20;

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes = bytesOf(BigInt(length));
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
