// The recorded function cases: expressions with the value that they must give, or that they must be refused.
import assert from 'node:assert/strict';
import { evaluated } from '../arm/world.ts';
import { recordedFile, withoutData } from '../support/recorded-data.ts';
import type { Json } from '../../src/base/json.ts';

interface Case {
  readonly expr: string;
  readonly expected?: Json;
  readonly error?: boolean;
  readonly context?: { readonly subscriptionId: string; readonly resourceGroup: string };
}

/** Cases that are decided against, with the reason. None: all agree with the documentation. */
const decidedAgainst: Readonly<Record<string, string>> = {};

describe('recorded template functions', () => {
  const text = recordedFile('arm-functions.json');
  if (text === undefined) {
    it(withoutData, () => undefined);
    return;
  }
  const { cases, count }: { cases: readonly Case[]; count: number } = JSON.parse(text);

  it('has the cases that the file promises', () => {
    assert.equal(cases.length, count);
    assert.ok(count >= 275);
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
