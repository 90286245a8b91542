import assert from 'node:assert/strict';
import type { Json } from '../../src/base/json.ts';
import { compile } from '../../src/compile/compile.ts';
import { desire } from '../../src/plan/desired.ts';
import { plainSpec } from '../support/lab.ts';
import { bound, somewhere, specOf } from '../support/spec.ts';
import { at } from './scanners/rule.ts';

describe('what cannot be taken back or is set for life', () => {
  it('keeps a deleted vault from being purged only where the spec protects it, since that is for ever', () => {
    const guarded = (text: string): Json | undefined => {
      const vault = desire(compile(specOf(text), bound), somewhere).find(({ type }) =>
        type.endsWith('/vaults'),
      );
      return at(vault?.body ?? {}, 'properties.enablePurgeProtection');
    };
    assert.equal(guarded(plainSpec), null);
    assert.equal(guarded(`${plainSpec}protect: true\n`), true);
  });

  it('lets the certificate in the vault end when the certificate does, where that is known', () => {
    const ends = (until: string): Json | undefined => {
      const binding = { ...bound, certificate: { mark: 'a', until } };
      const secret = desire(compile(specOf(), binding), somewhere).find(({ name }) =>
        name.endsWith('/gateway-certificate'),
      );
      return at(secret?.body ?? {}, 'properties.attributes.exp');
    };
    assert.equal(ends('2027-12-20T12:00:00Z'), 1_829_304_000);
    assert.equal(ends(''), null);
  });

  it('names the administrator otherwise in each gateway, as Windows takes it', () => {
    const names = ['granitefalls', 'otherfalls'].map((name) => {
      const text = plainSpec.replace('name: granitefalls', `name: ${name}`);
      const set = desire(compile(specOf(text), bound), somewhere).find(({ type }) =>
        type.endsWith('ScaleSets'),
      );
      return String(at(set?.body ?? {}, 'properties.virtualMachineProfile.osProfile.adminUsername'));
    });
    assert.equal(new Set(names).size, 2);
    for (const name of names) assert.match(name, /^cmg[a-z0-9]{13}$/);
  });
});
