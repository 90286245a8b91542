// A session of Azure's Python libraries against the mock: `npm run test:python`. Only those that the system's own
// Python has are used (Debian: python3-azure); where they are missing, it says so and tries nothing.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openMock, quietEnvironment } from './az-world.mjs';

const needed = ['identity', 'mgmt.compute', 'mgmt.keyvault', 'mgmt.network', 'mgmt.resource', 'mgmt.storage'];
const imports = needed.map((name) => `import azure.${name}`).join('\n');
const python = ['/usr/bin/python3', 'python3'].find(
  (program) => spawnSync(program, ['-c', imports], { stdio: 'ignore' }).status === 0,
);

if (python === undefined) {
  console.log("skipped: Azure's Python libraries are not installed, so nothing was tried");
} else {
  process.exitCode = await session();
}

async function session() {
  const mock = await openMock();
  try {
    const script = fileURLToPath(new URL('python-session.py', import.meta.url));
    const { folder, stop: _, ...facts } = mock;
    const child = spawn(python, [script, JSON.stringify(facts)], {
      cwd: folder,
      env: quietEnvironment(mock),
      stdio: 'inherit',
    });
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await mock.stop();
  }
}
