import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isJsonObject, valueAt } from '../../src/base/json.ts';
import { specJsonSchema } from '../../src/spec/json-schema.ts';
import { specPage } from '../../src/spec/spec-page.ts';
import { updatesGolden } from '../support/wishes.ts';

/** Written anew with UPDATE_GOLDEN=1; else as it is, or a reader would be told of another program. */
function holds(file: string, text: string): void {
  if (updatesGolden) writeFileSync(file, text);
  assert.ok(existsSync(file), `${file} is missing: UPDATE_GOLDEN=1 npm test`);
  assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), text);
}

describe('what is published of the schema', () => {
  it('is the JSON Schema in templates', () => {
    holds('templates/cmg.schema.json', `${JSON.stringify(specJsonSchema(), null, 2)}\n`);
  });

  it('is the page in docs', () => {
    holds('docs/spec.md', specPage());
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
