// What a run costs this process in processor time: unlike the time on a clock, it hardly grows when the machine has
// other things to do.
import process from 'node:process';

export function cpuMsOf<Result>(run: () => Result): { readonly result: Result; readonly tookMs: number } {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return { result, tookMs: (user + system) / 1_000 };
}
