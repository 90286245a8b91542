import assert from 'node:assert/strict';
import { parseSpecDocument } from '../../src/spec/document.ts';
import { validateSpec, type ValidatedSpec } from '../../src/spec/validate.ts';
import { cpuMsOf } from '../support/cpu.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { plainSpec } from '../support/lab.ts';
import { shownFaults } from '../support/shown-faults.ts';

/** Twenty times what is promised: processors differ, and the tests share theirs. `npm run bench` has true figures. */
const mostMs = 2_000;

function validate(text: string): ValidatedSpec {
  return validateSpec(parseSpecDocument('gateway.yaml', text), {});
}

describe('a hostile text', () => {
  const keysBefore = Reflect.ownKeys(Object.prototype).length;

  for (const [what, text, first] of hostileTexts) {
    it(`is refused at little cost: ${what}`, () => {
      const { result, tookMs } = cpuMsOf(() => validate(text));
      assert.equal(result.spec, undefined);
      const shown = shownFaults(result.diagnostics);
      assert.ok(shown.includes(first), shown.join('\n').slice(0, 2_000));
      assert.ok(tookMs < mostMs, `${tookMs} ms`);
      assert.ok(JSON.stringify(result.diagnostics).length < 20_000);
    });
  }

  it('leaves the prototype of all objects as it was', () => {
    assert.equal(Reflect.ownKeys(Object.prototype).length, keysBefore);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('takes little memory, though it is ten megabytes', () => {
    const text = `a: ${'[x, '.repeat(2_500_000)}`;
    const before = process.memoryUsage().heapUsed;
    validate(text);
    const grownMiB = (process.memoryUsage().heapUsed - before) / 1_048_576;
    assert.ok(grownMiB < 64, `${grownMiB} MiB`);
  });
});

describe('an odd text', () => {
  const value = (added: string): unknown => parseSpecDocument('gateway.yaml', added).value;

  it('is read as YAML 1.2 has it, whatever it says of itself', () => {
    const text =
      'a: 010\nb: 0o10\nc: 0b1\nd: 1_000\ne: yes\nf: 12:30:45\ng: 2026-12-01\nh: 0x1F\ni: 1e3\nj: =\nk: .5\n';
    const expected = {
      a: 10,
      b: 8,
      c: '0b1',
      d: '1_000',
      e: 'yes',
      f: '12:30:45',
      g: '2026-12-01',
      h: 31,
      i: 1_000,
      j: '=',
      k: 0.5,
    };
    assert.deepEqual(value(text), expected);
    assert.deepEqual(value(`%YAML 1.1\n---\n${text}`), expected);
  });

  it('is one gateway as much with a mark before it and with other ends of lines', () => {
    for (const text of [
      `\ufeff${plainSpec}`,
      plainSpec.replaceAll('\n', '\r\n'),
      `\ufeff---\r\n${plainSpec.replaceAll('\n', '\r\n')}...\r\n`,
    ]) {
      assert.deepEqual(shownFaults(validate(text).diagnostics), []);
      const wrong = text.replace('instances: 2', 'instances: 99');
      const line = text.includes('---') ? 8 : 7;
      assert.deepEqual(shownFaults(validate(wrong).diagnostics), [
        `CMG1203 ${line}:12 instances must be 1 to 16, not 99`,
      ]);
    }
  });

  it('keeps tags that are named like what every object has', () => {
    const text = plainSpec.replace('costCenter: it-42', 'toString: a, hasOwnProperty: b, valueOf: c');
    assert.deepEqual(validate(text).spec?.tags, { toString: 'a', hasOwnProperty: 'b', valueOf: 'c' });
  });

  it('may hold letters of every script, and pairs of halves', () => {
    const { spec, diagnostics } = validate(`${plainSpec}description: "é 中 \\ud83d\\ude00 😀\\t\\n"\n`);
    assert.deepEqual(diagnostics, []);
    assert.equal(spec?.description, 'é 中 😀 😀\t\n');
  });
});
