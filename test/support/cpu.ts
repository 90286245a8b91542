// What a run costs this process in processor time: unlike the time on a clock, it hardly grows when the machine has
// other things to do.
import process from 'node:process';

/** Milliseconds, of all threads of the process. */
export function cpuMsOf<Result>(run: () => Result): { readonly result: Result; readonly tookMs: number } {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return { result, tookMs: (user + system) / 1_000 };
}

/** The least of some rounds: what the run needs once it is warm and nothing else gets in its way. */
export function leastCpuMs(rounds: number, run: () => unknown): number {
  return Math.min(...Array.from({ length: rounds }, () => cpuMsOf(run).tookMs));
}
