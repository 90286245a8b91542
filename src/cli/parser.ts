// argv → the command that is meant and its options, by the table of commands; what cannot be understood is said with
// the nearest real word. The only place that knows the parser's library.
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { nearest } from '../base/suggest.ts';
import { wordsOf, type Asked, type CommandRow, type OptionRow } from './command.ts';
import { helpOption, optionsOf, versionOption } from './commands/table.ts';
import { about, renderHelp } from './help.ts';
import type { Options } from './options.ts';
import type { System } from './system.ts';
import { inOrder } from './word-order.ts';

export interface ParserOptions {
  readonly table: readonly CommandRow[];
  readonly system: Pick<System, 'stdout' | 'stderr'>;
  readonly version: string;
  readonly run: (row: CommandRow, asked: Asked) => Promise<void>;
}

/** Runs what is asked for. Gives the exit code where that is not up to a command. */
export async function parse(argv: readonly string[], options: ParserOptions): Promise<number | undefined> {
  const words = inOrder(argv, options.table);
  try {
    await programFor(words, options).parseAsync([...words], { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 64;
  }
}

function programFor(argv: readonly string[], { table, system, version, run }: ParserOptions): Command {
  const program = new Command('cmg')
    .description(about)
    .version(version, versionOption.flags, versionOption.about)
    .helpOption(helpOption.flags, helpOption.about)
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => system.stdout.write(text),
      writeErr: (text) => system.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'error CMG9001: ')),
    })
    .configureHelp({ formatHelp: () => renderHelp('all', table, system.stderr.columns) })
    .exitOverride();
  for (const row of table) {
    const command = commandOf(row, program).configureHelp({
      formatHelp: () => renderHelp(row, table, system.stdout.columns),
    });
    // Only the one that is asked for needs its options.
    if ([row.name, ...(row.aliases ?? [])].some((name) => argv.includes(name))) complete(command, row, run);
    program.addCommand(command);
  }
  return program;
}

function commandOf(row: CommandRow, program: Command): Command {
  const command = new Command(row.name).copyInheritedSettings(program).exitOverride();
  command.helpOption(helpOption.flags, helpOption.about);
  for (const alias of row.aliases ?? []) command.alias(alias);
  return command;
}

function complete(command: Command, row: CommandRow, run: ParserOptions['run']): void {
  for (const argument of row.argument?.split(' ') ?? []) command.addArgument(argumentFor(argument, command));
  for (const option of optionsOf(row)) command.addOption(optionFor(option));
  command.action(async () => {
    const options: Options = command.opts();
    await run(row, { arguments: command.args, options });
  });
}

function argumentFor(name: string, command: Command): Argument {
  const choices = wordsOf(name);
  const argument = new Argument(name);
  if (choices === undefined) return argument;
  return argument.argParser((word: string) => {
    if (choices.includes(word)) return word;
    const any = [choices.slice(0, -1).join(', '), ...choices.slice(-1)].join(' or ');
    const wrong = `cmg ${command.name()} takes ${any}, not '${word}'`;
    return command.error(`error: ${wrong}${suggestion(word, choices)}`);
  });
}

function optionFor({ flags, about: text, choices, many }: OptionRow): Option {
  const option = new Option(flags, text);
  // Not commander's own `<name...>`, which would swallow the argument behind it.
  if (many === true) return option.argParser(listed);
  if (choices === undefined) return option;
  return option.argParser((word: string) => {
    if (choices.includes(word)) return word;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.${suggestion(word, choices)}`);
  });
}

function listed(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** As the parser itself says it of commands and options. */
function suggestion(word: string, choices: readonly string[]): string {
  const meant = nearest(word, choices);
  return meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
}
