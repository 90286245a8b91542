// Text to tree and back: fixed spellings, faults with their places, and the property that nothing is lost between.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isExpression, parseExpression, unescapeText } from '../../../src/arm/expression/parse.ts';
import { printExpression } from '../../../src/arm/expression/print.ts';
import { call, literal, member, type Expression } from '../../../src/arm/expression/tree.ts';

const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/);
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.string().map(literal),
  fc.integer().map(literal),
  name.map((text) => call(text, [])),
);

const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.tuple(name, fc.array(tie('tree'), { maxLength: 3 })).map(([text, args]) => call(text, args)),
    fc.tuple(tie('tree'), tie('tree'), fc.boolean()).map(([target, key, safe]) => member(target, key, safe)),
  ),
}));

describe('expressions', () => {
  it('come back as the same tree from their text', () => {
    fc.assert(
      fc.property(tree, (expected) => {
        assert.deepEqual(parseExpression(printExpression(expected)), expected);
      }),
    );
  });

  for (const text of [
    "[concat('it''s', '-', 5)]",
    "[reference('/subscriptions/s', '2023-01-31').principalId]",
    "[contoso.uniqueName('a')[0].?b[?'c-d']]",
    '[createArray()]',
    '[add(-1, 2)]',
  ])
    it(`keeps ${text} letter by letter`, () => assert.equal(printExpression(parseExpression(text)), text));

  it('prints what has no literal as the call that makes it', () => {
    const value = literal({ a: [1, 2.5, true, null, "it's"] });
    const text = printExpression(
      call('f', [literal(true), literal(null), literal(1.5), literal(['a', 1]), value]),
    );
    assert.equal(
      text,
      `[f(true(), null(), json('1.5'), createArray('a', 1), json('{"a":[1,2.5,true,null,"it''s"]}'))]`,
    );
  });

  it('are told from text that begins with a bracket', () => {
    assert.deepEqual(['[a()]', '[[a()]', '[a] b', 'a]', ''].map(isExpression), [
      true,
      false,
      false,
      false,
      false,
    ]);
    assert.deepEqual(['[[a()]', '[[a] b', 'a'].map(unescapeText), ['[a()]', '[[a] b', 'a']);
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ["[concat('a]", /string literal at position '8' is not terminated/],
    ["[concat('a',)]", /token '\)' at position '12' is not expected/],
    ["[concat('a' 'b')]", /expected token '\)' and actual token 'b' at position '12'/],
    ['[a()()]', /expected token 'EndOfData' and actual token '\(' at position '4'/],
    ['[]', /token 'EndOfData' at position '1'/],
    ['[a]', /expected token '\(' and actual token 'EndOfData'/],
    ['[a().1]', /expected token 'Identifier'/],
    ['[99999999999999999999]', /is not expected/],
    [`[${'a('.repeat(300)}${')'.repeat(300)}]`, /nested deeper than '200' levels/],
    [`[a()${'.b'.repeat(300)}]`, /nested deeper than '200' levels/],
    [`['${'a'.repeat(24_576)}']`, /length limit exceeded. Limit: '24576' and actual: '24580'/],
  ];
  for (const [text, words] of faults)
    it(`refuses ${text.slice(0, 40)}`, () => assert.throws(() => parseExpression(text), words));
});
