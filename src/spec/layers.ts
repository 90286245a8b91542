// Several documents → one: the spec, what it extends, and the defaults beside it. Groups of keys are joined, all
// else is replaced; each value still knows the file and line that it came from. Pure.
import { isJsonObject, valueAt, type Json, type JsonObject } from '../base/json.ts';
import type { Path, SpecDocument } from './document.ts';

/** The first has the last word. */
export function layered(documents: readonly [SpecDocument, ...SpecDocument[]]): SpecDocument {
  const [spec, ...others] = documents;
  const locate: SpecDocument['locate'] = (path, what) => layerOf(documents, path).locate(path, what);
  return {
    file: spec.file,
    text: spec.text,
    value: withoutExtends(others.reduce((over, under) => joined(under, over), spec.value)),
    isWhole: documents.every(({ isWhole }) => isWhole),
    diagnostics: documents.flatMap(({ diagnostics }) => diagnostics),
    locate,
    find: (path) => layerOf(documents, path).find(path),
  };
}

/** What did not parse says nothing, and nor does an empty file. */
function joined(under: SpecDocument, over: Json): Json {
  return over === null ? under.value : under.value === null ? over : merged(under.value, over, []);
}

/** The first document that says the most of the path. */
function layerOf(documents: readonly [SpecDocument, ...SpecDocument[]], path: Path): SpecDocument {
  const [first] = documents;
  let best = { document: first, depth: depthOf(first.value, path) };
  for (const document of documents) {
    const depth = depthOf(document.value, path);
    if (depth > best.depth) best = { document, depth };
  }
  return best.document;
}

/** How many steps of the path are there. */
function depthOf(value: Json, path: Path): number {
  const end = path.findIndex((_, index) => valueAt(value, path.slice(0, index + 1)) === undefined);
  return end === -1 ? path.length : end;
}

/** Keys of which a spec has one: where it names another than its base, the base's is gone with all that it needs. */
const choices: Readonly<Record<string, readonly (readonly string[])[]>> = {
  certificate: [['file', 'password'], ['keyVaultSecret'], ['selfSigned']],
  expiry: [['after'], ['at'], ['weekly']],
};

function merged(under: Json, over: Json, path: Path): Json {
  if (!isJsonObject(under) || !isJsonObject(over)) return over;
  const dropped = path.length === 1 ? droppedBy(over, choices[String(path[0])] ?? []) : [];
  const kept = Object.entries(under).filter(([key]) => !dropped.includes(key));
  const laidOver = Object.entries(over).map(([key, value]): [string, Json] => [
    key,
    Object.hasOwn(under, key) ? merged(under[key] ?? null, value, [...path, key]) : value,
  ]);
  return Object.fromEntries([...kept, ...laidOver]);
}

function droppedBy(over: JsonObject, groups: readonly (readonly string[])[]): readonly string[] {
  const named = groups.filter(([choice = '']) => Object.hasOwn(over, choice));
  return named.length === 0 ? [] : groups.filter((group) => !named.includes(group)).flat();
}

/** It has been followed. What is no text is left, to be found wrong. */
function withoutExtends(value: Json): Json {
  if (!isJsonObject(value) || typeof value['extends'] !== 'string') return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'extends'));
}
