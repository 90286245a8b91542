// Specs from disk: the text of each, of what it extends and of the defaults beside it, and what they say together.
// Waits on the disk through the `Files` port.
import { isUtf8 } from 'node:buffer';
import { dirname, join } from 'node:path';
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { isJsonObject } from '../base/json.ts';
import type { Files } from '../base/ports.ts';
import { notUtf8, parseSpecDocument, type SpecDocument } from './document.ts';
import { loadInside } from './inside.ts';
import { layered } from './layers.ts';
import type { Environment } from './reference.ts';
import type { Spec } from './schema.ts';
import { validateSpec } from './validate.ts';

export interface LoadedSpec {
  /** As the user named it. */
  readonly file: string;
  /** The spec with all that it builds on. */
  readonly document: SpecDocument | undefined;
  /** What was read for it, by file. */
  readonly sources: ReadonlyMap<string, string>;
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LoadWith {
  readonly files: Files;
  readonly environment: Environment;
  /** Given, an expiry that is past is a fault. Not for a teardown, which must do with the spec as it was. */
  readonly now?: Date | undefined;
  /** What was parsed already, by file: many specs share a base and the defaults of their folder. */
  readonly parsed?: Map<string, SpecDocument | undefined>;
}

export async function loadSpec(
  file: string,
  { files, environment, now, parsed = new Map() }: LoadWith,
): Promise<LoadedSpec> {
  const shelf: Shelf = { files, parsed };
  const document = await loadDocument(file, shelf);
  if (document === undefined) {
    const fault = diagnostic('CMG1001', `there is no file ${file}`, {
      hint: 'name a spec file; examples/ has some to start from',
    });
    return { file, document, sources: new Map(), spec: undefined, diagnostics: [fault] };
  }
  const { bases, faults } = await loadBases(document, shelf);
  const defaults = await loadDocument(join(dirname(file), defaultsName), shelf);
  const others = [...bases, ...(defaults === undefined ? [] : [defaults])].map(groupOrFault);
  const layers = [document, ...others] as const;
  const whole = layers.length === 1 ? document : layered(layers);
  const found = [...faults, ...(defaults === undefined ? [] : faultsOfDefaults(defaults))];
  return {
    file,
    document: whole,
    sources: new Map(layers.map((layer) => [layer.file, layer.text])),
    ...validateSpec(whole, environment, { now, found, files: layers.map((layer) => layer.file) }),
  };
}

/** Beside the specs: what it says holds for all of them that do not say otherwise. */
const defaultsName = 'cmg.config.yaml';

interface Shelf {
  readonly files: Files;
  readonly parsed: Map<string, SpecDocument | undefined>;
}

async function loadDocument(file: string, shelf: Shelf): Promise<SpecDocument | undefined> {
  const { files, parsed } = shelf;
  if (parsed.has(file)) return parsed.get(file);
  const bytes = await files.read(file);
  if (bytes !== undefined) return parsedOnce(file, bytes, shelf);
  parsed.set(file, undefined);
  return undefined;
}

function parsedOnce(file: string, bytes: Uint8Array, { parsed }: Shelf): SpecDocument {
  const document = parsed.get(file) ?? documentOf(file, bytes);
  parsed.set(file, document);
  return document;
}

function documentOf(file: string, bytes: Uint8Array): SpecDocument {
  const text = new TextDecoder().decode(bytes);
  return isUtf8(bytes) ? parseSpecDocument(file, text) : notUtf8(file, text);
}

/** What others build on must be a group of keys, or else it would be passed over without a word. */
function groupOrFault(document: SpecDocument): SpecDocument {
  const { value, file } = document;
  if (value === null || isJsonObject(value)) return document;
  const kind = Array.isArray(value) ? 'a list' : 'a single value';
  const fault = diagnostic('CMG1102', `${file} must be a group of keys, not ${kind}`, {
    place: document.locate([]),
  });
  return { ...document, value: null, isWhole: false, diagnostics: [...document.diagnostics, fault] };
}

const mostBases = 8;

/** What it extends, what that extends, and so on. */
async function loadBases(
  spec: SpecDocument,
  shelf: Shelf,
): Promise<{ readonly bases: readonly SpecDocument[]; readonly faults: readonly Diagnostic[] }> {
  const bases: SpecDocument[] = [];
  for (let at = spec; ;) {
    const name = isJsonObject(at.value) ? at.value['extends'] : undefined;
    // What is no text is found wrong by the schema.
    if (typeof name !== 'string' || name === '') return { bases, faults: [] };
    const place = at.locate(['extends']);
    const fault = (message: string, hint?: string): Awaited<ReturnType<typeof loadBases>> => {
      return { bases, faults: [diagnostic('CMG1006', message, { place, hint })] };
    };
    const loaded = await loadInside(name, { by: at.file, files: shelf.files });
    if ('problem' in loaded) {
      return loaded.problem === 'outside'
        ? fault('extends must not lead out of the folder of the spec', 'put the base beside it, or below')
        : fault(`there is no file ${loaded.path} to extend`);
    }
    if ([spec, ...bases].some(({ file }) => join(file) === loaded.path)) {
      return fault(`${loaded.path} extends itself, by way of ${at.file}`);
    }
    if (bases.length === mostBases) return fault(`more than ${mostBases} specs extend one another`);
    at = parsedOnce(loaded.path, loaded.bytes, shelf);
    bases.push(at);
  }
}

function faultsOfDefaults(document: SpecDocument): readonly Diagnostic[] {
  if (!isJsonObject(document.value) || !Object.hasOwn(document.value, 'extends')) return [];
  const place = document.locate(['extends'], 'key');
  return [diagnostic('CMG1006', `${defaultsName} extends nothing: it is a base itself`, { place })];
}
