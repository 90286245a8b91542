import assert from 'node:assert/strict';
import { isJsonObject, type JsonObject } from '../../src/base/json.ts';
import { plainSpec } from '../support/lab.ts';
import { openTerminal } from '../support/terminal.ts';
import { parameterFileFaults, templateFaults } from './deployment-schema.ts';

async function exported(format: 'arm' | 'parameters'): Promise<JsonObject> {
  const terminal = await openTerminal();
  try {
    await terminal.write('granitefalls.yaml', `${plainSpec}protect: true\n`);
    const { stdout, stderr } = await terminal.run(`export granitefalls.yaml --format ${format}`);
    const json: unknown = JSON.parse(stdout);
    assert.ok(isJsonObject(json), stderr);
    return json;
  } finally {
    await terminal.close();
  }
}

describe('what cmg export writes', () => {
  it('is a deployment template as its schema has it', async () => {
    const template = await exported('arm');
    assert.deepEqual(templateFaults(template), []);
    assert.equal(Object.keys(template['resources'] ?? {}).length, 24);
    assert.equal(Object.keys(template['parameters'] ?? {}).length, 27);
  });

  it('is a file of parameters as its schema has it, for parameters that the template has', async () => {
    const [file, template] = [await exported('parameters'), await exported('arm')];
    assert.deepEqual(parameterFileFaults(file), []);
    const declared = Object.keys(template['parameters'] ?? {});
    const given = Object.keys(file['parameters'] ?? {});
    assert.deepEqual(
      declared.filter((name) => !given.includes(name)),
      ['certificatePfx', 'adminPassword'],
    );
    assert.deepEqual(
      given.filter((name) => !declared.includes(name)),
      [],
    );
  });
});

const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const resource = { type: 'Microsoft.Network/publicIPAddresses', apiVersion: '2025-01-01', name: 'a' };
const plain: JsonObject = { $schema, contentVersion: '1.0.0.0', parameters: {}, resources: [resource] };
const withResource = (difference: JsonObject): JsonObject => ({
  ...plain,
  resources: [{ ...resource, ...difference }],
});
const withParameter = (name: string, one: JsonObject): JsonObject => ({
  ...plain,
  parameters: { [name]: one },
});

/** What is wrong with a template, and the fault that is found. */
const wrong: readonly (readonly [string, JsonObject, string])[] = [
  ['another schema', { ...plain, $schema: 'http://a' }, '$schema: is not that of deploymentTemplate'],
  ['a version of three numbers', { ...plain, contentVersion: '1.0.0' }, 'contentVersion: not four numbers'],
  ['an unknown member', { ...plain, inputs: {} }, 'inputs: unknown'],
  ['no list of resources', { ...plain, resources: {} }, 'resources: not a list'],
  ['a parameter without type', withParameter('a', {}), 'parameters.a.type: missing'],
  ['a type that is none', withParameter('a', { type: 'text' }), 'parameters.a.type: no type'],
  [
    'an unknown member of a parameter',
    withParameter('a', { type: 'int', min: 1 }),
    'parameters.a.min: unknown',
  ],
  [
    'a bound that is text',
    withParameter('a', { type: 'int', minValue: '1' }),
    'parameters.a.minValue: not a number',
  ],
  [
    'a bound of another type',
    withParameter('a', { type: 'bool', minLength: 1 }),
    'parameters.a.minLength: not for bool',
  ],
  ['a name that is none', withParameter('a b', { type: 'int' }), 'parameters.a b: no name for a parameter'],
  ['an unknown member of a resource', withResource({ tag: {} }), 'resources[0].tag: unknown'],
  ['a type without provider', withResource({ type: 'addresses' }), 'resources[0].type: no provider and type'],
  ['a version that is no date', withResource({ apiVersion: 'latest' }), 'resources[0].apiVersion: no date'],
  ['a dependency that is no text', withResource({ dependsOn: [{}] }), 'resources[0].dependsOn[0]: no text'],
  ['a dependency twice', withResource({ dependsOn: ['b', 'b'] }), 'resources[0].dependsOn: names one twice'],
  [
    'an expression that is too long',
    withResource({ name: 'a'.repeat(24_577) }),
    'resources[0].name: characters: 24577, more than 24576',
  ],
  [
    'too many resources',
    { ...plain, resources: Array.from({ length: 801 }, () => resource) },
    'resources: 801, more than 800',
  ],
];

describe('the check of templates', () => {
  it('finds nothing in one that is right', () => {
    assert.deepEqual(templateFaults(plain), []);
  });

  for (const [what, template, fault] of wrong) {
    it(`finds ${what}`, () => {
      assert.deepEqual(templateFaults(template), [
        fault,
        ...(fault.endsWith('missing') ? ['parameters.a.type: no type'] : []),
      ]);
    });
  }

  it('finds a parameter in a file that has no value', () => {
    const file = { $schema, contentVersion: '1.0.0.0', parameters: { a: {}, b: { value: 1 }, c: 1 } };
    assert.deepEqual(parameterFileFaults(file), [
      '$schema: is not that of deploymentParameters',
      'parameters.a: neither a value nor a reference',
      'parameters.c: neither a value nor a reference',
    ]);
  });
});
