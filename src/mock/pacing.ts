// How long a client is asked to wait before it looks again. Azure says so in whole seconds; a mock that runs
// faster than life says it in milliseconds and leaves the seconds out, since Azure CLI sleeps 30 s on a zero and
// ends a poll without a word on a fraction.
import type { Realm } from './realm.ts';

/** Azure's own range is 10 to 600 s (Resource provider contract, asynchronous operations). */
const usualSeconds = 10;

export function waitHeaders({ speed }: Realm, seconds = usualSeconds): Readonly<Record<string, string>> {
  if (speed === 1) return { 'retry-after': String(seconds) };
  const ms = speed === 'instant' ? 1 : Math.max(1, Math.round((seconds * 1000) / speed));
  return { 'retry-after-ms': String(ms), 'x-ms-retry-after-ms': String(ms) };
}
