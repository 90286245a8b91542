// Fixed vectors of the date functions, from Microsoft's documentation and that of .NET's format strings.
import assert from 'node:assert/strict';
import { expandIn, gives, refuses, type Row } from '../world.ts';

describe('date functions', () => {
  gives([
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')", '4/7/2023 2:53:14 PM'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')", '3/29/2020 2:53:14 PM'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')", '4/7/2020 3:53:14 PM'],
    ["dateTimeAdd('20200407T145314Z', 'PT1H')", '20200407T155314Z'],
    ["dateTimeAdd('2020-04-07T14:53:14Z', 'P1DT30S')", '2020-04-08T14:53:44Z'],
    ["dateTimeAdd('2020-01-31T00:00:00Z', 'P1M')", '2020-02-29T00:00:00Z'],
    ["dateTimeAdd('2020-02-29T00:00:00Z', '-P1Y')", '2019-02-28T00:00:00Z'],
    ["dateTimeAdd('2020-04-07 14:53:14Z', 'P2W', 'yyyy-MM-dd')", '2020-04-21'],
    ["dateTimeAdd('2020-04-07T16:53:14+02:00', 'PT0S', 'u')", '2020-04-07 14:53:14Z'],
    ["dateTimeAdd('4/7/2020 2:53:14 PM', 'PT1H', 'HH:mm')", '15:53'],
    ['dateTimeFromEpoch(1683040573)', '2023-05-02T15:16:13Z'],
    ['dateTimeFromEpoch(0)', '1970-01-01T00:00:00Z'],
    ["dateTimeToEpoch('2023-05-02T15:16:13Z')", 1683040573],
    ["dateTimeToEpoch('1969-12-31T23:59:59Z')", -1],
  ]);

  refuses([
    ['utcNow()', /only be used in the default value of a parameter/],
    ["dateTimeAdd('yesterday', 'P1D')", /expects a date and time/],
    ["dateTimeAdd('2020-02-30T00:00:00Z', 'P1D')", /expects a date and time/],
    ["dateTimeAdd('2020-04-07T14:53:14Z', '1 day')", /ISO 8601 duration/],
    ["dateTimeAdd('2020-04-07T14:53:14Z', 'P99999Y')", /ISO 8601 duration/],
    ["dateTimeAdd('2020-04-07T14:53:14Z', 'P1D', 'Q')", /date format 'Q' is not valid/],
  ]);

  const now: readonly Row[] = [
    ['utcNow()', '20260102T030405Z'],
    ["utcNow('d')", '01/02/2026'],
    ["utcNow('M d')", '1 2'],
    ["utcNow('o')", '2026-01-02T03:04:05.6780000Z'],
    ["utcNow('R')", 'Fri, 02 Jan 2026 03:04:05 GMT'],
    ["utcNow('dddd, MMMM yy hh:mm tt')", 'Friday, January 26 03:04 AM'],
    ["utcNow('yyyy''T''ff')", '2026T67'],
    ["dateTimeAdd(utcNow('u'), 'P1D', 's')", '2026-01-03T03:04:05'],
    ['newGuid()', '11111111-1111-4111-8111-111111111111'],
  ];
  for (const [expression, expected] of now)
    it(`gives ${JSON.stringify(expected)} for ${expression} as the default of a parameter`, () => {
      const template = {
        parameters: { at: { type: 'string', defaultValue: `[${expression}]` } },
        resources: [],
      };
      const { parameters, problems } = expandIn(template);
      assert.deepEqual(problems, []);
      assert.equal(parameters['at']?.value, expected);
    });
});
