// What a command is: a row that says how it is called, and a function from what was asked and the context to an exit
// code.
import type { Context } from './context.ts';
import type { Options } from './options.ts';

export interface Asked {
  readonly arguments: readonly string[];
  readonly options: Options;
}

export type CommandRun = (asked: Asked, context: Context) => Promise<number>;

export interface OptionRow {
  /** `-o, --output <format>`; `<file>` and `<dir>` are completed as such. */
  readonly flags: string;
  readonly about: string;
  readonly choices?: readonly string[];
  /** May be given again and again. */
  readonly many?: boolean;
}

export interface CommandRow {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** `<spec>`, `<spec...>`, `<file>`, or the words that can stand there: `<serve|advance>`. */
  readonly argument?: string;
  readonly about: string;
  /** What `-o` takes; the first is what comes without it. */
  readonly outputs: readonly string[];
  readonly options: readonly OptionRow[];
  readonly examples: readonly (readonly [string, string])[];
  readonly load: () => Promise<CommandRun>;
}

/** Of `<serve|advance>`: the words that can stand there. */
export function wordsOf(argument: string): readonly string[] | undefined {
  return /^[<[](.*\|.*)[>\]]$/.exec(argument)?.[1]?.split('|');
}
