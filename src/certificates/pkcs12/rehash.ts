// A digest hashed again and again: what the old key derivations ask for, up to some million times in one file. SHA-1,
// which nearly all of them use, is worked out here, since a call into OpenSSL costs more than twice what it does.
import { hash as digestOf } from 'node:crypto';

/** `digest`, which is one of this hash, hashed so many times more. */
export function rehash(hash: string, digest: Uint8Array, times: number): Uint8Array {
  if (hash === 'sha1') return rehashSha1(digest, times);
  let last = digest;
  for (let round = 0; round < times; round += 1) last = digestOf(hash, last, 'buffer');
  return last;
}

/** https://www.rfc-editor.org/rfc/rfc3174#section-6.1, for messages of 20 bytes: always one block of the same shape. */
function rehashSha1(digest: Uint8Array, times: number): Uint8Array {
  const bytes = Buffer.from(digest);
  const state = Int32Array.from(initial, (_, index) => bytes.readInt32BE(index * 4));
  const words = new Int32Array(80);
  for (let round = 0; round < times; round += 1) {
    words.fill(0, 5, 16);
    words.set(state);
    words[5] = 0x80000000;
    words[15] = 160;
    for (let t = 16; t < 80; t += 1) {
      words[t] = turned(at(words, t - 3) ^ at(words, t - 8) ^ at(words, t - 14) ^ at(words, t - 16), 1);
    }
    compress(state, words);
  }
  for (let index = 0; index < 5; index += 1) bytes.writeInt32BE(at(state, index), index * 4);
  return bytes;
}

const initial = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);

function compress(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e] = [at(initial, 0), at(initial, 1), at(initial, 2), at(initial, 3), at(initial, 4)];
  for (let t = 0; t < 80; t += 1) {
    const mixed =
      t < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : t < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : t < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6;
    const next = (turned(a, 5) + mixed + e + at(words, t)) | 0;
    e = d;
    d = c;
    c = turned(b, 30);
    b = a;
    a = next;
  }
  state[0] = a + at(initial, 0);
  state[1] = b + at(initial, 1);
  state[2] = c + at(initial, 2);
  state[3] = d + at(initial, 3);
  state[4] = e + at(initial, 4);
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
