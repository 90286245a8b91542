// What npm runs after an install in a checkout: builds `dist`, so that `bin/cmg.js` works at once. Where the
// packages it builds with were left out, it leaves everything as it is.
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const isThere = (name) => {
  try {
    return resolve(name) !== '';
  } catch {
    return false;
  }
};

if (['esbuild', 'typescript/package.json'].every(isThere)) await import('./bundle.mjs');
else console.error('cmg: not built, since the packages to build with are not installed');
