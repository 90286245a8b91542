// Parameters: where their values come from and what their declarations refuse.
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { expandIn } from './world.ts';

function problemOf(declaration: JsonObject, given?: Json): string | undefined {
  const template = { parameters: { it: declaration }, resources: [] };
  return expandIn(template, given === undefined ? {} : { it: given }).problems[0]?.message;
}

describe('parameters', () => {
  it('take what is given, then their default, then null where that is allowed', () => {
    const { parameters, problems } = expandIn(
      {
        parameters: {
          given: { type: 'string', defaultValue: 'a' },
          default: { type: 'string', defaultValue: "[concat(parameters('given'), '!')]" },
          maybe: { type: 'int', nullable: true },
          secret: { type: 'secureString' },
          literal: { type: 'string' },
        },
        resources: [],
      },
      { Given: 'b', secret: 's3cret', literal: "[concat('not', 'evaluated')]" },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(parameters, {
      given: { type: 'string', value: 'b' },
      default: { type: 'string', value: 'b!' },
      maybe: { type: 'int', value: null },
      secret: { type: 'secureString', value: 's3cret' },
      literal: { type: 'string', value: "[concat('not', 'evaluated')]" },
    });
  });

  const good: readonly (readonly [JsonObject, Json])[] = [
    [{ type: 'array', allowedValues: ['a', 'b', 'c'] }, ['a', 'c']],
    [{ type: 'int', minValue: 1, maxValue: 3 }, 3],
    [{ type: 'SecureObject' }, { a: 1 }],
    [{ type: 'string', minLength: 3, maxLength: 3 }, 'abc'],
  ];
  for (const [declaration, value] of good)
    it(`take ${JSON.stringify(value)} for ${JSON.stringify(declaration)}`, () =>
      assert.equal(problemOf(declaration, value), undefined));

  const bad: readonly (readonly [JsonObject, Json | undefined, RegExp])[] = [
    [{ type: 'string' }, undefined, /The value for the template parameter 'it' is not provided/],
    [{ type: 'string' }, 1, /JToken type is not valid. Expected 'String, Uri'. Actual 'Integer'/],
    [{ type: 'int' }, '1', /Expected 'Integer'. Actual 'String'/],
    [{ type: 'int' }, 1.5, /Expected 'Integer'. Actual 'Float'/],
    [{ type: 'object' }, [], /Expected 'Object'. Actual 'Array'/],
    [{ type: 'string', allowedValues: ['a', 'b'] }, 'c', /not part of the allowed value\(s\): 'a,b'/],
    [{ type: 'array', allowedValues: ['a'] }, ['a', 'b'], /not part of the allowed/],
    [{ type: 'int', maxValue: 10 }, 11, /Value should be less than or equal to '10'/],
    [{ type: 'int', minValue: 1 }, 0, /Value should be greater than or equal to '1'/],
    [{ type: 'array', minLength: 1 }, [], /Length of the value should be greater than or equal to '1'/],
    [{ type: 'string', maxLength: 2 }, 'abc', /Length of the value should be less than or equal to '2'/],
    [{ type: 'text' }, 'a', /its type 'text' is not one of/],
    [{ $ref: '#/definitions/none', type: 'bool' }, true, /'#\/definitions\/none' is not found/],
    [{ type: 'string', defaultValue: "[parameters('it')]" }, undefined, /circular/],
  ];
  for (const [declaration, value, words] of bad)
    it(`refuse ${JSON.stringify(value) ?? 'nothing'} for ${JSON.stringify(declaration)}`, () =>
      assert.match(problemOf(declaration, value) ?? 'not refused', words));

  it('never show the value that they refuse', () => {
    const message = problemOf({ type: 'secureString', allowedValues: ['a'] }, 'hunter2');
    assert.doesNotMatch(message ?? 'hunter2', /hunter2/);
  });

  it('that the template does not have are all named', () => {
    const { problems } = expandIn(
      { parameters: { a: { type: 'int', defaultValue: 1 } }, resources: [] },
      { b: 1, c: 2 },
    );
    assert.match(
      problems[0]?.message ?? '',
      /The template parameters 'b, c' in the parameters file are not valid.*are 'a'/,
    );
  });

  it('of a user-defined type follow the type that it refers to', () => {
    const template = {
      definitions: { size: { type: 'string', allowedValues: ['S', 'L'] } },
      parameters: { it: { $ref: '#/definitions/size' } },
      resources: [],
    };
    assert.deepEqual(expandIn(template, { it: 'L' }).problems, []);
    assert.match(expandIn(template, { it: 'M' }).problems[0]?.message ?? '', /allowed value/);
  });
});
