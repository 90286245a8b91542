// How large the tests are that can be as large as one likes: small in `npm test`, whole where the environment asks
// for it (`npm run test:whole` and its parts).

export function sized(small: number, whole: number): number {
  return process.env['CMG_TEST_SIZE'] === 'whole' ? whole : small;
}

/** A generator of numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
