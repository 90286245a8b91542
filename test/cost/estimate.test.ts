import assert from 'node:assert/strict';
import { estimate, type Estimate } from '../../src/cost/estimate.ts';
import { listPrices } from '../../src/cost/prices.ts';
import type { Usage } from '../../src/cost/usage.ts';
import type { Costed } from '../../src/cost/charges.ts';
import type { PriceBook } from '../../src/cost/book.ts';
import { bookOf, costed, now, pricesOf2018, roundPrices, rowOf } from './support.ts';

function estimated(
  difference: Partial<Costed> = {},
  { usage = {}, book = roundPrices }: { usage?: Usage; book?: PriceBook } = {},
): Estimate {
  return estimate(costed(difference), { book, usage, now });
}

function amounts({ items }: Estimate): Record<string, number | undefined> {
  return Object.fromEntries(items.map(({ name, cents }) => [name, cents]));
}

describe('the estimate of a gateway', () => {
  it('counts what is paid however many clients there are', () => {
    const found = estimated();
    assert.deepEqual(amounts(found), {
      instances: 146_00,
      disks: 4_00,
      'public IP': 7_30,
      'load balancer': 14_60,
      'data to clients': undefined,
      content: undefined,
      'key vault': 0,
    });
    assert.equal(found.monthlyCents, 171_90);
    assert.equal(found.currency, 'USD');
  });

  for (const [vmSize, instances, cents] of [
    ['A2_v2', 1, 73_00],
    ['A4_v2', 4, 584_00],
    ['B2s', 2, 73_00],
  ] satisfies [Costed['vmSize'], number, number][]) {
    it(`counts ${instances} ${vmSize} by the hour, and a disk for each`, () => {
      const found = amounts(estimated({ vmSize, instances }));
      assert.deepEqual([found['instances'], found['disks']], [cents, instances * 2_00]);
    });
  }

  it('counts 200 MB for each client, in whole GiB, past the free ones and through the load balancer', () => {
    const found = estimated({}, { usage: { clients: 8_000 } });
    // 8,000 × 200 MB are 1,562.5 GiB.
    assert.equal(amounts(found)['data to clients'], (1_563 - 100) * 8);
    assert.equal(amounts(found)['load balancer'], 14_60 + 7_82);
    assert.ok(
      found.assumptions.includes(
        'data to clients: 200 MB a month for each of 8,000, since Microsoft counts 100 to 300 MB (782 to 2,344 GiB), and deployed content comes on top; all of it is taken to pass the load balancer',
      ),
    );
  });

  it('takes the traffic that is given instead of one worked out', () => {
    const found = estimated({}, { usage: { clients: 8_000, egressGiB: 600 } });
    assert.equal(amounts(found)['data to clients'], 40_00);
    assert.ok(
      found.assumptions.includes(
        'data to clients: 600 GiB a month, as given; all of it is taken to pass the load balancer',
      ),
    );
  });

  it('counts stored content and its operations only where clients fetch content', () => {
    const usage = { storedGiB: 200 };
    assert.equal(amounts(estimated({}, { usage }))['content'], 4_00 + 50 + 50 + 4);
    const off = estimated({ content: { enabled: false, branchCache: false } }, { usage });
    assert.ok(!('content' in amounts(off)));
    assert.ok(off.assumptions.every((text) => !/content is|on content/.test(text)));
  });

  it('counts alert rules past the free ones', () => {
    assert.equal(amounts(estimated({}, { usage: { alertRules: 12 } }))['alerts'], 20);
    assert.equal(amounts(estimated({}, { usage: { alertRules: 3 } }))['alerts'], 0);
    assert.ok(!('alerts' in amounts(estimated())));
  });

  it('knows what goes on while the gateway is stopped', () => {
    const found = estimated({}, { usage: { clients: 8_000, storedGiB: 200, alertRules: 12 } });
    // Disks, public IP, the rules of the load balancer, stored content, alerts.
    assert.equal(found.whenStoppedCents, 4_00 + 7_30 + 14_60 + 4_00 + 20);
  });

  it('counts until the expiry as a share of the month', () => {
    assert.deepEqual(estimated({ expiry: { after: '73h' } }).untilExpiry, {
      at: '2026-11-23T13:00:00.000Z',
      cents: 17_19,
    });
    assert.equal(estimated({ expiry: { at: '2026-11-20T12:00:00Z' } }).untilExpiry, undefined);
    assert.equal(estimated({ expiry: undefined }).untilExpiry, undefined);
  });

  it('leaves out of every sum what has no price, and says so', () => {
    const book = bookOf([rowOf('vm.A2_v2', '0.1'), rowOf('blobStored', '0.02')]);
    const found = estimated({}, { book, usage: { storedGiB: 100 } });
    assert.deepEqual(amounts(found), {
      instances: 146_00,
      disks: undefined,
      'public IP': undefined,
      'load balancer': undefined,
      'data to clients': undefined,
      content: 2_00,
      'key vault': undefined,
    });
    assert.equal(found.monthlyCents, 148_00);
    assert.deepEqual(found.unpriced, [
      'osDisk',
      'publicIp',
      'loadBalancer',
      'blobWrites',
      'blobLists',
      'blobReads',
      'blobOthers',
      'vaultOperations',
    ]);
    assert.ok(found.assumptions.some((text) => text.startsWith('no price is known in westus2')));
  });

  it('says where prices of another region stand in', () => {
    const rows = roundPrices.rows.map((row) => ({ ...row, region: 'eastus' }));
    const book = bookOf([...rows, rowOf('vm.A2_v2', '0.3')], { standIn: 'eastus' });
    const found = estimated({}, { book });
    assert.equal(amounts(found)['instances'], 438_00);
    assert.ok(
      found.assumptions.includes(
        'no prices of westus2 are at hand for disks, public IP, load balancer, key vault: those of eastus stand in',
      ),
    );
  });

  it('never takes a public price for one of the government cloud', () => {
    const found = estimated({ region: 'usgovvirginia' }, { book: listPrices });
    assert.equal(found.monthlyCents, 0);
    assert.equal(found.unpriced.length, 5);
  });
});

describe('the example of 2018', () => {
  const terabyte = 1_024;
  const usage: Usage = { storedGiB: terabyte, egressGiB: terabyte };
  const book = pricesOf2018();
  const of2018 = (more: Usage = {}, prices = book): Estimate =>
    estimated({ vmSize: 'A2_v2', instances: 1 }, { book: prices, usage: { ...usage, ...more } });

  it('comes to 99.28, 22.44, 88.65 and 210.37 with its own prices', () => {
    const found = of2018();
    const { instances, content, 'data to clients': egress } = amounts(found);
    assert.deepEqual([instances, content, egress, found.monthlyCents], [99_28, 22_44, 88_65, 210_37]);
    assert.deepEqual(found.unpriced, [
      'osDisk',
      'publicIp',
      'loadBalancer',
      'loadBalancerData',
      'vaultOperations',
    ]);
  });

  it('comes to something else with a terabyte of a thousand, or with what is free today', () => {
    assert.equal(amounts(of2018({ storedGiB: 1_000 }))['content'], 21_94);
    assert.equal(amounts(of2018({ egressGiB: 1_000 }))['data to clients'], 86_57);
    const free = book.rows.map((row) =>
      row.meter === 'egress'
        ? {
            ...row,
            tiers: [
              { from: 0, price: '0' },
              { from: 100, price: '0.087' },
            ],
          }
        : row,
    );
    assert.equal(amounts(of2018({}, { ...book, rows: free }))['data to clients'], 80_39);
  });

  it('costs more than the gateway itself once all of it is counted at the prices of today', () => {
    const found = estimated({ region: 'eastus', instances: 1 }, { book: listPrices, usage });
    assert.deepEqual(amounts(found), {
      instances: 99_28,
      disks: 2_40,
      'public IP': 3_65,
      'load balancer': 18_25 + 5_12,
      'data to clients': 80_39,
      content: 22_34,
      'key vault': 0,
    });
    assert.equal(found.monthlyCents, 231_43);
    assert.deepEqual(found.unpriced, []);
  });
});
