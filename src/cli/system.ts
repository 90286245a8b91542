// The outside world as it really is: clock, chance, disk, environment, streams. The one home of each; everybody
// else is given them through the context, so that a test can give others.
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Clock, Files, Random } from '../base/ports.ts';
import type { Environment } from '../spec/reference.ts';

export interface Sink {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
}

export interface Questions {
  readonly isTerminal: boolean;
  /** A line typed by the user; `hidden` does not show it. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  /** All of standard input. */
  readAll(): Promise<string>;
}

export interface System {
  readonly environment: Environment;
  readonly folder: string;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly questions: Questions;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  /** Aborts at the first interrupt. */
  readonly signal: AbortSignal;
}

export function realSystem(signal: AbortSignal): System {
  loadDotEnv();
  return {
    environment: process.env,
    folder: process.cwd(),
    stdout: sinkOver(process.stdout),
    stderr: sinkOver(process.stderr),
    questions: terminalQuestions(),
    clock: systemClock,
    random: { bytes: (length) => randomBytes(length) },
    files: diskFiles(),
    signal,
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

function diskFiles(): Files {
  return {
    async read(path) {
      try {
        return await readFile(path);
      } catch (error) {
        if (isMissing(error)) return undefined;
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

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code))
  );
}

function sinkOver(stream: NodeJS.WriteStream): Sink {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : 80,
  };
}

function terminalQuestions(): Questions {
  return {
    isTerminal: process.stdin.isTTY && process.stderr.isTTY,
    async ask(question, { hidden = false } = {}) {
      const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
      try {
        const answer = lines.question(question);
        // Nothing more is echoed once the question stands.
        if (hidden) Object.assign(lines, { _writeToOutput: () => undefined });
        return await answer;
      } finally {
        lines.close();
        if (hidden) process.stderr.write('\n');
      }
    },
    async readAll() {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}
