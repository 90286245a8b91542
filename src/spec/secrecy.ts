// Which keys of a spec hold, or seem to hold, what nobody may read over a shoulder or in the log of a build: their
// values are never said again. Goes by names alone, so it says too much rather than too little.
import { nearest } from '../base/suggest.ts';
import { knownKeys } from './known-keys.ts';

const telling =
  /pass(?:word|wd|phrase|code|wort)|pwd|secret|key|token|credential|pfx|p12|pkcs|^(?:pass|pin|sas)$/i;

/** What people call it, to find it misspelt. */
const words: readonly string[] = ['password', 'passphrase', 'passcode', 'secret', 'credentials', 'token'];

/** `above` are the keys over it. Unknown beside the certificate: a password misspelt. */
export function isSecretKey(key: string, above: readonly (string | number)[] = []): boolean {
  if (telling.test(key)) return true;
  if (knownKeys(above).includes(key)) return false;
  const isOfCertificate = above.length === 1 && above[0] === 'certificate';
  return isOfCertificate || nearest(key, words) !== undefined;
}

export function isSecretPath(path: readonly (string | number)[]): boolean {
  return path.some((key, depth) => typeof key === 'string' && isSecretKey(key, path.slice(0, depth)));
}

/** For a text that did not parse, which has no keys to go by. */
export function seemsSecret(line: string): boolean {
  const found = telling.exec(line);
  return found !== null && line.includes(':', found.index);
}
