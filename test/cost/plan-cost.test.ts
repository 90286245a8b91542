import assert from 'node:assert/strict';
import { planCost } from '../../src/cost/plan-cost.ts';
import { listPrices } from '../../src/cost/prices.ts';
import { costed, now, roundPrices } from './support.ts';

const known = { book: roundPrices, usage: {}, now };

describe('the cost of a plan', () => {
  it('is all of it where nothing stands', () => {
    const { assumptions, ...cost } = planCost({ before: undefined, after: costed() }, known);
    assert.deepEqual(cost, { currency: 'USD', monthly: 171.9, delta: 171.9, untilExpiry: 16.95 });
    assert.ok(assumptions.length > 3);
  });

  it('is the difference where the gateway grows or shrinks', () => {
    const small = costed();
    const large = costed({ vmSize: 'A4_v2', instances: 4, expiry: undefined });
    const grown = planCost({ before: small, after: large }, known);
    assert.deepEqual([grown.monthly, grown.delta, 'untilExpiry' in grown], [613.91, 442.01, false]);
    assert.equal(planCost({ before: large, after: small }, known).delta, -442.01);
    assert.equal(planCost({ before: small, after: small }, known).delta, 0);
  });

  it('is nothing, and less by all of it, where nothing will stand', () => {
    const gone = planCost({ before: costed(), after: undefined }, known);
    assert.deepEqual([gone.monthly, gone.delta], [0, -171.9]);
    assert.ok(gone.assumptions.length > 0);
  });

  it('counts the instances as they were shown when plans were drawn', () => {
    const before = costed({ region: 'eastus' });
    const after = costed({ region: 'eastus', vmSize: 'A4_v2', instances: 4 });
    const { delta } = planCost({ before, after }, { ...known, book: listPrices });
    // 835.12 instead of 198.56 for the instances, two disks more, and a cent of the vault.
    assert.equal(delta, 641.37);
  });
});
