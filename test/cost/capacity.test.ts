import assert from 'node:assert/strict';
import { capacityOf } from '../../src/cost/capacity.ts';
import type { VmSize } from '../../src/spec/sizes.ts';

describe('the capacity of a gateway', () => {
  for (const [vmSize, instances, clients, connectionPoints] of [
    ['A2_v2', 1, 6_000, 1],
    ['A2_v2', 4, 24_000, 1],
    ['A2_v2', 5, 30_000, 2],
    ['A2_v2', 16, 96_000, 4],
    ['A4_v2', 16, 160_000, 4],
    ['B2s', 2, 20, 1],
  ] satisfies [VmSize, number, number, number][]) {
    it(`is ${clients} clients on ${instances} ${vmSize}, with ${connectionPoints} connection points`, () => {
      const found = capacityOf({ vmSize, instances });
      assert.deepEqual([found.clients, found.connectionPoints], [clients, connectionPoints]);
    });
  }

  it('has nothing to remark about two instances that serve their clients', () => {
    assert.deepEqual(capacityOf({ vmSize: 'A2_v2', instances: 2 }, { clients: 12_000 }).notes, []);
  });

  it('says how many instances more clients would want', () => {
    assert.deepEqual(capacityOf({ vmSize: 'A2_v2', instances: 2 }, { clients: 12_001 }).notes, [
      '12,001 clients are more than the 12,000 that it serves well: 3 instances would serve them',
    ]);
    assert.match(
      capacityOf({ vmSize: 'A2_v2', instances: 16 }, { clients: 100_000 }).notes[0] ?? '',
      /at most 16 instances: take a larger size or another gateway$/,
    );
  });

  it('warns where one connection point has fewer ports than clients', () => {
    assert.deepEqual(capacityOf({ vmSize: 'A4_v2', instances: 4 }).notes, [
      '40,000 clients on one connection point are more than the 16,384 ports that Windows gives out: add connection points, or widen its dynamic port range',
    ]);
    assert.deepEqual(capacityOf({ vmSize: 'A4_v2', instances: 4 }, { clients: 16_384 }).notes, []);
  });

  it('calls a lab a lab, and one instance one', () => {
    assert.deepEqual(capacityOf({ vmSize: 'B2s', instances: 1 }).notes, [
      'B2s is for labs: Microsoft supports it for nothing else',
      'one instance: clients wait while it is patched',
    ]);
  });
});
