import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { describeExpiry, expiresAt, parseMoment, type Expiry } from '../../src/spec/expiry.ts';
import { validateSpec, type ValidatedSpec } from '../../src/spec/validate.ts';
import { plainSpec } from '../support/lab.ts';

function weekly(
  day: NonNullable<Expiry['weekly']>['day'],
  time: string,
  timeZone = 'Europe/Brussels',
): Expiry {
  return { weekly: { day, time, timeZone } };
}

const rows: readonly [what: string, expiry: Expiry, from: string, at: string | undefined][] = [
  ['so long after', { after: '72h' }, '2026-11-20T12:00:00Z', '2026-11-23T12:00:00.000Z'],
  ['a moment', { at: '2026-12-01T18:00:00+01:00' }, '2026-11-20T12:00:00Z', '2026-12-01T17:00:00.000Z'],
  [
    'a moment that is past',
    { at: '2026-11-01T18:00:00Z' },
    '2026-11-20T12:00:00Z',
    '2026-11-01T18:00:00.000Z',
  ],
  [
    'a moment exactly now',
    { at: '2026-11-20T12:00:00Z' },
    '2026-11-20T12:00:00Z',
    '2026-11-20T12:00:00.000Z',
  ],
  ['later today', weekly('friday', '19:00'), '2026-11-20T12:00:00Z', '2026-11-20T18:00:00.000Z'],
  [
    'exactly now, so in a week',
    weekly('friday', '19:00'),
    '2026-11-20T18:00:00Z',
    '2026-11-27T18:00:00.000Z',
  ],
  [
    'a second ago, so in a week',
    weekly('friday', '19:00'),
    '2026-11-20T18:00:01Z',
    '2026-11-27T18:00:00.000Z',
  ],
  [
    'tomorrow there, still today here',
    weekly('saturday', '00:30'),
    '2026-11-20T22:00:00Z',
    '2026-11-20T23:30:00.000Z',
  ],
  ['yesterday', weekly('thursday', '19:00'), '2026-11-20T12:00:00Z', '2026-11-26T18:00:00.000Z'],
  // Clocks go forward on 28 March 2027 at 02:00 and back on 31 October 2027 at 03:00.
  [
    'the evening of the day with 23 hours',
    weekly('sunday', '19:00'),
    '2027-03-26T12:00:00Z',
    '2027-03-28T17:00:00.000Z',
  ],
  [
    'the week that has summer in it',
    weekly('friday', '19:00'),
    '2027-03-26T19:00:00Z',
    '2027-04-02T17:00:00.000Z',
  ],
  [
    'that day, asked late on the evening before',
    weekly('sunday', '19:00'),
    '2027-03-27T22:30:00Z',
    '2027-03-28T17:00:00.000Z',
  ],
  [
    'that day, also a year before',
    weekly('sunday', '19:00'),
    '2026-03-28T22:30:00Z',
    '2026-03-29T17:00:00.000Z',
  ],
  [
    'an hour that the clocks skip in the west, so the one after it',
    weekly('sunday', '02:30', 'America/New_York'),
    '2027-03-12T12:00:00Z',
    '2027-03-14T07:30:00.000Z',
  ],
  [
    'a midnight that the clocks skip, so the hour after it',
    weekly('sunday', '00:00', 'America/Santiago'),
    '2026-09-04T12:00:00Z',
    '2026-09-06T04:00:00.000Z',
  ],
  [
    'an hour that the clocks show twice, so the second',
    weekly('sunday', '01:30', 'America/New_York'),
    '2027-11-05T12:00:00Z',
    '2027-11-07T06:30:00.000Z',
  ],
  [
    'an hour that they show twice in the east, so the second',
    weekly('sunday', '02:30'),
    '2027-10-29T12:00:00Z',
    '2027-10-31T01:30:00.000Z',
  ],
  [
    'an hour that the clocks skip, so the one after it',
    weekly('sunday', '02:30'),
    '2027-03-26T12:00:00Z',
    '2027-03-28T01:30:00.000Z',
  ],
  [
    'the evening of the day with 25 hours',
    weekly('sunday', '19:00'),
    '2027-10-29T12:00:00Z',
    '2027-10-31T18:00:00.000Z',
  ],
  [
    'that day, asked just after its midnight',
    weekly('sunday', '19:00'),
    '2027-10-30T22:10:00Z',
    '2027-10-31T18:00:00.000Z',
  ],
  [
    'half an hour off',
    weekly('monday', '09:00', 'Asia/Kolkata'),
    '2026-11-20T12:00:00Z',
    '2026-11-23T03:30:00.000Z',
  ],
  [
    'the far side of the date line',
    weekly('saturday', '08:00', 'Pacific/Auckland'),
    '2026-11-20T12:00:00Z',
    '2026-11-20T19:00:00.000Z',
  ],
  ['nothing', {}, '2026-11-20T12:00:00Z', undefined],
  ['a length that is none', { after: 'soon' }, '2026-11-20T12:00:00Z', undefined],
  ['a moment without its zone', { at: '2026-12-01T18:00:00' }, '2026-11-20T12:00:00Z', undefined],
];

describe('an expiry', () => {
  for (const [what, expiry, from, at] of rows) {
    it(`is ${at ?? 'never'} where it says ${what}, from ${from}`, () => {
      assert.equal(expiresAt(expiry, new Date(from))?.toISOString(), at);
    });
  }

  it('comes within a week and an hour, on its day and at its time, whenever it is asked for', () => {
    const moments = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    });
    const shown = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Brussels',
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
    fc.assert(
      fc.property(moments, (from) => {
        const at = expiresAt(weekly('wednesday', '08:15'), from);
        assert.ok(at);
        const aheadMs = at.getTime() - from.getTime();
        assert.ok(aheadMs > 0 && aheadMs <= 7 * 86_400_000 + 3_600_000, `${aheadMs} ms`);
        assert.equal(shown.format(at), 'Wednesday 08:15');
      }),
    );
  });

  it('is noted in one line', () => {
    assert.equal(describeExpiry({ after: '72h' }), 'after 72h');
    assert.equal(describeExpiry({ at: '2026-12-01T18:00:00Z' }), 'at 2026-12-01T18:00:00Z');
    assert.equal(describeExpiry(weekly('friday', '19:00')), 'weekly friday 19:00 Europe/Brussels');
    assert.equal(describeExpiry({}), 'never');
  });
});

describe('a moment', () => {
  for (const [text, expected] of [
    ['2026-12-01T18:00:00Z', '2026-12-01T18:00:00.000Z'],
    ['2026-12-01T18:00Z', '2026-12-01T18:00:00.000Z'],
    ['2026-12-01T18:00:00.123456789Z', '2026-12-01T18:00:00.123Z'],
    ['2026-12-01T18:00:00-05:30', '2026-12-01T23:30:00.000Z'],
    ['2026-12-01T18:00:00', undefined],
    ['2026-12-01', undefined],
    ['9999-12-31T23:30:00-01:00', undefined],
    ['0000-01-01T00:30:00+01:00', undefined],
    ['2026-13-01T18:00:00Z', undefined],
    ['tomorrow', undefined],
    ['1764612000', undefined],
    [' 2026-12-01T18:00:00Z', undefined],
    ['', undefined],
  ] as const) {
    it(`is ${expected ?? 'nothing'} where the text is '${text}'`, () => {
      assert.equal(parseMoment(text)?.toISOString(), expected);
    });
  }
});

describe('an expiry in a spec', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const validate = (text: string, moment?: Date): ValidatedSpec => {
    const spec = plainSpec.replace('after: 72h', text);
    return validateSpec(parseSpecDocument('gateway.yaml', spec), {}, { now: moment });
  };

  for (const [at, iso] of [
    ['2026-11-20T12:00:00Z', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T12:30:00+01:00', '2026-11-20T11:30:00.000Z'],
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00.000Z'],
  ] as const) {
    it(`is refused where ${at} is not to come, since the next reap would delete`, () => {
      const result = validate(`at: ${at}`, now);
      const [fault, ...others] = result.diagnostics;
      assert.equal(fault?.message, `expiry.at must be a moment to come, not ${iso}`);
      assert.deepEqual([fault.code, fault.place?.line, fault.place?.column], ['CMG1205', 9, 15]);
      assert.deepEqual(others, []);
      assert.equal(fault.hint, 'set a later one; to keep the gateway, leave expiry out');
      assert.equal(result.spec, undefined);
    });
  }

  it('is not judged where nobody says what time it is', () => {
    assert.deepEqual(validate('at: 2020-01-01T00:00:00Z').diagnostics, []);
  });

  for (const [text, expected] of [
    ['at: 2026-11-20T12:00:01Z', '2026-11-20T12:00:01.000Z'],
    ['at: 2027-12-01T18:00:00.123456789Z', '2027-12-01T18:00:00.123Z'],
    ['at: 2027-12-01T18:00:00+23:59', '2027-11-30T18:01:00.000Z'],
    ['after: 99999w', '3943-05-28T12:00:00.000Z'],
    ["weekly: { day: friday, time: '12:00', timeZone: UTC }", '2026-11-27T12:00:00.000Z'],
  ] as const) {
    it(`gives the moment ${expected} where ${text} is accepted`, () => {
      const { spec, diagnostics } = validate(text, now);
      assert.deepEqual(diagnostics, []);
      assert.ok(spec?.expiry);
      assert.equal(expiresAt(spec.expiry, now)?.toISOString(), expected);
    });
  }
});
