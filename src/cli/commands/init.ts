// `cmg init`: a spec to begin with, from the answers of a wizard or from flags. Never over a file that is there,
// unless told so.
import { dirname, isAbsolute, join, relative, basename } from 'node:path';
import { CmgError } from '../../base/failure.ts';
import { renderDiagnostics } from '../../render/diagnostics.ts';
import { staysBelow } from '../../spec/inside.ts';
import { schemaFile } from '../../spec/starter.ts';
import { againLine } from '../again.ts';
import type { CommandRun } from '../command.ts';
import type { Context } from '../context.ts';
import { writeOpenly } from '../disk.ts';
import { draftOf, judged, questions, type Judging } from '../init/draft.ts';
import { fromFlags, withoutPlace } from '../init/from-flags.ts';
import { none, type Answers, type Situation } from '../init/question.ts';
import { wizard } from '../init/wizard.ts';
import { textOption, type Options } from '../options.ts';
import { publishedSpecSchema } from '../published.ts';

/** In place of a file: the spec goes to stdout. */
const toStdout = '-';

export const init: CommandRun = async ({ arguments: [named], options }, context) => {
  const replaces = options['force'] === true;
  if (named !== undefined && !(await isFree(named, replaces, context))) throw taken(named);
  const asks = context.mayAsk && options['yes'] !== true;
  const begin = beginning(named, { options, asks, context });
  const { environment, clock } = context;
  const judging: Judging = {
    file: named === undefined || named === toStdout ? 'gateway.yaml' : named,
    environment,
    now: clock.now(),
  };
  const target = async (situation: Situation): Promise<string | undefined> => {
    if (named !== undefined) return named === toStdout ? 'standard output' : named;
    const file = `${situation.answers['name']}.yaml`;
    return (await isFree(file, replaces, context)) ? file : undefined;
  };
  const { situation, notes } = asks
    ? { situation: await wizard(begin, { judging, context, target }), notes: [] }
    : await fromFlags(begin, { judging, context });
  const { text, diagnostics } = judged(draftOf(situation), judging);
  // At a terminal they stood on the last page.
  const told = asks ? [] : [...notes, ...diagnostics].map(withoutPlace);
  if (told.length > 0) context.notice(renderDiagnostics(told, context.noticeStyle, () => undefined));
  if (named === toStdout) {
    context.print(text);
    context.notice(`\ncmg schema spec > ${schemaFile}   gives editors what the first line names\n`);
    return 0;
  }
  const file = named ?? `${situation.answers['name']}.yaml`;
  await write(file, text, { replaces, context });
  context.notice(`\nNext:\n${nextSteps(file, situation, options)}`);
  return 0;
};

function beginning(
  named: string | undefined,
  {
    options,
    asks,
    context,
  }: { readonly options: Options; readonly asks: boolean; readonly context: Context },
): Situation {
  const given: Answers = Object.fromEntries(
    questions.flatMap((question) => {
      const answer = question.given(options);
      return answer === undefined ? [] : [[question.key, answer]];
    }),
  );
  const sources = ['certificate', 'keyVaultSecret', 'selfSigned'].filter(
    (name) => options[name] !== undefined,
  );
  if (sources.length > 1) {
    throw new CmgError('CMG9001', 'a gateway has one certificate: a file, a secret, or a self-signed one', {
      hint: 'give only one of --certificate, --key-vault-secret and --self-signed',
    });
  }
  const isFile = named !== undefined && named !== toStdout;
  const folder = isFile ? dirname(named) : '.';
  const fromSpec = (path: string): string => {
    const from = isAbsolute(path) ? join(context.folder, folder) : folder;
    return relative(from, path).replaceAll('\\', '/');
  };
  const passwordFile = textOption(options, 'passwordFile');
  // A spec may name only what lies below it; elsewhere the option has to be given each time.
  const isNamed = passwordFile !== undefined && passwordFile !== '-' && staysBelow(fromSpec(passwordFile));
  const password = isNamed ? { password: `file ${passwordFile}` } : {};
  const fileName = isFile ? basename(named).replace(/\.[^.]*$/, '') : undefined;
  return { given: { ...password, ...given }, answers: {}, facts: undefined, asks, fileName, fromSpec };
}

async function isFree(file: string, replaces: boolean, { files }: Context): Promise<boolean> {
  if (file === toStdout || (await files.real(file)) === undefined) return true;
  // A folder is there, but cannot be read, and no force puts a file in its place.
  return replaces && (await files.read(file)) !== undefined;
}

function taken(file: string): CmgError {
  return new CmgError('CMG9001', `${file} is there already`, {
    hint: 'choose another file, or write over it with --force',
  });
}

function cannotWrite(file: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new CmgError('CMG9001', `${file} cannot be written: ${reason}`, {
    hint: 'name another file',
    cause: error,
  });
}

async function write(
  file: string,
  text: string,
  { replaces, context }: { readonly replaces: boolean; readonly context: Context },
): Promise<void> {
  const put = async (path: string, what: string, over: boolean): Promise<boolean> =>
    await writeOpenly(isAbsolute(path) ? path : join(context.folder, path), what, { replaces: over });
  if (!(await put(file, text, replaces).catch((error: unknown) => cannotWrite(file, error))))
    throw taken(file);
  // Where it is, it may be of an older version, or somebody else's: then only the latter is asked for.
  const schema = join(dirname(file), schemaFile);
  const isNew = await put(schema, publishedSpecSchema(), false);
  const { style } = context;
  context.print(
    `${style.add(style.symbols.done)} wrote ${file}${isNew ? `, and ${schema} for editors` : ''}\n`,
  );
}

/** With what the spec does not say of itself: where its files count from, and where the password is. */
function nextSteps(file: string, { answers }: Situation, { chdir, passwordFile }: Options): string {
  const opens =
    answers['file'] !== undefined && (answers['password'] ?? none) === none
      ? { chdir, passwordFile }
      : { chdir };
  const steps = [
    [againLine(['validate', file], opens), 'looks for faults, offline'],
    [againLine(['cost', file], { chdir }), 'what it costs, and how many clients it serves'],
    [againLine(['deploy', file], { ...opens, mock: true }), 'tries it on a mock Azure'],
    [againLine(['plan', file], opens), 'what would be built in Azure'],
  ] as const;
  const width = Math.max(...steps.map(([line]) => line.length));
  return steps.map(([line, about]) => `  ${line.padEnd(width)}   ${about}\n`).join('');
}
