// A 64-bit hash of bytes in two lanes of 32 bits, after Murmur, as the template language uses it. Seed zero.

export function murmur64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  let one = 0;
  let two = 0;
  for (let at = 0; at < whole; at += 8) {
    one ^= mixOne(view.getUint32(at, true));
    one = (Math.imul((rotate(one, 19) + two) | 0, 5) + 0x561ccd1b) | 0;
    two ^= mixTwo(view.getUint32(at + 4, true));
    two = (Math.imul((rotate(two, 13) + one) | 0, 5) + 0x0bcaa747) | 0;
  }
  const rest = bytes.subarray(whole);
  if (rest.length > 0) one ^= mixOne(little(rest.subarray(0, 4)));
  if (rest.length > 4) two ^= mixTwo(little(rest.subarray(4)));

  one ^= bytes.length;
  two ^= bytes.length;
  one = (one + two) | 0;
  two = (two + one) | 0;
  one = finish(one);
  two = finish(two);
  one = (one + two) | 0;
  two = (two + one) | 0;
  return (BigInt(two >>> 0) << 32n) | BigInt(one >>> 0);
}

const first = 0x239b961b;
const second = 0xab0e9789;

function mixOne(block: number): number {
  return Math.imul(rotate(Math.imul(block, first), 15), second);
}

function mixTwo(block: number): number {
  return Math.imul(rotate(Math.imul(block, second), 17), first);
}

function finish(lane: number): number {
  let hash = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function little(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => (value << 8) | byte, 0);
}
