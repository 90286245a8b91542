// How a bench measures and prints: runs take turns, so that whatever else the machine does falls on all of them alike,
// and stand in one table beside the first. Knows nothing of what is measured.
export function roundsFrom(given, usual) {
  const rounds = Number(given ?? usual);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`rounds are a whole number, not '${given}'`);
}

/** Each run by its name is asked for one figure a round. */
export async function measured(runs, rounds) {
  const figures = new Map(Object.keys(runs).map((name) => [name, []]));
  // The first round warms the disk and the compiler, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(runs)) {
      const figure = await run();
      if (round > 0) figures.get(name).push(figure);
    }
  }
  return [...figures].map(([name, all]) => ({ name, min: Math.min(...all), median: medianOf(all) }));
}

/** Milliseconds by the clock. */
export function clockMs(begun) {
  return Number(process.hrtime.bigint() - begun) / 1e6;
}

/** Milliseconds that the processor spent on it, which others on the machine hardly change. */
export async function processorMs(run) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function rendered(rows, digits = 0) {
  const [floor] = rows;
  const cells = rows.map(({ name, min, median }) => [
    name,
    min.toFixed(digits),
    median.toFixed(digits),
    `${median < floor.median ? '' : '+'}${(median - floor.median).toFixed(digits)}`,
    `${(median / floor.median).toFixed(2)}x`,
  ]);
  const table = [['', 'min', 'median', 'delta', 'ratio'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[at]))).join('  '),
    )
    .join('\n');
}
