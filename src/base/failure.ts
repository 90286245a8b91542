// The two ways a run can break that are not the user's input: the world failed (`CmgError`), or we are wrong
// (`bug`). Wrong input is a `Diagnostic` and is never thrown.
import { codes, type Code } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { JsonObject } from './json.ts';

export class CmgError extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  /** What was known when it failed: status, Azure's code, resource, correlation id. Never a secret. */
  readonly facts: JsonObject;
  /** Faults in the input that this failure stands for, if any. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: Code,
    message: string,
    details: {
      hint?: string | undefined;
      facts?: JsonObject;
      cause?: unknown;
      diagnostics?: readonly Diagnostic[];
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CmgError';
    this.code = code;
    this.hint = details.hint;
    this.facts = details.facts ?? {};
    this.diagnostics = details.diagnostics ?? [];
  }

  get exitCode(): number {
    return codes[this.code].exit;
  }
}

/** For what cannot happen unless this program is wrong. */
export function bug(message: string): never {
  throw new Error(`this is a fault in cmg itself: ${message}`);
}
