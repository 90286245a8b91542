// Cases on disk: a spec, the world it meets, and every text that a user would see of it. Compares, or writes the
// texts anew when asked to; knows nothing of how they are made.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { updatesGolden } from './wishes.ts';

export interface GoldenCase {
  readonly name: string;
  /** A file of the case, which must be there. */
  read(file: string): string;
  /** One that may be missing. */
  find(file: string): string | undefined;
  /** Holds what is shown, by file name, against what the case expects: no file more and none less. */
  holds(shown: Readonly<Record<string, string>>): void;
}

/** Every folder is a case. */
export function goldenCases(root = join('test', 'golden')): readonly GoldenCase[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => goldenCase(root, name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a case is given; all else in its folder is expected of it. */
function isGiven(file: string): boolean {
  return file === 'world.json' || file.endsWith('.yaml');
}

/** Also one that is about to be written for the first time. */
export function goldenCase(root: string, name: string): GoldenCase {
  const at = (file: string): string => join(root, name, file);
  const expected = (): readonly string[] =>
    existsSync(join(root, name)) ? readdirSync(join(root, name)).filter((file) => !isGiven(file)) : [];
  return {
    name,
    read: (file) => readFileSync(at(file), 'utf8'),
    find: (file) => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : undefined),
    holds: (shown) => {
      if (updatesGolden) {
        for (const file of expected()) rmSync(at(file));
        mkdirSync(join(root, name), { recursive: true });
        for (const [file, text] of Object.entries(shown)) writeFileSync(at(file), text);
      }
      for (const [file, text] of Object.entries(shown)) {
        assert.ok(existsSync(at(file)), `${at(file)} is missing: look at it after UPDATE_GOLDEN=1 npm test`);
        assert.equal(text, readFileSync(at(file), 'utf8').replaceAll('\r\n', '\n'), at(file));
      }
      assert.deepEqual(expected().toSorted(), Object.keys(shown).toSorted());
    },
  };
}

/** A file that is published: written anew when asked to; else as it is, or a reader would be told of another program. */
export function holdsFile(file: string, text: string): void {
  if (updatesGolden) writeFileSync(file, text);
  assert.ok(existsSync(file), `${file} is missing: UPDATE_GOLDEN=1 npm test`);
  assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), text);
}
