// Questions at a terminal, and standard input as a whole: how they are asked, and how an interrupt ends them.
import { CmgError } from '../base/failure.ts';

export interface Questions {
  readonly isTerminal: boolean;
  /** A line typed by the user; `hidden` does not show it. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  /** All of standard input. */
  readAll(): Promise<string>;
}

export function terminalQuestions({
  input,
  output,
  interrupt,
}: {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly interrupt: AbortController;
}): Questions {
  return {
    isTerminal: input.isTTY === true && output.isTTY === true,
    async ask(question, { hidden = false } = {}) {
      const { createInterface } = await import('node:readline');
      // A terminal in raw mode sends Ctrl-C as a character, so no signal arrives while a question stands.
      const lines = createInterface({ input, output, terminal: true });
      let stop = (): void => undefined;
      try {
        return await new Promise<string>((resolve, reject) => {
          stop = () => reject(interrupt.signal.reason as Error);
          if (interrupt.signal.aborted) stop();
          interrupt.signal.addEventListener('abort', stop, { once: true });
          lines.once('SIGINT', () => interrupt.abort('SIGINT'));
          lines.once('close', () =>
            reject(new CmgError('CMG9001', 'nobody answered', { hint: 'add --yes' })),
          );
          lines.question(question, resolve);
          // Nothing more is echoed once the question stands.
          if (hidden) Object.assign(lines, { _writeToOutput: () => undefined });
        });
      } finally {
        // A wizard asks more often than a signal likes to have listeners.
        interrupt.signal.removeEventListener('abort', stop);
        lines.close();
        if (hidden) output.write('\n');
      }
    },
    async readAll() {
      const chunks: Buffer[] = [];
      for await (const chunk of input) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}
