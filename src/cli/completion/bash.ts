// Completion for bash, from 3.2 on as macOS has it, without the package of completions.
import type { CommandLineWords, CommandWords, Expected, OptionWords } from './words.ts';

export function bashCompletion({ commands, options }: CommandLineWords): string {
  const names = commands.flatMap((command) => command.names).join(' ');
  return `# bash completion of cmg: load it with  source <(cmg completion bash)
_cmg_words() {
  local word
  for word in $1; do
    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_cmg_paths() {
  local path
  compopt -o filenames 2>/dev/null
  while IFS= read -r path; do
    if [[ -d \${path/#\\~/$HOME} || $path =~ $1 ]]; then COMPREPLY+=("$path"); fi
  done < <(compgen -f -- "$cur")
}

_cmg() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev='' command='' options='' valued='' places=0 ended='' word i
  COMPREPLY=()
  if ((COMP_CWORD > 0)); then prev=\${COMP_WORDS[COMP_CWORD - 1]}; fi
  # bash takes --output=json apart.
  if [[ $cur == = ]]; then
    cur=''
  elif [[ $prev == = ]] && ((COMP_CWORD > 1)); then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  cur=\${cur#[\\"\\']}
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word != -* && $word != = ]]; then
      command=$word
      break
    fi
  done

  case $command in
    '')
      if [[ $cur == -* ]]; then _cmg_words '${optionNames(options)}'; else _cmg_words '${names}'; fi
      return
      ;;
${commands.map(commandCase).join('\n')}
    *) return ;;
  esac

  for ((i++; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $ended ]]; then
      ((places++))
    elif [[ $word == -- ]]; then
      ended=yes
    elif [[ $word == = ]]; then
      ((i++))
    elif [[ $word == -* ]]; then
      if [[ " $valued " == *" $word "* && \${COMP_WORDS[i + 1]} != = ]]; then ((i++)); fi
    else
      ((places++))
    fi
  done

  if [[ -z $ended && $cur == -* ]]; then
    _cmg_words "$options"
    return
  fi
  case $command in
${commands.map(placesCase).join('\n')}
  esac
}

complete -F _cmg cmg
`;
}

function optionNames(options: readonly OptionWords[]): string {
  return options.flatMap(({ names }) => names).join(' ');
}

/** What follows an option, and which options there are. */
function commandCase({ names, options }: CommandWords): string {
  const valued = options.filter(({ value }) => value !== undefined);
  const cases = valued.map(({ names: flags, value }) => {
    return `        ${flags.join(' | ')}) ${value === undefined ? '' : offer(value)}return ;;`;
  });
  return `    ${names.join(' | ')})
      case $prev in
${cases.join('\n')}
      esac
      options='${optionNames(options)}'
      valued='${optionNames(valued)}'
      ;;`;
}

function placesCase({ names, places, repeats }: CommandWords): string {
  const cases = places.map((place, index) => {
    const pattern = repeats && index === places.length - 1 ? '*' : String(index);
    return `        ${pattern}) ${offer(place)};;`;
  });
  return `    ${names.join(' | ')})
      case $places in
${cases.join('\n')}
      esac
      ;;`;
}

function offer(expected: Expected): string {
  switch (expected.kind) {
    case 'words':
      return `_cmg_words '${expected.words.join(' ')}'; `;
    case 'spec':
      return String.raw`_cmg_paths '\.(ya?ml|json)$'; `;
    case 'file':
      return `_cmg_paths ''; `;
    case 'folder':
      return `_cmg_paths '^$'; `;
    case 'free':
      return '';
  }
}
