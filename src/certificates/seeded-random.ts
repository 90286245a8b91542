// Bytes that follow from a text, for what must differ but need not be a secret. Never for a key, but for the one that
// tests ask for.
import { createHash } from 'node:crypto';
import type { Random } from '../base/ports.ts';

/** In counter mode over SHA-256. */
export function seededRandom(seed: string): Random {
  let counter = 0;
  return {
    bytes(length) {
      const blocks: Uint8Array[] = [];
      for (let have = 0; have < length; have += 32) {
        blocks.push(createHash('sha256').update(`${counter}:${seed}`).digest());
        counter += 1;
      }
      return Buffer.concat(blocks).subarray(0, length);
    },
  };
}
