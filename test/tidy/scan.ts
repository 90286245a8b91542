// Reads TypeScript just far enough to tell code from comments, strings, templates and regular expressions, and
// to list what a file imports. It is no parser: it never fails, and a type is to it a word like any other.

export interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly form: 'import' | 'export' | 'call';
  /** What is taken by name; `*` for all of it, nothing for an import that only runs the file. */
  readonly names: readonly string[];
}

export interface Remark {
  readonly text: string;
  readonly line: number;
}

export interface Scanned {
  /** The text with every comment, string and regular expression blanked out; lines and columns stay. */
  readonly code: string;
  readonly comments: readonly Remark[];
  readonly strings: readonly Remark[];
  readonly imports: readonly Import[];
}

type Kind = 'comment' | 'string' | 'template' | 'regex';

interface Piece {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

export function scan(text: string): Scanned {
  const pieces = piecesOf(text);
  const code = blank(text, pieces);
  const remarks = (...kinds: readonly Kind[]): readonly Remark[] =>
    pieces
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ start, end }) => ({ text: text.slice(start, end), line: lineAt(text, start) }));
  return {
    code,
    comments: remarks('comment'),
    strings: remarks('string', 'template'),
    imports: importsOf(text, code),
  };
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Every match in the blanked code, with its line. */
export function matches(code: string, pattern: RegExp): readonly Remark[] {
  return [...code.matchAll(pattern)].map((match) => ({ text: match[0], line: lineAt(code, match.index) }));
}

/** The insides of everything that is not code, in order. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  // For each template that is open: how many braces of its `${` expression are.
  const braces: number[] = [];
  let before = '';
  let at = 0;
  const take = (kind: Kind, start: number, end: number, next: number): void => {
    pieces.push({ kind, start, end });
    at = next;
  };
  const takeTemplate = (start: number): void => {
    const end = endOf(text, start, /`|\$\{/y);
    const opens = text.startsWith('${', end);
    if (opens) braces.push(0);
    take('template', start, end, end + (opens ? 2 : 1));
    before = opens ? '{' : '`';
  };
  while (at < text.length) {
    const mark = text.charAt(at);
    const depth = braces.at(-1);
    if (text.startsWith('//', at)) take('comment', at, lineEnd(text, at), lineEnd(text, at));
    else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      const end = close === -1 ? text.length : close + 2;
      take('comment', at, end, end);
    } else if (mark === "'" || mark === '"') {
      const end = endOf(text, at + 1, mark === "'" ? /['\n]/y : /["\n]/y);
      take('string', at + 1, end, end + 1);
      before = mark;
    } else if (mark === '`') takeTemplate(at + 1);
    else if (mark === '}' && depth === 0) {
      braces.pop();
      takeTemplate(at + 1);
    } else if (mark === '/' && mayBeginRegex(before)) {
      const end = regexEnd(text, at + 1);
      take('regex', at + 1, end, end + 1);
      before = ')';
    } else {
      if (depth !== undefined && mark === '{') braces.push((braces.pop() ?? 0) + 1);
      if (depth !== undefined && mark === '}') braces.push((braces.pop() ?? 0) - 1);
      if (/\S/.test(mark)) before = /[\w$]/.test(mark) ? wordEndingAt(text, at) : mark;
      at += 1;
    }
  }
  return pieces;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Where `stop` first matches from `from` on, past escapes. */
function endOf(text: string, from: number, stop: RegExp): number {
  for (let at = from; at < text.length; at += text.charAt(at) === '\\' ? 2 : 1) {
    const sticky = new RegExp(stop.source, 'y');
    sticky.lastIndex = at;
    if (sticky.test(text)) return at;
  }
  return text.length;
}

/** In a class such as `[/]` a slash does not end the expression. */
function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from; at < text.length; at += text.charAt(at) === '\\' ? 2 : 1) {
    const mark = text.charAt(at);
    if (mark === '\n' || (mark === '/' && !inClass)) return at;
    if (mark === '[') inClass = true;
    if (mark === ']') inClass = false;
  }
  return text.length;
}

function wordEndingAt(text: string, at: number): string {
  return /[\w$.]+$/.exec(text.slice(Math.max(0, at - 40), at + 1))?.[0] ?? '';
}

const wordsBeforeRegex = new Set(
  'await case delete do else in instanceof new of return throw typeof void yield'.split(' '),
);

/** After a value a slash divides; after a keyword or a sign it begins an expression. */
function mayBeginRegex(before: string): boolean {
  if (wordsBeforeRegex.has(before)) return true;
  return !/[\w$)\]}'"`]$/.test(before);
}

function blank(text: string, pieces: readonly Piece[]): string {
  let code = '';
  let at = 0;
  for (const { start, end } of pieces) {
    code += text.slice(at, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ');
    at = end;
  }
  return code + text.slice(at);
}

const staticImport = /\b(import|export)\s+(?:type\s+)?([\w$*{},\s]*?)\s*\bfrom\s*['"]/g;
const bareImport = /\bimport\s*['"]/g;
const importCall = /\b(?:import|require)\s*\(\s*['"`]/g;

function importsOf(text: string, code: string): readonly Import[] {
  const found: Import[] = [];
  const add = (match: RegExpMatchArray, form: Import['form'], names: readonly string[]): void => {
    const start = (match.index ?? 0) + match[0].length;
    const specifier = text.slice(start, code.indexOf(match[0].slice(-1), start));
    found.push({ specifier, line: lineAt(text, start), form, names });
  };
  for (const match of code.matchAll(staticImport)) {
    add(match, match[1] === 'export' ? 'export' : 'import', namesIn(match[2] ?? ''));
  }
  for (const match of code.matchAll(bareImport)) add(match, 'import', []);
  for (const match of code.matchAll(importCall)) add(match, 'call', ['*']);
  return found.toSorted((a, b) => a.line - b.line);
}

function namesIn(clause: string): readonly string[] {
  return clause
    .split(/[{},]/)
    .map((part) => part.trim().replace(/^type\s+/, ''))
    .map((part) => part.split(/\s+as\s+/)[0] ?? '')
    .filter((name) => name !== '');
}
