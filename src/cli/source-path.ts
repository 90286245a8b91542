// Where a file lies for a program that reads what cmg found: below the root of the sources, which the build server
// names, else the folder where the run was started. Looks at no disk.
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Environment } from '../spec/reference.ts';

export interface SourceFolders {
  readonly environment: Environment;
  /** Where the run was started. */
  readonly started: string;
  /** Where the names of files count from. */
  readonly folder: string;
}

/** From the root on, or absolute where it does not lie below that; with forward slashes. */
export function sourcePath(file: string, { environment, started, folder }: SourceFolders): string {
  // As the lists of predefined variables of GitHub, Azure Pipelines and GitLab have it.
  const named =
    environment['GITHUB_WORKSPACE'] ?? environment['BUILD_SOURCESDIRECTORY'] ?? environment['CI_PROJECT_DIR'];
  const root = named !== undefined && isAbsolute(named) ? named : started;
  const whole = isAbsolute(file) ? file : join(folder, file);
  const path = relative(root, whole);
  return slashed(path === '' || path.split(sep)[0] === '..' || isAbsolute(path) ? whole : path);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
