import assert from 'node:assert/strict';
import { cutLine, visibleLength, wrapText } from '../../src/render/cut.ts';

describe('a line that is cut', () => {
  for (const [what, line, width, expected] of [
    ['is whole where it fits', 'abc', 3, 'abc'],
    ['ends where the width does', 'abcdef', 5, 'ab...'],
    ['closes its colours', '\u001b[1mabc\u001b[22mdef', 4, '\u001b[1ma...\u001b[22m'],
    ['closes a colour that the cut is in', '\u001b[1mabcdef\u001b[22m', 5, '\u001b[1mab...\u001b[22m'],
    ['does not count colours', '\u001b[1mabc\u001b[22m', 3, '\u001b[1mabc\u001b[22m'],
    ['does not break a letter of two halves', '🙂🙂🙂🙂🙂', 4, '🙂...'],
  ] as const) {
    it(what, () => {
      const cut = cutLine(line, width, '...');
      assert.equal(cut, expected);
      assert.ok(visibleLength(cut) <= width);
    });
  }
});

describe('a text that is wrapped', () => {
  it('is broken between words, further lines further in', () => {
    assert.equal(wrapText('one two three fourteen', 7, 2), 'one two\n  three\n  fourteen');
    assert.equal(wrapText('one', 2, 2), 'one');
  });
});
