import assert from 'node:assert/strict';
import { joinBooks, priceOf } from '../../src/cost/book.ts';
import { meterNames, type Meter } from '../../src/cost/meters.ts';
import { priceFrom } from '../../src/cost/money.ts';
import { listPrices } from '../../src/cost/prices.ts';
import { clouds } from '../../src/spec/clouds.ts';
import { bookOf, rowOf } from './support.ts';

describe('the prices that cmg brings along', () => {
  it('each have a day or say that they have none, and an address', () => {
    assert.ok(listPrices.rows.length >= 20);
    for (const { meter, region, asOf, source } of listPrices.rows) {
      const what = `${meter} in ${region}`;
      assert.match(asOf, /^(?:\d{4}-\d{2}-\d{2}|undated)$/, what);
      assert.match(source, /^https:\/\//, what);
      assert.ok(region === 'global' || region in clouds.AzurePublicCloud.regions, what);
    }
  });

  it('rise from nothing in their tiers, and stand once for each region', () => {
    const seen = new Set<string>();
    for (const { meter, region, tiers } of listPrices.rows) {
      const what = `${meter} in ${region}`;
      assert.ok(!seen.has(what), what);
      seen.add(what);
      const starts = tiers.map(({ from }) => from);
      assert.equal(starts[0], 0, what);
      assert.deepEqual(
        starts,
        [...new Set(starts)].toSorted((a, b) => a - b),
        what,
      );
      assert.ok(
        tiers.every(({ price }) => priceFrom(price) !== undefined),
        what,
      );
    }
  });

  it('have something for every meter, in every region of the public cloud', () => {
    for (const meter of meterNames as readonly Meter[]) {
      for (const region of Object.keys(clouds.AzurePublicCloud.regions)) {
        assert.ok(priceOf(listPrices, meter, region), `${meter} in ${region}`);
      }
    }
  });
});

describe('a price in a book', () => {
  const everywhere = rowOf('osDisk', '2', 'global');
  const east = rowOf('osDisk', '3', 'eastus');

  it('is that of the region, else the one for everywhere, else the one that stands in', () => {
    const region = rowOf('osDisk', '1');
    const full = bookOf([region, everywhere, east], { standIn: 'eastus' });
    assert.equal(priceOf(full, 'osDisk', 'westus2'), region);
    assert.equal(priceOf({ ...full, rows: [everywhere, east] }, 'osDisk', 'westus2'), everywhere);
    assert.equal(priceOf({ ...full, rows: [east] }, 'osDisk', 'westus2'), east);
    assert.equal(priceOf(bookOf([east]), 'osDisk', 'westus2'), undefined);
    assert.equal(priceOf(full, 'publicIp', 'westus2'), undefined);
  });

  it('is only its own in the government cloud', () => {
    const book = bookOf([everywhere, east], { standIn: 'eastus' });
    assert.equal(priceOf(book, 'osDisk', 'usgovvirginia'), undefined);
    const own = rowOf('osDisk', '4', 'usgovvirginia');
    assert.equal(priceOf(bookOf([own]), 'osDisk', 'usgovvirginia'), own);
  });

  it('is that of the later book where two are joined', () => {
    const [one, other] = [rowOf('osDisk', '1'), rowOf('osDisk', '2')];
    const joined = joinBooks([
      bookOf([one], { title: 'one', standIn: 'eastus' }),
      bookOf([other], { title: 'other' }),
    ]);
    assert.equal(priceOf(joined, 'osDisk', 'westus2'), other);
    assert.deepEqual([joined.title, joined.standIn], ['one and other', 'eastus']);
  });
});
