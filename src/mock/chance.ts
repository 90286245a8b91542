// Everything in the mock that would be random, derived from one seed: ids, keys, what is sealed. The same seed
// and the same requests give the same bytes. Not cryptography to rely on: whoever knows the seed knows it all.
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import type { Json } from '../base/json.ts';

export interface Chance {
  /** The same for the same words, whenever it is asked. */
  guidOf(...words: readonly string[]): string;
  /** 64 hexadecimal digits, for secrets and signatures. */
  digestOf(...words: readonly string[]): string;
  /** Turns a value into text that cannot be read at a glance, so that no secret lies open in a file. */
  seal(value: Json): string;
  unseal(sealed: string): Json;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export function chanceOf(seed: number): Chance {
  const key = createHash('sha256').update(`mock-azure:${seed}`).digest();
  const digest = (words: readonly string[]): Buffer =>
    createHmac('sha256', key).update(words.join('\n')).digest();
  const sealingKey = digest(['sealing']);
  return {
    guidOf: (...words) => asGuid(digest(words)),
    digestOf: (...words) => digest(words).toString('hex'),
    seal(value) {
      const text = JSON.stringify(value);
      // The nonce comes from the text itself: random would make two runs with one seed differ.
      const nonce = digest(['nonce', text]).subarray(0, nonceBytes);
      const cipher = createCipheriv(algorithm, sealingKey, nonce);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(algorithm, sealingKey, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8');
      return JSON.parse(text);
    },
  };
}

/** Sixteen bytes in the form of a version 4 GUID. */
function asGuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
