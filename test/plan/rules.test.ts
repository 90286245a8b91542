import assert from 'node:assert/strict';
import { documentTemplate } from '../../src/compile/compile.ts';
import { isJsonObject } from '../../src/base/json.ts';
import { ruleAt, ruleFor, rulesFor, typeRules, worst } from '../../src/plan/rules.ts';

const scaleSet = 'Microsoft.Compute/virtualMachineScaleSets';
const profile = 'properties.virtualMachineProfile';

describe('the rules of the plan', () => {
  it('know every type that a gateway is built of', () => {
    const resources = documentTemplate['resources'];
    assert.ok(Array.isArray(resources) && resources.length === 24);
    const types = resources.map((resource) => (isJsonObject(resource) ? String(resource['type']) : ''));
    assert.deepEqual(
      [...new Set(types)].filter((type) => !(type in typeRules)),
      [],
    );
  });

  it('have one row for a property', () => {
    for (const [type, { properties }] of Object.entries(typeRules)) {
      const paths = properties.map(({ path }) => path);
      assert.deepEqual(
        paths.filter((path, index) => paths.indexOf(path) !== index),
        [],
        type,
      );
    }
  });

  it('cut nobody off unless a replacement or an outage says so', () => {
    for (const { properties } of Object.values(typeRules)) {
      for (const { replace, disruption } of properties) {
        if (replace !== undefined) assert.equal(disruption, 'outage');
      }
    }
  });

  for (const [path, label] of [
    ['sku.capacity', 'instances'],
    ['sku.name', 'vm size'],
    [`${profile}.storageProfile.imageReference.sku`, 'image'],
    [`${profile}.extensionProfile.extensions.Bootstrap.properties.typeHandlerVersion`, 'extension'],
    [`${profile}.extensionProfile.extensions.Bootstrap.properties.settings.timestamp`, 'bootstrap'],
    [`${profile}.osProfile.adminUsername`, undefined],
  ] as const) {
    it(`call ${path} ${label ?? 'by its path'}`, () => {
      assert.equal(ruleFor(scaleSet, path)?.label, label);
    });
  }

  it('do not let equality and ownership reach below their own path', () => {
    const extensions = `${profile}.extensionProfile.extensions`;
    assert.equal(ruleAt(scaleSet, extensions)?.owned, true);
    assert.equal(ruleAt(scaleSet, `${extensions}.Bootstrap`), undefined);
    assert.equal(
      ruleAt(scaleSet, `${extensions}.Bootstrap.properties.protectedSettings`)?.equality,
      'write-only',
    );
  });

  it('have a word for a type that they do not know', () => {
    assert.deepEqual(rulesFor('Example.Provider/things'), {
      label: 'resource',
      disruption: 'none',
      properties: [],
    });
    assert.equal(ruleFor('Example.Provider/things', 'sku.name'), undefined);
  });

  it('weigh disruptions from nothing to an outage', () => {
    assert.equal(worst([]), 'none');
    assert.equal(worst(['none', 'restart']), 'restart');
    assert.equal(worst(['rolling', 'restart', 'none']), 'rolling');
    assert.equal(worst(['rolling', 'reimage']), 'reimage');
    assert.equal(worst(['outage', 'reimage', 'rolling']), 'outage');
  });
});
