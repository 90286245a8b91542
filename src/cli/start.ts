// The program's own beginning and end: signals in, exit code out. `bin/cmg.js` calls nothing else.
import manifest from '../../package.json' with { type: 'json' };
import { main } from './main.ts';
import { realSystem } from './system.ts';

export async function start(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // A second interrupt does not wait: nothing here can be corrupted by it, since Azure holds the state.
      if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
      controller.abort(name);
    });
  }
  try {
    process.exitCode = await main(argv, realSystem(controller), { version: manifest.version });
  } catch (error) {
    const { lastWords } = await import('./last-words.ts');
    process.stderr.write(lastWords(error));
    process.exitCode = 1;
  }
}
