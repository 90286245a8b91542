// The command line as a test runs it: in this process, with streams that are kept and a world in a folder of its
// own. `run` is what a user types.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { diskFiles, type System } from '../../src/cli/system.ts';
import { testClock, testRandom, type TestClock } from './clock.ts';
import { plainSpec } from './lab.ts';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Terminal {
  readonly folder: string;
  readonly clock: TestClock;
  /** Answers to questions, in order; asking for more than there are fails. */
  readonly answers: string[];
  readonly interrupt: AbortController;
  /** Standard input, which can be read once. */
  readonly input: { text: string };
  run(line: string, environment?: Readonly<Record<string, string>>): Promise<Ran>;
  write(name: string, text: string): Promise<void>;
  read(name: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTerminal({ isTerminal = false, spec = plainSpec } = {}): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'cmg-test-'));
  const clock = testClock();
  const random = testRandom();
  const answers: string[] = [];
  const interrupt = new AbortController();
  const input = { text: '' };
  const at = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  const terminal: Terminal = {
    folder,
    clock,
    answers,
    interrupt,
    input,
    run: async (line, environment = {}) => {
      const out = { stdout: '', stderr: '' };
      const sink = (name: keyof typeof out): System['stdout'] => ({
        write: (text) => {
          out[name] += text;
        },
        isTerminal,
        columns: 80,
      });
      const system: System = {
        environment,
        folder,
        stdout: sink('stdout'),
        stderr: sink('stderr'),
        questions: {
          isTerminal: isTerminal || answers.length > 0,
          ask: (question) => {
            out.stderr += question;
            const answer = answers.shift();
            return answer === undefined
              ? Promise.reject(new Error(`nobody answers: ${question}`))
              : Promise.resolve(answer);
          },
          readAll: () => {
            const { text } = input;
            input.text = '';
            return Promise.resolve(text);
          },
        },
        clock,
        random,
        files: diskFiles(),
        signal: interrupt.signal,
      };
      const exitCode = await main(line.split(' '), system, { version: '0.0.0-test' });
      return { exitCode, ...out };
    },
    write: async (name, text) => await writeFile(at(name), text),
    read: async (name) => await readFile(at(name), 'utf8'),
    close: async () => await rm(folder, { recursive: true, force: true }),
  };
  await terminal.write('granitefalls.yaml', spec);
  return terminal;
}
