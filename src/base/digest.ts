// The digest of a document, over its canonical text. Apart from `json.ts`, so that who only reads JSON does not load
// the cryptography.
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './json.ts';

export function digestOf(value: Json): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}

/** Of a file, in hexadecimal. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
