import assert from 'node:assert/strict';
import type { PriceBook } from '../../src/cost/book.ts';
import { capacityOf } from '../../src/cost/capacity.ts';
import type { Costed } from '../../src/cost/charges.ts';
import { estimate } from '../../src/cost/estimate.ts';
import type { Usage } from '../../src/cost/usage.ts';
import { visibleLength } from '../../src/render/cut.ts';
import { costsJson, renderCosts, type CostsView } from '../../src/render/cost.ts';
import { plainStyle, styleFor } from '../../src/render/style.ts';
import { bookOf, costed, now, roundPrices, rowOf } from '../cost/support.ts';

interface Case {
  readonly spec?: Partial<Costed>;
  readonly usage?: Usage;
  readonly book?: PriceBook;
  readonly file?: string;
}

function viewOf(...cases: readonly Case[]): CostsView {
  const gateways = cases.map(({ spec: difference, usage = {}, book = roundPrices, file }) => {
    const spec = costed(difference);
    return {
      file: file ?? `${spec.name}.yaml`,
      estimate: estimate(spec, { book, usage, now }),
      capacity: capacityOf(spec, usage),
    };
  });
  const monthlyCents = gateways.reduce((sum, one) => sum + one.estimate.monthlyCents, 0);
  return { gateways, currency: 'USD', monthlyCents };
}

function shown(...cases: readonly Case[]): string {
  return renderCosts(viewOf(...cases), now, plainStyle);
}

describe('costs as text', () => {
  it('are a list that adds up, then what it means, then what was assumed', () => {
    assert.equal(
      shown({ usage: { clients: 8_000, storedGiB: 200 } }),
      `granitefalls   westus2 · USD                                   granitefalls.yaml

  instances             146.00  2 A2_v2, 730 hours each
  disks                   4.00  2 of 32 GiB, standard SSD
  public IP               7.30  1, standard and static
  load balancer          22.42  1, standard, with 1,563 GiB through it
  data to clients       117.04  1,563 GiB to the internet
  content                 5.04  200 GiB stored, with operations
  key vault               0.00  1,460 reads

  a month               301.80  all of the above
  until it expires       29.77  2026-11-23 12:00 UTC (in 3 d)
  while stopped          29.90  a month: disks, public IP, load balancer,
                                content

  capacity  12,000 clients at a time, 6,000 on each of 2 instances
  needs     1 connection point at the site: one for every 4 instances

  assumed
    a month is 730 hours, a twelfth of a year, as in Azure's own calculator
    round prices, in USD, of 2026-11-01; no reservation, no licence brought
      along, no tax
    data to clients: 200 MB a month for each of 8,000, since Microsoft counts
      100 to 300 MB (782 to 2,344 GiB), and deployed content comes on top; all
      of it is taken to pass the load balancer
    operations on content: 100,000, 100,000, 100,000, 10,000 (write, list,
      read, other) a month, as Azure's calculator proposes
    free are 100 GiB of data to the internet: taken for this gateway alone,
      though a subscription has it once
    until it expires is counted from now, as after a deploy: the spec says how
      long, not since when
    stopped means deallocated: an instance that is only shut down goes on
      costing the same
    not counted: operations of disks, boot diagnostics, what clients send in,
      and the servers of the site
`,
    );
  });

  it('name the option that would have the rest counted', () => {
    const text = shown({ spec: { expiry: undefined } });
    assert.match(text, /^ {2}data to clients {12}- {2}not counted: see --clients or --egress-gib$/m);
    assert.match(text, /^ {2}content {20}- {2}not counted: see --stored-gib$/m);
    assert.match(text, /^ {2}a month {15}171\.90 {2}without data to clients, content$/m);
    assert.doesNotMatch(text, /until it expires/);
  });

  it('tell a price that is not known from nothing to pay', () => {
    const book = bookOf([rowOf('vm.A2_v2', '0.1'), rowOf('blobStored', '0.02')]);
    const text = shown({ book, usage: { storedGiB: 100, egressGiB: 0 } });
    assert.match(text, /^ {2}disks {22}\? {2}2 of 32 GiB, standard SSD; no price is known$/m);
    assert.match(text, /^ {2}content {17}2\.00 {2}100 GiB stored, with operations; not all of it$/m);
    assert.match(text, /^ {2}a month {15}148\.00 {2}without disks, public IP, load balancer, data to$/m);
    assert.match(text, /^ {32}clients, key vault; not all of content$/m);
  });

  it('end with the sum where there are several gateways', () => {
    const text = shown({}, { spec: { name: 'riverbend', vmSize: 'A4_v2' } });
    assert.match(text, /^granitefalls {3}westus2/);
    assert.match(text, /\nriverbend {3}westus2/);
    assert.ok(text.endsWith('\n2 gateways   489.80 USD a month\n'), text.slice(-80));
  });

  it('show what to heed about the capacity', () => {
    const text = shown({ spec: { vmSize: 'B2s', instances: 1 }, usage: { clients: 500 } });
    assert.match(text, /^ {2}capacity {2}10 clients at a time, 10 on 1 instance$/m);
    assert.match(text, /^ {2}note {6}B2s is for labs/m);
    assert.match(text, /^ {12}500 clients are more than the 10 that it serves well: a gateway has$/m);
  });

  it('fit 80 columns and hold no letter that a terminal would obey', () => {
    const title = `\u001b[31m##[error] ${'prices of a very long agreement '.repeat(4)}\n::warning::`;
    const colour = styleFor({ color: true, unicode: true, width: 80 });
    const view = viewOf({ book: { ...roundPrices, title }, usage: { clients: 900_000, storedGiB: 5_000 } });
    const plain = renderCosts(view, now, plainStyle);
    for (const line of plain.split('\n')) assert.ok(visibleLength(line) <= 80, line);
    assert.ok(!plain.includes('\u001b'));
    assert.doesNotMatch(plain, /##\[|^\s*::/m);
    assert.match(renderCosts(view, now, colour), /\u001b\[2m {2}assumed\u001b\[22m/);
  });
});

describe('costs as JSON', () => {
  it('are the gateway itself where there is one', () => {
    const json = costsJson(viewOf({ spec: { instances: 1 }, usage: { egressGiB: 150 } }));
    const { items, assumptions, ...rest } = json;
    assert.deepEqual(rest, {
      formatVersion: '1.0',
      gateway: 'granitefalls',
      file: 'granitefalls.yaml',
      region: 'westus2',
      currency: 'USD',
      monthly: 101.65,
      whenStopped: 23.9,
      untilExpiry: 10.03,
      expiresAt: '2026-11-23T12:00:00.000Z',
      unpriced: [],
      capacity: {
        instances: 1,
        clientsPerInstance: 6_000,
        clients: 6_000,
        connectionPoints: 1,
        lab: false,
        notes: ['one instance: clients wait while it is patched'],
      },
    });
    assert.ok(Array.isArray(assumptions) && assumptions.length > 0);
    assert.ok(Array.isArray(items));
    assert.deepEqual(items[4], {
      name: 'data to clients',
      about: '150 GiB to the internet',
      counted: true,
      monthly: 4,
      charges: [
        {
          meter: 'egress',
          about: 'data to the internet',
          quantity: 150,
          unit: 'GiB',
          monthly: 4,
          whenStopped: false,
          price: {
            tiers: [
              { from: 0, price: '0' },
              { from: 100, price: '0.08' },
            ],
            region: 'westus2',
            asOf: '2026-11-01',
            source: 'made up for a test',
          },
        },
      ],
    });
    assert.deepEqual(items[5], {
      name: 'content',
      about: 'not counted',
      counted: false,
      monthly: null,
      charges: [],
    });
  });

  it('are a list and its sum where there are several', () => {
    const json = costsJson(viewOf({}, { spec: { name: 'riverbend', expiry: undefined } }));
    const { gateways, ...rest } = json;
    assert.deepEqual(rest, { formatVersion: '1.0', currency: 'USD', monthly: 343.8 });
    assert.ok(Array.isArray(gateways));
    assert.deepEqual(
      gateways.map(({ gateway }: { gateway: string }) => gateway),
      ['granitefalls', 'riverbend'],
    );
    assert.ok(!('untilExpiry' in (gateways[1] as object)));
  });

  it('have null where a price is not known', () => {
    const json = costsJson(viewOf({ book: bookOf([]) }));
    const items = json['items'] as readonly { monthly: number | null; charges: readonly object[] }[];
    assert.equal(items[0]?.monthly, null);
    assert.deepEqual(items[0]?.charges[0], {
      meter: 'vm.A2_v2',
      about: 'an instance of A2_v2, with Windows',
      quantity: 1_460,
      unit: 'hour',
      monthly: null,
      whenStopped: false,
      price: null,
    });
    assert.equal(json['monthly'], null);
  });
});
