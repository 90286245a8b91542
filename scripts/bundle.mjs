// Makes `dist`: the command line and the library bundled from `src`, as lazy chunks, so that a command loads only
// what it runs; not minified, so that a stack trace can be read; and the library's types beside them.
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await rm('dist', { recursive: true, force: true });
// commander can run subcommands as programs of their own; cmg has none, and the module for it (with sockets and
// all) would cost every start what help costs.
const withoutSubprograms = {
  name: 'without-subprograms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[\\/]commander[\\/]/.test(importer) ? { path: 'subprograms', namespace: 'absent' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
  },
};

// Small files that nearly every command needs. Cut into chunks by who needs what, they would be a dozen files of a few
// lines, and each costs a start more than its lines do; so they are one.
const core = [
  ...['codes', 'diagnostic', 'failure', 'json', 'secret', 'suggest'].map((name) => `base/${name}`),
  ...['clouds', 'duration', 'expiry', 'normalize', 'secret-address', 'sizes'].map((name) => `spec/${name}`),
  ...['cut', 'diagnostics', 'json-text', 'sanitize', 'style', 'time'].map((name) => `render/${name}`),
  ...['command', 'last-words', 'options'].map((name) => `cli/${name}`),
].map((name) => resolve('src', `${name}.ts`));
const besideCore = {
  name: 'beside-core',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir }) =>
      core.includes(resolve(resolveDir, path)) ? { path: './core.js', external: true } : undefined,
    );
  },
};

const shared = {
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
};

await Promise.all([
  build({
    ...shared,
    entryPoints: { start: 'src/cli/start.ts' },
    splitting: true,
    chunkNames: '[name]-[hash]',
    legalComments: 'linked',
    plugins: [withoutSubprograms, besideCore],
    // The same library as ES modules: smaller once what is not used is left out, and it needs no require.
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    // Some CommonJS inside the SDK's tree asks for node's own modules through require.
    banner: {
      js: "import { createRequire as cmgRequire } from 'node:module'; const require = cmgRequire(import.meta.url);",
    },
  }),
  build({
    ...shared,
    stdin: {
      contents: core.map((path) => `export * from ${JSON.stringify(path)};`).join('\n'),
      resolveDir: '.',
    },
    outdir: undefined,
    outfile: 'dist/core.js',
  }),
  // The library shares its packages with whoever imports it; and chunks cut for both would be many and tiny.
  build({ ...shared, entryPoints: { index: 'src/index.ts' }, packages: 'external' }),
]);

// The compiler is a program of its own and has no interface to call.
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);
const { status } = spawnSync(process.execPath, [compiler, '-p', 'scripts/declarations.json'], {
  stdio: 'inherit',
});
if (status !== 0) process.exitCode = 1;
