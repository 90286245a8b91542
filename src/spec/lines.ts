// Offsets into a text → lines and columns, counted from 1 as editors do. Not the parser's own counter: that one
// misses lines where a group of keys stands as a key.

export interface Lines {
  /** Of an offset; what lies behind the end is at the end. */
  at(offset: number): { readonly line: number; readonly column: number };
  /** The offset where a line ends. */
  endOf(line: number): number;
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return {
    at: (offset) => {
      const within = Math.min(Math.max(offset, 0), text.length);
      const line = lastUpTo(starts, within) + 1;
      return { line, column: within - (starts[line - 1] ?? 0) + 1 };
    },
    endOf: (line) => (starts[line] ?? text.length + 1) - 1,
  };
}

/** The index of the last that is not above the value. */
function lastUpTo(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
