// Text made to fit: lines cut at a width without breaking the colours in them, paragraphs broken between words.
// Knows nothing of what it cuts.
import { stripVTControlCharacters } from 'node:util';

export function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

/** The first `width` letters with `end` for the last of them where something is lost; colours are closed as they were. */
export function cutLine(line: string, width: number, end = ''): string {
  if (visibleLength(line) <= width) return line;
  let room = Math.max(0, width - end.length);
  const parts = line.split(colour);
  let ended = false;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part;
      const letters = [...part];
      const kept = letters.slice(0, room).join('');
      const isLast = !ended && letters.length > room;
      room -= Math.min(room, letters.length);
      ended ||= isLast;
      return isLast ? `${kept}${end}` : kept;
    })
    .join('');
}

const colour = new RegExp(`(${String.fromCodePoint(27)}\\[[0-9;]*m)`);

/** Broken between words, every line but the first `indent` further in. A word longer than a line stays whole. */
export function wrapText(text: string, width: number, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && visibleLength(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
