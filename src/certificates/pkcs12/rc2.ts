// RC2 in CBC mode, read only (RFC 2268): what Windows and older OpenSSL protect certificates with in a PFX, and what
// OpenSSL 3 keeps in a provider that Node does not load. Never a choice for anything new.

/** Without its padding, or undefined where the padding is none: the key was wrong. */
export function decryptRc2(
  key: Uint8Array,
  encrypted: Uint8Array,
  { iv, effectiveBits }: { readonly iv: Uint8Array; readonly effectiveBits: number },
): Uint8Array | undefined {
  if (encrypted.length === 0 || encrypted.length % 8 !== 0 || iv.length !== 8 || key.length === 0)
    return undefined;
  const words = expandKey(key, effectiveBits);
  const plain = new Uint8Array(encrypted.length);
  let previous = iv;
  for (let start = 0; start < encrypted.length; start += 8) {
    const block = encrypted.subarray(start, start + 8);
    plain.set(
      decryptBlock(words, block).map((byte, index) => byte ^ (previous[index] ?? 0)),
      start,
    );
    previous = block;
  }
  const padding = plain.at(-1) ?? 0;
  const padded = padding >= 1 && padding <= 8 && plain.subarray(-padding).every((byte) => byte === padding);
  return padded ? plain.subarray(0, -padding) : undefined;
}

/** RFC 2268, section 2: 128 bytes from the key and the table, read as 64 words. */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key.subarray(0, 128));
  const at = (index: number): number => bytes[index] ?? 0;
  for (let i = Math.min(key.length, 128); i < 128; i += 1)
    bytes[i] = substitute(at(i - 1) + at(i - key.length));
  const effectiveBytes = Math.ceil(effectiveBits / 8);
  const first = 128 - effectiveBytes;
  bytes[first] = substitute(at(first) & (0xff >> (8 * effectiveBytes - effectiveBits)));
  for (let i = first - 1; i >= 0; i -= 1) bytes[i] = substitute(at(i + 1) ^ at(i + effectiveBytes));
  return Uint16Array.from({ length: 64 }, (_, index) => at(2 * index) | (at(2 * index + 1) << 8));
}

const rotations = [1, 2, 3, 5];

/** RFC 2268, section 4: the rounds of encryption backwards, with two "mashes" between sixteen "mixes". */
function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const quarters = Uint16Array.from([0, 2, 4, 6], (at) => (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8));
  const quarter = (index: number): number => quarters[index & 3] ?? 0;
  let next = 63;
  for (let round = 15; round >= 0; round -= 1) {
    for (let i = 3; i >= 0; i -= 1, next -= 1) {
      const turn = rotations[i] ?? 0;
      const turned = (quarter(i) >> turn) | (quarter(i) << (16 - turn));
      const mixed = (quarter(i - 1) & quarter(i - 2)) + (~quarter(i - 1) & quarter(i - 3));
      quarters[i] = turned - (words[next] ?? 0) - mixed;
    }
    if (round === 5 || round === 11)
      for (let i = 3; i >= 0; i -= 1) quarters[i] = quarter(i) - (words[quarter(i - 1) & 63] ?? 0);
  }
  return Uint8Array.from({ length: 8 }, (_, index) => quarter(index >> 1) >> (8 * (index & 1)));
}

function substitute(value: number): number {
  return table[value & 0xff] ?? 0;
}

// The table of RFC 2268, section 2, made from the digits of pi.
const table = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);
