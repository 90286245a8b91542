// The command line that carries out what was only shown, to be copied: with all that says where and on what, since
// without `--mock` it would do to the real Azure what was tried on the mock. Pure.
import { listOption, textOption, type Options } from './options.ts';

export function againLine(words: readonly string[], options: Options): string {
  return ['cmg', ...[...words, ...keptWords(options)].map(quoted)].join(' ');
}

/** By the names of `Options`; who must be left alone counts as much as where. */
const keptTexts = [
  ['mockState', '--mock-state'],
  ['mockSpeed', '--mock-speed'],
  ['chdir', '-C'],
  ['passwordFile', '--password-file'],
  ['max', '--max'],
] as const;
const keptLists = [
  ['only', '--only'],
  ['exclude', '--exclude'],
] as const;

function keptWords(options: Options): readonly string[] {
  return [
    ...(options['mock'] === true ? ['--mock'] : []),
    ...keptTexts.flatMap(([name, flag]) => {
      const value = textOption(options, name);
      return value === undefined ? [] : [flag, value];
    }),
    ...keptLists.flatMap(([name, flag]) => listOption(options, name).flatMap((value) => [flag, value])),
  ];
}

/** For a shell; what is plain stays as it is. */
function quoted(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
