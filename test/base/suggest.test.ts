import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearest } from '../../src/base/suggest.ts';

const keys = ['name', 'region', 'instances', 'vmSize', 'names', 'tags'];

const rows: readonly [word: string, expected: string | undefined, why: string][] = [
  ['name', 'name', 'the word itself'],
  ['NAME', 'name', 'case costs nothing'],
  ['instnaces', 'instances', 'neighbours that changed places cost one'],
  ['instance', 'instances', 'one letter is missing'],
  ['vm-size', 'vmSize', 'one sign is too many'],
  ['regoin', 'region', 'neighbours again'],
  ['tag', 'tags', 'a short word may still miss one letter'],
  ['x', undefined, 'one letter says nothing about four'],
  ['capacity', undefined, 'another word'],
  ['', undefined, 'no word'],
];

describe('nearest', () => {
  for (const [word, expected, why] of rows) {
    it(`answers ${expected ?? 'nothing'} to '${word}': ${why}`, () => {
      assert.equal(nearest(word, keys), expected);
    });
  }

  it('takes the first of two that are equally near', () => {
    assert.equal(nearest('bat', ['cat', 'rat']), 'cat');
    assert.equal(nearest('bat', ['rat', 'cat']), 'rat');
  });

  it('has nothing to say without candidates', () => {
    assert.equal(nearest('name', []), undefined);
  });

  it('does not compare letter by letter what is longer than any key', () => {
    assert.equal(nearest('n'.repeat(1_000_000), keys), undefined);
  });

  it('only ever answers with a candidate, and with the word where it is one', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (asked, candidates) => {
        const found = nearest(asked, candidates);
        assert.ok(found === undefined || candidates.includes(found));
        assert.equal(nearest(asked, [...candidates, asked])?.toLowerCase(), asked.toLowerCase());
      }),
    );
  });
});
