import assert from 'node:assert/strict';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

const mocked = '--mock --yes';

describe('the walk', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  it('builds, plans, scales, expires and goes, each in a process of its own', async () => {
    const built = await terminal.run(`deploy granitefalls.yaml ${mocked}`);
    assert.equal(built.exitCode, 0, built.stderr);
    assert.match(built.stdout, /^✓ granitefalls is ready on the mock Azure in \d\d:\d\d\n/);
    assert.match(built.stdout, /address {3}granitefalls\.westus2\.cloudapp\.azure\.com/);

    const again = await terminal.run(`deploy granitefalls.yaml ${mocked}`);
    assert.deepEqual([again.exitCode, again.stdout], [0, 'granitefalls  up to date (15 resources)\n']);

    await terminal.write('granitefalls.yaml', plainSpec.replace('instances: 2', 'instances: 4'));
    const planned = await terminal.run('plan granitefalls.yaml --mock --detailed-exitcode');
    assert.equal(planned.exitCode, 2);
    assert.match(planned.stdout, /^ {6}instances {2}2 → 4 {20,}granitefalls\.yaml:7$/m);

    const scaled = await terminal.run('scale granitefalls.yaml --instances 4 --mock --yes');
    assert.deepEqual([scaled.exitCode, scaled.stdout], [0, 'granitefalls has 4 instances\n']);
    const even = await terminal.run('plan granitefalls.yaml --mock --detailed-exitcode');
    assert.equal(even.exitCode, 0, even.stdout);

    const standing = await terminal.run('status granitefalls.yaml --mock');
    assert.match(standing.stdout, /instances {4}4, 4 running/);

    assert.equal((await terminal.run('reap --mock --yes')).stdout, '0 torn down\n');
    await terminal.run('mock advance 73h');
    const dry = await terminal.run('reap --mock');
    assert.match(
      dry.stdout,
      /^granitefalls {3}expired .* \(1 h ago\): 9 resources, with the group rg-granitefalls\n$/,
    );
    assert.equal((await terminal.run('status granitefalls.yaml --mock')).exitCode, 0);
    const reaped = await terminal.run('reap --mock --yes');
    assert.deepEqual([reaped.exitCode, reaped.stdout], [0, '1 torn down\n']);
    assert.equal((await terminal.run('status granitefalls.yaml --mock')).exitCode, 6);
  });

  it('tears down what it built, and says what stays', async () => {
    await terminal.run(`deploy granitefalls.yaml ${mocked}`);
    const gone = await terminal.run(`teardown granitefalls.yaml ${mocked}`);
    assert.equal(gone.exitCode, 0, gone.stderr);
    assert.match(gone.stdout, /^✓ granitefalls is gone: 9 resources deleted\n/);
    assert.match(gone.stdout, /stays: vault granitefalls can be recovered until 2027-02-18/);
    const again = await terminal.run(`teardown granitefalls.yaml ${mocked}`);
    assert.deepEqual([again.exitCode, again.stdout], [0, 'granitefalls is not there: nothing to delete\n']);
  });

  it('puts the result on stdout and everything else on stderr', async () => {
    const { stdout, stderr } = await terminal.run(`deploy granitefalls.yaml ${mocked} -o json`);
    const outcome = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual([outcome['formatVersion'], outcome['result']], ['1.0', 'ready']);
    assert.match(stderr, /scale set granitefalls built/);
  });

  it('writes an event a line, the last of them the outcome', async () => {
    const { stdout } = await terminal.run(`deploy granitefalls.yaml ${mocked} -o ndjson`);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; elapsedMs: number });
    assert.ok(events.length > 15);
    assert.equal(events[0]?.type, 'begun');
    assert.equal(events.at(-1)?.type, 'outcome');
    assert.ok(events.every(({ elapsedMs }) => elapsedMs >= 0));
  });

  it('plans instead of deploying with --dry-run, exactly as plan does', async () => {
    const dry = await terminal.run('deploy granitefalls.yaml --dry-run --mock');
    const planned = await terminal.run('plan granitefalls.yaml --mock');
    assert.deepEqual([dry.exitCode, dry.stdout], [planned.exitCode, planned.stdout]);
    assert.equal((await terminal.run('status granitefalls.yaml --mock')).exitCode, 6);
  });

  it('asks before it builds, and takes no for an answer', async () => {
    terminal.answers.push('no');
    const { exitCode, stdout, stderr } = await terminal.run('deploy granitefalls.yaml --mock');
    assert.deepEqual([exitCode, stdout], [8, '']);
    assert.match(stderr, /Carry it out\? \(yes\)/);
    assert.match(stderr, /not confirmed, so nothing was changed/);
    assert.equal((await terminal.run('status granitefalls.yaml --mock')).exitCode, 6);
  });

  it('wants the name of the gateway typed before it deletes', async () => {
    await terminal.run(`deploy granitefalls.yaml ${mocked}`);
    terminal.answers.push('yes');
    assert.equal((await terminal.run('teardown granitefalls.yaml --mock')).exitCode, 8);
    terminal.answers.push('granitefalls');
    assert.equal((await terminal.run('teardown granitefalls.yaml --mock')).exitCode, 0);
  });

  it('does nothing without a yes where nobody can be asked', async () => {
    const { exitCode, stderr } = await terminal.run('deploy granitefalls.yaml --mock');
    assert.equal(exitCode, 64);
    assert.match(stderr, /add --yes/);
  });

  it('speaks of every fault of every spec before it does anything', async () => {
    await terminal.write('a.yaml', plainSpec.replace('instances: 2', 'instances: 20'));
    await terminal.write('b.yaml', plainSpec.replace('vmSize', 'vmSzie'));
    const { exitCode, stderr } = await terminal.run(`deploy a.yaml b.yaml ${mocked}`);
    assert.equal(exitCode, 65);
    assert.match(stderr, /error CMG1203: instances must be 1 to 16, not 20/);
    assert.match(stderr, /error CMG1104: unknown key 'vmSzie'/);
    assert.match(stderr, /did you mean 'vmSize'\?/);
  });

  it('plans many gateways in one run and leaves out those that are not wanted', async () => {
    await terminal.write('riverbend.yaml', plainSpec.replaceAll('granitefalls', 'riverbend'));
    const both = JSON.parse(
      (await terminal.run('plan granitefalls.yaml riverbend.yaml --mock -o json')).stdout,
    ) as {
      plans: { gateway: string }[];
    };
    assert.deepEqual(
      both.plans.map(({ gateway }) => gateway),
      ['granitefalls', 'riverbend'],
    );
    const { stdout } = await terminal.run(
      'plan granitefalls.yaml riverbend.yaml --only riverbend --mock -o json',
    );
    assert.equal((JSON.parse(stdout) as { gateway: string }).gateway, 'riverbend');
  });

  it('takes a folder for all the specs in it', async () => {
    const { exitCode, stdout } = await terminal.run('validate . -o json');
    assert.deepEqual([exitCode, (JSON.parse(stdout) as { valid: boolean }).valid], [0, true]);
  });

  it('stops at an interrupt and leaves the rest to the next run', async () => {
    terminal.interrupt.abort('SIGINT');
    const { exitCode, stderr } = await terminal.run(`deploy granitefalls.yaml ${mocked} --mock-speed 1`);
    assert.equal(exitCode, 130);
    assert.match(stderr, /interrupted; what Azure has begun goes on there/);
    terminal.clock.advance(600_000);
  });

  it('stops waiting when the time is over and says so', async () => {
    const { exitCode, stderr } = await terminal.run(
      `deploy granitefalls.yaml ${mocked} --mock-speed 1 --timeout 1s`,
    );
    assert.equal(exitCode, 9, stderr);
  });

  it('writes the JSON result beside the text, for nobody else to read', async () => {
    await terminal.run('plan granitefalls.yaml --mock --json-into plan.json');
    const plan = JSON.parse(await terminal.read('plan.json')) as {
      formatVersion: string;
      changes: unknown[];
    };
    assert.deepEqual([plan.formatVersion, plan.changes.length], ['1.0', 15]);
  });

  it('exports a template that holds no secret and deploys as it is', async () => {
    const { stdout } = await terminal.run('export granitefalls.yaml --format arm');
    const template = JSON.parse(stdout) as { resources: unknown[]; outputs?: unknown };
    assert.equal(template.resources.length, 24);
    assert.equal(template.outputs, undefined);
    const exported = await terminal.run('export granitefalls.yaml --format parameters');
    const { parameters } = JSON.parse(exported.stdout) as { parameters: Record<string, unknown> };
    assert.equal('certificatePfx' in parameters, false);
    assert.equal(exported.stderr, 'left out, for whoever deploys to give: certificatePfx, adminPassword\n');
  });
});

describe('the command line', () => {
  let terminal: Terminal;
  before(async () => {
    terminal = await openTerminal();
  });
  after(async () => await terminal.close());

  for (const [line, expected] of [
    ['plna', "unknown command 'plna'\n(Did you mean plan?)"],
    ['plan', "missing required argument 'spec'"],
    [
      'plan granitefalls.yaml --detialed-exitcode',
      "unknown option '--detialed-exitcode'\n(Did you mean --detailed-exitcode?)",
    ],
    ['plan granitefalls.yaml -o html', 'Allowed choices are text, json.'],
    ['scale granitefalls.yaml --instances 17 --mock', "--instances must be 1 to 16, not '17'"],
    [
      'deploy granitefalls.yaml --mock --yes --timeout soon',
      "--timeout must be a length of time like 45m, not 'soon'",
    ],
    [
      'plan granitefalls.yaml --mock --mock-speed 0',
      "a mock's speed is a number above 0 or 'instant', not '0'",
    ],
    ['reap --mock --max 0', "--max must be a whole number from 1, not '0'"],
    ['mock dance', "cmg mock takes serve or advance, not 'dance'"],
    ['mock advnace 3h', "cmg mock takes serve or advance, not 'advnace'\n(Did you mean advance?)"],
    ['vaildate granitefalls.yaml', "unknown command 'vaildate'\n(Did you mean validate?)"],
    ['plan granitefalls.yaml --mokc', "unknown option '--mokc'\n(Did you mean --mock?)"],
    ['plan granitefalls.yaml -o jsno', 'Allowed choices are text, json.\n(Did you mean json?)'],
    ['status granitefalls.yaml -o ndjson', 'Allowed choices are text, json.\n(Did you mean json?)'],
    ['plan', "missing required argument 'spec'"],
  ] as const) {
    it(`answers '${line}' with 64 and what would be right`, async () => {
      const { exitCode, stdout, stderr } = await terminal.run(line);
      assert.deepEqual([exitCode, stdout], [64, '']);
      assert.ok(stderr.includes(expected), stderr);
    });
  }

  for (const command of [
    'validate',
    'plan',
    'deploy',
    'status',
    'scale',
    'teardown',
    'reap',
    'export',
    'mock',
    'completion',
  ]) {
    it(`helps with ${command}, with examples`, async () => {
      const { exitCode, stdout } = await terminal.run(`${command} --help`);
      assert.equal(exitCode, 0);
      assert.match(stdout, new RegExp(`^Usage: cmg ${command}`));
      assert.match(stdout, new RegExp(`Examples:\n {2}.*cmg ${command}`));
    });
  }

  for (const [alias, name] of [
    ['diff', 'plan'],
    ['preview', 'plan'],
    ['what-if', 'plan'],
    ['up', 'deploy'],
    ['apply', 'deploy'],
    ['destroy', 'teardown'],
    ['down', 'teardown'],
  ] as const) {
    it(`takes ${alias} for ${name}`, async () => {
      assert.match((await terminal.run(`${alias} --help`)).stdout, new RegExp(`^Usage: cmg ${name}`));
    });
  }

  it('prints its version', async () => {
    assert.equal((await terminal.run('--version')).stdout, '0.0.0-test\n');
  });

  it('needs a subscription for Azure', async () => {
    const { exitCode, stderr } = await terminal.run('plan granitefalls.yaml');
    assert.equal(exitCode, 3);
    assert.match(stderr, /which subscription\?/);
  });

  it('never sends a token of one Azure to another', async () => {
    const environment = { AZURE_SUBSCRIPTION_ID: '0'.repeat(8), CMG_ENDPOINT: 'https://localhost:1' };
    const { exitCode, stderr } = await terminal.run('plan granitefalls.yaml', environment);
    assert.equal(exitCode, 64);
    assert.match(stderr, /CMG_ENDPOINT and CMG_AUTHORITY go together/);
  });

  it('puts notices on stdout in Azure Pipelines, where a byte on stderr can fail a step', async () => {
    const { stdout, stderr } = await terminal.run('plan granitefalls.yaml --mock', { TF_BUILD: 'True' });
    assert.equal(stderr, '');
    assert.match(stdout, /Nothing was changed\. To carry it out/);
  });

  it('paints only where it is wanted', async () => {
    const escape = '\u001b[';
    assert.equal((await terminal.run('plan granitefalls.yaml --mock')).stdout.includes(escape), false);
    assert.equal(
      (await terminal.run('plan granitefalls.yaml --mock --color always')).stdout.includes(escape),
      true,
    );
    assert.equal(
      (await terminal.run('plan granitefalls.yaml --mock', { FORCE_COLOR: '1' })).stdout.includes(escape),
      true,
    );
  });
});
