// `cmg init` at a terminal: the pages of ConfigMgr's wizard, question by question, with a way back; then the whole
// spec to look at. Writes nothing.
import { diagnostic, type Diagnostic } from '../../base/diagnostic.ts';
import { CmgError } from '../../base/failure.ts';
import { valueAt, type Json } from '../../base/json.ts';
import { renderDiagnostic, renderDiagnostics } from '../../render/diagnostics.ts';
import { wrapText } from '../../render/cut.ts';
import { formOf, specJsonSchema } from '../../spec/json-schema.ts';
import type { Context } from '../context.ts';
import { draftOf, judged, questions } from './draft.ts';
import { withoutPlace } from './from-flags.ts';
import { isCertificateFile } from './general.ts';
import { isAsked, without, type Answers, type Question, type Situation } from './question.ts';
import { settle, type Asking } from './settle.ts';

const back = '<';
const explain = '?';

export interface Wizard extends Asking {
  /** Where the spec will go. Undefined: there it must not. */
  readonly target: (situation: Situation) => Promise<string | undefined>;
}

export async function wizard(begin: Situation, asking: Wizard): Promise<Situation> {
  const { context } = asking;
  say(context, `Enter takes what is in brackets, ${explain} explains, ${back} goes back.`);
  let situation = begin;
  let before: Answers = {};
  const trail: string[] = [];
  const screen = { page: '' };
  for (;;) {
    const question = questions.find(
      (one) => isAsked(one, situation) && situation.answers[one.key] === undefined,
    );
    const next =
      question === undefined
        ? await reviewed(situation, asking)
        : await answered(question, { situation, asking, before: before[question.key], screen });
    if (next === 'right') return situation;
    if (next === back) {
      const key = trail.pop();
      if (key === undefined) continue;
      before = joined(before, situation.answers);
      situation = reopened(situation, key);
    } else if (question !== undefined) {
      situation = next;
      trail.push(question.key);
    }
  }
}

function joined(before: Answers, answers: Answers): Answers {
  return { ...before, ...answers };
}

/** As if it had not been asked; a flag that answered it has been heard. */
function reopened(situation: Situation, key: string): Situation {
  const [answers, given] = [without(situation.answers, key), without(situation.given, key)];
  return { ...situation, answers, given, facts: key === 'file' ? undefined : situation.facts };
}

interface Moment {
  readonly situation: Situation;
  readonly asking: Wizard;
  /** What was answered before somebody went back. */
  readonly before: string | undefined;
  /** The page whose title was shown last. */
  readonly screen: { page: string };
}

async function answered(question: Question, moment: Moment): Promise<Situation | typeof back> {
  const { situation, asking, before } = moment;
  const { context } = asking;
  const byDefault = before ?? question.byDefault(situation);
  const shown = byDefault?.trim().replaceAll('\n', ', ');
  const prompt = `  ${question.text}${shown === undefined ? '' : ` [${shown}]`}: `;
  let given = situation.given[question.key];
  for (;;) {
    const typed = given ?? (await asked(question, prompt, moment));
    given = undefined;
    if (typed === back) return back;
    if (typed === explain) {
      say(context, helpFor(question, moment));
      continue;
    }
    const answer = typed === '' ? byDefault : typed;
    if (answer === undefined) {
      say(context, '    this one needs an answer; ? explains');
      continue;
    }
    if (question.key === 'source' && (await isCertificateFile(answer, context))) {
      const named = { ...situation, given: { ...situation.given, file: answer } };
      return (await settle(question, 'file', { situation: named, asking })).situation;
    }
    const settled = await settle(question, answer, { situation, asking });
    const taken = question.key === 'name' && settled.isRight ? await takenBy(settled.situation, asking) : [];
    for (const one of [...settled.diagnostics, ...taken]) say(context, noteText(one, context));
    if (settled.isRight && taken.length === 0) return settled.situation;
  }
}

async function asked(
  { page }: Question,
  prompt: string,
  { asking: { context }, screen }: Moment,
): Promise<string> {
  if (screen.page !== page) say(context, `\n${context.noticeStyle.strong(page)}`);
  screen.page = page;
  return (await context.questions.ask(prompt)).trim();
}

/** Told when the name is chosen, not after the last page. */
async function takenBy(situation: Situation, { target }: Wizard): Promise<readonly Diagnostic[]> {
  if ((await target(situation)) !== undefined) return [];
  const hint = 'choose another name, or begin again with a file of another name or with --force';
  return [diagnostic('CMG9001', 'there is a spec of that name already', { hint })];
}

async function reviewed(situation: Situation, asking: Wizard): Promise<'right' | typeof back> {
  const { judging, context, target } = asking;
  const where = (await target(situation)) ?? judging.file;
  const { text, spec, diagnostics } = judged(draftOf(situation), { ...judging, file: where });
  const frames = renderDiagnostics(diagnostics, context.noticeStyle, () => text);
  say(
    context,
    `\n${context.noticeStyle.strong('Review')}\n\n${indented(text)}${frames === '' ? '' : `\n${frames.trimEnd()}\n`}`,
  );
  for (;;) {
    const question = spec === undefined ? `  ${back} to go back: ` : `  Write it to ${where}? (yes) `;
    const typed = (await context.questions.ask(question)).trim();
    if (typed === back) return back;
    if (spec !== undefined && /^y(?:es)?$/i.test(typed)) return 'right';
    if (/^no?$/i.test(typed)) throw new CmgError('CMG9002', 'not confirmed, so nothing was written');
    say(context, `    yes writes it, ${back} goes back, no leaves it`);
  }
}

function say(context: Context, text: string): void {
  context.notice(`${text}\n`, { always: true });
}

function noteText(one: Diagnostic, context: Context): string {
  const { width } = context.noticeStyle;
  const [head = '', ...hints] = renderDiagnostic(withoutPlace(one), context.noticeStyle, () => undefined)
    .trimEnd()
    .split('\n')
    .map((line) => line.trimStart());
  const lines = [wrapText(head, width - 6, 6), ...hints.map((hint) => `  ${wrapText(hint, width - 8, 8)}`)];
  return lines.map((line) => `    ${line}`).join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** In the words of the documentation. */
function helpFor({ about, help }: Question, { situation, asking }: Moment): string {
  const lines = [descriptionAt(about), help?.(situation) ?? ''].filter((line) => line !== '');
  const width = asking.context.noticeStyle.width - 4;
  return lines.map((line) => `    ${wrapText(line, width, 4)}`).join('\n');
}

function descriptionAt(path: Question['about']): string {
  let at: Json = specJsonSchema();
  for (const key of path) at = valueAt(formOf(Object(at)), ['properties', key]) ?? {};
  const description = valueAt(at, ['description']);
  return typeof description === 'string' ? description : '';
}
