import assert from 'node:assert/strict';
import { nestsDeeper } from '../../src/spec/block-depth.ts';

const stairs = (levels: number, step = 1): string =>
  Array.from({ length: levels }, (_, at) => `${' '.repeat(at * step)}a:`).join('\n');

describe('the depth of blocks', () => {
  for (const [what, text, deeper] of [
    ['64 levels by indent', stairs(65), false],
    ['65 levels by indent', stairs(66), true],
    ['65 levels of two columns', stairs(66, 2), true],
    ['64 dashes', `${'- '.repeat(64)}x`, false],
    ['65 dashes', `${'- '.repeat(65)}x`, true],
    ['65 question marks', `${'? '.repeat(65)}x`, true],
    ['dashes and steps together', `${stairs(40)}\n${' '.repeat(41)}${'- '.repeat(30)}x`, true],
    ['a wide text that is not deep', `a: |\n${' '.repeat(90)}far\n${' '.repeat(90)}out\n`, false],
    ['a rule of dashes', `# x\n${'-'.repeat(200)}\n`, false],
    ['many steps down and up', `${stairs(60)}\n`.repeat(20), false],
  ] as const) {
    it(`is ${deeper ? 'too much' : 'no more than is allowed'} for ${what}`, () => {
      assert.equal(nestsDeeper(text, 64), deeper);
    });
  }
});
