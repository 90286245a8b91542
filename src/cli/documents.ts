// The folder of documents that the mock may be asked for: `<folder>/<host>/<path>` stands for `https://<host>/<path>`.
// Reads them all at once, so that the mock never touches the disk for them.
import { TextDecoder } from 'node:util';
import { CmgError } from '../base/failure.ts';
import type { Files } from '../base/ports.ts';

const deepest = 16;

export async function readDocuments(folder: string, files: Files): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  await readInto(found, { folder, files, path: '', depth: 0 });
  if (found.size > 0) return found;
  throw new CmgError('CMG9001', `there is no document in '${folder}'`, {
    hint: 'a document stands under its host and path: raw.contoso.com/templates/main.json',
  });
}

interface Place {
  readonly folder: string;
  readonly files: Files;
  readonly path: string;
  readonly depth: number;
}

async function readInto(found: Map<string, string>, { folder, files, path, depth }: Place): Promise<void> {
  if (depth > deepest) return;
  for (const name of await files.list(`${folder}${path}`)) {
    const inner = `${path}/${name}`;
    if (name.toLowerCase().endsWith('.json')) {
      const bytes = await files.read(`${folder}${inner}`);
      if (bytes !== undefined) found.set(`https:/${inner}`, new TextDecoder().decode(bytes));
    } else await readInto(found, { folder, files, path: inner, depth: depth + 1 });
  }
}
