// The tests run as compiled JavaScript (`npm run build:tests`); Node 20 cannot run TypeScript by itself.
module.exports = {
  spec: ['out/test/**/*.test.js'],
  reporter: './scripts/spec-and-counts.cjs',
  // Importing JSON is called experimental by Node 20.
  'node-option': ['enable-source-maps', 'disable-warning=ExperimentalWarning'],
  forbidOnly: true,
  failZero: true,
  timeout: 10000,
};
