// The hashes against vectors that Microsoft or the real service stated.
import assert from 'node:assert/strict';
import { templateGuid, templateHash, uniqueString } from '../../src/arm/hash.ts';
import { evaluated } from './world.ts';

describe('hashes', () => {
  it('give the letters that Azure gives', () => {
    assert.equal(uniqueString(['snap', 'crackle', 'pop']), 'byghxckddilkc');
    assert.notEqual(uniqueString(['Snap', 'crackle', 'pop']), 'byghxckddilkc');
  });

  it('give a version 5 guid of the parts', () => {
    assert.equal(templateGuid(['foo', 'bar', 'baz']), '2ed86837-7c7c-5eaa-9864-dd077fd19b0d');
  });

  // The example of calculateTemplateHash in Microsoft's own description of the interface.
  const example = {
    $schema: 'http://schemas.management.azure.com/deploymentTemplate?api-version=2014-04-01-preview',
    contentVersion: '1.0.0.0',
    parameters: { string: { type: 'string' } },
    variables: {
      string: 'string',
      int: 42,
      bool: true,
      array: [1, 2, 3, 4],
      object: { object: { vmSize: 'Large', location: 'West US' } },
    },
    resources: [],
    outputs: { string: { type: 'string', value: 'myvalue' } },
  };

  it('of the documented template is the documented one', () => {
    assert.equal(templateHash(example), '695440707931307747');
  });

  it('of a template does not regard the order of what has an order of its own, nor an empty symbolic object', () => {
    const { outputs, resources: _, ...rest } = example;
    assert.equal(templateHash({ outputs, resources: {}, ...rest }), '695440707931307747');
  });

  it('of a template leaves out the hash that a compiler wrote into it', () => {
    const generated = (written: string) => ({
      ...example,
      metadata: { _generator: { name: 'bicep', version: '0.5.6', templateHash: written } },
    });
    assert.equal(templateHash(generated('1')), templateHash(generated('2')));
    assert.notEqual(templateHash(generated('1')), templateHash(example));
  });

  // https://github.com/Azure/bicep/tree/main/src/Bicep.Core.Samples/Files/baselines: the template states its own hash.
  const exported = { '__bicep_export!': true };
  const withFunctions = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    metadata: {
      _generator: { name: 'bicep', version: 'dev', templateHash: '5837947923069569751' },
      '__bicep_exported_variables!': [{ name: 'foo' }],
    },
    definitions: {
      fizz: { type: 'array', items: { $ref: '#/definitions/buzz' }, metadata: exported },
      buzz: {
        type: 'object',
        properties: { property: { $ref: '#/definitions/pop', nullable: true } },
      },
      pop: { type: 'string', minLength: 3, metadata: exported },
    },
    functions: [
      {
        namespace: '__bicep',
        members: {
          echo: {
            parameters: [{ type: 'string', name: 'input' }],
            output: { type: 'string', value: "[parameters('input')]" },
          },
          greet: {
            parameters: [{ type: 'string', name: 'name' }],
            output: { type: 'string', value: "[format('Hi, {0}!', parameters('name'))]" },
            metadata: { description: 'Say hi to someone!', ...exported },
          },
        },
      },
    ],
    variables: { foo: "[variables('bar')]", bar: "[variables('baz')]", baz: 'quux' },
    resources: {},
  };

  it('of a template with types and functions of its own is the one that it states', () => {
    assert.equal(templateHash(withFunctions), '5837947923069569751');
  });

  it('is what deployment() tells', () => {
    assert.match(String(evaluated('[deployment().properties.templateHash]').value), /^\d+$/);
  });
});
