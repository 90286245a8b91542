// Specs from disk: which files are meant, their text, and what they say. The one file of this floor that waits
// on the disk; it does so through the `Files` port.
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import type { Files } from '../base/ports.ts';
import { parseSpecDocument, type SpecDocument } from './document.ts';
import type { Environment } from './reference.ts';
import type { Spec } from './schema.ts';
import { validateSpec } from './validate.ts';

export interface LoadedSpec {
  /** As the user named it. */
  readonly file: string;
  readonly document: SpecDocument | undefined;
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export async function loadSpec(
  file: string,
  {
    files,
    environment,
    now,
  }: {
    readonly files: Files;
    readonly environment: Environment;
    /** Given, an expiry that is past is a fault. Not for a teardown, which must do with the spec as it was. */
    readonly now?: Date;
  },
): Promise<LoadedSpec> {
  const bytes = await files.read(file);
  if (bytes === undefined) {
    const fault = diagnostic('CMG1001', `there is no file ${file}`, {
      hint: 'name a spec file; examples/ has some to start from',
    });
    return { file, document: undefined, spec: undefined, diagnostics: [fault] };
  }
  const document = parseSpecDocument(file, new TextDecoder().decode(bytes));
  return { file, document, ...validateSpec(document, environment, { now }) };
}
