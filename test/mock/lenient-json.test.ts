import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseLenientJson } from '../../src/mock/lenient-json.ts';

describe('mock/BEHAVIOUR: Bodies that are almost JSON', () => {
  const understood = [
    { title: 'an unquoted key', text: '{template:{"a":1}}', value: { template: { a: 1 } } },
    { title: 'comments of both kinds', text: '// one\n{ /* two */ "a": 1 // three\n}', value: { a: 1 } },
    { title: 'trailing commas', text: '{"a":[1,2,],}', value: { a: [1, 2] } },
    { title: 'a line break within a string', text: '{"a":"one\ntwo", b: 2}', value: { a: 'one\ntwo', b: 2 } },
    { title: 'single quotes', text: "{'a':'it''s'}".replace("''", "\\'"), value: { a: "it's" } },
    { title: 'escapes', text: '{a:"\\u00e9\\t\\"/"}', value: { a: 'é\t"/' } },
    { title: 'a comment sign within a string', text: '{a:"https://x/*y*/"}', value: { a: 'https://x/*y*/' } },
    { title: 'a byte order mark', text: '\uFEFF{"a":null}', value: { a: null } },
    { title: 'numbers', text: '[-1.5e3,0,true,false]', value: [-1500, 0, true, false] },
  ];
  for (const { title, text, value } of understood)
    it(`understands ${title}`, () => assert.deepEqual(parseLenientJson(text), { value }));

  it('keeps a key called __proto__ as data', () => {
    const parsed = parseLenientJson('{x:1,"__proto__":{"a":1}}');
    assert.ok('value' in parsed);
    assert.deepEqual(Object.keys(parsed.value as object), ['x', '__proto__']);
  });

  const refused = [
    { title: 'a text that ends early', text: '{"a":', line: 1, column: 6 },
    { title: 'a word that is no value', text: '{"a":\n  nope}', line: 2, column: 7 },
    { title: 'a name that every object has', text: '{a:constructor}', line: 1, column: 15 },
    { title: 'more than one value', text: '{a:1} {b:2}', line: 1, column: 7 },
    { title: 'a string without an end', text: '{a:"x', line: 1, column: 6 },
    { title: 'nothing', text: '', line: 1, column: 1 },
  ];
  for (const { title, text, line, column } of refused)
    it(`says where it cannot go on: ${title}`, () => {
      const parsed = parseLenientJson(text);
      assert.ok('problem' in parsed);
      assert.deepEqual([parsed.line, parsed.column], [line, column]);
    });

  it('refuses depth without falling over', () => {
    const parsed = parseLenientJson('[ '.repeat(50_000));
    assert.ok('problem' in parsed);
  });

  it('reads any JSON as JSON.parse does, also when it has to be forgiving', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(parseLenientJson(`/* forgiving */ ${text}`), { value: JSON.parse(text) });
      }),
    );
  });
});
