// What is wrong with the input of a command, for a program to read: the same document as `cmg validate -o json`,
// whichever command found it.
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import type { CmgError } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import { diagnosticJson, formatVersion } from '../render/plan-json.ts';

/** Undefined for a failure of the world, which says nothing of what was given. */
export function wrongInputJson(error: CmgError): JsonObject | undefined {
  if (error.exitCode !== 65) return undefined;
  return { formatVersion, valid: false, diagnostics: diagnosticsOf(error).map(diagnosticJson) };
}

function diagnosticsOf({ code, message, hint, diagnostics }: CmgError): readonly Diagnostic[] {
  return diagnostics.length > 0 ? diagnostics : [diagnostic(code, message, { hint })];
}
