import assert from 'node:assert/strict';
import { isJsonObject, valueAt } from '../../src/base/json.ts';
import { specJsonSchema } from '../../src/spec/json-schema.ts';
import { specPage } from '../../src/spec/spec-page.ts';
import { holdsFile } from '../support/golden.ts';

describe('what is published of the schema', () => {
  it('is the JSON Schema in templates', () => {
    holdsFile('templates/cmg.schema.json', `${JSON.stringify(specJsonSchema(), null, 2)}\n`);
  });

  it('is the page in docs', () => {
    holdsFile('docs/spec.md', specPage());
  });

  it('describes every key', () => {
    const missing: string[] = [];
    let seen = 0;
    const look = (schema: unknown, path: string): void => {
      if (!isJsonObject(schema)) return;
      for (const [key, property] of Object.entries(
        isJsonObject(schema['properties']) ? schema['properties'] : {},
      )) {
        seen += 1;
        if (valueAt(property, ['description']) === undefined) missing.push(`${path}${key}`);
        look(property, `${path}${key}.`);
        look(valueAt(property, ['items']), `${path}${key}[].`);
      }
    };
    look(specJsonSchema(), '');
    assert.deepEqual(missing, []);
    assert.ok(seen > 60, `${seen}`);
  });

  it('asks for what a spec must say, unless it extends another', () => {
    const schema = specJsonSchema();
    assert.equal(schema['required'], undefined);
    assert.deepEqual(schema['anyOf'], [
      { required: ['extends'] },
      { required: ['version', 'name', 'region', 'resourceGroup', 'certificate'] },
    ]);
  });
});
