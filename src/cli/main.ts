// argv → exit code. Builds the parser from the table of commands, hands each command its context, and turns
// whatever is thrown into words and a code. The only place that does either.
import { Command, CommanderError, Option } from 'commander';
import type { Asked } from './command.ts';
import type { Options } from './options.ts';
import {
  backendOptions,
  certificateOptions,
  choiceOptions,
  commandTable,
  optionsOfAll,
  type CommandRow,
  type OptionRow,
} from './commands/table.ts';
import type { System } from './system.ts';

export interface MainOptions {
  readonly version: string;
}

export async function main(
  argv: readonly string[],
  system: System,
  { version }: MainOptions,
): Promise<number> {
  let exitCode = 0;
  const run = async ({ load, outputs }: CommandRow, asked: Asked): Promise<void> => {
    const [{ contextFor }, command] = await Promise.all([import('./context.ts'), load()]);
    // What has no choice of forms writes data, and nothing else may stand among it.
    const context = contextFor(system, asked.options, { form: outputs[0] ?? 'json' });
    try {
      exitCode = await command(asked, context);
    } catch (error) {
      exitCode = await context.fail(error);
    }
  };
  const program = parser(argv, { system, version, run });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 64;
  }
  return exitCode;
}

type Run = (row: CommandRow, asked: Asked) => Promise<void>;

function parser(
  argv: readonly string[],
  { system, version, run }: { readonly system: System; readonly version: string; readonly run: Run },
): Command {
  const program = new Command('cmg')
    .description("Infrastructure as code for Configuration Manager's cloud management gateway")
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .usage('<command> [options]')
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: (text) => system.stdout.write(text),
      writeErr: (text) => system.stderr.write(text),
      getOutHelpWidth: () => Math.min(100, system.stdout.columns),
      getErrHelpWidth: () => Math.min(100, system.stderr.columns),
      outputError: (text, write) => write(text.replace(/^error: /, 'error CMG9001: ')),
    })
    .exitOverride();
  for (const row of commandTable) {
    const command = commandOf(row, program);
    // Only the one that is asked for needs its options: building all of them is half of what help costs.
    if ([row.name, ...(row.aliases ?? [])].some((name) => argv.includes(name))) complete(command, row, run);
    program.addCommand(command);
  }
  program.addHelpText('after', startHelp);
  return program;
}

const startHelp = `
Start here:
  cmg deploy examples/granitefalls.yaml --mock     a gateway on the mock Azure, no subscription needed
  cmg <command> --help                             options and examples of a command
`;

function commandOf(row: CommandRow, program: Command): Command {
  const command = new Command(row.name).description(row.about).copyInheritedSettings(program).exitOverride();
  command.helpOption('-h, --help', 'show help');
  for (const alias of row.aliases ?? []) command.alias(alias);
  if (row.argument !== undefined) for (const argument of row.argument.split(' ')) command.argument(argument);
  return command;
}

function complete(command: Command, row: CommandRow, run: Run): void {
  for (const option of optionsOf(row)) command.addOption(optionFor(option));
  const examples = row.examples.map(([line, about]) => `  ${line}\n      ${about}`).join('\n');
  command.addHelpText('after', `\nExamples:\n${examples}\n`);
  command.action(async () => {
    const options: Options = command.opts();
    await run(row, { arguments: command.args, options });
  });
}

/** Offline, or with a world of its own. */
const withoutBackend: ReadonlySet<string> = new Set(['validate', 'certificate', 'cost', 'export', 'mock']);

function optionsOf(row: CommandRow): readonly OptionRow[] {
  const output: OptionRow[] =
    row.outputs.length === 0
      ? []
      : [{ flags: '-o, --output <format>', about: 'the form of the result', choices: row.outputs }];
  const backend = withoutBackend.has(row.name) ? [] : backendOptions;
  const choice = row.argument === '<spec...>' && row.name !== 'validate' ? choiceOptions : [];
  const opens = row.name === 'certificate' || (row.argument?.startsWith('<spec') && row.name !== 'export' && row.name !== 'cost');
  const certificate = opens ? certificateOptions : [];
  return [...row.options, ...output, ...certificate, ...choice, ...backend, ...optionsOfAll];
}

function optionFor({ flags, about, choices }: OptionRow): Option {
  const option = new Option(flags, about);
  return choices === undefined ? option : option.choices([...choices]);
}
