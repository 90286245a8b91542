// What the mock costs: how many reads a second, a gateway's template deployed, a copy loop expanded, `cmg mock serve`
// from its start until it listens, and time and memory by the number of resources. `npm run build` first;
// `npm run bench:mock [rounds]`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expand } from '../out/src/arm/expand.js';
import { compile } from '../out/src/compile/compile.js';
import { createAzure } from '../out/src/mock/azure.js';
import { context } from '../out/test/arm/world.js';
import { bound, specOf } from '../out/test/support/spec.js';
import { clockMs, measured, processorMs, rendered, roundsFrom } from './side-by-side.mjs';

const rounds = roundsFrom(process.argv[2], 10);
const cmg = fileURLToPath(new URL('../bin/cmg.js', import.meta.url));
const fill = fileURLToPath(new URL('fill-mock.mjs', import.meta.url));
const compiled = compile(specOf(), bound);
console.log(`Node ${process.versions.node}, ${rounds} rounds\n`);

const reads = 1_000;
const { azure: standing, group } = await deployed();
const scaleSet = `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/granitefalls`;
const inProcess = await measured(
  {
    'a copy loop of 80': () => processorMs(() => expandLoop(80)),
    'a copy loop of 800': () => processorMs(() => expandLoop(800)),
    'a gateway deployed': () => processorMs(deployed),
    [`${reads} reads of a scale set`]: () => processorMs(() => readOften(standing, scaleSet)),
  },
  rounds,
);
const read = inProcess.at(-1);
console.log('in the process, milliseconds of the processor\n');
console.log(rendered(inProcess, 1));
console.log(`\nreads a second: ${((reads * 1_000) / read.median).toFixed(0)}\n`);

const folder = mkdtempSync(join(tmpdir(), 'cmg-bench-'));
try {
  const empty = join(folder, 'empty.mjs');
  writeFileSync(empty, '');
  const serve = [cmg, 'mock', 'serve', '--quiet', '--state', join(folder, 'mock')];
  const starts = await measured(
    { 'an empty script': () => untilEnd([empty]), 'cmg mock serve, until ready': () => untilLine(serve) },
    rounds,
  );
  console.log('from the start, milliseconds by the clock\n');
  console.log(`${rendered(starts)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const counts = [0, 1_000, 5_000, 10_000];
const fills = new Map();
const filling = Object.fromEntries(
  counts.map((count) => [
    `${count} resources`,
    () => {
      const cost = JSON.parse(output([fill, String(count)]));
      fills.set(count, [...(fills.get(count) ?? []), cost.ms]);
      return cost.megabytes;
    },
  ]),
);
const memory = await measured(filling, Math.ceil(rounds / 5));
console.log('memory of a process that wrote them, megabytes\n');
console.log(`${rendered(memory)}\n`);
for (const count of counts.slice(1)) {
  const each = Math.min(...fills.get(count)) / count;
  console.log(`each of ${count}: ${each.toFixed(2)} ms of the processor at best`);
}

async function deployed() {
  const azure = createAzure({ clock: { now: () => new Date() }, speed: 'instant' });
  const path = `/subscriptions/${azure.subscriptionId}/resourceGroups/rg-granitefalls`;
  const deployment = `${path}/providers/Microsoft.Resources/deployments/gateway`;
  const parameters = Object.fromEntries(
    Object.entries(compiled.parameters).map(([name, parameter]) => [
      name,
      'secret' in parameter ? { value: 'Not-a-secret-1' } : parameter,
    ]),
  );
  const properties = { mode: 'Incremental', template: compiled.template, parameters };
  await send(azure, 'PUT', path, { location: 'westus2' });
  await send(azure, 'PUT', deployment, { properties });
  const { properties: end } = await send(azure, 'GET', deployment);
  if (end.provisioningState !== 'Succeeded') throw new Error(JSON.stringify(end));
  return { azure, group: path };
}

async function send(azure, method, path, body) {
  const answer = await azure.fetch({
    method,
    url: `${azure.endpoint}${path}?api-version=2021-04-01`,
    headers: { authorization: `Bearer ${azure.issueToken().token}` },
    body: body === undefined ? '' : JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

async function readOften(azure, path) {
  const request = {
    method: 'GET',
    url: `${azure.endpoint}${path}?api-version=2024-07-01`,
    headers: { authorization: `Bearer ${azure.issueToken().token}` },
  };
  for (let at = 0; at < reads; at += 1) {
    const { status } = await azure.fetch(request);
    if (status !== 200) throw new Error(`the scale set was answered with ${status}`);
  }
}

function expandLoop(count) {
  const address = {
    type: 'Microsoft.Network/publicIPAddresses',
    apiVersion: '2023-09-01',
    name: "[concat('address', copyIndex())]",
    location: '[resourceGroup().location]',
    properties: { publicIPAllocationMethod: 'Static' },
    copy: { name: 'addresses', count },
  };
  const { resources, problems } = expand({ template: { resources: [address] }, parameters: {}, context });
  if (resources.length !== count) throw new Error(JSON.stringify(problems));
}

function output(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

function untilEnd(args) {
  const begun = process.hrtime.bigint();
  output(args);
  return clockMs(begun);
}

/** The first line of a mock says where it listens. */
async function untilLine(args) {
  const begun = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const tookMs = await new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(clockMs(begun)));
    child.once('exit', (code) => reject(new Error(`the mock ended with ${code}`)));
  });
  child.kill('SIGTERM');
  await ended;
  return tookMs;
}
