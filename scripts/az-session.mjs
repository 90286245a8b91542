// A whole session of Azure CLI against the mock: `npm run test:az`. Azure CLI is the one that is installed, as it
// is; the mock is `cmg mock serve`. Prints what passed and what did not, and fails if anything did not.
// Steps of other areas: `npm run test:az -- network`.
import { isDeepStrictEqual } from 'node:util';
import { sections } from './az-steps.mjs';
import { installed, openCli, openMock } from './az-world.mjs';
import { writeTemplates } from './az-templates.mjs';

if (installed('az') === undefined) {
  console.log('skipped: Azure CLI is not installed, so nothing was tried');
} else {
  process.exitCode = (await session(process.argv.slice(2))) ? 0 : 1;
}

async function session(wanted) {
  const mock = await openMock();
  const rows = [];
  try {
    writeTemplates(mock.folder);
    const az = openCli(mock);
    const names = new Map(Object.entries({ ...mock, ca: mock.ca }));
    for (const { title, way, always = false, steps } of sections) {
      if (!always && wanted.length > 0 && !wanted.includes(title)) continue;
      for (const step of steps) rows.push(await tried(az, { title, way, names }, step));
    }
  } finally {
    await mock.stop();
  }
  return told(rows);
}

/** Runs one step and holds it against what it expects; what it keeps, later steps can name. */
async function tried(az, { title, way, names }, [line, expected = {}]) {
  const command = filled(line, names);
  const begun = process.hrtime.bigint();
  const heard = await az(way, wordsOf(command));
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const faults = faultsOf(heard, expected, names);
  const outcome = faults.length === 0 ? 'passed' : 'FAILED';
  console.log(`${outcome.padEnd(8)}${seconds.toFixed(1).padStart(5)} s  ${way} ${shortened(line)}`);
  for (const fault of faults) console.log(`                 ${fault}`);
  return { title, way, outcome };
}

function faultsOf({ code, stdout, stderr }, { exit = 0, says, json = {}, keep = {} }, names) {
  if (code !== exit) return [`ended with ${code}, not ${exit}: ${shortened(stderr.trim(), 400)}`];
  const heard = `${stdout}${stderr}`;
  const faults = says === undefined || heard.includes(says) ? [] : [`does not say '${says}'`];
  if (Object.keys(json).length + Object.keys(keep).length === 0) return faults;
  const value = parsed(stdout);
  if (value === undefined) return [...faults, `is not JSON: ${shortened(stdout)}`];
  for (const [path, wanted] of Object.entries(json)) {
    const found = at(value, path);
    const right = typeof wanted === 'string' ? filled(wanted, names) : wanted;
    if (!isDeepStrictEqual(found, right))
      faults.push(`${path} is ${JSON.stringify(found)}, not ${JSON.stringify(right)}`);
  }
  for (const [name, path] of Object.entries(keep)) names.set(name, String(at(value, path)));
  return faults;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `properties.subnets.0.name`, and `length` of a list; the empty path is the value itself. */
function at(value, path) {
  return path === '' ? value : path.split('.').reduce((here, word) => here?.[word], value);
}

/** Words between blanks; what stands in single quotes is one of them. */
function wordsOf(command) {
  return [...command.matchAll(/'(?<quoted>[^']*)'|(?<plain>\S+)/g)].map(
    ({ groups }) => groups.quoted ?? groups.plain,
  );
}

function filled(text, names) {
  return text.replaceAll(/<(?<name>\w+)>/g, (whole, name) => names.get(name) ?? whole);
}

function shortened(text, most = 100) {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

function told(rows) {
  const count = (list, outcome) => list.filter((row) => row.outcome === outcome).length;
  const titles = [...new Set(rows.map(({ title, way }) => `${title} (${way})`))];
  const width = Math.max(...titles.map(({ length }) => length));
  console.log(`\n${''.padEnd(width)}  passed  failed`);
  for (const title of titles) {
    const own = rows.filter((row) => `${row.title} (${row.way})` === title);
    const cells = ['passed', 'FAILED'].map((outcome) => String(count(own, outcome)));
    console.log(`${title.padEnd(width)}  ${cells.map((cell) => cell.padStart(6)).join('  ')}`);
  }
  const failed = count(rows, 'FAILED');
  console.log(`\n${count(rows, 'passed')} passed, ${failed} failed`);
  return failed === 0;
}
