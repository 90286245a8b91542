// Which parameters a property depends on, by the text of the template alone.
import assert from 'node:assert/strict';
import { parametersUsed } from '../../src/arm/parameters-used.ts';
import { resource } from './world.ts';

describe('parameters used', () => {
  const template = {
    parameters: { prefix: { type: 'string' }, Size: { type: 'string' }, count: { type: 'int' } },
    variables: {
      name: "[concat(parameters('PREFIX'), '-x')]",
      nested: { deep: ["[variables('name')]", "[parameters('size')]"] },
      loop: "[variables('loop')]",
      copy: [{ name: 'all', count: "[parameters('count')]", input: 'x' }],
    },
  };

  it('are found directly, through variables, in names of properties and in loops', () => {
    const used = parametersUsed(
      template,
      resource({
        name: "[parameters('count')]",
        location: '[resourceGroup().location]',
        tags: { "[parameters('size')]": 'a' },
        properties: {
          plain: 1,
          empty: {},
          text: "[[parameters('prefix')]",
          both: "[if(true(), variables('nested').deep, parameters('count'))]",
          'dotted.key': ["[variables('name')]"],
          loops: "[variables('all')]",
          circle: "[variables('loop')]",
          any: "[parameters(concat('pre', 'fix'))]",
          broken: '[concat(',
          copy: [{ name: 'disks', count: "[parameters('count')]", input: { lun: "[variables('name')]" } }],
        },
      }),
    );
    assert.deepEqual(Object.fromEntries(used), {
      location: [],
      "tags.[parameters('size')]": ['Size'],
      'properties.plain': [],
      'properties.empty': [],
      'properties.text': [],
      'properties.both': ['prefix', 'Size', 'count'],
      [String.raw`properties.dotted\.key.0`]: ['prefix'],
      'properties.loops': ['count'],
      'properties.circle': [],
      'properties.any': ['prefix', 'Size', 'count'],
      'properties.broken': [],
      'properties.disks': ['count', 'prefix'],
    });
  });
});
