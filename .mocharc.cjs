// The tests run as compiled JavaScript (`npm run build:tests`); Node 20 cannot run TypeScript by itself.
const { readdirSync } = require('node:fs');

// Named after their sources, so that what is left in `out` of a test that is gone does not run.
const tests = readdirSync('test', { recursive: true })
  .filter((path) => path.endsWith('.test.ts'))
  .map((path) => `out/test/${path.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`)
  .toSorted();

module.exports = {
  spec: tests,
  reporter: './scripts/spec-and-counts.cjs',
  // Importing JSON is called experimental by Node 20.
  'node-option': ['enable-source-maps', 'disable-warning=ExperimentalWarning'],
  forbidOnly: true,
  // One test is about modes of files, which Windows does not have.
  forbidPending: process.platform !== 'win32',
  failZero: true,
  timeout: 10000,
};
