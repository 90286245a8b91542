// User-defined types: what they take and what they refuse, from the examples of Microsoft's page on definitions.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/base/json.ts';
import { expandIn } from '../world.ts';

function problemsOf(declared: JsonObject, given: Json, definitions: JsonObject = {}) {
  const template = {
    languageVersion: '2.0',
    definitions: { it: declared, ...definitions },
    parameters: { it: { $ref: '#/definitions/it' } },
    resources: {},
  };
  return expandIn(template, { it: given }).problems;
}

const fooBar = { foo: { type: 'string', minLength: 3 }, bar: { type: 'int', minValue: 0 } };
const optional = {
  foo: { type: 'string', minLength: 3, nullable: true },
  bar: { type: 'int', minValue: 0, nullable: true },
};
const dictionary = { type: 'object', properties: optional, additionalProperties: { type: 'string' } };
const union = {
  type: 'object',
  discriminator: {
    propertyName: 'type',
    mapping: {
      ints: { type: 'object', additionalProperties: { type: 'int' } },
      strings: { $ref: '#/definitions/words' },
    },
  },
};
const words = { words: { type: 'object', additionalProperties: { type: 'string' } } };
const closed = {
  type: 'object',
  discriminator: {
    propertyName: 'kind',
    mapping: {
      disk: { type: 'object', properties: { size: { type: 'int' } }, additionalProperties: false },
    },
  },
  properties: { name: { type: 'string' } },
};
const tuple = { type: 'array', prefixItems: [{ type: 'int' }, { type: 'bool' }] };
const tree = {
  type: 'object',
  properties: { next: { $ref: '#/definitions/it', nullable: true } },
  additionalProperties: false,
};

describe('user-defined types', () => {
  const good: readonly (readonly [JsonObject, Json])[] = [
    [{ type: 'string', allowedValues: ['one', 'two'] }, 'two'],
    [{ type: 'array', minLength: 1, maxLength: 5 }, ['a']],
    [
      { type: 'object', properties: fooBar },
      { foo: 'string', bar: 1 },
    ],
    [
      { type: 'object', properties: fooBar },
      { FOO: 'string', bar: 1, fizz: 'buzz' },
    ],
    [{ type: 'object', properties: optional }, {}],
    [{ type: 'object', properties: optional }, { foo: null }],
    [dictionary, { fizz: 'buzz', foo: 'bar' }],
    [
      { type: 'object', properties: fooBar, additionalProperties: false },
      { foo: 'string', bar: 1 },
    ],
    [union, { type: 'ints', foo: 1, bar: 2 }],
    [union, { type: 'strings', fizz: 'buzz', pop: 'goes', the: 'weasel' }],
    [closed, { kind: 'disk', size: 1, name: 'd' }],
    [tuple, [1, true]],
    [tuple, [1, true, 'more', {}]],
    [{ ...tuple, items: { type: 'int' } }, [1, true, 1, 1]],
    [{ ...tuple, items: false }, [1, true]],
    [{ type: 'array', items: { type: 'int' } }, [1, 2]],
    [{ type: 'array', items: { type: 'array', items: { type: 'int', nullable: true } } }, [[1, null], []]],
    [{ type: 'array', items: { type: 'string' }, allowedValues: ['a', 'b'] }, ['b', 'b', 'a']],
    [tree, { next: { next: { next: null } } }],
  ];
  for (const [declared, value] of good)
    it(`take ${JSON.stringify(value)} for ${JSON.stringify(declared)}`, () =>
      assert.deepEqual(problemsOf(declared, value, words), []));

  const bad: readonly (readonly [JsonObject, Json, RegExp])[] = [
    [{ type: 'string', allowedValues: ['one', 'two'] }, 'three', /allowed value\(s\): 'one,two'/],
    [
      { type: 'object', properties: fooBar },
      { foo: 'string', bar: -1 },
      /The value at 'it\.bar' is not valid. Value should be greater than or equal to '0'/,
    ],
    [{ type: 'object', properties: fooBar }, { foo: '', bar: 1 }, /'it\.foo'.*Length .* equal to '3'/],
    [{ type: 'object', properties: fooBar }, { foo: 'string' }, /no property 'bar', which is required/],
    [{ type: 'object', properties: fooBar }, { foo: null, bar: 1 }, /'it\.foo'.*Actual 'Null'/],
    [dictionary, { property: 1 }, /'it\.property'.*Expected 'String, Uri'. Actual 'Integer'/],
    [
      { type: 'object', properties: fooBar, additionalProperties: false },
      { foo: 'string', bar: 1, fizz: 'buzz' },
      /The property 'fizz' is not allowed/,
    ],
    [union, { type: 'ints', fizz: 'buzz' }, /'it\.fizz'.*Expected 'Integer'/],
    [union, { type: 'bools', fizz: true }, /'it\.type' is not valid.*one of 'ints,strings'/],
    [union, { fizz: 'buzz' }, /no property 'type', which says of which type it is/],
    [closed, { kind: 'disk', size: 1, name: 'd', more: 1 }, /'more' is not allowed/],
    [closed, { kind: 'disk', name: 'd' }, /no property 'size'/],
    [closed, { kind: 'disk', size: 1 }, /no property 'name'/],
    [tuple, [1, 'string'], /'it\[1\]'.*Expected 'Boolean'. Actual 'String'/],
    [tuple, [1], /no element at index '1', which is required/],
    [{ ...tuple, items: { type: 'int' } }, [1, true, 'foo'], /'it\[2\]'.*Expected 'Integer'/],
    [{ ...tuple, items: false }, [1, true, 1], /may have '2' element\(s\) and has '3'/],
    [{ type: 'array', items: { type: 'int' } }, ['foo'], /'it\[0\]'.*Expected 'Integer'/],
    [tree, { next: { next: { other: 1 } } }, /'it\.next\.next'.*'other' is not allowed/],
  ];
  for (const [declared, value, expected] of bad)
    it(`refuse ${JSON.stringify(value)} for ${JSON.stringify(declared)}`, () =>
      assert.match(problemsOf(declared, value, words)[0]?.message ?? 'not refused', expected));

  it('never show a value within a secret that they refuse', () => {
    const [problem] = problemsOf(
      { type: 'secureObject', properties: { key: { type: 'secureString', maxLength: 3 } } },
      { key: 'hunter2' },
    );
    assert.match(problem?.message ?? '', /'it\.key'/);
    assert.doesNotMatch(problem?.message ?? 'hunter2', /hunter2/);
  });

  it('of any shape take any value or refuse it, and never hang', () => {
    const declaredTo = (depth: number): fc.Arbitrary<JsonObject> => {
      const simple = {
        type: fc.constantFrom('string', 'int', 'bool', 'array', 'object'),
        $ref: fc.constantFrom('#/definitions/it', '#/definitions/words', '#/definitions/none'),
        nullable: fc.boolean(),
      };
      if (depth === 0) return fc.record(simple, { requiredKeys: [] });
      const part = declaredTo(depth - 1);
      return fc.record(
        {
          ...simple,
          properties: fc.dictionary(fc.constantFrom('a', 'b'), part, { maxKeys: 2 }),
          additionalProperties: fc.oneof(fc.boolean(), part),
          items: fc.oneof(fc.boolean(), part),
          prefixItems: fc.array(part, { maxLength: 2 }),
          discriminator: fc.record({
            propertyName: fc.constantFrom('a', 'b'),
            mapping: fc.dictionary(fc.constantFrom('x', 'y'), part, { maxKeys: 2 }),
          }),
        },
        { requiredKeys: [] },
      );
    };
    const value = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Json>(null, true, 1, 'x', 'y'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(declaredTo(2), value, (type, given) => {
        assert.ok(problemsOf(type, given, words).length <= 2);
      }),
      { numRuns: 500 },
    );
  });

  it('are looked at before any value is', () => {
    const { problems } = expandIn({
      languageVersion: '2.0',
      definitions: {
        a: { $ref: '#/definitions/b' },
        b: { $ref: '#/definitions/a' },
        c: { type: 'object', properties: { x: { type: 'text' } } },
        d: { type: 'array', items: { $ref: '#/definitions/nobody' } },
      },
      resources: {},
    });
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['definitions.a', 'definitions.b', 'definitions.c', 'definitions.d'],
    );
    assert.match(problems[0]?.message ?? '', /refers to itself/);
    assert.match(problems[2]?.message ?? '', /its type 'text' is not one of/);
    assert.match(problems[3]?.message ?? '', /'#\/definitions\/nobody' is not found/);
  });

  it('hold a default and an output to what they say', () => {
    const definitions = { natural: { type: 'int', minValue: 1 } };
    const template = (value: Json, given: Json) => ({
      languageVersion: '2.0',
      definitions,
      parameters: { number: { $ref: '#/definitions/natural', defaultValue: given } },
      resources: {},
      outputs: { it: { $ref: '#/definitions/natural', value } },
    });
    assert.match(expandIn(template(1, 0)).problems[0]?.message ?? '', /greater than or equal to '1'/);
    assert.deepEqual(expandIn(template("[parameters('number')]", 2)).outputs['it']?.value, 2);
    const [problem] = expandIn(template(0, 2)).problems;
    assert.equal(problem?.code, 'DeploymentOutputEvaluationFailed');
    assert.match(problem?.message ?? '', /The template output 'it' is not valid: Value should be greater/);
  });
});
