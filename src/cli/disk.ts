// Files that `cmg` writes: never through a link that somebody else laid, and readable by the user alone, but for
// specs, which are to be shared.
import { constants } from 'node:fs';
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export async function writePrivately(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceWith(path, text, 0o600);
}

/** For others to read too. Without `replaces`, false where something of that name is there, be it a link to nowhere. */
export async function writeOpenly(
  path: string,
  text: string,
  { replaces }: { readonly replaces: boolean },
): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  if (replaces) {
    await replaceWith(path, text, 0o644);
    return true;
  }
  try {
    const { O_CREAT, O_EXCL, O_WRONLY } = constants;
    await writeTo(await open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644), text);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function replaceWith(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.draft`;
  // O_NOFOLLOW: a link of that name is refused, not followed.
  const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  await writeTo(await open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode), text);
  await rename(draft, path);
}

async function writeTo(file: FileHandle, text: string): Promise<void> {
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
