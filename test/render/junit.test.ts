import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnostic } from '../../src/base/diagnostic.ts';
import { renderJunit } from '../../src/render/junit.ts';
import { command, forbidden, hostile } from '../support/hostile.ts';
import { parseXml } from '../support/xml.ts';

const file = 'gateways/granitefalls.yaml';
const source = 'version: 1\nname: "a<b"\ninstances: 99\n';
const wrong = diagnostic('CMG1203', 'instances must be 1 to 16, not 99', {
  hint: 'choose A4_v2',
  place: { file, line: 3, column: 12, length: 2 },
});
const lonely = diagnostic('CMG1252', 'one instance');

describe('JUnit', () => {
  it('has a suite for each file, errors as its failure and the rest beside it', () => {
    const name = diagnostic('CMG1201', "name must not be 'a<b'", {
      place: { file, line: 2, column: 7, length: 5 },
    });
    const specs = [
      { file: 'b.yaml', name: 'b', diagnostics: [] },
      { file, name: undefined, diagnostics: [wrong, lonely, name] },
      { file: 'c.yaml', name: 'c', diagnostics: [lonely] },
    ];
    assert.equal(
      renderJunit(specs, () => source),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cmg validate" tests="3" failures="1" errors="0" time="0">
  <testsuite name="b.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="b" classname="b.yaml" file="b.yaml" time="0"/>
  </testsuite>
  <testsuite name="gateways/granitefalls.yaml" tests="1" failures="1" errors="0" skipped="0" time="0">
    <testcase name="spec" classname="gateways/granitefalls.yaml" file="gateways/granitefalls.yaml" time="0">
      <failure message="CMG1203: instances must be 1 to 16, not 99 (and 1 more)" type="CMG1203">error CMG1203: instances must be 1 to 16, not 99
  ┌─ gateways/granitefalls.yaml:3:12
3 │ instances: 99
  │            ^^
  = choose A4_v2

error CMG1201: name must not be &apos;a&lt;b&apos;
  ┌─ gateways/granitefalls.yaml:2:7
2 │ name: &quot;a&lt;b&quot;
  │       ^^^^^
</failure>
      <system-out>warning CMG1252: one instance
</system-out>
    </testcase>
  </testsuite>
  <testsuite name="c.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="c" classname="c.yaml" file="c.yaml" time="0">
      <system-out>warning CMG1252: one instance
</system-out>
    </testcase>
  </testsuite>
</testsuites>
`.replaceAll('&apos;', "'"),
    );
  });

  it('shows no line on which something secret stands', () => {
    const place = { file, line: 1, column: 11, length: 7, concealed: true } as const;
    const specs = [{ file, name: 'a', diagnostics: [diagnostic('CMG1102', 'not here', { place })] }];
    const text = renderJunit(specs, () => 'password: hunter2');
    assert.match(text, /gateways\/granitefalls\.yaml:1:11/);
    assert.doesNotMatch(text, /hunter2/);
  });

  it('is well-formed and holds no command, whatever a spec says', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const place = { file: text, line: 2, column: 1 };
        const error = diagnostic('CMG1203', text, { hint: text, place });
        const specs = [{ file: text, name: text, diagnostics: [error, diagnostic('CMG1252', text)] }];
        const xml = renderJunit(specs, () => `first\n${text}]]>\nlast`);
        assert.doesNotMatch(xml, forbidden);
        assert.doesNotMatch(xml, command);
        const [suite] = parseXml(xml).children;
        assert.deepEqual(
          suite?.children[0]?.children.map(({ name }) => name),
          ['failure', 'system-out'],
        );
      }),
    );
  });

  it('gives back every character that XML has', () => {
    const specs = [{ file: '<&>"\'\t é漢🙂', name: '\ufffe\ud800', diagnostics: [] }];
    const [suite] = parseXml(renderJunit(specs, () => undefined)).children;
    assert.equal(suite?.attributes['name'], '<&>"\'\t é漢🙂');
    assert.equal(suite?.children[0]?.attributes['name'], '\ufffd\ufffd');
  });
});

describe('the reader that XML is held against', () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  for (const [what, body] of [
    ['a bare ampersand', '<a>b & c</a>'],
    ['a reference to nothing', '<a>&nbsp;</a>'],
    ['a bare bracket', '<a b="<"/>'],
    ['a control character', '<a>\u0001</a>'],
    ['half a character', '<a>\ud800</a>'],
    ['an end of another', '<a><b></a></b>'],
    ['no end', '<a>'],
    ['two roots', '<a/><b/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['the end of a CDATA section', '<a>]]></a>'],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => parseXml(head + body)));
  }

  it('reads what is right', () => {
    assert.deepEqual(parseXml(`${head}\n<a b='&lt;&#65;&#x42;'>c<d/>e</a>\n`), {
      name: 'a',
      attributes: { b: '<AB' },
      children: [{ name: 'd', attributes: {}, children: [], text: '' }],
      text: 'ce',
    });
  });
});
