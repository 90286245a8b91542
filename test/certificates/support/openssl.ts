// The `openssl` program as a second opinion: makes keys, certificates and PFX files in a folder of its own, and says
// what it reads in them. Tests only; where the program is missing, `opensslVersion` is undefined.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const opensslVersion = findVersion();

function findVersion(): string | undefined {
  const found = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

export interface Bench {
  readonly folder: string;
  /** Runs openssl in the folder and gives what it printed. */
  readonly run: (...args: readonly string[]) => Promise<string>;
  /** The same for another program. */
  readonly runProgram: (program: string, args: readonly string[]) => Promise<string>;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly read: (name: string) => Uint8Array;
  readonly remove: () => void;
}

export function openBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const start = promisify(execFile);
  const runProgram: Bench['runProgram'] = async (program, args) =>
    (await start(program, [...args], { cwd: folder, encoding: 'utf8' })).stdout;
  return {
    folder,
    run: async (...args) => await runProgram('openssl', args),
    runProgram,
    write: (name, content) => {
      writeFileSync(join(folder, name), content);
      return name;
    },
    read: (name) => readFileSync(join(folder, name)),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

export interface Spoken {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly thumbprint: string;
  readonly sha256: string;
}

/** What openssl says of the certificate in a PEM file, in the words of our facts. */
export async function spokenFacts({ run }: Bench, file: string): Promise<Spoken> {
  const fields = ['-subject', '-issuer', '-serial', '-dates'];
  const names = 'RFC2253,sep_comma_plus_space,utf8,-esc_msb,-space_eq';
  const shown = await run('x509', '-in', file, '-noout', ...fields, '-nameopt', names);
  const sha1 = await run('x509', '-in', file, '-noout', '-fingerprint', '-sha1');
  const sha256 = await run('x509', '-in', file, '-noout', '-fingerprint', '-sha256');
  const line = (label: string): string => new RegExp(`^${label}= ?(.*)$`, 'm').exec(shown)?.[1] ?? '';
  const digits = (text: string): string => text.slice(text.indexOf('=') + 1).replaceAll(/[^0-9A-F]/g, '');
  return {
    subject: line('subject'),
    issuer: line('issuer'),
    serial: line('serial'),
    notBefore: new Date(line('notBefore')).toISOString(),
    notAfter: new Date(line('notAfter')).toISOString(),
    thumbprint: digits(sha1),
    sha256: digits(sha256),
  };
}
