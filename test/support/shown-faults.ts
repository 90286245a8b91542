// Diagnostics in one line each, as tests write them out.
import type { Diagnostic } from '../../src/base/diagnostic.ts';

/** `code line:column message`; `-` where a fault has no place. */
export function shownFaults(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, place, message }) =>
    [code, place === undefined ? '-' : `${place.line}:${place.column}`, message].join(' '),
  );
}

/** The same, with the file before the line. */
export function shownByFile(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, place, message }) =>
    [code, place === undefined ? '-' : `${place.file}:${place.line}:${place.column}`, message].join(' '),
  );
}
