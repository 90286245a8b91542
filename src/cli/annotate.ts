// Tells the build server which lines are wrong, on a stream where it listens and where the result is not spoilt.
import { isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { azurePipelinesAnnotations, githubAnnotations } from '../render/annotations.ts';
import { sourcePath, type SourceFolders } from './source-path.ts';
import type { System } from './system.ts';

export interface AnnotateOptions {
  readonly system: Pick<System, 'environment' | 'stdout' | 'stderr'>;
  readonly folders: SourceFolders;
  /** The form of the result on stdout. */
  readonly output: string;
}

/**
 * GitHub reads both streams, so what marks a line stays out of the result. Azure Pipelines is only said to read stdout:
 * where that carries data, it is told nothing.
 */
export function annotate(
  diagnostics: readonly Diagnostic[],
  { system, folders, output }: AnnotateOptions,
): void {
  const { environment, stdout, stderr } = system;
  if (environment['GITHUB_ACTIONS'] !== undefined)
    stderr.write(githubAnnotations(diagnostics, (file) => sourcePath(file, folders)));
  if (environment['TF_BUILD'] !== undefined && output === 'text') {
    // It wants whole paths.
    const whole = (file: string): string => (isAbsolute(file) ? file : join(folders.folder, file));
    stdout.write(azurePipelinesAnnotations(diagnostics, whole));
  }
}
