// How long a command may wait: until the user interrupts it, or `--timeout` has passed.
import { CmgError } from '../base/failure.ts';
import { parseDurationMs } from '../spec/duration.ts';
import { textOption, type Options } from './options.ts';
import type { Context } from './context.ts';

export function limited(options: Options, { signal, clock }: Context): AbortSignal {
  const text = textOption(options, 'timeout');
  if (text === undefined) return signal;
  const timeoutMs = parseDurationMs(text);
  if (timeoutMs === undefined) {
    throw new CmgError('CMG9001', `--timeout must be a length of time like 45m, not '${text}'`);
  }
  const controller = new AbortController();
  const late = new CmgError('CMG4041', `this took longer than ${text}`, {
    hint: 'what Azure has begun goes on there; run the command again to take it up',
  });
  clock.sleep(timeoutMs, signal).then(
    () => controller.abort(late),
    () => undefined,
  );
  return AbortSignal.any([signal, controller.signal]);
}
