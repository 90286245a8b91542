// `cmg completion`: a script for a shell, made once from the table of commands, so that no TAB waits for Node.
import { bug } from '../../base/failure.ts';
import type { CommandRun } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { pwshCompletion } from '../completion/pwsh.ts';
import { commandLineWords, type CommandLineWords, type Given } from '../completion/words.ts';
import { zshCompletion } from '../completion/zsh.ts';

const shells: Readonly<Record<string, (words: CommandLineWords) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  pwsh: pwshCompletion,
};

/** Given what there is to complete: the table of commands knows this command, and not the other way round. */
export function completionFor(given: Given): CommandRun {
  return ({ arguments: [shell = ''] }, context) => {
    const render = shells[shell] ?? bug(`no completion for ${shell}`);
    context.print(render(commandLineWords(given)));
    return Promise.resolve(0);
  };
}
