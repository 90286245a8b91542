// The recorded templates with the outputs that they must give, and those that must be refused.
import assert from 'node:assert/strict';
import { expandIn } from '../arm/world.ts';
import { recordedFile, withoutData } from '../support/recorded-data.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';

interface Recorded {
  readonly cases: readonly {
    readonly id: string;
    readonly template: JsonObject;
    readonly expectedOutputs: Readonly<Record<string, Json>>;
  }[];
  readonly rejected: readonly {
    readonly id: string;
    readonly code: string;
    readonly messageLike: string;
    readonly template: JsonObject;
  }[];
}

/** Outputs that are decided against, with the reason. */
const decidedAgainst: Readonly<Record<string, string>> = {
  'azure-docs-json-samples:numeric/mul.json mulResult':
    'the sample multiplies once more by three than the page it belongs to: five times three times three is 45',
};

describe('recorded template outputs', () => {
  const text = recordedFile('arm-template-outputs.json');
  if (text === undefined) {
    it(withoutData, () => undefined);
    return;
  }
  const { cases, rejected }: Recorded = JSON.parse(text);

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
