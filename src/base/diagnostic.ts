// A fault in what the user gave us, as a value: collected, sorted and shown together, never thrown.
import { codes, type Code, type Severity } from './codes.ts';

export interface Place {
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;
  /** How many characters the faulty text spans on its line. */
  readonly length?: number;
  /** Something secret stands on this line: it must not be shown. */
  readonly concealed?: true;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly place?: Place;
}

export function diagnostic(
  code: Code,
  message: string,
  details: { hint?: string | undefined; place?: Place | undefined } = {},
): Diagnostic {
  const { severity } = codes[code];
  const hint = details.hint === undefined ? {} : { hint: details.hint };
  const place = details.place === undefined ? {} : { place: details.place };
  return { code, severity, message, ...hint, ...place };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
