// argv → exit code. Prints help, or hands the command that is asked for its context, and turns whatever is thrown into
// words and a code. The only place that does either.
import type { Asked, CommandRow } from './command.ts';
import { commandTable } from './commands/table.ts';
import { helpTopic, renderHelp } from './help.ts';
import type { System } from './system.ts';

export interface MainOptions {
  readonly version: string;
}

export async function main(
  argv: readonly string[],
  system: System,
  { version }: MainOptions,
): Promise<number> {
  const topic = helpTopic(argv, commandTable);
  if (topic !== undefined) {
    system.stdout.write(renderHelp(topic, commandTable, system.stdout.columns));
    return 0;
  }
  let exitCode = 0;
  const run = async ({ load, outputs }: CommandRow, asked: Asked): Promise<void> => {
    const [{ contextFor }, command] = await Promise.all([import('./context.ts'), load()]);
    // What has no choice of forms writes data, and nothing else may stand among it.
    const context = contextFor(system, asked.options, { version, form: outputs[0] ?? 'json' });
    try {
      if (asked.options['chdir'] !== undefined) {
        await (await import('./absent.ts')).requireFolder(asked.options, context.files);
      }
      exitCode = await command(asked, context);
    } catch (error) {
      exitCode = await context.fail(error);
    }
  };
  const { parse } = await import('./parser.ts');
  return (await parse(argv, { table: commandTable, system, version, run })) ?? exitCode;
}
