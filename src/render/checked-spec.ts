// What was found in one spec, as reports for other programs need it: file by file, and each fault in one text.
import type { Diagnostic } from '../base/diagnostic.ts';

export interface CheckedSpec {
  /** As the user named it. */
  readonly file: string;
  /** The gateway's, where the spec is right enough to have one. */
  readonly name: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong, and below it what would be right. */
export function adviceText({ message, hint }: Diagnostic): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}
