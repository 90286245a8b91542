import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDurationMs } from '../../src/spec/duration.ts';

const understood: readonly [text: string, ms: number][] = [
  ['1s', 1_000],
  ['90m', 5_400_000],
  ['72h', 259_200_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['1h30m', 5_400_000],
  ['1w2d3h4m5s', 788_645_000],
  ['007d', 604_800_000],
  ['0h1s', 1_000],
];

const refused: readonly string[] = [
  '',
  ' ',
  '0',
  '0h',
  '0d0h',
  '72',
  'h',
  '72 h',
  ' 72h',
  '72h ',
  '72h\n',
  '-1h',
  '+1h',
  '1.5h',
  '1h1h',
  '30m1h',
  '1H',
  '1y',
  '1mo',
  'PT72H',
  '72hours',
  '1e3h',
  '٣h',
  'never',
  '999999h',
  '1h30',
];

describe('a length of time', () => {
  for (const [text, ms] of understood) {
    it(`is ${ms} ms where the text is ${text}`, () => {
      assert.equal(parseDurationMs(text), ms);
    });
  }

  for (const text of refused) {
    it(`is not ${JSON.stringify(text)}`, () => {
      assert.equal(parseDurationMs(text), undefined);
    });
  }

  it('is a positive number or nothing, whatever is written', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789wdhms .-'), maxLength: 10 });
    fc.assert(
      fc.property(text, (written) => {
        const ms = parseDurationMs(written);
        assert.ok(ms === undefined || (Number.isSafeInteger(ms) && ms > 0));
      }),
    );
  });
});
