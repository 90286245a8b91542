import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isJsonObject, type JsonObject } from '../../src/base/json.ts';
import { changesOf, type Plan } from '../../src/plan/plan.ts';
import { openLab, writesIn, type Lab } from '../support/lab.ts';
import { propertyRuns, propertySeed } from '../support/wishes.ts';
import { twoSpecs } from './specs.ts';

const asked = { numRuns: propertyRuns, seed: propertySeed };

/** `vmSize path` of every line that the plan shows. */
function linesOf(plan: Plan): readonly string[] {
  return changesOf(plan).flatMap(({ type, action, properties }) =>
    properties.length === 0
      ? [`${action} ${type}`]
      : properties.map(({ path }) => `${action} ${type} ${path}`),
  );
}

async function worldFor(spec: JsonObject): Promise<Lab> {
  const lab = openLab({ speed: 'instant' });
  const { resourceGroup, region } = spec;
  if (isJsonObject(resourceGroup) && resourceGroup['create'] === false) {
    const name = String(resourceGroup['name']);
    const location = String(region).replaceAll(' ', '').toLowerCase();
    await lab.cloud.groups.put({ name, location, tags: { owner: 'them' } });
  }
  return lab;
}

describe(`planning, for ${asked.numRuns} random gateways with seed ${asked.seed}`, () => {
  it('finds nothing to do after a deploy, nor after a second that changes what may change', async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(twoSpecs, async ({ first, second }) => {
        const lab = await worldFor(first);
        for (const spec of [first, second]) {
          const text = JSON.stringify(spec);
          changed += changesOf((await lab.prepare(text)).plan).length;
          await lab.deploy(text);
          assert.deepEqual(linesOf((await lab.prepare(text)).plan), []);
          const before = lab.calls.length;
          assert.equal((await lab.deploy(text)).outcome.result, 'unchanged');
          assert.deepEqual(writesIn(lab.calls.slice(before)), []);
        }
      }),
      asked,
    );
    assert.ok(changed >= 14 * asked.numRuns, `${changed} changes`);
  }).timeout(asked.numRuns * 1_500);

  it('shows another number of instances as that one line', async () => {
    await fc.assert(
      fc.asyncProperty(twoSpecs, async ({ first }) => {
        const lab = await worldFor(first);
        await lab.deploy(JSON.stringify(first));
        const instances = first['instances'] === 3 ? 4 : 3;
        const { plan } = await lab.prepare(JSON.stringify({ ...first, instances }));
        assert.deepEqual(linesOf(plan), ['update Microsoft.Compute/virtualMachineScaleSets sku.capacity']);
      }),
      { ...asked, numRuns: Math.ceil(asked.numRuns / 4) },
    );
  }).timeout(asked.numRuns * 1_500);
});
