// Files that a spec names: relative to the file that names them, and never outside of its folder, since a spec from
// a pull request must not read what lies elsewhere on the runner. Through the `Files` port.
import { dirname, join, normalize, relative } from 'node:path';
import type { Files } from '../base/ports.ts';

export type Inside =
  | { readonly path: string; readonly bytes: Uint8Array }
  | { readonly problem: 'outside' | 'missing'; readonly path: string };

/** `by` is the file that names it. */
export async function loadInside(name: string, { by, files }: { by: string; files: Files }): Promise<Inside> {
  const folder = dirname(by);
  const path = join(folder, name);
  if (!staysBelow(name)) return { problem: 'outside', path };
  const [realFolder, realPath] = await Promise.all([files.real(folder), files.real(path)]);
  if (realPath === undefined) return { problem: 'missing', path };
  // A link in the folder can lead anywhere.
  if (realFolder === undefined || !staysBelow(relative(realFolder, realPath))) {
    return { problem: 'outside', path };
  }
  const bytes = await files.read(path);
  return bytes === undefined ? { problem: 'missing', path } : { path, bytes };
}

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(?:\.|$)/i;

/** By its text alone, whatever the system: what is no path here may be one on another. */
export function staysBelow(name: string): boolean {
  // A colon names a drive, an address, or a stream of a file that no listing shows.
  if (name === '' || /^[\\/~]|[\0-\x1f\x7f:]/.test(name)) return false;
  const written = name.split(/[\\/]/);
  // Windows takes dots and spaces off the end of a name: what is left can be another file, or the folder above.
  if (written.some((step) => step !== '.' && step !== '..' && /[. ]$/.test(step))) return false;
  const steps = normalize(written.join('/')).split(/[\\/]/);
  return steps[0] !== '..' && !steps.some((step) => devices.test(step.trim()));
}
