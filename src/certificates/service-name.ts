// The name that a gateway takes from its certificate. Apart from `facts.ts`, so that rules need not load what reads
// certificates.
import type { SingleFacts } from './facts.ts';

/** For a spec that names none; undefined where the certificate leaves it open. */
export function serviceNameOf({ commonName, names }: SingleFacts): string | undefined {
  // A wildcard certificate often lists the bare domain too; that is no name for a gateway.
  const candidates = commonName === undefined ? names : [commonName];
  return candidates.find((name) => name.includes('.') && !name.startsWith('*'));
}
