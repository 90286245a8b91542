// The recorded function cases: expressions with the value that they must give, or that they must be refused.
import assert from 'node:assert/strict';
import { evaluated } from '../arm/world.ts';
import { recordedData } from '../support/recorded-data.ts';
import { isJsonObject, type Json } from '../../src/base/json.ts';

interface Case {
  readonly expr: string;
  readonly expected?: Json;
  readonly error?: boolean;
  readonly context?: { readonly subscriptionId: string; readonly resourceGroup: string };
}

/** Cases that are decided against, with the reason. None: all agree with the documentation. */
const decidedAgainst: Readonly<Record<string, string>> = {};

describe('recorded template functions', () => {
  const data = recordedData('arm-functions.json');
  if (data === undefined) {
    it('are not on this machine: nothing was evaluated', () =>
      assert.equal(recordedData('arm-template-outputs.json'), undefined));
    return;
  }
  const cases = casesIn(data);

  it('has the cases that the file promises', () => {
    assert.ok(cases.length >= 275, `${cases.length}`);
  });

  for (const { expr, expected, error, context } of cases.filter(
    (each) => decidedAgainst[each.expr] === undefined,
  ))
    it(`${error === true ? 'refuses' : 'evaluates'} ${expr}`, () => {
      const place =
        context === undefined
          ? {}
          : {
              subscriptionId: context.subscriptionId,
              resourceGroup: { name: context.resourceGroup, location: 'westus2', tags: {} },
            };
      const { value, problem } = evaluated(expr, place);
      if (error === true) return assert.notEqual(problem, undefined);
      assert.equal(problem, undefined);
      assert.deepEqual(value, expected);
    });
});

function casesIn(data: unknown): readonly Case[] {
  const cases = isJsonObject(data) ? data['cases'] : undefined;
  return Array.isArray(cases) ? cases.filter(isCase) : [];
}

function isCase(value: unknown): value is Case {
  return isJsonObject(value) && typeof value['expr'] === 'string';
}
