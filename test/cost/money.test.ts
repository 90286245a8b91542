import assert from 'node:assert/strict';
import fc from 'fast-check';
import { centsFor, countText, moneyText, priceFrom, shareOf, type Tier } from '../../src/cost/money.ts';

const egress: readonly Tier[] = [
  { from: 0, price: '0' },
  { from: 100, price: '0.087' },
  { from: 10_000, price: '0.083' },
];

describe('money', () => {
  for (const [quantity, tiers, cents] of [
    [730, [{ from: 0, price: '0.136' }], 99_28],
    // 0.1 + 0.2 of binary fractions would be a little more than 0.3.
    [3, [{ from: 0, price: '0.1' }], 30],
    [0.5, [{ from: 0, price: '0.01' }], 1],
    [0.499, [{ from: 0, price: '0.01' }], 0],
    [1, [{ from: 0, price: '0.000000000001' }], 0],
    [100, egress, 0],
    [101, egress, 9],
    [10_000, egress, 861_30],
    [12_000, egress, 1_027_30],
  ] satisfies [number, readonly Tier[], number][]) {
    it(`prices ${quantity} at ${tiers.map(({ price }) => price).join(', ')} with ${cents} cents`, () => {
      assert.equal(centsFor(quantity, tiers), cents);
    });
  }

  it('never gives a larger quantity a smaller price', () => {
    const quantity = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(quantity, quantity, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        assert.ok(centsFor(less, egress) <= centsFor(more, egress));
      }),
    );
  });

  it('takes the share of some hours', () => {
    assert.equal(shareOf(835_12, 120, 730), 137_28);
    assert.equal(shareOf(100_00, 1_460, 730), 200_00);
    assert.equal(shareOf(0, 72, 730), 0);
  });

  for (const [value, price] of [
    ['0.0208', '0.0208'],
    [0.087, '0.087'],
    [2, '2'],
    [0, '0'],
    [100, '100'],
    [4e-7, '0.0000004'],
    ['4e-7', undefined],
    ['', undefined],
    ['-1', undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    [1e9, undefined],
    [null, undefined],
    [{}, undefined],
  ] satisfies [unknown, string | undefined][]) {
    it(`reads ${JSON.stringify(value)} as ${price ?? 'no price'}`, () => {
      assert.equal(priceFrom(value), price);
    });
  }

  it('is written with its cents, and counts in threes', () => {
    assert.deepEqual([0, 5, 99_28, 1_234_567_89, -636_56].map(moneyText), [
      '0.00',
      '0.05',
      '99.28',
      '1,234,567.89',
      '-636.56',
    ]);
    assert.deepEqual([0, 999, 1_000, 12_000, 1_234_567, 1_234.125].map(countText), [
      '0',
      '999',
      '1,000',
      '12,000',
      '1,234,567',
      '1,234.125',
    ]);
  });
});
