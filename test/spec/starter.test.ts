import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { jsonOf } from '../../src/base/json.ts';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { starterText } from '../../src/spec/starter.ts';
import { propertySeed } from '../support/wishes.ts';

describe('the text of a spec to begin with', () => {
  it('is tidy YAML with a few words for each key', () => {
    const text = starterText({
      resourceGroup: { name: 'rg-granitefalls', create: true },
      region: 'westus2',
      certificate: { file: 'certs/gateway.pfx', password: { env: 'PFX_PASSWORD' } },
      name: 'granitefalls',
      tags: { costCenter: 'it-42' },
      expiry: { after: '8h' },
    });
    assert.equal(
      text,
      `# yaml-language-server: $schema=./cmg.schema.json
version: 1

# General
name: granitefalls                 # deployment name, prefix of all others
certificate:                       # the server authentication certificate
  file: certs/gateway.pfx          # a PFX beside this file, or below
  password: { env: PFX_PASSWORD }  # where it is kept

# Settings
region: westus2          # West US 2
resourceGroup:           # holds all of it
  name: rg-granitefalls  # its name
  create: true           # false: it exists already

# End and tags
expiry:      # when cmg reap ends the gateway
  after: 8h  # since the last deploy that changed something
tags:        # of every resource
  costCenter: it-42
`,
    );
  });

  for (const [text, written] of [
    ['granitefalls', 'granitefalls'],
    ['The west coast', 'The west coast'],
    ['2026-12-01T18:00:00Z', '2026-12-01T18:00:00Z'],
    ['https://contoso.vault.azure.net/secrets/gateway', 'https://contoso.vault.azure.net/secrets/gateway'],
    ['0123', '"0123"'],
    ['1e3', '"1e3"'],
    ['0x1F', '"0x1F"'],
    ['yes', '"yes"'],
    ['Null', '"Null"'],
    ['', '""'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['- a', '"- a"'],
    ['a, b', '"a, b"'],
    ['line\nbreak', '"line\\nbreak"'],
  ] as const) {
    it(`writes ${JSON.stringify(text)} so that it stays text`, () => {
      const whole = starterText({ description: text });
      assert.equal(/^description: (.*) {2}# what it is for$/m.exec(whole)?.[1], written);
      assert.deepEqual(parseSpecDocument('a.yaml', whole).value, { version: 1, description: text });
    });
  }

  it('says what the draft says, whatever stands in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('null', '0o7', '.5', '~', '1_000', '!x', '&a', '*a', '"', "'", '1:30', '${A}', '<<'),
    );
    const tags = fc.dictionary(
      text.filter((key) => !['<<', '__proto__', 'constructor', 'prototype'].includes(key)),
      text,
      { minKeys: 1, noNullPrototype: true },
    );
    const draft = fc.record({
      name: text,
      tags,
      certificate: fc.record({ file: text, password: fc.record({ env: text }) }),
      clientAuthentication: fc.record({ methods: fc.array(text) }),
      instances: fc.integer(),
    });
    fc.assert(
      fc.property(draft, (made) => {
        const { value, diagnostics } = parseSpecDocument('a.yaml', starterText(made));
        assert.deepEqual(diagnostics, []);
        assert.deepEqual(value, jsonOf({ version: 1, ...made }));
      }),
      { seed: propertySeed, numRuns: 100 },
    );
  });
});
