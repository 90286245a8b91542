import assert from 'node:assert/strict';
import { textOf2018 } from '../cost/support.ts';
import { plainSpec } from '../support/lab.ts';
import { openTerminal, type Terminal } from '../support/terminal.ts';

interface CostJson {
  readonly gateway: string;
  readonly currency: string;
  readonly monthly: number;
  readonly items: readonly { readonly name: string; readonly monthly: number | null }[];
  readonly gateways: readonly CostJson[];
}

describe('cmg cost', () => {
  let terminal: Terminal;
  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(async () => await terminal.close());

  async function jsonOf(line: string): Promise<CostJson> {
    const { exitCode, stdout, stderr } = await terminal.run(`${line} -o json`);
    assert.deepEqual([exitCode, stderr], [0, '']);
    return JSON.parse(stdout) as CostJson;
  }

  it('shows what a gateway costs and carries, with no cloud at hand', async () => {
    const { exitCode, stdout, stderr } = await terminal.run('cost granitefalls.yaml');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(
      stdout,
      /^granitefalls {3}westus2 · USD {30,}granitefalls\.yaml\n\n {2}instances {13}198\.56 /,
    );
    assert.match(stdout, /^ {2}a month {15}225\.26 {2}without data to clients, content$/m);
    assert.match(stdout, /^ {2}until it expires {7}22\.22 {2}2026-11-23 12:00 UTC \(in 3 d\)$/m);
    assert.match(stdout, /^ {2}capacity {2}12,000 clients at a time/m);
  });

  it('counts the example of 2018 at its own prices', async () => {
    await terminal.write('prices-2018.json', textOf2018());
    await terminal.write('one.yaml', plainSpec.replace('instances: 2', 'instances: 1'));
    const found = await jsonOf('cost one.yaml --stored-gib 1024 --egress-gib 1024 --prices prices-2018.json');
    const amounts = Object.fromEntries(found.items.map(({ name, monthly }) => [name, monthly]));
    assert.deepEqual(
      [amounts['instances'], amounts['content'], amounts['data to clients'], found.monthly],
      [99.28, 22.44, 88.65, 210.37],
    );
  });

  it('counts several gateways, each with its clients, and their sum', async () => {
    await terminal.write('riverbend.yaml', plainSpec.replaceAll('granitefalls', 'riverbend'));
    const found = await jsonOf('cost granitefalls.yaml riverbend.yaml --clients 1000');
    assert.deepEqual(
      found.gateways.map(({ gateway, monthly }) => [gateway, monthly]),
      [
        ['granitefalls', 234.59],
        ['riverbend', 234.59],
      ],
    );
    assert.equal(found.monthly, 469.18);
    const one = await jsonOf('cost granitefalls.yaml riverbend.yaml --only riverbend');
    assert.equal(one.gateway, 'riverbend');
  });

  it('lays price files over each other', async () => {
    const book = (rows: readonly object[], currency = 'EUR'): string =>
      JSON.stringify({ version: 1, currency, prices: rows });
    const row = { meter: 'vm.A2_v2', region: 'westus2', price: 1, source: 'ours' };
    await terminal.write('a.json', book([row, { ...row, meter: 'osDisk' }]));
    await terminal.write('b.json', book([{ ...row, price: 2 }]));
    const found = await jsonOf('cost granitefalls.yaml --prices a.json b.json');
    assert.deepEqual([found.currency, found.monthly], ['EUR', 2 * 730 * 2 + 2]);

    await terminal.write('c.json', book([row], 'USD'));
    const mixed = await terminal.run('cost granitefalls.yaml --prices a.json c.json');
    assert.equal(mixed.exitCode, 65);
    assert.match(mixed.stderr, /the price files are in EUR and USD {3}CMG1402/);
  });

  it('shows every fault of the specs, and counts none', async () => {
    await terminal.write('a.yaml', plainSpec.replace('instances: 2', 'instances: 20'));
    await terminal.write('b.yaml', plainSpec.replace('vmSize', 'vmSzie'));
    const { exitCode, stdout, stderr } = await terminal.run('cost a.yaml b.yaml granitefalls.yaml');
    assert.deepEqual([exitCode, stdout], [65, '']);
    assert.match(stderr, /error CMG1203: instances must be 1 to 16, not 20/);
    assert.match(stderr, /error CMG1104: unknown key 'vmSzie'/);
  });

  it('shows every fault of a price file by its path', async () => {
    await terminal.write('prices.json', '{ "version": 2, "currency": "EUR", "prices": [{}] }');
    const { exitCode, stdout, stderr } = await terminal.run('cost granitefalls.yaml --prices prices.json');
    assert.deepEqual([exitCode, stdout], [65, '']);
    assert.match(stderr, /^error CMG1402: prices\.json: version must be 1$/m);
    assert.match(stderr, /^error CMG1402: prices\.json: prices\[0\]\.meter must be a meter, not nothing$/m);

    const none = await terminal.run('cost granitefalls.yaml --prices nowhere.json');
    assert.equal(none.exitCode, 65);
    assert.match(none.stderr, /there is no price file nowhere\.json {3}CMG1401/);
  });

  for (const [line, message] of [
    ['--clients many', "--clients must be a whole number of 0 or more, not 'many'"],
    ['--clients 1.5', "--clients must be a whole number of 0 or more, not '1.5'"],
    ['--stored-gib -1', "--stored-gib must be a number of 0 or more, not '-1'"],
    ['--egress-gib 1e3', "--egress-gib must be a number of 0 or more, not '1e3'"],
  ] satisfies [string, string][]) {
    it(`refuses ${line}`, async () => {
      const { exitCode, stdout, stderr } = await terminal.run(`cost granitefalls.yaml ${line}`);
      assert.deepEqual([exitCode, stdout], [64, '']);
      assert.ok(stderr.includes(message), stderr);
    });
  }

  it('has no option of a cloud, since it asks none', async () => {
    const { stdout } = await terminal.run('cost --help');
    assert.match(stdout, /--clients <n>/);
    assert.doesNotMatch(stdout, /--mock|--password-file/);
    assert.equal((await terminal.run('cost granitefalls.yaml --mock')).exitCode, 64);
  });

  it('tells the cost of a gateway whose time is over', async () => {
    terminal.clock.advance(90 * 86_400_000);
    await terminal.write('past.yaml', plainSpec.replace('after: 72h', 'at: 2026-12-01T00:00:00Z'));
    const { exitCode, stdout } = await terminal.run('cost past.yaml');
    assert.equal(exitCode, 0);
    assert.doesNotMatch(stdout, /until it expires/);
  });
});
