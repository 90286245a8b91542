// Why something that was named could not be read, in words: nothing of that name, a folder, or what only looks like a
// file. Asked only once reading it has failed.
import { CmgError } from '../base/failure.ts';
import { textOption, type Options } from './options.ts';
import type { DiskFiles } from './system.ts';

/** `what` names what should have been there. */
export async function whyUnread(path: string, files: DiskFiles, what = 'file'): Promise<string> {
  if (await files.isFolder(path)) return `${path} is a folder, not a ${what}`;
  return (await files.real(path)) === undefined
    ? `there is no ${what} ${path}`
    : `${path} is no regular file, so it cannot be a ${what}`;
}

/** Before anything is read there: each file would be said to be missing. */
export async function requireFolder(options: Options, files: DiskFiles): Promise<void> {
  const folder = textOption(options, 'chdir');
  if (folder === undefined || (await files.isFolder('.'))) return;
  throw new CmgError('CMG9001', `there is no folder ${folder}`, {
    hint: '-C takes the folder where the names of files count from',
  });
}
