// What a command is: a function from what was asked and the context to an exit code.
import type { Context } from './context.ts';

export interface Asked {
  readonly arguments: readonly string[];
  readonly options: Options;
}

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export type CommandRun = (asked: Asked, context: Context) => Promise<number>;

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function listOption(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
