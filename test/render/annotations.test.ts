import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { azurePipelinesAnnotations, githubAnnotations } from '../../src/render/annotations.ts';
import { forbidden, hostile } from '../support/hostile.ts';

const place = { file: 'gateway.yaml', line: 4, column: 12, length: 2 };
const found = [
  diagnostic('CMG1203', 'instances must be 1 to 16, not 99', { hint: 'choose A4_v2', place }),
  diagnostic('CMG1252', 'one instance'),
  diagnostic('CMG1381', 'out of order', { place }),
];
const odd = diagnostic('CMG1104', "unknown key '100%;]:,::error::\r\n::error::'", {
  place: { ...place, file: '50% a:b,c;d].yaml' },
});
const same = (file: string): string => file;

describe('annotations for GitHub', () => {
  it('mark each fault at its place', () => {
    assert.equal(
      githubAnnotations(found, (file) => `specs/${file}`),
      `::error file=specs/gateway.yaml,line=4,col=12,title=CMG1203::instances must be 1 to 16, not 99%0Achoose A4_v2
::warning title=CMG1252::one instance
::notice file=specs/gateway.yaml,line=4,col=12,title=CMG1381::out of order
`,
    );
  });

  it('escape what would end a property or the command', () => {
    assert.equal(
      githubAnnotations([odd], same),
      "::error file=50%25 a%3Ab%2Cc;d].yaml,line=4,col=12,title=CMG1104::unknown key '100%25;]:,::error::%0A\u200b::error::'\n",
    );
  });
});

describe('annotations for Azure Pipelines', () => {
  it('mark each error and warning at its place', () => {
    assert.equal(
      azurePipelinesAnnotations(found, (file) => `/s/${file}`),
      `##vso[task.logissue type=error;sourcepath=/s/gateway.yaml;linenumber=4;columnnumber=12;code=CMG1203]instances must be 1 to 16, not 99%0Achoose A4_v2
##vso[task.logissue type=warning;code=CMG1252]one instance
`,
    );
  });

  it('escape what would end a property or the command', () => {
    assert.equal(
      azurePipelinesAnnotations([odd], same),
      "##vso[task.logissue type=error;sourcepath=50%AZP25 a:b,c%3Bd%5D.yaml;linenumber=4;columnnumber=12;code=CMG1104]unknown key '100%AZP25;]:,::error::%0A\u200b::error::'\n",
    );
  });
});

describe('annotations', () => {
  for (const [what, render, begin] of [
    ['GitHub', githubAnnotations, /^::error file=[^:,]*,line=2,col=3,title=CMG1203::/],
    [
      'Azure Pipelines',
      azurePipelinesAnnotations,
      /^##vso\[task\.logissue type=error;sourcepath=[^;\]]*;linenumber=2;columnnumber=3;code=CMG1203\]/,
    ],
  ] as const) {
    it(`are one command of ours each, whatever a spec says to ${what}`, () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const one = diagnostic('CMG1203', text, { hint: text, place: { file: text, line: 2, column: 3 } });
          const shown = render([one], same);
          assert.match(shown, begin);
          const [line = '', end, ...more] = shown.split('\n');
          assert.deepEqual([end, more], ['', []]);
          assert.doesNotMatch(shown, forbidden);
          assert.doesNotMatch(line.replace(begin, ''), /^\s*::|##(?:vso)?\[/i);
        }),
      );
    });
  }
});
