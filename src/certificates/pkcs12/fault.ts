// How reading a PFX stops, and how much work a file may ask for before it does. Both stay inside this folder:
// `parsePfx` turns every fault into a value.

export type PfxProblem = 'wrong-password' | 'not-a-pfx' | 'damaged' | 'unsupported';

export class PfxFault extends Error {
  readonly problem: PfxProblem;

  constructor(problem: PfxProblem, message: string) {
    super(message);
    this.name = 'PfxFault';
    this.problem = problem;
  }
}

/** Hashes that deriving the keys of the whole file may still cost. */
export interface Budget {
  hashes: number;
}

// The slowest files known are those of GnuTLS with old ciphers: 600,000 rounds, which come to six million hashes in all,
// some seconds. A file could ask for billions and so hang the run.
const limits = { rounds: 2_000_000, hashes: 8_000_000 };

export function freshBudget(): Budget {
  return { hashes: limits.hashes };
}

/** `blocks` is how often the rounds are gone through, for keys that are longer than a hash. */
export function spend(budget: Budget, rounds: number, blocks = 1): void {
  if (rounds < 1) throw new PfxFault('damaged', 'derives its keys in no rounds at all');
  if (rounds > limits.rounds)
    throw new PfxFault(
      'unsupported',
      `asks for ${rounds} rounds of key derivation; up to ${limits.rounds} are read`,
    );
  budget.hashes -= rounds * blocks;
  if (budget.hashes < 0)
    throw new PfxFault('unsupported', `asks for more than ${limits.hashes} hashes to derive its keys`);
}
