// The recorded templates with the outputs that they must give, and those that must be refused.
import assert from 'node:assert/strict';
import { expandIn } from '../arm/world.ts';
import { recordedData } from '../support/recorded-data.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';

interface Good {
  readonly id: string;
  readonly template: JsonObject;
  readonly expectedOutputs: Readonly<Record<string, Json>>;
}

interface Bad {
  readonly id: string;
  readonly template: JsonObject;
  readonly code: string;
  readonly messageLike: string;
}

/** Outputs that are decided against, with the reason. */
const decidedAgainst: Readonly<Record<string, string>> = {
  'azure-docs-json-samples:numeric/mul.json mulResult':
    'the sample multiplies once more by three than the page it belongs to: five times three times three is 45',
};

describe('recorded template outputs', () => {
  const data = recordedData('arm-template-outputs.json');
  if (data === undefined) {
    it('are not on this machine: nothing was expanded', () =>
      assert.equal(recordedData('arm-functions.json'), undefined));
    return;
  }
  const cases = listIn(data, 'cases').filter(isGood);
  const rejected = listIn(data, 'rejected').filter(isBad);

  it('has the templates that it is known to have', () => {
    assert.ok(cases.length >= 23);
    assert.ok(rejected.length >= 3);
  });

  for (const { id, template, expectedOutputs } of cases)
    for (const [name, expected] of Object.entries(expectedOutputs))
      if (decidedAgainst[`${id} ${name}`] === undefined)
        it(`gives the output ${name} of ${id}`, () => {
          const { outputs, problems } = expandIn(template);
          assert.deepEqual(problems, []);
          assert.deepEqual(outputs[name]?.value, expected);
        });

  for (const { id, code, messageLike, template } of rejected)
    it(`refuses ${id}`, () => {
      const [problem] = expandIn(template).problems;
      assert.equal(problem?.code, code);
      const shape = messageLike
        .replaceAll(/[\\^$.*+?()[\]|]/g, String.raw`\$&`)
        .replaceAll(/\{\w+\}/g, "[^']+");
      assert.match(problem?.message ?? '', new RegExp(`^${shape}$`));
    });
});

function listIn(data: unknown, name: string): readonly unknown[] {
  const list = isJsonObject(data) ? data[name] : undefined;
  return Array.isArray(list) ? list : [];
}

function isGood(value: unknown): value is Good {
  return isJsonObject(value) && typeof value['id'] === 'string' && isJsonObject(value['expectedOutputs']);
}

function isBad(value: unknown): value is Bad {
  return isJsonObject(value) && typeof value['id'] === 'string' && typeof value['messageLike'] === 'string';
}
