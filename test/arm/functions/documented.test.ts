// What Microsoft's pages on functions say that their examples give, each row against the engine.
import assert from 'node:assert/strict';
import { decidedAgainst, documented } from '../documented.ts';
import { evaluated, gives } from '../world.ts';

const count = documented.reduce((sum, { rows }) => sum + rows.length, 0);

describe('documented functions', () => {
  it(`are held to ${count} values of the documentation`, () => {
    assert.ok(count >= 150, `${count}`);
    const expressions = documented.flatMap(({ rows }) => rows.map(([expression]) => expression));
    assert.equal(new Set(expressions).size, expressions.length);
  });

  for (const { page, expression, printed, given, reason } of decidedAgainst)
    it(`are decided against for ${expression} of ${page}: ${reason}`, () => {
      assert.deepEqual(evaluated(`[${expression}]`).value, given);
      assert.notDeepEqual(given, printed);
    });

  for (const { page, rows } of documented)
    describe(page, () => {
      gives(rows);
    });
});
