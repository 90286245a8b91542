// The three hashes of the template language: uniqueString(), guid() and the hash of a template, each equal to
// Azure's. None is a cryptographic promise.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../base/json.ts';
import { hashedText } from './hash-text.ts';
import { murmur64 } from './murmur.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 13 letters, the top five bits of 64 first. */
export function uniqueString(parts: readonly string[]): string {
  const padded = murmur64(Buffer.from(parts.join('-')));
  const letters = Array.from({ length: 13 }, (_, index) => {
    const bits = BigInt.asUintN(64, padded << BigInt(5 * index)) >> 59n;
    return alphabet.charAt(Number(bits));
  });
  return letters.join('');
}

/** RFC 4122 version 5 in a name space of Azure's own. */
export function templateGuid(parts: readonly string[]): string {
  const space = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');
  const digest = createHash('sha1').update(space).update(parts.join('-')).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** As `properties.templateHash` of a deployment and `calculateTemplateHash` give it. */
export function templateHash(template: JsonObject): string {
  return murmur64(Buffer.from(hashedText(template).toUpperCase())).toString();
}
