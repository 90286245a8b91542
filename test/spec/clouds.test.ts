import assert from 'node:assert/strict';
import { clouds, normalizeRegion } from '../../src/spec/clouds.ts';
import { sizeNames, sizes } from '../../src/spec/sizes.ts';

describe('a region', () => {
  for (const written of ['westus2', 'West US 2', 'WestUS2', 'WEST US 2', 'west-us-2', ' West\tUS 2 ']) {
    it(`is westus2 where it is written '${written}'`, () => {
      assert.equal(normalizeRegion(written), 'westus2');
    });
  }

  it('has a display name that leads back to its short one', () => {
    const all = Object.values(clouds).flatMap(({ regions }) => Object.entries(regions));
    assert.ok(all.length > 45, `${all.length} regions`);
    for (const [short, display] of all) {
      assert.equal(normalizeRegion(display), short);
      assert.match(short, /^[a-z]+\d?$/);
    }
  });

  it('belongs to one cloud', () => {
    const { AzurePublicCloud, AzureUSGovernmentCloud } = clouds;
    const shared = Object.keys(AzureUSGovernmentCloud.regions).filter(
      (name) => name in AzurePublicCloud.regions,
    );
    assert.deepEqual(shared, []);
    assert.equal(AzurePublicCloud.regions['westus2'], 'West US 2');
    assert.equal(AzureUSGovernmentCloud.regions['usgovvirginia'], 'US Gov Virginia');
  });
});

describe('a size', () => {
  it('is called in Azure what the spec calls it, with a word before', () => {
    assert.deepEqual(
      sizeNames.map((name) => [name, sizes[name].sku]),
      [
        ['A2_v2', 'Standard_A2_v2'],
        ['A4_v2', 'Standard_A4_v2'],
        ['B2s', 'Standard_B2s'],
      ],
    );
  });

  it('boots generation 1 without premium disks where it is an Av2', () => {
    for (const name of ['A2_v2', 'A4_v2'] as const) {
      assert.doesNotMatch(sizes[name].imageSku, /g2$/);
      assert.doesNotMatch(sizes[name].diskType, /^Premium/);
    }
  });
});
