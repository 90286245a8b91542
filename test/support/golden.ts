// Cases on disk: a spec, the world it meets, and every text that a user would see of it. Compares, or writes the
// texts anew when asked to; knows nothing of how they are made.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { updatesGolden } from './wishes.ts';

const root = join('test', 'golden');

export interface GoldenCase {
  readonly name: string;
  /** A file of the case, which must be there. */
  read(file: string): string;
  /** Holds what is shown, by file name, against what the case expects: no file more and none less. */
  holds(shown: Readonly<Record<string, string>>): void;
}

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => goldenCase(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a case is given; all else in its folder is expected of it. */
function isGiven(file: string): boolean {
  return file === 'world.json' || file.endsWith('.yaml');
}

function goldenCase(name: string): GoldenCase {
  const at = (file: string): string => join(root, name, file);
  const expected = (): readonly string[] => readdirSync(join(root, name)).filter((file) => !isGiven(file));
  return {
    name,
    read: (file) => readFileSync(at(file), 'utf8'),
    holds: (shown) => {
      if (updatesGolden) {
        for (const file of expected()) rmSync(at(file));
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
