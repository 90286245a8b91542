// How deep the blocks of a YAML text nest, told from the columns at which its lines begin, before anything is built of
// them: the parser recurses, and how deep it can do so depends on who calls it.

/** Each level begins at least a column further in, so that few texts have to be looked at line by line. */
export function nestsDeeper(text: string, most: number): boolean {
  if (!new RegExp(`^[ ?-]{${most + 1},}`, 'm').test(text)) return false;
  const open: number[] = [];
  for (const line of text.split('\n')) {
    for (const column of columnsOf(line)) {
      while ((open.at(-1) ?? -1) >= column) open.pop();
      open.push(column);
    }
    // The first column is no level of its own.
    if (open.length > most + 1) return true;
  }
  return false;
}

/** Where each dash or question mark of a line stands that opens a block, and then where its text begins. */
function columnsOf(line: string): readonly number[] {
  const columns: number[] = [];
  let at = 0;
  while (at < line.length) {
    const sign = line[at];
    if (sign !== ' ') columns.push(at);
    if (sign !== ' ' && (!'-?'.includes(sign ?? '') || line[at + 1] !== ' ')) return columns;
    at += 1;
  }
  return columns;
}
