// Holds the package against what its users need: packs it, sees that nothing else is in it, and compiles and runs
// a small program that imports it, with the packages that a user would have.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const belongs =
  /^(?:package\.json|LICENSE|[A-Z]+\.md|src\/mock\/BEHAVIOUR\.md|src\/plan\/RULES\.md|(?:bin|dist|docs|examples|templates)\/.+)$/;
const needed = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'bin/cmg.js',
  'dist/start.js',
  'dist/index.js',
  'dist/types/src/index.d.ts',
];

const folder = mkdtempSync(join(tmpdir(), 'cmg-package-'));
try {
  const packed = pack();
  holdAgainst(packed.files.map(({ path }) => path));
  unpack(packed.filename);
  compileConsumer();
  console.log(
    `package: ${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB packed; types and library work`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack() {
  const output = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const told = JSON.parse(output);
  // A list until npm 11, an object by name since npm 12.
  return Object.values(told)[0];
}

function holdAgainst(paths) {
  const strange = paths.filter((path) => !belongs.test(path));
  const missing = needed.filter((path) => !paths.includes(path));
  if (strange.length > 0) throw new Error(`in the package by mistake: ${strange.join(', ')}`);
  if (missing.length > 0) throw new Error(`missing from the package: ${missing.join(', ')}`);
}

function unpack(filename) {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'cmg'), { recursive: true });
  const archive = join(folder, filename);
  execFileSync('tar', ['-xzf', archive, '-C', join(modules, 'cmg'), '--strip-components=1']);
  // A user has the dependencies, and Node's types to compile with.
  for (const name of ['@azure', '@types', 'zod', 'commander', 'yaml', '@typespec', 'undici-types']) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
}

function compileConsumer() {
  const program = `
import { CmgError, createAzure, memoryStore, parseSpecDocument, type Plan, type Spec } from 'cmg';

const document = parseSpecDocument('gateway.yaml', 'version: 1');
const clock = { now: () => new Date(0), sleep: () => Promise.resolve() };
const azure = createAzure({ clock, store: memoryStore(), speed: 'instant' });
export const region = (plan: Plan, spec: Spec): string => plan.target.region + spec.name;
// @ts-expect-error: were the types not found, everything would be allowed
export const wrong = (plan: Plan): number => plan.target.region;
if (document.diagnostics.length > 0 || !azure.endpoint.startsWith('https:')) throw new CmgError('CMG1002', 'no');
`;
  const options = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    types: ['node'],
    outDir: 'out',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['use.ts'] }),
  );
  writeFileSync(join(folder, 'use.ts'), program);
  const compiler = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin', 'tsc');
  for (const args of [[compiler, '-p', folder], [join(folder, 'out', 'use.js')]]) {
    execFileSync(process.execPath, args, { cwd: folder, stdio: 'inherit' });
  }
}
