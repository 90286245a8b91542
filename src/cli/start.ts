// The program's own beginning and end: signals in, exit code out. `bin/cmg.js` calls nothing else.
import manifest from '../../package.json' with { type: 'json' };
import { main } from './main.ts';
import { realSystem } from './system.ts';

const graceMs = 3000;

export async function start(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  const ended = new AbortController();
  try {
    const system = realSystem(controller);
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      const exit = (): never => process.exit(name === 'SIGINT' ? 130 : 143);
      process.on(name, () => {
        // A second interrupt does not wait: nothing here can be corrupted by it, since Azure holds the state.
        if (controller.signal.aborted) exit();
        controller.abort(name);
        // What hears no signal, as one who reads from a pipe, is not waited for either.
        system.clock.sleep(graceMs, ended.signal).then(exit, () => undefined);
      });
    }
    process.exitCode = await main(argv, system, { version: manifest.version });
  } catch (error) {
    const { lastWords } = await import('./last-words.ts');
    process.stderr.write(lastWords(error));
    process.exitCode = 1;
  } finally {
    ended.abort();
  }
}
