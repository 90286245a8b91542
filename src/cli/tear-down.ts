// Carries out a teardown with a line for each thing that happens.
import type { Cloud } from '../cloud/cloud.ts';
import { sanitizeLine } from '../render/sanitize.ts';
import { elapsedText } from '../render/time.ts';
import { labelOf } from '../render/words.ts';
import type { Holding } from '../teardown/ownership.ts';
import { teardown, type TeardownOutcome } from '../teardown/teardown.ts';
import type { Context } from './context.ts';

export async function tearDown(holding: Holding, cloud: Cloud, context: Context): Promise<TeardownOutcome> {
  const { clock } = await context.backend();
  const events = teardown(holding, { cloud, clock, signal: context.signal });
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    const { type, gateway, elapsedMs, resourceType, name } = next.value;
    if (type === 'deleting') continue;
    const what = sanitizeLine(`${gateway}  ${labelOf({ type: resourceType })} ${name}`);
    const end = type === 'deleted' ? 'deleted' : 'could not be deleted';
    context.notice(`${elapsedText(elapsedMs)}  ${what} ${end}\n`);
  }
}
