// What a rule of the house is: a look at the project that says how much it saw and what it does not like, and a
// small world that breaks the rule, to prove that it can be broken.
import type { ProjectFile } from './project.ts';

export interface Violation {
  readonly path: string;
  readonly line?: number;
  readonly what: string;
}

export interface Look {
  /** How many things were held against the rule; a rule that saw nothing kept nothing. */
  readonly seen: number;
  readonly violations: readonly Violation[];
}

export interface Rule {
  /** A sentence about the project, true when the rule is kept. */
  readonly title: string;
  readonly look: (files: readonly ProjectFile[]) => Look;
  readonly atLeast: number;
  /** Path to text of a project that breaks the rule. */
  readonly seed: Readonly<Record<string, string>>;
  /** What the rule says about the seed, as `shown`. */
  readonly bites: readonly string[];
}

export function shown({ path, line, what }: Violation): string {
  return line === undefined ? `${path}: ${what}` : `${path}:${line}: ${what}`;
}

/** Without the line, which moves with every edit above it. */
export function keyOf({ path, what }: Violation): string {
  return `${path}: ${what}`;
}

export function seeded(seed: Readonly<Record<string, string>>): readonly ProjectFile[] {
  return Object.entries(seed).map(([path, text]) => ({ path, text }));
}
