// Where the recorded facts of the real service are, and their reading. The one place of the tests that looks at the
// environment for them; a clone elsewhere has none, and then says so.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const folder = resolve(process.env['CMG_RECORDED_DATA'] ?? join('..', 'shared', 'data'));

/** The text of a file; undefined where the folder or the file is missing. */
function recordedFile(name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The same, parsed. */
export function recordedData(name: string): unknown {
  const text = recordedFile(name);
  return text === undefined ? undefined : JSON.parse(text);
}

/** For the title of the only test of a suite that has nothing to run on. */
export const withoutData = `is skipped whole: no recorded data (set CMG_RECORDED_DATA to its folder)`;
