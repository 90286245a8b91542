// What can be typed where, read off the table of commands once for all shells.
import { wordsOf, type CommandRow, type OptionRow } from '../command.ts';

/** What may stand in a place. A spec is a file of YAML or JSON, or a folder of them. */
export type Expected =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'spec' | 'file' | 'folder' | 'free' };

export interface OptionWords {
  /** The short name first, where there is one. */
  readonly names: readonly string[];
  readonly about: string;
  readonly value: Expected | undefined;
}

export interface CommandWords {
  /** With every other name of it. */
  readonly names: readonly string[];
  readonly about: string;
  /** One by one; the last again and again where `repeats`. */
  readonly places: readonly Expected[];
  readonly repeats: boolean;
  readonly options: readonly OptionWords[];
}

export interface CommandLineWords {
  readonly commands: readonly CommandWords[];
  /** Of `cmg` without a command. */
  readonly options: readonly OptionWords[];
}

export interface Given {
  readonly table: readonly CommandRow[];
  readonly optionsOf: (row: CommandRow) => readonly OptionRow[];
  readonly options: readonly OptionRow[];
}

export function commandLineWords({ table, optionsOf, options }: Given): CommandLineWords {
  const commands = table.map((row): CommandWords => {
    const places = row.argument?.split(' ') ?? [];
    return {
      names: [row.name, ...(row.aliases ?? [])],
      about: row.about,
      places: places.map(expectedIn),
      repeats: places.at(-1)?.includes('...') === true,
      options: optionsOf(row).map(optionWords),
    };
  });
  return { commands, options: options.map(optionWords) };
}

function optionWords({ flags, about, choices }: OptionRow): OptionWords {
  const names = flags.split(/[ ,]+/).filter((part) => part.startsWith('-'));
  const place = /[<[].*$/.exec(flags)?.[0];
  if (choices !== undefined) return { names, about, value: { kind: 'words', words: choices } };
  return { names, about, value: place === undefined ? undefined : expectedIn(place) };
}

const kinds = { spec: 'spec', file: 'file', dir: 'folder' } as const;

/** `<spec...>`, `<file>`, `<dir>`, `<serve|advance>`; of anything else nobody can guess the values. */
function expectedIn(place: string): Expected {
  const words = wordsOf(place);
  if (words !== undefined) return { kind: 'words', words };
  const name = place.replaceAll(/[^a-z]/g, '');
  return { kind: name === 'spec' || name === 'file' || name === 'dir' ? kinds[name] : 'free' };
}
