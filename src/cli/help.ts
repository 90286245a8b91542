// Help as text, made from the table of commands alone: whoever asks for it waits for no parser. Pure.
import type { CommandRow, OptionRow } from './command.ts';
import { helpOption, optionsOf, versionOption } from './commands/table.ts';

type Table = readonly CommandRow[];

/** What somebody wants to read: `all`, or one command. */
export type HelpTopic = 'all' | CommandRow;

/** The plain ways to ask. Whatever else is among the words, the parser decides what they mean. */
export function helpTopic(argv: readonly string[], table: Table): HelpTopic | undefined {
  const [first = '', second = '', ...rest] = argv;
  if (rest.length > 0) return undefined;
  if (argv.length === 1 && (isHelpFlag(first) || first === 'help')) return 'all';
  if (first === 'help') return commandNamed(second, table);
  return isHelpFlag(second) ? commandNamed(first, table) : undefined;
}

function commandNamed(word: string, table: Table): CommandRow | undefined {
  return table.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
}

export function isHelpFlag(word: string): boolean {
  return word === '--help' || word === '-h';
}

export const about = "Infrastructure as code for Configuration Manager's cloud management gateway";

/** Wide enough for words, never wider than can be read. */
export function renderHelp(topic: HelpTopic, table: Table, columns: number): string {
  const width = Math.max(40, Math.min(100, columns));
  return topic === 'all' ? helpOfAll(table, width) : helpOf(topic, width);
}

function helpOfAll(table: Table, width: number): string {
  const commands = table.map((row) => [titleOf(row), row.about] as const);
  return sections(
    'Usage: cmg <command> [options]',
    about,
    titled('Options:', pairs([versionOption, helpOption].map(optionPair), width)),
    titled('Commands:', pairs(commands, width)),
    titled('Start here:', examples(startHere)),
  );
}

const startHere = [
  ['cmg deploy examples/granitefalls.yaml --mock', 'a gateway on the mock Azure; no subscription needed'],
  ['cmg init', 'a spec of your own, asked for page by page'],
  ['cmg <command> --help', 'the options of a command, and examples'],
] as const;

function helpOf(row: CommandRow, width: number): string {
  const { name, aliases = [], argument } = row;
  const usage = ['Usage: cmg', name, '[options]', ...(argument === undefined ? [] : [argument])].join(' ');
  const also = aliases.length === 0 ? [] : [`Also: ${aliases.map((alias) => `cmg ${alias}`).join(', ')}`];
  const options = [...optionsOf(row), helpOption].map(optionPair);
  return sections(
    usage,
    ...also,
    row.about,
    titled('Options:', pairs(options, width)),
    titled('Examples:', examples(row.examples)),
  );
}

/** `plan|diff <spec...>`: with the first of its other names, as room is short. */
function titleOf({ name, aliases, argument }: CommandRow): string {
  const [alias] = aliases ?? [];
  return [
    alias === undefined ? name : `${name}|${alias}`,
    ...(argument === undefined ? [] : [argument]),
  ].join(' ');
}

function optionPair({ flags, about: text, choices }: OptionRow): readonly [string, string] {
  return [flags, choices === undefined ? text : `${text} (${choices.join(', ')})`];
}

function sections(...all: readonly string[]): string {
  return `${all.join('\n\n')}\n`;
}

function titled(title: string, lines: readonly string[]): string {
  return [title, ...lines].join('\n');
}

function examples(rows: CommandRow['examples']): readonly string[] {
  return rows.flatMap(([line, text]) => [`  ${line}`, `      ${text}`]);
}

/** A name and what it is, in two columns. */
function pairs(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const first = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => {
    const lines = wrapped(text, width - first - 2).join(`\n${' '.repeat(first + 2)}`);
    return `  ${name.padEnd(first)}${lines}`;
  });
}

/** Apart from the cutting of `render`, which knows about colours and would have to be loaded. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
