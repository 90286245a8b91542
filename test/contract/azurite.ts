// A real blob service beside the mock: Azurite as a process of its own, on a free port of this machine, with all it
// keeps in its memory. Knows of accounts only what it is told at its start.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';

interface Azurite {
  /** `http://127.0.0.1:PORT`; an account's blobs are below its name. */
  readonly url: string;
  close(): Promise<void>;
}

interface Account {
  readonly name: string;
  readonly keys: readonly string[];
}

const require = createRequire(import.meta.url);
const manifest = require.resolve('azurite/package.json');
const program = join(dirname(manifest), 'dist', 'src', 'blob', 'main.js');
const options = [
  '--blobHost=127.0.0.1',
  '--blobPort=0',
  '--inMemoryPersistence',
  '--silent',
  // It tells Microsoft of each start otherwise.
  '--disableTelemetry',
  // It refuses clients that are newer than itself otherwise.
  '--skipApiVersionCheck',
];

export async function startAzurite(accounts: readonly Account[]): Promise<Azurite> {
  const told = accounts.map(({ name, keys }) => [name, ...keys].join(':')).join(';');
  const child = spawn(process.execPath, [program, ...options], {
    cwd: tmpdir(),
    env: { ...process.env, AZURITE_ACCOUNTS: told, AZURITE_DB: undefined, NODE_V8_COVERAGE: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      const [, address] = /listens on (?<address>http:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`Azurite did not start: ${said}`)));
  });
  return {
    url,
    async close() {
      process.off('exit', end);
      end();
      await ended;
    },
  };
}
