import assert from 'node:assert/strict';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { countText, placeText, renderDiagnostic, renderDiagnostics } from '../../src/render/diagnostics.ts';
import { plainStyle, styleFor } from '../../src/render/style.ts';

const file = 'gateway.yaml';

function frame(text: string | undefined, place: { line: number; column: number; length?: number }): string {
  const found = diagnostic('CMG1203', 'instances must be 1 to 16, not 99', { place: { file, ...place } });
  return renderDiagnostic(found, plainStyle, () => text);
}

describe('a diagnostic as text', () => {
  it('shows the line with the faulty part marked, and the hint below', () => {
    const found = diagnostic('CMG1203', 'instances must be 1 to 16, not 99', {
      place: { file, line: 2, column: 12, length: 2 },
      hint: 'choose A4_v2',
    });
    assert.equal(
      renderDiagnostic(found, plainStyle, () => 'version: 1\ninstances: 99\nname: x\n'),
      `error CMG1203: instances must be 1 to 16, not 99
  ┌─ gateway.yaml:2:12
2 │ instances: 99
  │            ^^
  = choose A4_v2
`,
    );
  });

  it('makes room for the number of the line', () => {
    assert.equal(
      frame(`${'\n'.repeat(122)}instances: 99`, { line: 123, column: 12, length: 2 }),
      `error CMG1203: instances must be 1 to 16, not 99
    ┌─ gateway.yaml:123:12
123 │ instances: 99
    │            ^^
`,
    );
  });

  it('marks one character where it does not know how many', () => {
    assert.match(frame('a: b', { line: 1, column: 4 }), /^1 │ a: b\n {2}│ {4}\^\n$/m);
  });

  it('marks a place behind the last character', () => {
    assert.match(frame('name:', { line: 1, column: 6, length: 1 }), /^1 │ name:\n {2}│ {6}\^\n$/m);
  });

  it('ends the marks with the line', () => {
    assert.match(frame('a: bcd', { line: 1, column: 4, length: 500 }), /^1 │ a: bcd\n {2}│ {4}\^{3}\n$/m);
  });

  it('counts a tab as one column', () => {
    assert.match(frame('a:\tb:\tc', { line: 1, column: 7, length: 1 }), /^1 │ a: b: c\n {2}│ {7}\^\n$/m);
  });

  it('shows no end of a line as Windows has it', () => {
    assert.match(frame('a: 1\r\nb: 2\r\n', { line: 2, column: 4 }), /^2 │ b: 2\n/m);
  });

  it('shows a window of a long line, with the fault in the middle', () => {
    const text = `${'x'.repeat(1_000)}FAULT${'y'.repeat(1_000)}`;
    assert.equal(
      frame(text, { line: 1, column: 1_001, length: 5 }),
      `error CMG1203: instances must be 1 to 16, not 99
  ┌─ gateway.yaml:1:1001
1 │ ${'x'.repeat(37)}FAULT${'y'.repeat(33)}
  │ ${' '.repeat(37)}^^^^^
`,
    );
  });

  it('never draws wider than the screen', () => {
    for (let column = 1; column <= 400; column += 1) {
      const lines = frame('z'.repeat(400), { line: 1, column, length: 30 }).split('\n').slice(2);
      for (const line of lines) assert.ok(line.length <= 80, `${line.length} at ${column}`);
      const [shown = '', marks = ''] = lines;
      assert.ok(marks.length <= shown.length);
    }
  });

  it('names the place alone where the file cannot be read', () => {
    assert.equal(
      frame(undefined, { line: 7, column: 12 }),
      'error CMG1203: instances must be 1 to 16, not 99\n  ┌─ gateway.yaml:7:12\n',
    );
    assert.equal(frame('one line', { line: 7, column: 12 }), frame(undefined, { line: 7, column: 12 }));
  });

  it('names the place alone where something secret stands on the line', () => {
    const place = { file, line: 1, column: 11, length: 7, concealed: true } as const;
    assert.equal(
      renderDiagnostic(diagnostic('CMG1102', 'not here', { place }), plainStyle, () => 'password: hunter2'),
      'error CMG1102: not here\n  ┌─ gateway.yaml:1:11\n',
    );
  });

  it('does not show a line on which something secret stands', () => {
    const place = { file, line: 1, column: 11, concealed: true } as const;
    const text = renderDiagnostic(
      diagnostic('CMG1102', 'no', { place }),
      plainStyle,
      () => 'password: hunter2',
    );
    assert.equal(text, 'error CMG1102: no\n  ┌─ gateway.yaml:1:11\n');
  });

  it('is a line and a hint where it has no place', () => {
    assert.equal(
      renderDiagnostic(diagnostic('CMG1252', 'one instance', { hint: 'two stay' }), plainStyle, () => ''),
      'warning CMG1252: one instance\n  = two stay\n',
    );
  });

  it('is drawn with what every terminal has, in colour by its weight', () => {
    const style = styleFor({ color: true, unicode: false, width: 80 });
    const found = diagnostic('CMG1252', 'one', { place: { file, line: 1, column: 1, length: 3 } });
    assert.equal(
      renderDiagnostic(found, style, () => 'abc'),
      '\u001b[33mwarning CMG1252\u001b[39m: one\n  \u001b[2m--\u001b[22m gateway.yaml:1:1\n\u001b[2m1 |\u001b[22m abc\n  \u001b[2m|\u001b[22m \u001b[31m^^^\u001b[39m\n',
    );
  });

  it('stands apart from the next by an empty line', () => {
    const one = diagnostic('CMG1252', 'one');
    assert.equal(
      renderDiagnostics([one, one], plainStyle, () => ''),
      'warning CMG1252: one\n\nwarning CMG1252: one\n',
    );
    assert.equal(
      renderDiagnostics([], plainStyle, () => ''),
      '',
    );
  });
});

describe('the count of diagnostics', () => {
  const [error, warning, note] = [
    diagnostic('CMG1201', 'name'),
    diagnostic('CMG1252', 'one instance'),
    diagnostic('CMG1381', 'order'),
  ];
  for (const [found, files, text] of [
    [[error], 1, '1 error in 1 file'],
    [[error, error, warning], 1, '2 errors and 1 warning in 1 file'],
    [[warning, warning], 3, '2 warnings in 3 files'],
    [[note, error, warning, note], 2, '1 error and 1 warning and 2 notes in 2 files'],
  ] as const) {
    it(`is '${text}'`, () => {
      assert.equal(countText(found, files), text);
    });
  }
});

describe('the text of a place', () => {
  it('is the file and the line', () => {
    assert.equal(placeText({ file: 'a/b.yaml', line: 7, column: 3 }), 'a/b.yaml:7');
  });
});
