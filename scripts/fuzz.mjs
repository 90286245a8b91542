// Reads a hundred thousand spoilt specs (`npm run test:fuzz [count] [seed]`): in place of the few hundred of
// `npm test`, with another seed each day.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [count = '100000', seed = new Date().toISOString().slice(0, 10).replaceAll('-', '')] =
  process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', '--grep', 'spoilt specs'],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, CMG_FUZZ_RUNS: count, CMG_PROPERTY_SEED: seed },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
