// Which keys of a spec hold, or seem to hold, what nobody may read over a shoulder or in the log of a build: their
// values are never said again. Goes by names alone, so it says too much rather than too little.
import { knownKeys } from './known-keys.ts';

const telling = /password|secret|key|token/i;

/** `under` is the key above it, where that is a first key. Unknown beside the certificate: a password misspelt. */
export function isSecretKey(key: string, under?: string): boolean {
  return telling.test(key) || (under === 'certificate' && !knownKeys([under]).includes(key));
}

export function isSecretPath(path: readonly (string | number)[]): boolean {
  const keys = path.map(String);
  return keys.some((key, depth) => isSecretKey(key, depth === 1 ? keys[0] : undefined));
}

/** For a text that did not parse, which has no keys to go by. */
export function seemsSecret(line: string): boolean {
  return /(?:password|secret|key|token)[-\w]*["']?\s*:/i.test(line);
}
