// What a command is: a function from what was asked and the context to an exit code.
import type { Context } from './context.ts';
import type { Options } from './options.ts';

export interface Asked {
  readonly arguments: readonly string[];
  readonly options: Options;
}

export type CommandRun = (asked: Asked, context: Context) => Promise<number>;
