// The shells of this machine, asked what they would complete. Where one is missing, its version is undefined.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export type Shell = 'bash' | 'zsh' | 'fish';

export function shellVersion(shell: Shell): string | undefined {
  // What is called bash on Windows is another machine.
  if (process.platform === 'win32') return undefined;
  const { status, stdout } = spawnSync(shell, ['--version'], { encoding: 'utf8' });
  return status === 0 ? /\d+\.\d+[\w.]*/.exec(stdout)?.[0] : undefined;
}

export interface Place {
  /** Where the script lies, named after its shell, and where paths count from. */
  readonly folder: string;
  readonly script: string;
}

/** For each line, what is offered at its end. The script is loaded twice, as a shell that is started in a shell does. */
export const offered: Readonly<
  Record<'bash' | 'fish', (lines: readonly string[], place: Place) => readonly (readonly string[])[]>
> = {
  bash: (lines, place) =>
    answers('bash', ['--norc', '--noprofile', '-uc', bashProgram, 'test', ...lines.map(bashWords)], place),
  fish: (lines, place) => answers('fish', ['--no-config', '-c', fishProgram, ...lines], place),
};

const bashProgram = `
source "$CMG_SCRIPT" && source "$CMG_SCRIPT" || exit 1
complete -p cmg >/dev/null || exit 2
for line; do
  IFS=$'\\t' read -r -a COMP_WORDS <<< "$line|"
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  COMP_WORDS[COMP_CWORD]=\${COMP_WORDS[COMP_CWORD]%|}
  _cmg
  echo "\${COMPREPLY[*]-}"
done`;

/** As bash takes a line apart: at spaces, and around \`=\`. */
function bashWords(line: string): string {
  return line
    .replaceAll('=', ' = ')
    .replaceAll(/ +/g, '\t')
    .replace(/\t$/, line.endsWith('=') ? '' : '\t');
}

const fishProgram = `
source $CMG_SCRIPT; and source $CMG_SCRIPT; or exit 1
for line in $argv
  echo (complete -C $line | string replace -r '\\t.*' '')
end`;

function answers(shell: Shell, args: readonly string[], place: Place): readonly (readonly string[])[] {
  return ran(shell, args, place).map((line) =>
    line
      .split(' ')
      .filter((word) => word !== '')
      .toSorted(),
  );
}

/** zsh completes only while somebody types: for each line, what stands there after a TAB. */
export function typedInZsh(lines: readonly string[], place: Place): readonly string[] {
  return ran('zsh', ['-f', '-c', zshProgram, 'test', ...lines], place);
}

// A pseudo-terminal that is written to and read from until the mark comes; Ctrl-] shows the line and empties it.
const zshProgram = `
zmodload zsh/zpty || exit 1
zpty shell "PS1='<<>>' zsh -f -i"
zpty -r shell answer '*<<>>*'
zpty -w shell 'PS1= PS2=; autoload -Uz compinit; compinit -D -u; source $CMG_SCRIPT; source $CMG_SCRIPT; show() { print -r -- "<"'"'<'"'"$BUFFER>>"; BUFFER= }; zle -N show; bindkey "^]" show; print "<"'"'<'"'"ready>>"'
zpty -r shell answer '*<<ready>>*'
for line; do
  zpty -w -n shell "$line"$'\\t\\x1d'
  zpty -r shell answer '*<<*>>*'
  print -r -- \${\${answer##*<<}%%>>*}
done
zpty -d shell`;

function ran(shell: Shell, args: readonly string[], { folder, script }: Place): readonly string[] {
  const { status, stdout, stderr } = spawnSync(shell, [...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 55_000,
    env: { ...process.env, CMG_SCRIPT: script, HOME: folder, LC_ALL: 'C' },
  });
  if (status !== 0 || stderr !== '') throw new Error(`${shell} ended with ${status}: ${stderr}`);
  return stdout.split('\n').slice(0, -1);
}

export function scriptIn(folder: string, shell: Shell): Place {
  return { folder, script: join(folder, `completion.${shell}`) };
}
