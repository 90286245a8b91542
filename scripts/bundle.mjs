// Bundles the command line and the library from `src` into `dist`: lazy chunks, so that a command loads only
// what it runs; not minified, so that a stack trace can be read.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

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
  // The same library as ES modules: smaller once what is not used is left out, and needs no require.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
  logLevel: 'warning',
  // Some CommonJS inside the SDK's tree asks for node's own modules through require.
  banner: {
    js: "import { createRequire as cmgRequire } from 'node:module'; const require = cmgRequire(import.meta.url);",
  },
});
