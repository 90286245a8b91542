// `cmg init` where nobody answers: flags and defaults alone, and all that is missing or wrong said at once.
import { diagnostic, type Diagnostic } from '../../base/diagnostic.ts';
import { CmgError } from '../../base/failure.ts';
import { questions } from './draft.ts';
import { isAsked, type Situation } from './question.ts';
import { settle, type Asking } from './settle.ts';

export async function fromFlags(
  begin: Situation,
  asking: Asking,
): Promise<{ readonly situation: Situation; readonly notes: readonly Diagnostic[] }> {
  let situation = begin;
  const faults: Diagnostic[] = [];
  const notes: Diagnostic[] = [];
  for (const question of questions) {
    if (!isAsked(question, situation)) continue;
    const answer = begin.given[question.key] ?? question.byDefault(situation);
    if (answer === undefined) {
      faults.push(diagnostic('CMG9001', `${question.flag} is missing`));
      continue;
    }
    const settled = await settle(question, answer, { situation, asking });
    situation = settled.situation;
    (settled.isRight ? notes : faults).push(...settled.diagnostics);
  }
  if (faults.length > 0) throw wrongFlags(faults);
  // What the spec as a whole has to say is said once, by whoever looks at it.
  return { situation, notes: notes.filter(({ code }) => code.startsWith('CMG13') || code === 'CMG1005') };
}

/** What a file holds is no fault of the command line. */
function wrongFlags(faults: readonly Diagnostic[]): CmgError {
  const errors = faults.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const onlyFiles = errors.every(({ code }) => code.startsWith('CMG13'));
  const code = onlyFiles && first !== undefined ? first.code : 'CMG9001';
  return new CmgError(code, 'no spec can be made of this', { diagnostics: faults.map(withoutPlace) });
}

/** Nobody has seen the text yet. */
export function withoutPlace({ code, severity, message, hint }: Diagnostic): Diagnostic {
  return { code, severity, message, ...(hint === undefined ? {} : { hint }) };
}
