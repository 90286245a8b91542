// One answer, taken or found wrong: the same for what was typed and for what a flag said.
import { diagnostic, hasErrors, type Diagnostic } from '../../base/diagnostic.ts';
import type { Context } from '../context.ts';
import { newFaults, type Judging } from './draft.ts';
import { lookedAt } from './files.ts';
import type { Question, Situation } from './question.ts';

export interface Settled {
  /** With the answer, where it is right. */
  readonly situation: Situation;
  readonly isRight: boolean;
  /** What is wrong with it, or worth a word. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Asking {
  readonly judging: Judging;
  readonly context: Context;
}

export async function settle(
  question: Question,
  answer: string,
  { situation, asking }: { readonly situation: Situation; readonly asking: Asking },
): Promise<Settled> {
  if (question.put(answer, situation) === undefined) {
    const fault = diagnostic('CMG9001', wrongForm(question, situation.given[question.key] === answer));
    return { situation, isRight: false, diagnostics: [fault] };
  }
  const answered = { ...situation, answers: { ...situation.answers, [question.key]: answer } };
  const faults = newFaults(question, answered, asking.judging);
  if (hasErrors(faults)) return { situation, isRight: false, diagnostics: faults };
  const { facts, diagnostics } = await lookedAt(question, answered, asking);
  const all = [...faults, ...diagnostics.map(bearable)];
  if (hasErrors(all)) return { situation, isRight: false, diagnostics: all };
  return { situation: { ...answered, facts }, isRight: true, diagnostics: all };
}

/** In the words of the flag, where that gave the answer. */
function wrongForm({ text, form = 'this is no answer', flag, flagForm }: Question, isGiven: boolean): string {
  return isGiven ? `${flag}: ${flagForm ?? form}` : `${text}: ${form}`;
}

/** The variable that holds a password need not be set here and now. */
function bearable(found: Diagnostic): Diagnostic {
  return found.code === 'CMG1005' ? { ...found, severity: 'warning' } : found;
}
