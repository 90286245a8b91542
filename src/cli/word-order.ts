// argv in the order that the parser knows: the command first, then its options, however they stood; a wish for help
// with a command behind it. What is no command stays as it is, for the parser to say so. Pure.
import type { CommandRow, OptionRow } from './command.ts';
import { optionsOf } from './commands/table.ts';
import { isHelpFlag } from './help.ts';

type Words = readonly string[];

export function inOrder(argv: Words, table: readonly CommandRow[]): Words {
  const [first = '', second = ''] = argv;
  if (first === 'help') return inOrder(second === '' ? ['--help'] : [second, '--help'], table);
  const at = commandAt(argv, table);
  const command = argv[at];
  if (command === undefined) return argv;
  const words = [command, ...argv.slice(0, at), ...argv.slice(at + 1)];
  // With a flag for help, the parser would show that and be content.
  return isCommand(command, table) ? words : words.filter((word) => !isHelpFlag(word));
}

function isCommand(word: string, table: readonly CommandRow[]): boolean {
  return table.some(({ name, aliases = [] }) => name === word || aliases.includes(word));
}

/** Past the options of any command, and what they take. Where something else stands, past everything. */
function commandAt(argv: Words, table: readonly CommandRow[]): number {
  const options = table.flatMap(optionsOf);
  let at = 0;
  while (argv[at]?.startsWith('-') === true) {
    const word = argv[at] ?? '';
    const option = options.find((one) => isNamed(one, word));
    if (option === undefined) return argv.length;
    at += takesValue(option) && namesOf(option).includes(word) ? 2 : 1;
  }
  return at;
}

/** `--chdir`, and with its value in the same word `--chdir=here` and `-Chere`. */
function isNamed(option: OptionRow, word: string): boolean {
  return namesOf(option).some(
    (name) =>
      word === name || (takesValue(option) && word.startsWith(name.startsWith('--') ? `${name}=` : name)),
  );
}

function namesOf({ flags }: OptionRow): Words {
  return flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
}

function takesValue({ flags }: OptionRow): boolean {
  return flags.includes('<');
}
