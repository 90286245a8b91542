import assert from 'node:assert/strict';
import type { Json } from '../../src/base/json.ts';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { resolveReferences, type Environment } from '../../src/spec/reference.ts';

function resolve(text: string, environment: Environment): { value: Json; faults: readonly string[] } {
  const { value, diagnostics } = resolveReferences(parseSpecDocument('gateway.yaml', text), environment);
  return {
    value,
    faults: diagnostics.map(
      ({ code, place, message }) => `${code} ${place?.line}:${place?.column} ${message}`,
    ),
  };
}

const rows: readonly [text: string, environment: Environment, value: Json][] = [
  ['a: ${X}', { X: 'x' }, { a: 'x' }],
  ['a: <${X}-${Y}>', { X: 'x', Y: 'y' }, { a: '<x-y>' }],
  ['a: ${X}', { X: '' }, { a: '' }],
  ['a: $${X}', { X: 'x' }, { a: '${X}' }],
  ['a: $${X}${X}', { X: 'x' }, { a: '${X}x' }],
  ['a: [1, { b: "${X}" }]', { X: 'x' }, { a: [1, { b: 'x' }] }],
  ['${X}: a', { X: 'x' }, { '${X}': 'a' }],
  ['a: ${X}', { X: '${Y}', Y: 'y' }, { a: '${Y}' }],
  ['a: ${X}', { X: '{ b: 1 }\nc: 2' }, { a: '{ b: 1 }\nc: 2' }],
  ['a: $X { X } $${} $${1X} $${', { X: 'x' }, { a: '$X { X } ${} ${1X} ${' }],
  ['a: ${X}', { X: '$&$1' }, { a: '$&$1' }],
];

describe('a reference to the environment', () => {
  for (const [text, environment, value] of rows) {
    it(`makes ${JSON.stringify(value)} of ${text}`, () => {
      assert.deepEqual(resolve(text, environment), { value, faults: [] });
    });
  }

  it('is an error at its line where nothing is set, once for each', () => {
    const { value, faults } = resolve('a: x\nb: { c: "${X}${Y}" }\nd: [1, "${X}"]', { Y: 'y' });
    assert.deepEqual(value, { a: 'x', b: { c: '${X}y' }, d: [1, '${X}'] });
    assert.deepEqual(faults, [
      'CMG1005 2:9 the environment variable X is not set',
      'CMG1005 3:8 the environment variable X is not set',
    ]);
  });

  it('is an error where it names nothing', () => {
    for (const text of ['${}', '${1X}', '${bad name}', '${', '<${X>']) {
      const { value, faults } = resolve(`a: '${text}'`, { X: 'x', bad: 'y' });
      assert.deepEqual(value, { a: text });
      assert.deepEqual(faults, ['CMG1005 1:4 this text begins a variable, and names none']);
    }
  });

  it('finds nothing that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      assert.deepEqual(resolve(`a: \${${name}}`, {}).faults, [
        `CMG1005 1:4 the environment variable ${name} is not set`,
      ]);
    }
  });
});
