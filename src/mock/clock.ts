// The clock of the mocked world: that of the machine, and what it was moved by; or standing still. Both are facts in
// the store, so all processes of a world share them.
import { refuse } from './fault.ts';
import type { Tables } from './records.ts';

export interface WorldClock {
  now(): Date;
  /** Forward only: what has happened stays so. */
  advance(ms: number): void;
  /** It stands where it is until it is let go; `advance` still moves it. */
  freeze(): void;
  unfreeze(): void;
  isFrozen(): boolean;
}

/** Far enough for everybody, and within what a date can hold. */
const lastYearMs = Date.UTC(9000, 0);

export function worldClock({ counters }: Tables, real: { now(): Date }): WorldClock {
  const offset = (): number => counters.get('clock')?.value ?? 0;
  const stopped = (): number | undefined => counters.get('frozen')?.value;
  const nowMs = (): number => stopped() ?? real.now().getTime() + offset();
  return {
    now: () => new Date(nowMs()),
    advance(ms) {
      if (!(ms >= 0) || nowMs() + ms > lastYearMs)
        refuse(400, 'InvalidClock', `The clock goes forward only, and not beyond the year 9000: ${ms} ms.`);
      const standing = stopped();
      if (standing === undefined) counters.put('clock', { value: offset() + ms });
      else counters.put('frozen', { value: standing + ms });
    },
    freeze() {
      if (stopped() === undefined) counters.put('frozen', { value: nowMs() });
    },
    unfreeze() {
      const standing = stopped();
      if (standing === undefined) return;
      counters.put('clock', { value: standing - real.now().getTime() });
      counters.delete('frozen');
    },
    isFrozen: () => stopped() !== undefined,
  };
}
