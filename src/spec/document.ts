// YAML or JSON text → a plain value, and for every path in it the place in the file. Treats the text as hostile:
// no tags, no aliases, no merge keys, no keys that reach into prototypes, bounded size and depth. Never throws.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  type Document,
  type YAMLMap,
} from 'yaml';
import type { Code } from '../base/codes.ts';
import { diagnostic, type Diagnostic, type Place } from '../base/diagnostic.ts';
import type { Json } from '../base/json.ts';
import { nestsDeeper } from './block-depth.ts';
import { linesOf, type Lines } from './lines.ts';
import { isSecretKey, seemsSecret } from './secrecy.ts';

export type Path = readonly (string | number)[];

export interface SpecDocument {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  /** Whether all that the file says is in the value: what is faulty is not. */
  readonly isWhole: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value at a path stands, or its key, or the nearest thing above it that is there. */
  locate(path: Path, what?: 'key' | 'value'): Place;
  /** The same, but undefined where the file does not name even the first key: a default has no place. */
  find(path: Path): Place | undefined;
}

const limits = { bytes: 1_048_576, depth: 64, tokens: 20_000, letters: 65_536 };
const tooDeep = `nests deeper than ${limits.depth} levels`;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export function parseSpecDocument(file: string, text: string): SpecDocument {
  if (Buffer.byteLength(text) > limits.bytes) return refused(file, text, 'is larger than 1 MiB');
  const excess = excessOf(text);
  if (excess !== undefined) return refused(file, text, excess);
  const lines = linesOf(text);
  const document = parseDocument(text, {
    merge: false,
    // Else a %YAML 1.1 in the text would choose another, in which a date is no text and `no` no word.
    schema: 'core',
    // The library compares each key with all before it; `repeatedKeys` does not.
    uniqueKeys: false,
    version: '1.2',
  });
  // The composer recurses, so what nests a thousand deep exhausts it before we can count.
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return refused(file, text, tooDeep);
  const concealed = concealedLines(document, text, lines);
  const placeOf = placer({ file, lines, concealed });
  const syntax = syntaxFaults(document, text, placeOf);
  const structure = structureFaults(document, placeOf);
  const isReadable = syntax.length === 0 && structure.isReadable;
  const value = isReadable ? (document.toJS({ maxAliasCount: 0 }) as Json) : null;
  const isWhole = isReadable && structure.isWhole;
  const diagnostics = [...syntax, ...structure.faults];
  const locate = locator(document, placeOf);
  const isNamed = (key: string | number | undefined): boolean =>
    isMap(document.contents) && document.contents.items.some((pair) => nameOf(pair.key) === String(key));
  const find = (path: Path): Place | undefined => (isNamed(path[0]) ? locate(path) : undefined);
  return { file, text, value, isWhole, diagnostics, locate, find };
}

/** Counted before anything is built of them: a million brackets cost the parser seconds. */
function excessOf(text: string): string | undefined {
  if (nestsDeeper(text, limits.depth)) return tooDeep;
  // Most specs are too short to hold so many, and reading them twice would cost a third of the whole.
  if (text.length <= limits.tokens / 2 && (text.match(/[[{]/g)?.length ?? 0) <= limits.depth)
    return undefined;
  let count = 0;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    count += 1;
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > limits.depth) return tooDeep;
    if (token.length > limits.letters) return `holds a text of more than ${limits.letters} letters`;
    if (count > limits.tokens) return `holds more than ${limits.tokens} words and signs`;
  }
  return undefined;
}

type PlaceOf = (range: readonly [number, number]) => Place;

interface Source {
  readonly file: string;
  readonly lines: Lines;
  readonly concealed: ReadonlySet<number>;
}

function placer({ file, lines, concealed }: Source): PlaceOf {
  return ([start, end]) => {
    const { line, column } = lines.at(start);
    const length = Math.max(1, Math.min(end, lines.endOf(line)) - start);
    return { file, line, column, length, ...(concealed.has(line) ? { concealed: true as const } : {}) };
  };
}

/** By line, since a frame shows whole lines: any fault beside an inline password would print it. */
function concealedLines(document: Document, text: string, lines: Lines): ReadonlySet<number> {
  const found = new Set<number>();
  if (document.errors.length > 0) {
    for (const [index, line] of text.split('\n').entries()) if (seemsSecret(line)) found.add(index + 1);
  }
  const open: { node: unknown; above: Path }[] = [{ node: document.contents, above: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, above } = next;
    if (isSeq(node)) for (const item of node.items) open.push({ node: item, above: [...above, 0] });
    for (const { key, value } of isMap(node) ? node.items : []) {
      const name = nameOf(key) ?? '';
      // What it would merge counts, and it has no name of its own.
      if (name === '<<') open.push({ node: value, above });
      else if (!isSecretKey(name, above) && !isBareCertificate(name, value, above)) {
        open.push({ node: value, above: [...above, name] });
      } else if (name !== 'password' || !saysWhere(value)) {
        const [start, end] = [rangeOf(key)?.[0] ?? 0, rangeOf(value)?.[1] ?? rangeOf(key)?.[1] ?? 0];
        const last = lines.at(end).line;
        for (let { line } = lines.at(start); line <= last; line += 1) found.add(line);
      }
    }
  }
  return found;
}

/** Where a group of keys belongs, a text can be the certificate itself. */
function isBareCertificate(name: string, value: unknown, above: Path): boolean {
  return name === 'certificate' && above.length === 0 && !isMap(value);
}

/** A password as it should be: where it is kept, and not a word more. */
function saysWhere(node: unknown): boolean {
  if (isScalar(node)) return node.value === 'prompt';
  if (!isMap(node) || node.items.length !== 1) return false;
  const [pair] = node.items;
  return ['env', 'file'].includes(nameOf(pair?.key) ?? '') && isScalar(pair?.value);
}

/** `1` and `'1'` are one key of the value. */
function nameOf(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

const noTags = 'a spec does without YAML tags';

const ownWords: Readonly<
  Record<string, { readonly code: Code; readonly message: string; readonly hint?: string }>
> = {
  TAG_RESOLVE_FAILED: { code: 'CMG1003', message: noTags },
  MULTIPLE_DOCS: {
    code: 'CMG1003',
    message: 'a file holds one gateway, and here another begins',
    hint: 'put each in a file of its own',
  },
};

function syntaxFaults({ errors, warnings }: Document, text: string, placeOf: PlaceOf): Diagnostic[] {
  // What the library only warns of as a tag is found again among the structure.
  const faults = [...errors, ...warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')];
  const found = faults.map((fault) => {
    const place = placeOf(fault.pos);
    const line = firstLine(fault.message);
    // Behind a colon, the library quotes the text.
    const message = place.concealed ? (line.split(':', 1)[0] ?? '') : line;
    const own = ownWords[fault.code] ?? { code: 'CMG1002', message };
    const inFlow = text.startsWith('${', fault.pos[0] - 1);
    const hint = inFlow ? 'between { and } or [ and ], put ${…} in quotes' : own.hint;
    return diagnostic(own.code, own.message, { place, hint });
  });
  // One bracket too many makes nonsense of all that follows; only the first such fault is the user's own.
  const first = found.findIndex(({ code }) => code === 'CMG1002');
  return found.filter(({ code }, index) => code !== 'CMG1002' || index === first);
}

/** The library's message goes on with a drawing of the line; ours is drawn by `render`. */
function firstLine(message: string): string {
  const [line = message] = message.split('\n');
  const text = line.replace(/ at line \d+, column \d+:?$/, '').replace(/:$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface Structure {
  readonly faults: readonly Diagnostic[];
  /** Whether anything is left of it. */
  readonly isReadable: boolean;
  /** Whether all is left, but for what stands twice. */
  readonly isWhole: boolean;
}

/** What is faulty is taken out with the key that it stands under, so that the rest of the file can be judged. */
function structureFaults(document: Document, placeOf: PlaceOf): Structure {
  const faults: Diagnostic[] = [];
  const faulty = new Set<unknown>();
  const twice = new Set<unknown>();
  const maps: YAMLMap[] = [];
  const open: { node: unknown; depth: number; under: unknown }[] = [
    { node: document.contents, depth: 0, under: document },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth, under } = next;
    const found = isPair(node) ? keyFaults(node.key, placeOf) : nodeFaults(node, depth, placeOf);
    faults.push(...found);
    if (found.length > 0) faulty.add(isPair(node) ? node : under);
    if (isPair(node)) open.push({ node: node.value, depth, under: node });
    if ((!isMap(node) && !isSeq(node)) || depth > limits.depth) continue;
    if (isMap(node)) {
      maps.push(node);
      const repeated = repeatedKeys(node);
      faults.push(...repeated.map((pair) => twiceFault(pair, placeOf)));
      for (const pair of repeated) twice.add(pair);
    }
    for (const item of node.items.toReversed()) open.push({ node: item, depth: depth + 1, under });
  }
  for (const map of maps) map.items = map.items.filter((pair) => !faulty.has(pair) && !twice.has(pair));
  return { faults, isReadable: !faulty.has(document), isWhole: faulty.size === 0 };
}

function nodeFaults(node: unknown, depth: number, placeOf: PlaceOf): Diagnostic[] {
  const fault = (code: Code, message: string, hint?: string): Diagnostic =>
    diagnostic(code, message, { place: placeOf(rangeOf(node) ?? [0, 0]), hint });
  if (depth > limits.depth) return [fault('CMG1004', tooDeep)];
  if (isAlias(node)) return [fault('CMG1003', 'a spec does without YAML aliases', 'write the value out')];
  return [
    ...(isTagged(node) ? [fault('CMG1003', noTags, 'leave the tag out')] : []),
    ...(isScalar(node) && isUnprintable(node.value) ? [fault('CMG1003', unprintable)] : []),
  ];
}

const unprintable = 'a spec does without control characters and halves of characters';

/** What no file of text holds, and what Azure takes nowhere. */
function isUnprintable(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Surrogate}/u.test(value);
}

function isTagged(node: unknown): boolean {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.tag !== undefined;
}

function repeatedKeys({ items }: YAMLMap): readonly YAMLMap['items'][number][] {
  const seen = new Set<string>();
  return items.filter(({ key }) => {
    const name = nameOf(key) ?? '';
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated;
  });
}

function twiceFault({ key }: { readonly key: unknown }, placeOf: PlaceOf): Diagnostic {
  return diagnostic('CMG1103', 'this key stands twice', { place: placeOf(rangeOf(key) ?? [0, 0]) });
}

function keyFaults(key: unknown, placeOf: PlaceOf): Diagnostic[] {
  const fault = (code: Code, message: string, hint?: string): Diagnostic[] => [
    diagnostic(code, message, { place: placeOf(rangeOf(key) ?? [0, 0]), hint }),
  ];
  if (!isScalar(key) || typeof key.value === 'object' || isTagged(key)) {
    return fault('CMG1003', 'a key must be plain text');
  }
  const name = String(key.value);
  if (name === '<<') return fault('CMG1003', 'a spec does without YAML merge keys', 'write the keys out');
  if (isUnprintable(name)) return fault('CMG1003', unprintable);
  return forbiddenKeys.has(name) ? fault('CMG1103', `no spec may hold the key '${name}'`) : [];
}

function locator(document: Document, placeOf: PlaceOf): SpecDocument['locate'] {
  const pairsOf = new Map<unknown, ReadonlyMap<string | undefined, YAMLMap['items'][number]>>();
  // Thousands of faults may ask for as many keys of one map.
  const pairAt = (map: YAMLMap, step: string): YAMLMap['items'][number] | undefined => {
    const pairs = pairsOf.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
    pairsOf.set(map, pairs);
    return pairs.get(step);
  };
  return (path, what = 'value') => {
    let node: unknown = document.contents;
    let best = (path.length === 0 ? rangeOf(node) : undefined) ?? [0, 1];
    for (const [index, step] of path.entries()) {
      const pair = isMap(node) ? pairAt(node, String(step)) : undefined;
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

/** In the place of a document whose bytes are no text. */
export function notUtf8(file: string, text: string): SpecDocument {
  return refused(file, text, 'is not UTF-8', { code: 'CMG1002', hint: 'save it again as UTF-8' });
}

function refused(
  file: string,
  text: string,
  why: string,
  { code, hint }: { readonly code: Code; readonly hint?: string } = { code: 'CMG1004' },
): SpecDocument {
  // Nobody has looked at what stands on that line, and it is not what is wrong.
  const place: Place = { file, line: 1, column: 1, length: 1, concealed: true };
  const diagnostics = [diagnostic(code, `the file ${why}`, { place, hint })];
  return { file, text, value: null, isWhole: false, diagnostics, locate: () => place, find: () => place };
}
