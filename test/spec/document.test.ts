import assert from 'node:assert/strict';
import { cpuMsOf } from '../support/cpu.ts';
import { parseSpecDocument, type Path, type SpecDocument } from '../../src/spec/document.ts';

function parse(text: string): SpecDocument {
  return parseSpecDocument('gateway.yaml', text);
}

/** `code line:column message` of each fault. */
function faults(text: string): readonly string[] {
  return parse(text).diagnostics.map(
    ({ code, place, message }) => `${code} ${place?.line}:${place?.column} ${message}`,
  );
}

const noTags = 'a spec does without YAML tags';
const noAliases = 'a spec does without YAML aliases';
const noMerge = 'a spec does without YAML merge keys';
const plainKey = 'a key must be plain text';
const twice = 'this key stands twice';
const tooMany = 'CMG1004 1:1 the file holds more than 20000 words and signs';
const tooDeep = 'CMG1004 1:1 the file nests deeper than 64 levels';
const tooLarge = 'CMG1004 1:1 the file is larger than 1 MiB';

const hostile: readonly [what: string, text: string, ...expected: string[]][] = [
  ['a tag of its own', 'name: !gateway x', `CMG1003 1:16 ${noTags}`],
  ['a tag that runs code elsewhere', 'name: !!js/function "x"', `CMG1003 1:21 ${noTags}`],
  ['a tag that makes bytes', 'name: !!binary eA==', `CMG1003 1:16 ${noTags}`],
  ['a tag that makes a set', 'tags: !!set { a }', `CMG1003 1:13 ${noTags}`],
  ['a tag that says what is so already', 'name: !!str x', `CMG1003 1:13 ${noTags}`],
  ['a tag on a list', 'a: !!seq [1]', `CMG1003 1:10 ${noTags}`],
  ['a tag on a key', '!!str name: x', `CMG1003 1:7 ${plainKey}`],
  ['a tag under a handle', '%TAG !e! tag:example.com,2026:\n---\nname: !e!x y', `CMG1003 3:12 ${noTags}`],
  ['an alias', 'a: &x 1\nb: *x', `CMG1003 2:4 ${noAliases}`],
  ['an alias of nothing', 'b: *x', `CMG1003 1:4 ${noAliases}`],
  ['an alias for a key', 'a: &x b\n*x : 1', `CMG1003 2:1 ${plainKey}`],
  [
    'aliases that multiply',
    'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]',
    `CMG1003 2:8 ${noAliases}`,
    `CMG1003 2:12 ${noAliases}`,
    `CMG1003 3:5 ${noAliases}`,
    `CMG1003 3:9 ${noAliases}`,
  ],
  ['a merge key', 'a: 1\n<<: { b: 2 }', `CMG1003 2:1 ${noMerge}`],
  ['a merge key of YAML 1.1', '%YAML 1.1\n---\na: 1\n<<: { b: 2 }', `CMG1003 4:1 ${noMerge}`],
  ['a merge key of an alias', 'a: &x { b: 1 }\n<<: *x', `CMG1003 2:1 ${noMerge}`, `CMG1003 2:5 ${noAliases}`],
  ['a key twice', 'name: a\nregion: b\nname: c', `CMG1103 3:1 ${twice}`],
  ['a key twice further in', 'tags: { a: x, b: y, a: z }', `CMG1103 1:21 ${twice}`],
  ['a key twice, once in quotes', `tags: { 1: x, '1': y }`, `CMG1103 1:15 ${twice}`],
  ['__proto__', '__proto__: { admin: true }', "CMG1103 1:1 no spec may hold the key '__proto__'"],
  ['__proto__ in quotes', 'tags: { "__proto__": x }', "CMG1103 1:9 no spec may hold the key '__proto__'"],
  ['constructor', 'tags:\n  constructor: x', "CMG1103 2:3 no spec may hold the key 'constructor'"],
  ['prototype', 'prototype: 1', "CMG1103 1:1 no spec may hold the key 'prototype'"],
  ['a list for a key', '? [a, b]\n: 1', `CMG1003 1:3 ${plainKey}`],
  ['no key', ': 1', `CMG1003 1:1 ${plainKey}`],
  ['two documents', 'a: 1\n---\nb: 2', 'CMG1003 2:1 a file holds one gateway, and here another begins'],
  ['a tab for an indent', 'a:\n\tb: 1', 'CMG1002 2:1 tabs are not allowed as indentation'],
  ['an open quote', 'a: "b', 'CMG1002 1:6 missing closing "quote'],
  ['65 levels on one line', `a: ${'['.repeat(65)}${']'.repeat(65)}`, tooDeep],
  ['65 levels of dashes', `a:\n  ${'- '.repeat(65)}x`, tooDeep],
  ['5,000 lists in one another', `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}`, tooDeep],
  ['10,000 open brackets', '['.repeat(10_000), tooDeep],
  ['10,000 lists in one another', `${'['.repeat(9_000)}${']'.repeat(9_000)}`, tooDeep],
  ['10,000 maps in one another', '{a: '.repeat(10_000), tooDeep],
  ['10,000 dashes', '- '.repeat(10_000), tooDeep],
  ['10,000 question marks', '? '.repeat(10_000), tooDeep],
  [
    '1,400 steps to the right',
    Array.from({ length: 1_400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    tooDeep,
  ],
  ['100,000 keys', Array.from({ length: 100_000 }, (_, i) => `k${i}:`).join('\n'), tooMany],
  ['100,000 anchors', '&a '.repeat(100_000), tooMany],
  ['2 MB of comment', `#${'x'.repeat(2_000_000)}`, tooLarge],
  ['2 MB in fewer letters', `name: ${'€'.repeat(700_000)}`, tooLarge],
];

describe('a hostile document', () => {
  for (const [what, text, ...expected] of hostile) {
    it(`is refused for ${what}, and at once`, () => {
      const { result: document, tookMs } = cpuMsOf(() => parse(text));
      assert.deepEqual(faults(text), expected);
      assert.equal(
        document.isWhole,
        expected.every((one) => one.endsWith(twice)),
      );
      assert.ok(tookMs < 2_000, `${tookMs} ms`);
    });
  }

  it('blames one bracket once, and says what to do with a variable there', () => {
    const [fault, ...more] = parse('tags: { a: ${A} }\nnetwork: { b: c }\n').diagnostics;
    assert.deepEqual(more, []);
    assert.deepEqual([fault?.code, fault?.place?.line, fault?.place?.column], ['CMG1002', 1, 13]);
    assert.equal(fault?.hint, 'between { and } or [ and ], put ${…} in quotes');
  });

  it('says of every fault in it where it is, in one run', () => {
    const text = 'a: &x 1\nb: *x\n<<: {}\na: 2\nc: !t 3\n';
    assert.deepEqual(faults(text).toSorted(), [
      `CMG1003 2:4 ${noAliases}`,
      `CMG1003 3:1 ${noMerge}`,
      `CMG1003 5:7 ${noTags}`,
      `CMG1103 4:1 ${twice}`,
    ]);
  });

  it('may end anywhere and is never more than refused', () => {
    const whole =
      'name: "a\\u0041"\ntags: { a: [1, "x"], ? b : c }\nlist:\n  - |\n    text\n  - { d: &e f }\n# end';
    for (let end = 0; end <= whole.length; end += 1) {
      const { diagnostics } = parse(whole.slice(0, end));
      for (const { place } of diagnostics) assert.ok(place && place.line >= 1 && place.column >= 1);
    }
  });

  it('reaches no prototype', () => {
    parse('__proto__: { polluted: yes }');
    parse('constructor: { prototype: { polluted: yes } }');
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });
});

describe('a document', () => {
  it('takes 64 levels', () => {
    const { diagnostics, value } = parse(`a: ${'['.repeat(63)}x${']'.repeat(63)}`);
    assert.deepEqual(diagnostics, []);
    assert.match(JSON.stringify(value), /^\{"a":\[{63}"x"\]{63}\}$/);
  });

  it('takes JSON', () => {
    const { diagnostics, value } = parse('{\n  "name": "x",\n  "n": [1, 2.5, true, null, "\\u00e9"]\n}\n');
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(value, { name: 'x', n: [1, 2.5, true, null, 'é'] });
  });

  it('reads words and dates as text, also where it asks for YAML 1.1', () => {
    const text = 'a: no\nb: off\nc: 2026-12-01T18:00:00Z\nd: 012\ne: 0x10\nf: ~\n';
    const value = { a: 'no', b: 'off', c: '2026-12-01T18:00:00Z', d: 12, e: 16, f: null };
    assert.deepEqual(parse(text).value, value);
    assert.deepEqual(parse(`%YAML 1.1\n---\n${text}`).value, value);
  });

  it('does not mind a byte order mark, other ends of lines or an anchor that nothing uses', () => {
    assert.deepEqual(parse('\ufeffname: &a x\r\nregion: y\r\n').value, { name: 'x', region: 'y' });
  });

  it('is null where there is nothing', () => {
    assert.deepEqual([parse('').value, parse('# only words').value], [null, null]);
  });
});

const text = `# a comment
name: granitefalls
certificate: { file: a.pfx, password: { env: SECRET } }
"quoted bit": "a value"
list:
  - first
  - { second: 2 }
1: one
empty:
block: |
  two
  lines
`;

const places: readonly [path: Path, what: 'key' | 'value', line: number, column: number, length: number][] = [
  [['name'], 'value', 2, 7, 12],
  [['name'], 'key', 2, 1, 4],
  [['certificate'], 'value', 3, 14, 42],
  [['certificate', 'file'], 'key', 3, 16, 4],
  [['certificate', 'file'], 'value', 3, 22, 5],
  [['certificate', 'password', 'env'], 'value', 3, 46, 6],
  [['quoted bit'], 'key', 4, 1, 12],
  [['quoted bit'], 'value', 4, 15, 9],
  [['list', 0], 'value', 6, 5, 5],
  [['list', 1], 'value', 7, 5, 13],
  [['list', 1, 'second'], 'value', 7, 15, 1],
  [['1'], 'value', 8, 4, 3],
  [['1'], 'key', 8, 1, 1],
  [['empty'], 'key', 9, 1, 5],
  [['block'], 'value', 10, 8, 1],
  // What is not there is where it would stand: at the nearest thing above.
  [['certificate', 'selfSigned'], 'value', 3, 1, 11],
  [['region'], 'value', 1, 1, 1],
];

describe('the place of a path', () => {
  const document = parse(text);
  for (const [path, what, line, column, length] of places) {
    it(`is ${line}:${column} for the ${what} of ${path.join('.')}`, () => {
      assert.deepEqual(document.locate(path, what), { file: 'gateway.yaml', line, column, length });
    });
  }

  it('is found for what the file names, and for nothing else', () => {
    assert.equal(document.find(['certificate', 'password'])?.line, 3);
    assert.equal(document.find(['certificate', 'selfSigned'])?.line, 3);
    assert.equal(document.find(['1'])?.line, 8);
    assert.equal(document.find([1])?.line, 8);
    assert.equal(document.find(['region']), undefined);
    assert.equal(parse('- a').find(['region']), undefined);
  });

  it('counts on lines that end as on Windows', () => {
    const windows = parse(text.replaceAll('\n', '\r\n'));
    assert.deepEqual(windows.locate(['list', 1, 'second']), {
      file: 'gateway.yaml',
      line: 7,
      column: 15,
      length: 1,
    });
  });

  it('is exact in JSON on one line', () => {
    const json = parse('{"name":"x","tags":{"a":"b"}}');
    assert.deepEqual(json.locate(['tags', 'a']), { file: 'gateway.yaml', line: 1, column: 25, length: 3 });
  });
});
