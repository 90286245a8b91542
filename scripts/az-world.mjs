// A mock Azure of its own and an Azure CLI that knows nothing else: folders that are thrown away, the mock's own
// certificate, and proxies that lead nowhere. Owns what is outside of the session; its steps are in `az-steps.mjs`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where a program stands, or undefined where it is not installed. */
export function installed(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/** The mock on a free port, with its state in a folder of its own; `stop` ends it and takes the folder away. */
export async function openMock() {
  if (!existsSync(join(root, 'dist', 'start.js'))) throw new Error('not built yet: run "npm run build"');
  const folder = mkdtempSync(join(tmpdir(), 'cmg-az-'));
  const state = join(folder, 'mock');
  const args = [join(root, 'bin', 'cmg.js'), 'mock', 'serve', '--state', state, '--seed', '7'];
  const server = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const errors = [];
  server.stderr.on('data', (chunk) => errors.push(String(chunk)));
  const ended = once(server, 'exit');
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    clear();
  };
  process.once('exit', () => {
    server.kill('SIGTERM');
    clear();
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const line = await Promise.race([
    once(createInterface(server.stdout), 'line').then(([first]) => first),
    ended.then(() => undefined),
  ]);
  if (line === undefined) {
    await stop();
    throw new Error(`the mock did not start:\n${errors.join('')}`);
  }
  return { ...JSON.parse(line), folder, state, stop };
}

/** What keeps a client from asking anybody but the mock, and from remembering anything. */
export function quietEnvironment({ ca, folder }) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    HOME: home,
    REQUESTS_CA_BUNDLE: ca,
    SSL_CERT_FILE: ca,
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    NO_PROXY: 'localhost,127.0.0.1',
  };
}

const settings = {
  AZURE_CORE_COLLECT_TELEMETRY: '0',
  AZURE_CORE_ERROR_RECOMMENDATION: 'off',
  AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
  AZURE_CORE_ONLY_SHOW_ERRORS: '1',
  AZURE_CORE_NO_COLOR: '1',
  AZURE_CORE_DISABLE_PROGRESS_BAR: '1',
  AZURE_CORE_SURVEY_MESSAGE: '0',
  AZURE_CORE_DISABLE_CONFIRM_PROMPT: '1',
  AZURE_CORE_OUTPUT: 'json',
};

// Debian's package names versions of two services that its own library does not have; see docs/mock.md.
const shim = `import runpy
from azure.cli.core.profiles import ResourceType, _shared
latest = _shared.AZURE_API_PROFILES['latest']
compute = latest[ResourceType.MGMT_COMPUTE].profile
compute[None] = compute['virtual_machine_scale_sets'] = '2022-08-01'
latest[ResourceType.MGMT_NETWORK] = '2022-07-01'
runpy.run_module('azure.cli', run_name='__main__')
`;

/** Ways to run Azure CLI: as it is, with the version numbers put right, or with its hybrid profile. */
export function openCli(mock) {
  const wrapper = join(mock.folder, 'az-shim.py');
  writeFileSync(wrapper, shim);
  writeFileSync(join(mock.folder, 'cloud.json'), JSON.stringify(cloudOf(mock)));
  const environment = { ...quietEnvironment(mock), ...settings };
  const configured = (name) => {
    const config = join(mock.folder, `azure-${name}`);
    mkdirSync(config, { recursive: true });
    return { ...environment, AZURE_CONFIG_DIR: config };
  };
  const plain = configured('plain');
  const hybrid = configured('hybrid');
  const ways = {
    az: { command: 'az', before: [], env: plain },
    shim: { command: '/usr/bin/python3', before: [wrapper], env: { ...plain, AZ_INSTALLER: 'DEB' } },
    hybrid: { command: 'az', before: [], env: hybrid },
  };
  return (way, args) => run(ways[way], args, mock.folder);
}

/** https://learn.microsoft.com/cli/azure/manage-clouds-azure-cli: what the mock says of itself, without asking it. */
function cloudOf({ arm, authority }) {
  return {
    endpoints: {
      resourceManager: arm,
      management: arm,
      activeDirectory: authority,
      activeDirectoryResourceId: arm,
      activeDirectoryGraphResourceId: `${arm}/graph`,
      microsoftGraphResourceId: `${arm}/graph`,
      gallery: arm,
    },
    suffixes: {
      storageEndpoint: 'core.windows.net',
      keyvaultDns: '.vault.azure.net',
      mhsmDns: '.managedhsm.azure.net',
      sqlServerHostname: '.database.windows.net',
    },
  };
}

function run({ command, before, env }, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const errors = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(errors).toString() }),
    );
  });
}
