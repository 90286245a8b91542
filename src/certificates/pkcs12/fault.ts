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

/** Rounds of key derivation that the whole file may still cost. */
export interface Budget {
  rounds: number;
}

// The slowest files known ask for 600,000 rounds (NSS). A file could ask for billions and so hang the run.
const limits = { perDerivation: 2_000_000, perFile: 4_000_000 };

export function freshBudget(): Budget {
  return { rounds: limits.perFile };
}

export function spend(budget: Budget, rounds: number): void {
  if (rounds < 1) throw new PfxFault('damaged', 'derives its keys in no rounds at all');
  if (rounds > limits.perDerivation)
    throw new PfxFault(
      'unsupported',
      `asks for ${rounds} rounds of key derivation; up to ${limits.perDerivation} are read`,
    );
  budget.rounds -= rounds;
  if (budget.rounds < 0)
    throw new PfxFault('unsupported', `asks for more than ${limits.perFile} rounds of key derivation in all`);
}
