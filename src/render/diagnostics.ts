// Diagnostics as text: what is wrong, the line it is on with the faulty part marked, and what would be right.
import type { Diagnostic, Place } from '../base/diagnostic.ts';
import { sanitize, sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';

/** The text of a file, for the frame around a fault. */
export type SourceOf = (file: string) => string | undefined;

export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  style: Style,
  sourceOf: SourceOf,
): string {
  const texts = new Map<string, readonly string[] | undefined>();
  // Thousands of faults may stand in one file: it is taken apart once.
  const linesOf: LinesOf = (file) => {
    if (!texts.has(file)) texts.set(file, linesIn(sourceOf(file)));
    return texts.get(file);
  };
  return diagnostics.map((diagnostic) => rendered(diagnostic, style, linesOf)).join('\n');
}

export function renderDiagnostic(diagnostic: Diagnostic, style: Style, sourceOf: SourceOf): string {
  return rendered(diagnostic, style, (file) => linesIn(sourceOf(file)));
}

type LinesOf = (file: string) => readonly string[] | undefined;

function linesIn(text: string | undefined): readonly string[] | undefined {
  return text?.split(/\r?\n/);
}

function rendered(
  { code, severity, message, hint, place }: Diagnostic,
  style: Style,
  linesOf: LinesOf,
): string {
  const paint = severity === 'error' ? style.remove : severity === 'warning' ? style.change : style.dim;
  const lines = [`${paint(`${severity} ${code}`)}: ${sanitize(message)}`];
  const width = place === undefined ? 1 : String(place.line).length;
  if (place !== undefined) lines.push(...frame(place, style, linesOf, width));
  if (hint !== undefined) lines.push(`${' '.repeat(width)} = ${sanitize(hint)}`);
  return `${lines.join('\n')}\n`;
}

export function placeText({ file, line }: Place): string {
  return `${sanitizeLine(file)}:${line}`;
}

/** `2 errors and 1 warning in 1 file` */
export function countText(diagnostics: readonly Diagnostic[], files: number): string {
  const count = (severity: Diagnostic['severity'], word: string): string[] => {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return found === 0 ? [] : [`${found} ${word}${found === 1 ? '' : 's'}`];
  };
  const parts = [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'note')];
  return `${parts.join(' and ')} in ${files} file${files === 1 ? '' : 's'}`;
}

function frame(
  { file, line, column, length = 1, concealed }: Place,
  style: Style,
  linesOf: LinesOf,
  width: number,
): string[] {
  const { frameTop, frameSide } = style.symbols;
  const margin = ' '.repeat(width);
  const head = `${margin} ${style.dim(frameTop)} ${sanitizeLine(file)}:${line}:${column}`;
  const text = linesOf(file)?.[line - 1];
  if (text === undefined || concealed) return [head];
  // A window of the line, so that a fault far to the right stays on the screen.
  const room = Math.max(40, style.width - width - 4);
  const from = column > room - 10 ? column - Math.floor(room / 2) : 1;
  const shown = sanitizeLine(text.replaceAll('\t', ' ').slice(from - 1, from - 1 + room));
  const marks = '^'.repeat(Math.max(1, Math.min(length, shown.length - (column - from))));
  return [
    head,
    `${style.dim(`${line} ${frameSide}`)} ${shown}`,
    `${margin} ${style.dim(frameSide)} ${' '.repeat(column - from)}${style.remove(marks)}`,
  ];
}
