// The files of this checkout as the rules see them: path and text, read once. What a build makes or an install
// fetches is not among them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scan, type Scanned } from './scan.ts';

export interface ProjectFile {
  /** From the root of the checkout, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Source extends ProjectFile, Scanned {}

/** As .gitignore has it. */
const made = /^(?:\.git|node_modules|dist|out.*|coverage|\.cmg|\.env|.*\.tgz)$/;

export function projectFiles(root: string, folder = ''): readonly ProjectFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !made.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly ProjectFile[] => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return projectFiles(root, path);
      return entry.isFile() ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
    });
}

const scanned = new WeakMap<ProjectFile, Source>();

/** The TypeScript under `folder`, scanned. */
export function sourcesIn(files: readonly ProjectFile[], folder: 'src' | 'test'): readonly Source[] {
  return files
    .filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.ts'))
    .map((file) => {
      const known = scanned.get(file) ?? { ...file, ...scan(file.text) };
      scanned.set(file, known);
      return known;
    });
}

export function textOf(files: readonly ProjectFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}
