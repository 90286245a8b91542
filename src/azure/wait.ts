// Long operations of the SDK, driven by our own clock: the pollers of the SDK sleep by themselves, which a test
// with a hand-driven clock, and an interrupted run, cannot have.
import type { PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clock } from '../base/ports.ts';

export interface Poller {
  poll(): Promise<unknown>;
  isDone(): boolean;
}

/** Keeps what the last answer said of when to come back. */
export class RetryHint {
  #afterMs: number | undefined;

  readonly note = (response: { readonly headers: PipelineResponse['headers'] }): void => {
    this.#afterMs = retryAfterMs(response.headers);
  };

  get afterMs(): number | undefined {
    return this.#afterMs;
  }
}

/** Whole seconds, or milliseconds where a service says so; a date or nonsense is no hint. */
function retryAfterMs(headers: PipelineResponse['headers']): number | undefined {
  const ms = headers.get('retry-after-ms') ?? headers.get('x-ms-retry-after-ms');
  if (ms !== undefined && /^\d{1,9}$/.test(ms)) return Number(ms);
  const seconds = headers.get('retry-after');
  return seconds !== undefined && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : undefined;
}

const pollMs = 5_000;

export async function waitFor(
  poller: Poller,
  {
    clock,
    hint,
    signal,
  }: { readonly clock: Clock; readonly hint: RetryHint; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  while (!poller.isDone()) {
    await poller.poll();
    if (!poller.isDone()) await clock.sleep(hint.afterMs ?? pollMs, signal);
  }
}
