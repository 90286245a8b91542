// Answers → the draft of a spec, and what is wrong with it: the rules and words are those of `cmg validate`, run on
// the very text that would be written. Pure.
import type { Diagnostic } from '../../base/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';
import { clouds } from '../../spec/clouds.ts';
import { parseSpecDocument, type Path, type SpecDocument } from '../../spec/document.ts';
import type { Environment } from '../../spec/reference.ts';
import type { Spec } from '../../spec/schema.ts';
import { starterText } from '../../spec/starter.ts';
import { validateSpec } from '../../spec/validate.ts';
import { generalQuestions } from './general.ts';
import { isAsked, without, type Put, type Question, type Situation } from './question.ts';
import { laterQuestions, settingsQuestions } from './settings.ts';

/** In the order of the wizard. */
export const questions: readonly Question[] = [...generalQuestions, ...settingsQuestions, ...laterQuestions];

export function draftOf(situation: Situation): JsonObject {
  const puts = questions.flatMap((question): Put => {
    const answer = situation.answers[question.key];
    if (answer === undefined || !isAsked(question, situation)) return [];
    return question.put(answer, situation) ?? [];
  });
  return puts.reduce((draft, [path, value]) => withValue(draft, path, value), {});
}

function withValue(object: JsonObject, [key = '', ...rest]: Path, value: Json): JsonObject {
  const below = object[key];
  const inner = rest.length === 0 ? value : withValue(isJsonObject(below) ? below : {}, rest, value);
  return { ...object, [key]: inner };
}

export interface Judging {
  readonly file: string;
  readonly environment: Environment;
  readonly now: Date;
}

export interface Judged {
  readonly text: string;
  readonly document: SpecDocument;
  readonly spec: Spec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function judged(draft: JsonObject, { file, environment, now }: Judging): Judged {
  const text = starterText(draft);
  const document = parseSpecDocument(file, text);
  return { text, document, ...validateSpec(document, environment, { now }) };
}

/** What an answer makes wrong that was right without it. What is missing is still to be asked. */
export function newFaults(question: Question, situation: Situation, judging: Judging): readonly Diagnostic[] {
  const others = without(situation.answers, question.key);
  const before = judged(draftOf({ ...situation, answers: others }), judging).diagnostics;
  const known = new Set(before.map(({ message }) => message));
  return judged(draftOf(situation), judging).diagnostics.filter(
    ({ code, message }) =>
      !known.has(message) && code !== 'CMG1101' && question.later?.includes(code) !== true,
  );
}

/** As much of a spec as its files need to be looked at, with what was not asked yet stood in for. */
export function understood(situation: Situation, judging: Judging): Judged {
  const draft = draftOf(situation);
  const isPublic = draft['environment'] !== 'AzureUSGovernmentCloud';
  const regions = clouds[isPublic ? 'AzurePublicCloud' : 'AzureUSGovernmentCloud'].regions;
  const [region = ''] = Object.keys(regions);
  return judged({ name: 'abc', region, resourceGroup: { name: 'abc' }, ...draft }, judging);
}
