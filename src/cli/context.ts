// What a command works with: streams as this terminal wants them, and the implementations behind the ports. The
// only place that chooses between Azure and the mock, and between the real world and another.
import { isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../base/diagnostic.ts';
import { CmgError } from '../base/failure.ts';
import type { Json } from '../base/json.ts';
import type { Clock, Random } from '../base/ports.ts';
import type { Environment } from '../spec/reference.ts';
import { jsonText } from '../render/json-text.ts';
import type { SourceOf } from '../render/diagnostics.ts';
import { styleFor, type Style } from '../render/style.ts';
import type { Backend, BackendAsk } from './backend.ts';
import { listOption, textOption, type Options } from './options.ts';
import { sourcePath } from './source-path.ts';
import type { Questions } from './questions.ts';
import type { DiskFiles, System } from './system.ts';

export interface Context {
  /** Of cmg itself. */
  readonly version: string;
  readonly environment: Environment;
  readonly folder: string;
  readonly files: DiskFiles;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly questions: Questions;
  readonly mayAsk: boolean;
  readonly output: string;
  /** Where the password of a certificate is, instead of what the spec says; `-` is standard input. */
  readonly passwordFile: string | undefined;
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  /** How the result looks, and how notices do: they go to different streams. */
  readonly style: Style;
  readonly noticeStyle: Style;
  /** Whether notices go to a terminal that can be drawn on, and how wide that is by now. */
  readonly canDraw: boolean;
  columns(): number;
  /** Text to stdout, beside or before the result. */
  print(text: string): void;
  /** The result, in the form that was asked for; as JSON to a file too with `--json-into`. */
  show(result: Result): Promise<void>;
  /** Marks faults at their lines, where a build server listens. */
  annotate(diagnostics: readonly Diagnostic[]): Promise<void>;
  /** Of a file as the user named it: from the root of the sources, with forward slashes. */
  sourcePath(file: string): string;
  /** Progress and notices; with `--quiet` only what somebody is asked about. */
  notice(text: string, options?: { readonly always?: boolean }): void;
  /** The text of a file that was read, for the frame around a fault. */
  readonly sources: Map<string, string>;
  /** The Azure of this run; made when first asked for. */
  backend(): Promise<Backend>;
  /** Shows a failure and gives its exit code. */
  fail(error: unknown): Promise<number>;
}

/** One result in its forms; only the one that is wanted is made. */
export interface Result {
  readonly json: () => Json;
  readonly text: () => string;
  /** What else `-o` can name. */
  readonly forms?: Readonly<Record<string, () => Promise<string>>>;
}

export function contextFor(
  system: System,
  options: Options,
  /** `form` is what the result looks like where no other form was asked for. */
  { version, form = 'text' }: { readonly version: string; readonly form?: string | undefined },
): Context {
  const { environment, stdout, stderr } = system;
  const questions = askedOnce(system.questions);
  const folder = resolveFrom(system.folder, textOption(options, 'chdir') ?? '.');
  const output = textOption(options, 'output') ?? form;
  // A step of Azure Pipelines can be told to fail on any byte of stderr; but JSON must stay JSON.
  const notices = environment['TF_BUILD'] === undefined || output !== 'text' ? stderr : stdout;
  const when = textOption(options, 'color') ?? environment['CMG_COLOR'];
  const styleOf = (sink: System['stdout']): Style =>
    styleFor({
      color: wantsColor(when, environment, sink.isTerminal),
      unicode: hasUnicode(environment),
      width: sink.columns,
    });
  const canDraw = notices.isTerminal && environment['CI'] === undefined && environment['TERM'] !== 'dumb';
  const sources = new Map<string, string>();
  let backend: Promise<Backend> | undefined;
  const folders = { environment, started: system.folder, folder };
  let isShown = false;
  const context: Context = {
    version,
    environment,
    folder,
    files: filesIn(folder, system.files),
    clock: system.clock,
    random: system.random,
    signal: system.signal,
    questions,
    // Looked at late: most commands never ask, and standard input need not be opened for them.
    get mayAsk() {
      return options['input'] !== false && environment['CI'] === undefined && questions.isTerminal;
    },
    output,
    passwordFile: textOption(options, 'passwordFile'),
    only: listOption(options, 'only'),
    exclude: listOption(options, 'exclude'),
    style: styleOf(stdout),
    noticeStyle: styleOf(notices),
    canDraw,
    columns: () => notices.columns,
    print: (text) => stdout.write(text),
    show: async ({ json, text, forms = {} }) => {
      isShown = true;
      const into = textOption(options, 'jsonInto');
      const asJson = output === 'json' || into !== undefined ? `${jsonText(json(), 2)}\n` : '';
      if (into !== undefined) {
        const { writePrivately } = await import('./disk.ts');
        await writePrivately(resolveFrom(folder, into), asJson);
      }
      if (output === 'json') stdout.write(asJson);
      else stdout.write(output === 'text' ? text() : ((await forms[output]?.()) ?? ''));
    },
    annotate: async (diagnostics) => {
      const isHeard = (environment['GITHUB_ACTIONS'] ?? environment['TF_BUILD']) !== undefined;
      if (diagnostics.length === 0 || !isHeard) return;
      (await import('./annotate.ts')).annotate(diagnostics, { system, folders, output });
    },
    sourcePath: (file) => sourcePath(file, folders),
    notice: (text, { always = false } = {}) => {
      if (always || options['quiet'] !== true) notices.write(text);
    },
    sources,
    backend: () => (backend ??= backendFor({ environment, folder, clock: system.clock, canDraw, options })),
    fail: async (error) => {
      // What writes data writes nothing else: a template that could not be made is no document about faults.
      if (form === 'text' && !isShown) await showWrongInput(error, context);
      return await showFailure(error, {
        context,
        stderr: notices,
        sourceOf: (file) => sources.get(file),
        usedAzure: backend !== undefined,
      });
    },
  };
  return context;
}

/** Standard input can be read to its end only once, however many certificates want it. */
function askedOnce(questions: Questions): Questions {
  let all: Promise<string> | undefined;
  return {
    get isTerminal() {
      return questions.isTerminal;
    },
    ask: async (question, options) => await questions.ask(question, options),
    readAll: () => (all ??= questions.readAll()),
  };
}

/** Loaded only when it is asked for: a mock, or the SDK's way to sign in, is much to load. */
async function backendFor(ask: BackendAsk): Promise<Backend> {
  const { usesMock } = await import('./backend.ts');
  if (usesMock(ask)) return (await import('./mock-backend.ts')).mockBackend(ask);
  return (await import('./azure-backend.ts')).azureBackend(ask);
}

/** In the form that was asked for, where that is JSON; people are told on the other stream. */
async function showWrongInput(error: unknown, { show, signal }: Context): Promise<void> {
  if (!(error instanceof CmgError) || signal.aborted) return;
  const { wrongInputJson } = await import('./wrong-input.ts');
  const json = wrongInputJson(error);
  if (json !== undefined) await show({ json: () => json, text: () => '' });
}

async function showFailure(
  error: unknown,
  {
    context,
    stderr,
    sourceOf,
    usedAzure,
  }: { context: Context; stderr: System['stderr']; sourceOf: SourceOf; usedAzure: boolean },
): Promise<number> {
  const { interrupted, lastWords } = await import('./last-words.ts');
  if (context.signal.aborted) {
    // Where nobody turned to Azure, nothing goes on there.
    stderr.write(`\n${usedAzure ? interrupted : 'interrupted'}\n`);
    return context.signal.reason === 'SIGTERM' ? 143 : 130;
  }
  if (error instanceof CmgError) {
    await context.annotate(error.diagnostics);
    const { renderFailure } = await import('../render/outcome.ts');
    stderr.write(renderFailure(error, { style: context.noticeStyle, sourceOf }));
    return error.exitCode;
  }
  stderr.write(lastWords(error));
  return 1;
}

/** https://no-color.org and https://force-color.org, below the option. */
function wantsColor(when: string | undefined, environment: Environment, isTerminal: boolean): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  if (environment['NO_COLOR'] !== undefined && environment['NO_COLOR'] !== '') return false;
  if (environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0') return true;
  return isTerminal && environment['TERM'] !== 'dumb';
}

function hasUnicode(environment: Environment): boolean {
  const locale = environment['LC_ALL'] ?? environment['LC_CTYPE'] ?? environment['LANG'] ?? 'UTF-8';
  return environment['TERM'] !== 'linux' && (/utf-?8/i.test(locale) || environment['CI'] !== undefined);
}

function resolveFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** Paths are as the user gave them; only the disk needs to know from where. */
function filesIn(folder: string, files: DiskFiles): DiskFiles {
  return {
    read: (path) => files.read(resolveFrom(folder, path)),
    real: (path) => files.real(resolveFrom(folder, path)),
    list: (path) => files.list(resolveFrom(folder, path)),
    isFolder: (path) => files.isFolder(resolveFrom(folder, path)),
  };
}
