// Makes `dist`: the command line and the library bundled from `src`, as lazy chunks, so that a command loads only
// what it runs; not minified, so that a stack trace can be read; and the library's types beside them.
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { start: 'src/cli/start.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'linked',
  // The same library as ES modules: smaller once what is not used is left out, and it needs no require.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  logLevel: 'warning',
  // Some CommonJS inside the SDK's tree asks for node's own modules through require.
  banner: {
    js: "import { createRequire as cmgRequire } from 'node:module'; const require = cmgRequire(import.meta.url);",
  },
});

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
