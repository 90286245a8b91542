// Recorded traffic of the real Azure, where a machine has it: read from the folder that CMG_RECORDED_DATA names, by
// default beside the checkout. A clone elsewhere has none, and suites that need it say that they were skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.env['CMG_RECORDED_DATA'] ?? '../shared/data');

/** The parsed file, or undefined where there is none. */
export function recordedData(file: string): unknown | undefined {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
