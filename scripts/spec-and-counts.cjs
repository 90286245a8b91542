// Mocha's own reporter, and at the end mocha's own counts in a file, for whoever has to report them.
const { mkdirSync, writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

class SpecAndCounts extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending, duration } = runner.stats;
      mkdirSync('out', { recursive: true });
      writeFileSync('out/test-counts.json', `${JSON.stringify({ passes, failures, pending, duration })}\n`);
    });
  }
}

module.exports = SpecAndCounts;
