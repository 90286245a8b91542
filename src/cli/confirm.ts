// Questions before something is done. Where nobody can answer, the answer is no, and how to say yes beforehand
// is told.
import { CmgError } from '../base/failure.ts';
import type { Options } from './options.ts';
import type { Context } from './context.ts';

export interface Question {
  /** What would be done: no progress but part of the question, so that `--quiet` does not hide it. */
  readonly about: string;
  readonly text: string;
  /** What must be typed; for a deletion, the gateway's own name. */
  readonly answer: string;
}

export async function confirm(
  { about, text, answer }: Question,
  options: Options,
  context: Context,
): Promise<void> {
  const mustAsk = options['yes'] !== true;
  context.notice(about, { always: mustAsk });
  if (!mustAsk) return;
  if (!context.mayAsk) {
    throw new CmgError('CMG9001', 'this needs a yes, and there is nobody to ask', { hint: 'add --yes' });
  }
  const typed = (await context.questions.ask(`${text} `)).trim();
  if (typed === answer || (answer === 'yes' && /^y(?:es)?$/i.test(typed))) return;
  throw new CmgError('CMG9002', 'not confirmed, so nothing was changed');
}
