// A clock that only moves when somebody waits or says so: tests never sleep.
import type { Clock, Random } from '../../src/base/ports.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function testClock(start = '2026-11-20T12:00:00Z'): TestClock {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      nowMs += ms;
      return Promise.resolve();
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** Different bytes with every call, the same ones in every run. */
export function testRandom(): Random {
  let calls = 0;
  return {
    bytes: (length) => {
      calls += 1;
      return Uint8Array.from({ length }, (_, index) => (calls * 31 + index * 7) % 256);
    },
  };
}
