// What a question of `cmg init` is: a row that says how it is asked, which flag answers it beforehand, and what its
// answer puts into the spec. Whether an answer is right is not for the row to say: the spec's own rules do.
import type { Code } from '../../base/codes.ts';
import type { Json } from '../../base/json.ts';
import type { CertificateFacts } from '../../certificates/facts.ts';
import type { Path } from '../../spec/document.ts';
import type { Options } from '../options.ts';

/** By the key of the question, as they were typed. */
export type Answers = Readonly<Record<string, string>>;

/** What is known by now. */
export interface Situation {
  /** By flags; not yet looked at. */
  readonly given: Answers;
  readonly answers: Answers;
  /** Of the certificate that was named, once it could be opened. */
  readonly facts: CertificateFacts | undefined;
  /** Whether somebody answers; else there are flags alone. */
  readonly asks: boolean;
  /** The spec's file without its ending, where one was named. */
  readonly fileName: string | undefined;
  /** A path as the user types it → as it stands in the spec. */
  readonly fromSpec: (path: string) => string;
}

export type Page = 'General' | 'Settings' | 'Alerts' | 'End and tags';

export type Put = readonly (readonly [path: Path, value: Json])[];

export interface Question {
  readonly key: string;
  readonly page: Page;
  readonly text: string;
  /** The flag that answers it, for whoever has to be told of it. */
  readonly flag: string;
  readonly given: (options: Options) => string | undefined;
  /** Its key of the spec, whose description explains it. */
  readonly about: Path;
  /** What there is to know besides. */
  readonly help?: (situation: Situation) => string;
  /** It depends on other answers whether it is asked at all. */
  readonly isAsked?: (situation: Situation) => boolean;
  /** What an empty line means. Undefined: it must be answered. */
  readonly byDefault: (situation: Situation) => string | undefined;
  /** Undefined: this is no answer, and `form` says what would be one. */
  readonly put: (answer: string, situation: Situation) => Put | undefined;
  readonly form?: string;
  /** The same of its flag, where that takes another form. */
  readonly flagForm?: string;
  /** Faults that a later question settles. */
  readonly later?: readonly Code[];
}

/** What leaves a key out of the spec. */
export const none = 'none';

export function isAsked({ isAsked: asked }: Question, situation: Situation): boolean {
  return asked === undefined || asked(situation);
}

export function without(answers: Answers, key: string): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => name !== key));
}

export function listOf(text: string): readonly string[] {
  // Items that came one by one may hold commas.
  const parts = text.includes('\n') ? text.split('\n') : text.split(',');
  return parts.map((part) => part.trim()).filter((part) => part !== '' && part !== none);
}

export function listText(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : items.map((item) => `${item}\n`).join('');
}

/** The choice that was meant, by its beginning and whatever its case; else the text as it is, to be found wrong. */
export function chosen(text: string, choices: readonly string[]): string {
  const meant = choices.filter((choice) => choice.toLowerCase().startsWith(text.toLowerCase()));
  return choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) ?? only(meant) ?? text;
}

function only(found: readonly string[]): string | undefined {
  return found.length === 1 ? found[0] : undefined;
}

export const yesOrNo = 'write yes or no';

export function truth(text: string): boolean | undefined {
  if (/^(?:y|yes|true)$/i.test(text)) return true;
  return /^(?:n|no|false)$/i.test(text) ? false : undefined;
}

export function putTruth(path: Path): Question['put'] {
  return (answer) => {
    const value = truth(answer);
    return value === undefined ? undefined : [[path, value]];
  };
}

/** Text, or nothing where the key may be left out. */
export function putText(path: Path): Question['put'] {
  return (answer) => (answer === none ? [] : [[path, answer]]);
}

export function putNumber(path: Path): Question['put'] {
  // What is no number is put as it is: the schema has better words for it.
  return (answer) => (answer === none ? [] : [[path, /^\d{1,9}$/.test(answer) ? Number(answer) : answer]]);
}
