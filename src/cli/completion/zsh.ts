// Completion for zsh: as a function of its own folder of functions, or sourced.
import type { CommandLineWords, CommandWords, Expected, OptionWords } from './words.ts';

export function zshCompletion({ commands, options }: CommandLineWords): string {
  return `#compdef cmg
# zsh completion of cmg: load it with  source <(cmg completion zsh)
_cmg_commands() {
  local -a commands
  commands=(
${commands.flatMap(described).join('\n')}
  )
  _describe -t commands command commands
}

_cmg() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C ${options.map(optionSpec).join(' ')} '1: :_cmg_commands' '*:: :->rest'
  if [[ $state != rest ]]; then return; fi
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
}

if [[ $funcstack[1] == _cmg ]]; then
  _cmg "$@"
else
  if ! (( $+functions[compdef] )); then
    autoload -Uz compinit && compinit
  fi
  compdef _cmg cmg
fi
`;
}

function described({ names, about }: CommandWords): readonly string[] {
  return names.map((name) => `    ${quoted(`${name}:${about}`)}`);
}

function commandCase({ names, places, repeats, options }: CommandWords): string {
  const words = places.map((place, index) => {
    const which = repeats && index === places.length - 1 ? '*' : String(index + 1);
    return quoted(`${which}:${nameOf(place)}:${actionOf(place)}`);
  });
  const specs = [...options.map(optionSpec), ...words].map((spec) => `        ${spec}`);
  return `    ${names.join('|')})\n      _arguments -s -S \\\n${specs.join(' \\\n')}\n      ;;`;
}

/** `'(-o --output)'{-o+,--output=}'[the form of the result]:words:(text json)'` */
function optionSpec({ names, about, value }: OptionWords): string {
  const text = `[${about.replaceAll(/[\\[\]:]/g, String.raw`\$&`)}]`;
  const tail = value === undefined ? text : `${text}:${nameOf(value)}:${actionOf(value)}`;
  const flags = names.map((name) =>
    value === undefined ? name : name.startsWith('--') ? `${name}=` : `${name}+`,
  );
  const [first = ''] = flags;
  if (flags.length === 1) return quoted(`${first}${tail}`);
  return `${quoted(`(${names.join(' ')})`)}{${flags.join(',')}}${quoted(tail)}`;
}

function nameOf({ kind }: Expected): string {
  return kind === 'free' ? 'value' : kind;
}

function actionOf(expected: Expected): string {
  switch (expected.kind) {
    case 'words':
      return `(${expected.words.join(' ')})`;
    case 'spec':
      return '_files -g "*.(yaml|yml|json)(-.)"';
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'free':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
