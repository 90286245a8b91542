// Shows a run while it goes on: drawn over and over at a terminal, a line per event in a log, an event a line
// as JSON. Gives back what the run came to.
import type { Clock } from '../base/ports.ts';
import type { DeployEvent, Outcome } from '../deploy/events.ts';
import { cutLine } from '../render/cut.ts';
import { jsonText } from '../render/json-text.ts';
import { advance, noProgress, renderLogLine, renderProgress } from '../render/progress.ts';
import type { Context } from './context.ts';

const redrawMs = 100;
const heartbeatMs = 30_000;

interface Following {
  readonly context: Pick<
    Context,
    'output' | 'canDraw' | 'print' | 'notice' | 'noticeStyle' | 'columns' | 'clock'
  >;
  /** The time of the Azure that is waited for; the mock's runs faster than the one that redraws. */
  readonly clock: Clock;
  readonly title: string;
}

export async function follow(
  events: AsyncGenerator<DeployEvent, Outcome>,
  following: Following,
): Promise<Outcome> {
  const { context } = following;
  if (context.output === 'ndjson') return await asJsonLines(events, context);
  return context.canDraw && context.output === 'text'
    ? await drawn(events, following)
    : await logged(events, context);
}

async function asJsonLines(
  events: AsyncGenerator<DeployEvent, Outcome>,
  context: Following['context'],
): Promise<Outcome> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    context.print(`${jsonText(next.value)}\n`);
  }
}

async function logged(
  events: AsyncGenerator<DeployEvent, Outcome>,
  context: Following['context'],
): Promise<Outcome> {
  let spokenMs = 0;
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    const event = next.value;
    if (event.type === 'waiting' && event.elapsedMs - spokenMs < heartbeatMs) continue;
    const line = renderLogLine(event);
    if (line === undefined) continue;
    spokenMs = event.elapsedMs;
    context.notice(`${line}\n`);
  }
}

async function drawn(
  events: AsyncGenerator<DeployEvent, Outcome>,
  { context, clock, title }: Following,
): Promise<Outcome> {
  const startedMs = clock.now().getTime();
  let progress = noProgress;
  let lines = 0;
  const draw = (): void => {
    if (progress.items.length === 0) return;
    // A line that wraps is two on the screen, and the next drawing would begin too low.
    const width = context.columns();
    const style = { ...context.noticeStyle, width };
    const text = renderProgress(progress, clock.now().getTime() - startedMs, { style, title })
      .split('\n')
      .map((line) => cutLine(line, width))
      .join('\n');
    context.notice(`${lines === 0 ? '' : `\u001b[${lines}F\u001b[J`}${text}`);
    lines = text.split('\n').length - 1;
  };
  let pending = events.next();
  for (;;) {
    const tick = new AbortController();
    const slept = context.clock.sleep(redrawMs, tick.signal).catch(() => undefined);
    const first = await Promise.race([pending, slept]).finally(() => tick.abort());
    if (first !== undefined) {
      if (first.done === true) {
        draw();
        if (lines > 0) context.notice('\n');
        return first.value;
      }
      progress = advance(progress, first.value);
      pending = events.next();
    }
    draw();
  }
}
