// Completion for fish: a line for each thing that can be typed.
import type { CommandLineWords, CommandWords, Expected, OptionWords } from './words.ts';

export function fishCompletion({ commands, options }: CommandLineWords): string {
  return `# fish completion of cmg: load it with  cmg completion fish | source
function __cmg_command
  set -l words (commandline -opc)
  for word in $words[2..]
    if not string match -q -- '-*' $word
      echo $word
      return 0
    end
  end
  return 1
end

function __cmg_in
  set -l command (__cmg_command)
  and contains -- "$command" $argv
end

function __cmg_has
  set -l words (commandline -opc)
  for word in $argv
    if contains -- $word $words[3..]
      return 0
    end
  end
  return 1
end

complete -c cmg -e
complete -c cmg -f
${options.map((option) => optionLine('not __cmg_command >/dev/null', option)).join('\n')}
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines({ names, about, places, options }: CommandWords): readonly string[] {
  const within = `__cmg_in ${names.join(' ')}`;
  return [
    ...names.map((name) => line(['-n', 'not __cmg_command >/dev/null', '-a', name, '-d', about])),
    ...options.map((option) => optionLine(within, option)),
    ...places.map((place) => placeLine(within, place)),
  ];
}

function optionLine(condition: string, { names, about, value }: OptionWords): string {
  const flags = names.flatMap((name) =>
    name.startsWith('--') ? ['-l', name.slice(2)] : ['-s', name.slice(1)],
  );
  return line(['-n', condition, ...flags, ...(value === undefined ? [] : valueOf(value)), '-d', about]);
}

/** Words are offered until one of them stands. */
function placeLine(within: string, place: Expected): string {
  if (place.kind !== 'words') return line(['-n', within, ...valueOf(place).filter((part) => part !== '-r')]);
  const words = place.words.join(' ');
  return line(['-n', `${within}; and not __cmg_has ${words}`, '-a', words]);
}

function valueOf(expected: Expected): readonly string[] {
  switch (expected.kind) {
    case 'words':
      return ['-x', '-a', expected.words.join(' ')];
    case 'spec':
    case 'file':
      return ['-r', '-F'];
    case 'folder':
      return ['-x', '-a', '(__fish_complete_directories (commandline -ct))'];
    case 'free':
      return ['-x'];
  }
}

function line(parts: readonly string[]): string {
  const told = parts.map((part) =>
    /^[\w-]+$/.test(part) ? part : `'${part.replaceAll(/['\\]/g, String.raw`\$&`)}'`,
  );
  return ['complete -c cmg', ...told].join(' ');
}
