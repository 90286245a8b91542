// The tests run as compiled JavaScript (`npm run build:tests`); Node 20 cannot run TypeScript by itself.
module.exports = {
  spec: ['out/test/**/*.test.js'],
  'node-option': ['enable-source-maps'],
  forbidOnly: true,
  forbidPending: true,
  failZero: true,
  timeout: 10000,
};
