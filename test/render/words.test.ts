import assert from 'node:assert/strict';
import { disruptionText, labelOf, nameOf, propertyLabel, valueText } from '../../src/render/words.ts';
import { changeOf, idOf, propertyOf } from '../support/views.ts';

const scaleSet = 'Microsoft.Compute/virtualMachineScaleSets';
const profile = 'properties.virtualMachineProfile';

describe('the name of a resource', () => {
  it('is its own, without its parents', () => {
    assert.equal(
      nameOf(changeOf('Microsoft.KeyVault/vaults/secrets', 'granitefalls/admin-password')),
      'admin-password',
    );
    assert.equal(nameOf(changeOf(scaleSet, 'granitefalls')), 'granitefalls');
  });

  it('is what a role is on, where it is a role', () => {
    const type = 'Microsoft.Authorization/roleAssignments';
    const guid = '5b9a3b2e-0000-4000-8000-000000000000';
    const id = `${idOf('Microsoft.KeyVault/vaults', 'granitefalls')}/providers/${type}/${guid}`;
    assert.equal(nameOf({ id, type, name: guid }), 'on vault granitefalls');
  });
});

describe('the label of a property', () => {
  for (const [path, label] of [
    ['sku.capacity', 'instances'],
    ['sku.tier', 'sku.tier'],
    ['properties.overprovision', 'overprovision'],
    ['tags.costCenter', 'tag costCenter'],
    ['tags.cmg-expiry', 'expiry'],
    ['tags.cmg-certificate', 'certificate'],
    [`${profile}.storageProfile.imageReference.sku`, 'image sku'],
    [`${profile}.extensionProfile.extensions.Bootstrap`, 'extension Bootstrap'],
    [`${profile}.extensionProfile.extensions.Bootstrap.properties.type`, 'extension Bootstrap type'],
    [`${profile}.extensionProfile.extensions.Bootstrap.properties.settings.timestamp`, 'bootstrap'],
  ] as const) {
    it(`is ${label} for ${path}`, () => {
      assert.equal(propertyLabel({ type: scaleSet }, propertyOf(path)), label);
    });
  }

  it('falls back to words for a type without any', () => {
    assert.equal(labelOf({ type: 'Example.Provider/things' }), 'resource');
    assert.equal(labelOf({ type: scaleSet }), 'scale set');
  });
});

describe('a value', () => {
  for (const [value, text] of [
    [undefined, 'none'],
    [null, 'null'],
    [2, '2'],
    [false, 'false'],
    ['text', 'text'],
    ['Standard_A2_v2', 'A2_v2'],
    ['Standard_LRS', 'Standard_LRS'],
    [['443', '8443'], '443, 8443'],
    [{ a: 1 }, '{"a":1}'],
    ['two\nlines', 'two lines'],
  ] as const) {
    it(`is ${text} where it is ${JSON.stringify(value) ?? 'not there'}`, () => {
      assert.equal(valueText(value), text);
    });
  }
});

describe('a disruption', () => {
  it('has words for each', () => {
    assert.deepEqual((['none', 'restart', 'rolling', 'reimage', 'outage'] as const).map(disruptionText), [
      'no disruption',
      'restart',
      'rolling restart',
      'rolling reimage',
      'outage',
    ]);
  });
});
