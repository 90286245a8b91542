import assert from 'node:assert/strict';
import { renderDiagnostics } from '../../src/render/diagnostics.ts';
import { plainStyle } from '../../src/render/style.ts';
import { parseSpecDocument } from '../../src/spec/document.ts';
import type { Environment } from '../../src/spec/reference.ts';
import { isSecretPath } from '../../src/spec/secrecy.ts';
import { validateSpec, type ValidatedSpec } from '../../src/spec/validate.ts';
import { plainSpec } from '../support/lab.ts';

function validate(text: string, environment: Environment = {}): ValidatedSpec {
  return validateSpec(parseSpecDocument('gateway.yaml', text), environment);
}

const certificate = 'certificate: { selfSigned: true }';

function changed(from: string, to: string): string {
  assert.ok(plainSpec.includes(from), from);
  return plainSpec.replace(from, to);
}

describe('a secret in a spec', () => {
  const inline = (text: string): string => changed(certificate, `certificate: ${text}`);

  for (const [what, text] of [
    ['text', inline('{ file: a.pfx, password: hunter2 }')],
    ['on the next line', inline('\n  file: a.pfx\n  password:\n    hunter2')],
    ['a block', inline('\n  file: a.pfx\n  password: |\n    hunter2')],
    ['under a key of its own', inline('{ file: a.pfx, password: { value: hunter2 } }')],
    ['beside a reference', inline('{ file: a.pfx, password: { env: A, text: hunter2 } }')],
    ['a password misspelt', inline('{ file: a.pfx, passwrod: hunter2 }')],
    ['an unknown key of the certificate', inline('{ file: a.pfx, pin: hunter2 }')],
    ['a key that sounds like one', changed(certificate, `${certificate}\nclientSecret: hunter2`)],
    ['a tag that sounds like one', changed('costCenter: it-42', 'apiToken: [hunter2]')],
    ['beside another fault', inline('{ flie: a.pfx, password: hunter2, selfSigned: maybe }')],
    ['twice', inline('{ file: a.pfx, password: hunter2, password: hunter2 }')],
    ['with a tag', inline('{ file: a.pfx, password: !x hunter2 }')],
    ['with an unset variable', inline("{ file: a.pfx, password: '${NOPE}hunter2' }")],
    ['in a text that does not parse', inline('{ file: a.pfx, password: hunter2 ]')],
    ['after nonsense', 'words\npassword: hunter2\nmore: y'],
    ['after a list, where no key can stand', '- x\npassword: hunter2'],
    [
      'a tag that sounds like one and is too long',
      changed('costCenter: it-42', `apiToken: hunter2${'x'.repeat(257)}`),
    ],
    ['in the head of a block', inline('\n  password: |hunter2\n    x')],
    ['in a file too deep', `{ "password": "hunter2", "a": ${'['.repeat(99)} }`],
  ] as const) {
    it(`is said nowhere: ${what}`, () => {
      const { diagnostics, spec } = validate(text);
      assert.equal(spec, undefined);
      assert.ok(diagnostics.length > 0);
      const seen = `${renderDiagnostics(diagnostics, plainStyle, () => text)}${JSON.stringify(diagnostics)}`;
      assert.doesNotMatch(seen, /hunter2/);
    });
  }

  it('that comes from the environment is not said either', () => {
    const text = inline("{ file: a.pfx, password: '${PW}' }");
    const { diagnostics } = validate(text, { PW: 'hunter2' });
    assert.equal(diagnostics.length, 1);
    assert.doesNotMatch(JSON.stringify(diagnostics), /hunter2/);
  });

  it('hides no line that only says where it is kept', () => {
    for (const kept of ['{ env: PW }', '{ file: pw.txt }', 'prompt']) {
      const { diagnostics } = validate(inline(`{ file: a.pfx, selfSigned: 1, password: ${kept} }`));
      assert.deepEqual(
        diagnostics.map(({ place }) => place?.concealed),
        [undefined],
      );
    }
  });
});

describe('a path of a spec', () => {
  for (const [path, expected] of [
    [['certificate', 'password'], true],
    [['certificate', 'pin'], true],
    [['tags', 'apiToken'], true],
    [['clientSecret', 'value', 0], true],
    [['certificate', 'file'], false],
    [['certificate', 'selfSigned'], false],
    [['tags', 'costCenter'], false],
    [['names', 'certificate', 'colour'], false],
    [['certificate', 'colour'], true],
    [['colour'], false],
    [['passwrod'], true],
    [['site', 'scret'], true],
    [['site', 'code'], false],
    [['pfxBytes', 0], true],
  ] as const) {
    it(`is ${expected ? '' : 'not '}to be kept quiet where it is ${path.join('.')}`, () => {
      assert.equal(isSecretPath(path), expected);
    });
  }
});
