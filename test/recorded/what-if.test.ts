// The forms in which Azure answered a what-if, as they were recorded: status, headers, address, and members of the result.
import assert from 'node:assert/strict';
import { isJsonObject, type JsonObject } from '../../src/base/json.ts';
import { drive } from '../mock/support/driven.ts';
import { templateOf } from '../mock/support/what-if.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';

describe('recorded forms of a what-if', () => {
  const data = recordedData('arm-lro-shapes.json');
  if (!isJsonObject(data)) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const rows = Array.isArray(data['rows']) ? data['rows'].filter(isJsonObject) : [];
  const shapes = rows.filter(({ action }) => action === 'whatIf');

  it('are there', () => assert.equal(shapes.length, 1));

  for (const shape of shapes)
    it('are those of the mock', async () => {
      const world = drive();
      const group = `${world.subscription}/resourceGroups/lab`;
      await world.send('PUT', group, { location: 'westus2' });
      const accepted = await world.send(
        'POST',
        `${group}/providers/Microsoft.Resources/deployments/main/whatIf`,
        { properties: { mode: 'Incremental', template: templateOf([]) } },
      );
      assert.equal(accepted.status, shape['status']);
      assert.deepEqual(shape['body'], { empty: 7 });
      assert.equal(accepted.text, '');
      const always = Object.entries(asCounts(shape['headers'])).filter(([, count]) => count === shape['n']);
      for (const [name] of always) assert.ok(name in accepted.headers, name);
      assert.deepEqual(shape['asyncOperation'], []);
      assert.equal('azure-asyncoperation' in accepted.headers, false);
      const location = accepted.headers['location'] ?? '';
      const pattern = new URL(location).pathname
        .replace(world.azure.subscriptionId, '{sub}')
        .replace(/[^/]+$/, '{id}');
      const patterns: readonly unknown[] = Array.isArray(shape['location']) ? shape['location'] : [];
      assert.ok(patterns.includes(`${pattern}?api-version={v}`), pattern);
      world.pass(10_000);
      const done = await world.send('GET', location);
      const members = Object.keys(done.body).toSorted().join(',');
      assert.deepEqual(Object.keys(asCounts(shape['poll'])), [`location ${done.status} [${members}]`]);
      assert.deepEqual(Object.keys(asCounts(shape['pollStatus'])), [
        `location:${String(done.body['status'])}`,
      ]);
    });
});

function asCounts(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
