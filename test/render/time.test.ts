import assert from 'node:assert/strict';
import fc from 'fast-check';
import { elapsedText, momentFrom, momentText, spanText } from '../../src/render/time.ts';

describe('a time that has passed', () => {
  for (const [ms, text] of [
    [0, '00:00'],
    [999, '00:00'],
    [1_000, '00:01'],
    [61_000, '01:01'],
    [3_599_999, '59:59'],
    [3_600_000, '1:00:00'],
    [3_723_000, '1:02:03'],
    [360_000_000, '100:00:00'],
  ] as const) {
    it(`is ${text} after ${ms} ms`, () => {
      assert.equal(elapsedText(ms), text);
    });
  }
});

describe('a length of time as text', () => {
  for (const [ms, text] of [
    [-5, '0 s'],
    [0, '0 s'],
    [499, '0 s'],
    [500, '1 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [3_660_000, '1 h 1 min'],
    [3_601_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [86_400_000, '1 d'],
    [532_800_000, '6 d 4 h'],
    [86_459_000, '1 d'],
    [31_536_000_000, '365 d'],
  ] as const) {
    it(`is ${text} for ${ms} ms`, () => {
      assert.equal(spanText(ms), text);
    });
  }

  it('has one or two units and no zero, whatever the length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 10 ** 12 }), (ms) => {
        assert.match(spanText(ms), /^[1-9]\d* (?:d|h|min|s)(?: [1-9]\d* (?:h|min|s))?$/);
      }),
    );
  });
});

describe('a moment as text', () => {
  const now = new Date('2026-11-20T12:00:00Z');

  it('is in UTC, to the minute', () => {
    assert.equal(momentText(new Date('2026-11-23T12:00:59.999Z')), '2026-11-23 12:00 UTC');
  });

  it('says how far away it is', () => {
    assert.equal(momentFrom(new Date('2026-11-27T18:00:00Z'), now), '2026-11-27 18:00 UTC (in 7 d 6 h)');
    assert.equal(momentFrom(new Date('2026-11-20T11:00:00Z'), now), '2026-11-20 11:00 UTC (1 h ago)');
    assert.equal(momentFrom(now, now), '2026-11-20 12:00 UTC (in 0 s)');
  });
});
