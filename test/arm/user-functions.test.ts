// Functions that a template defines: typed arguments and results, and which may call which.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { expandIn } from './world.ts';

const members = {
  double: {
    parameters: [{ name: 'text', type: 'string' }],
    output: { type: 'string', value: "[concat(parameters('text'), parameters('TEXT'))]" },
  },
  count: {
    parameters: [{ name: 'words', type: 'array', items: { type: 'string' } }],
    output: { $ref: '#/definitions/few', value: "[length(parameters('words'))]" },
  },
  fourfold: {
    parameters: [{ name: 'text', type: 'string' }],
    output: { type: 'object', value: { it: "[contoso.double(contoso.double(parameters('text')))]" } },
  },
  wrong: { parameters: [], output: { type: 'int', value: 'one' } },
  lost: { parameters: [], output: { type: 'string', value: "[variables('outside')]" } },
  late: { parameters: [], output: { type: 'string', value: "[reference('x').y]" } },
};

function outputOf(value: string, more: JsonObject = { languageVersion: '2.0' }) {
  const { outputs, problems } = expandIn({
    definitions: { few: { type: 'int', maxValue: 2 } },
    functions: [{ namespace: 'contoso', members }],
    variables: { outside: 'x' },
    resources: {},
    outputs: { it: { type: 'any', value } },
    ...more,
  });
  return outputs['it']?.value ?? problems[0];
}

function refusal(value: string, more?: JsonObject) {
  const found = outputOf(value, more);
  assert.ok(typeof found === 'object' && found !== null && 'message' in found, JSON.stringify(found));
  return found;
}

describe('user-defined functions', () => {
  it('are found without regard to case and see their own parameters', () => {
    assert.equal(outputOf("[Contoso.DOUBLE('ab')]"), 'abab');
  });

  it('call each other in language version 2.0 and nowhere else', () => {
    assert.deepEqual(outputOf("[contoso.fourfold('a')]"), { it: 'aaaa' });
    const { message } = refusal("[contoso.fourfold('a')]", {});
    assert.match(String(message), /only in languageVersion 2.0 does a user-defined function call another/);
  });

  it('check each argument and what they give', () => {
    assert.equal(outputOf("[contoso.count(createArray('a', 'b'))]"), 2);
    for (const [expression, words] of [
      ['[contoso.double(1)]', /parameter 'text' .* 'contoso.double' is not valid. .*Expected 'String, Uri'/],
      ["[contoso.count(createArray('a', 1))]", /parameter 'words' .*At '\[1\]'.*Actual 'Integer'/],
      ["[contoso.count(createArray('a', 'b', 'c'))]", /its output .* less than or equal to '2'/],
      ['[contoso.wrong()]', /its output of the template function 'contoso.wrong'/],
      ["[contoso.double('a', 'b')]", /requires 1 argument\(s\) while 2 were provided/],
      ['[contoso.nothing()]', /'contoso.nothing' is not valid/],
      ['[contoso.lost()]', /'variables' is not expected here/],
      ['[contoso.late()]', /'reference' is not expected at this location/],
    ] as const)
      assert.match(String(refusal(expression).message), words);
  });

  it('are where the fault in them is', () => {
    const { path, position } = refusal('[concat(contoso.lost())]');
    assert.deepEqual([path, position], ['functions[0].members.lost.output.value', 1]);
  });
});
