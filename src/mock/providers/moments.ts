// When things that take time are over: facts to store now and to compare with the clock later, so that nothing
// here needs a timer.
import type { World } from './provider.ts';

/** The moment, as text, at which something that lasts so long in life is over. */
export function endOf(world: World, durationMs: number): string {
  const end = world.endOf?.(durationMs) ?? new Date(world.now.getTime() + durationMs);
  return end.toISOString();
}

export function hasPassed(moment: string | undefined, world: World): boolean {
  return moment === undefined || Date.parse(moment) <= world.now.getTime();
}
