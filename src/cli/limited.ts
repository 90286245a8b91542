// How long a command may wait: until the user interrupts it, or `--timeout` has passed.
import { CmgError } from '../base/failure.ts';
import { parseDurationMs } from '../spec/duration.ts';
import { textOption, type Options } from './options.ts';
import type { Context } from './context.ts';

/** Runs with a signal that aborts at either; the clock is let go when the run ends, or it would keep the process. */
export async function limited<Result>(
  options: Options,
  { signal, clock }: Pick<Context, 'signal' | 'clock'>,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeoutMs = timeoutOf(options);
  if (timeoutMs === undefined) return await run(signal);
  const late = new AbortController();
  const ended = new AbortController();
  const failure = new CmgError('CMG4041', `this took longer than ${textOption(options, 'timeout')}`, {
    hint: 'what Azure has begun goes on there; run the command again to take it up',
  });
  clock.sleep(timeoutMs, AbortSignal.any([signal, ended.signal])).then(
    () => late.abort(failure),
    () => undefined,
  );
  try {
    return await run(AbortSignal.any([signal, late.signal]));
  } finally {
    ended.abort();
  }
}

export function timeoutOf(options: Options): number | undefined {
  const text = textOption(options, 'timeout');
  const timeoutMs = text === undefined ? undefined : parseDurationMs(text);
  if (text === undefined || timeoutMs !== undefined) return timeoutMs;
  throw new CmgError('CMG9001', `--timeout must be a length of time like 45m, not '${text}'`);
}
