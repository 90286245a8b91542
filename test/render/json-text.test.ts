import assert from 'node:assert/strict';
import { jsonText } from '../../src/render/json-text.ts';

describe('JSON as text', () => {
  it('holds no command of Azure Pipelines and nothing unseen, and reads back the same', () => {
    const json = { message: '##vso[task.complete] a ##[error] \u009b31m \u202e \u2028 é' };
    const text = jsonText(json);
    assert.doesNotMatch(text, /##|[\u0080-\u009f\u2028\u202e]/);
    assert.match(text, /é/);
    assert.deepEqual(JSON.parse(text), json);
  });
});
