// YAML or JSON text → a plain value, and for every path in it the place in the file. Treats the text as hostile:
// no tags, no aliases, no merge keys, no keys that reach into prototypes, bounded size and depth. Never throws.
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Code } from '../base/codes.ts';
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import type { Json } from '../base/json.ts';

export type Path = readonly (string | number)[];

export interface SpecDocument {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value at a path stands, or its key, or the nearest thing above it that is there. */
  locate(path: Path, what?: 'key' | 'value'): Place;
  /** The same, but undefined where the file does not name even the first key: a default has no place. */
  find(path: Path): Place | undefined;
}

const limits = { bytes: 1_048_576, depth: 64 };
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export function parseSpecDocument(file: string, text: string): SpecDocument {
  if (text.length > limits.bytes) return refused(file, text, `is larger than 1 MiB`);
  const lines = new LineCounter();
  let document: Document;
  try {
    document = parseDocument(text, { lineCounter: lines, merge: false, uniqueKeys: true, version: '1.2' });
  } catch (error) {
    // The composer recurses, so a document nested thousands deep ends in a RangeError before we can count.
    if (error instanceof RangeError) return refused(file, text, `nests deeper than ${limits.depth} levels`);
    throw error;
  }
  const placeOf = placer(file, text, lines);
  const diagnostics = [...syntaxFaults(document, placeOf), ...structureFaults(document, placeOf)];
  const value = diagnostics.length === 0 ? (document.toJS({ maxAliasCount: 0 }) as Json) : null;
  const locate = locator(document, placeOf);
  const isNamed = (key: unknown): boolean => isMap(document.contents) && document.contents.has(key);
  const find = (path: Path): Place | undefined => (isNamed(path[0]) ? locate(path) : undefined);
  return { file, text, value, diagnostics, locate, find };
}

type PlaceOf = (range: readonly [number, number]) => Place;

function placer(file: string, text: string, lines: LineCounter): PlaceOf {
  return ([start, end]) => {
    const { line, col } = lines.linePos(Math.min(start, text.length));
    const lineEnd = text.indexOf('\n', start);
    const length = Math.max(1, Math.min(end, lineEnd === -1 ? text.length : lineEnd) - start);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), length };
  };
}

function syntaxFaults(document: Document, placeOf: PlaceOf): Diagnostic[] {
  return [...document.errors, ...document.warnings].map((fault) => {
    const duplicate = fault.code === 'DUPLICATE_KEY';
    const tagged = fault.code === 'TAG_RESOLVE_FAILED';
    const code: Code = duplicate ? 'CMG1103' : tagged ? 'CMG1003' : 'CMG1002';
    const message = duplicate
      ? 'this key stands twice'
      : tagged
        ? 'a spec does without YAML tags'
        : firstLine(fault.message);
    return diagnostic(code, message, { place: placeOf(fault.pos) });
  });
}

/** The library's message goes on with a drawing of the line; ours is drawn by `render`. */
function firstLine(message: string): string {
  const [line = message] = message.split('\n');
  const text = line.replace(/ at line \d+, column \d+:?$/, '').replace(/:$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function structureFaults(document: Document, placeOf: PlaceOf): Diagnostic[] {
  const found: Diagnostic[] = [];
  const open: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const place = placeOf(rangeOf(node) ?? [0, 0]);
    if (depth > limits.depth) {
      found.push(diagnostic('CMG1004', `nests deeper than ${limits.depth} levels`, { place }));
      continue;
    }
    if (isAlias(node)) {
      found.push(
        diagnostic('CMG1003', 'a spec does without YAML aliases', { place, hint: 'write the value out' }),
      );
    } else if (isPair(node)) {
      found.push(...keyFaults(node.key, placeOf));
      open.push({ node: node.value, depth });
    } else if (isMap(node) || isSeq(node)) {
      for (const item of node.items.toReversed()) open.push({ node: item, depth: depth + 1 });
    }
  }
  return found;
}

function keyFaults(key: unknown, placeOf: PlaceOf): Diagnostic[] {
  const place = placeOf(rangeOf(key) ?? [0, 0]);
  if (!isScalar(key) || typeof key.value === 'object') {
    return [diagnostic('CMG1003', 'a key must be plain text', { place })];
  }
  const name = String(key.value);
  if (name === '<<') {
    return [
      diagnostic('CMG1003', 'a spec does without YAML merge keys', { place, hint: 'write the keys out' }),
    ];
  }
  return forbiddenKeys.has(name)
    ? [diagnostic('CMG1103', `no spec may hold the key '${name}'`, { place })]
    : [];
}

function locator(document: Document, placeOf: PlaceOf): SpecDocument['locate'] {
  return (path, what = 'value') => {
    let node: unknown = document.contents;
    let best: readonly [number, number] = [0, 1];
    for (const [index, step] of path.entries()) {
      const pair = isMap(node)
        ? node.items.find(({ key }) => isScalar(key) && key.value === step)
        : undefined;
      const last = index === path.length - 1;
      const child: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
      if (child === undefined && pair === undefined) break;
      const keyRange = rangeOf(pair?.key);
      const valueRange = rangeOf(child);
      best = (last && what === 'value' ? (valueRange ?? keyRange) : (keyRange ?? valueRange)) ?? best;
      node = child;
    }
    return placeOf(best);
  };
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (isPair(node)) return rangeOf(node.key);
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  return node.range ? [node.range[0], node.range[1]] : undefined;
}

function refused(file: string, text: string, why: string): SpecDocument {
  const place: Place = { file, line: 1, column: 1, length: 1 };
  const diagnostics = [diagnostic('CMG1004', `the file ${why}`, { place })];
  return { file, text, value: null, diagnostics, locate: () => place, find: () => place };
}
