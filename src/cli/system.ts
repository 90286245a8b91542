// The outside world as it really is: clock, chance, disk, environment, streams. The one home of each; everybody
// else is given them through the context, so that a test can give others.
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import type { Clock, Files, Random } from '../base/ports.ts';
import type { Environment } from '../spec/reference.ts';
import type { Questions } from './questions.ts';

export interface Sink {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
}

export interface DiskFiles extends Files {
  isFolder(path: string): Promise<boolean>;
}

export interface System {
  readonly environment: Environment;
  readonly folder: string;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: DiskFiles;
  /** Aborts at the first interrupt. */
  readonly signal: AbortSignal;
}

export function realSystem(interrupt: AbortController): System {
  loadDotEnv();
  return {
    environment: process.env,
    folder: process.cwd(),
    stdout: sinkOver(process.stdout),
    stderr: sinkOver(process.stderr),
    questions: lateQuestions(interrupt),
    clock: systemClock,
    random: lateRandom,
    files: diskFiles(),
    signal: interrupt.signal,
  };
}

/** `.env` of the working folder, below what is set already; into the process, since the SDK looks there too. */
function loadDotEnv(): void {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** Loads the cryptography only when chance is asked for: most commands never do, and it costs what help costs. */
const lateRandom: Random = {
  bytes: (length) => process.getBuiltinModule('node:crypto').randomBytes(length),
};

/** Opens standard input, and loads what asks, only for those who ask. */
function lateQuestions(interrupt: AbortController): Questions {
  const load = async (): Promise<Questions> => {
    const { terminalQuestions } = await import('./questions.ts');
    return terminalQuestions({ input: process.stdin, output: process.stderr, interrupt });
  };
  return {
    get isTerminal() {
      return process.stdin.isTTY && process.stderr.isTTY;
    },
    ask: async (question, options) => await (await load()).ask(question, options),
    readAll: async () => await (await load()).readAll(),
  };
}

export function diskFiles(): DiskFiles {
  return {
    async read(path) {
      try {
        // A pipe would be waited for without end, and no signal ends that; a device may never end.
        const found = await stat(path);
        return found.isFile() || (found.isFIFO() && isHandedOver(path)) ? await readFile(path) : undefined;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async real(path) {
      try {
        return await realpath(path);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async isFolder(path) {
      try {
        return (await stat(path)).isDirectory();
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async list(path) {
      try {
        return (await readdir(path)).toSorted();
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
  };
}

/** A shell's `<(…)`: a pipe that somebody writes to already. */
function isHandedOver(path: string): boolean {
  return /^\/dev\/(?:fd\/\d+|stdin)$/.test(path);
}

/** A link that leads to itself, or a name that is too long for a disk, leads nowhere. */
const missing: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && missing.has(String(error.code));
}

/** What a sink needs of a stream. */
interface Stream {
  write(text: string): unknown;
  on(name: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** `cmg plan … | head` closes the pipe early: what is written later goes nowhere, and the run goes on. */
export function sinkOver(stream: Stream): Sink {
  let isOpen = true;
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    isOpen = false;
  });
  return {
    write: (text) => {
      if (isOpen) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    // Asked for each time: a window changes its size.
    get columns() {
      return (stream.isTTY === true ? stream.columns : undefined) ?? 80;
    },
  };
}
