import assert from 'node:assert/strict';
import fc from 'fast-check';
import { digestOf } from '../../src/base/digest.ts';
import {
  canonicalJson,
  isJsonObject,
  jsonObjectOf,
  jsonOf,
  sameJson,
  type Json,
} from '../../src/base/json.ts';

const anyJson = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

describe('canonicalJson', () => {
  it('sorts keys at every level and keeps the order of lists', () => {
    const value = { b: [{ z: 1, a: null }, 2], a: 'x', B: true };
    assert.equal(canonicalJson(value), '{"B":true,"a":"x","b":[{"a":null,"z":1},2]}');
  });

  it('spells an empty object, an empty list and text with quotes as JSON does', () => {
    assert.equal(canonicalJson({ o: {}, l: [], s: 'say "hi"\n' }), '{"l":[],"o":{},"s":"say \\"hi\\"\\n"}');
  });

  it('reads back as the same value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same for the same members in another order', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string(), anyJson), { selector: ([key]) => key });
    fc.assert(
      fc.property(members, (entries) => {
        const there = Object.fromEntries(entries);
        const back = Object.fromEntries(entries.toReversed());
        assert.equal(canonicalJson(there), canonicalJson(back));
        assert.equal(digestOf(there), digestOf(back));
        assert.ok(sameJson(there, back));
      }),
    );
  });
});

describe('digestOf', () => {
  it('is the SHA-256 of the canonical text', () => {
    // printf '{"a":1,"b":[]}' | sha256sum
    assert.equal(
      digestOf({ b: [], a: 1 }),
      'sha256:f87e4099e9be5e75094e0a4f46d3dc18a9c37429314a5a2490fb78d31e7e170c',
    );
  });

  it('tells a number from its text', () => {
    assert.notEqual(digestOf({ a: 1 }), digestOf({ a: '1' }));
  });
});

describe('isJsonObject', () => {
  for (const [value, expected] of [
    [{}, true],
    [[], false],
    [null, false],
    ['{}', false],
    [undefined, false],
  ] as const) {
    it(`is ${expected} of ${JSON.stringify(value)}`, () => {
      assert.equal(isJsonObject(value), expected);
    });
  }
});

describe('jsonOf', () => {
  it('leaves out what is undefined', () => {
    assert.deepEqual(jsonOf({ a: undefined, b: { c: undefined, d: 1 } }), { b: { d: 1 } });
  });

  it('makes an object of what is none', () => {
    assert.deepEqual(jsonObjectOf([1, 2]), {});
    assert.deepEqual(jsonObjectOf({ a: 1 }), { a: 1 });
  });
});
