// Templates made to break the engine: each ends with a problem, quickly, and nothing of the process is touched.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { cpuMsOf, leastCpuMs } from '../support/cpu.ts';
import { expandIn, resource } from './world.ts';

/** What is bounded is work of the processor; the clock only ends what hangs. */
const aBusyMachineMs = 120_000;

function output(expression: string): JsonObject {
  return { resources: [], outputs: { it: { type: 'any', value: `[${expression}]` } } };
}

const grow = (body: string) => `reduce(range(0, 10000), createArray('x'), lambda('a', 'b', ${body}))`;
const self = "lambdaVariables('a')";
let deep: Json = 'x';
for (let level = 0; level < 50_000; level += 1) deep = [deep];
const chain = Object.fromEntries(
  Array.from({ length: 512 }, (_, index) => [
    `v${index}`,
    index === 511 ? 'x' : `[concat('a', variables('v${index + 1}'))]`,
  ]),
);

describe('hostile templates', () => {
  const hostile: readonly (readonly [title: string, template: JsonObject, words: RegExp])[] = [
    ['a value of fifty thousand levels', { resources: [], metadata: deep }, /nested deeper than '200'/],
    [
      'text that doubles itself',
      output(`reduce(range(0, 10000), 'x', lambda('a', 'b', concat(${self}, ${self})))`),
      /literal limit exceeded/,
    ],
    ['an array that doubles itself', output(grow(`concat(${self}, ${self})`)), /literal limit exceeded/],
    [
      'a value that holds itself twice, again and again',
      output(grow(`createArray(${self}, ${self})`)),
      /limit exceeded|nested deeper/,
    ],
    ['a value that wraps itself', output(grow(`createArray(${self})`)), /nested deeper than '200'/],
    ['padding of two thousand million', output("padLeft('a', 2000000000)"), /literal limit exceeded/],
    [
      'an alignment of two thousand million',
      output("format('{0,2000000000}', 'a')"),
      /literal limit exceeded/,
    ],
    [
      'a replacement of everything by much',
      output("replace(padLeft('a', 4000000, 'b'), 'b', padLeft('a', 4000000))"),
      /literal limit exceeded/,
    ],
    [
      'loops within loops',
      output("length(map(range(0, 10000), lambda('a', length(map(range(0, 10000), lambda('b', 1))))))"),
      /more than '2000000' steps/,
    ],
    [
      'a function that calls itself',
      {
        ...output('o.f()'),
        languageVersion: '2.0',
        functions: [{ namespace: 'o', members: { f: { output: { type: 'int', value: '[o.f()]' } } } }],
      },
      /in a circle/,
    ],
    [
      'a chain of all variables there may be',
      { ...output("variables('v0')"), variables: chain },
      /nested deeper than '600'/,
    ],
    [
      'copies of copies of copies',
      {
        resources: [
          resource({
            properties: {
              copy: [
                {
                  name: 'a',
                  count: 800,
                  input: {
                    copy: [{ name: 'b', count: 800, input: { copy: [{ name: 'c', count: 800, input: 1 }] } }],
                  },
                },
              ],
            },
          }),
        ],
      },
      /steps/,
    ],
    [
      'more resources than there may be',
      { resources: Array.from({ length: 801 }, (_, index) => resource({ name: `s${index}` })) },
      /limit exceeded. Limit: '800' and actual: '801'/,
    ],
    [
      'more parameters than there may be',
      {
        parameters: Object.fromEntries(
          Array.from({ length: 257 }, (_, index) => [`p${index}`, { type: 'int', defaultValue: 1 }]),
        ),
        resources: [],
      },
      /Limit: '256' and actual: '257'/,
    ],
  ];
  for (const [title, template, words] of hostile)
    it(`are refused for ${title}`, () => {
      const { result, tookMs } = cpuMsOf(() => expandIn(template));
      assert.match(result.problems[0]?.message ?? 'not refused', words);
      assert.ok(tookMs < 20_000, `${tookMs}`);
    }).timeout(aBusyMachineMs);

  it('may name things as JavaScript names its own', () => {
    const text = `{"parameters":{"__proto__":{"type":"string","defaultValue":"pp"}},
      "variables":{"__proto__":{"polluted":1}},
      "resources":[{"type":"A.B/c","apiVersion":"1","name":"n","properties":{"__proto__":{"x":1},"constructor":"[parameters('__proto__')]"}}],
      "outputs":{"__proto__":{"type":"object","value":"[variables('__proto__')]"}}}`;
    const template: JsonObject = JSON.parse(text);
    const { resources, outputs, problems } = expandIn(template);
    assert.deepEqual(problems, []);
    assert.equal(
      JSON.stringify(resources[0]?.body),
      '{"properties":{"__proto__":{"x":1},"constructor":"pp"}}',
    );
    assert.deepEqual(Object.keys(outputs), ['__proto__']);
    assert.equal('polluted' in {}, false);
  });

  it('of any JSON at all are expanded or refused, never thrown over', () => {
    const json = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Json>(
          null,
          true,
          1,
          'x',
          "[parameters('a')]",
          "[variables('a')]",
          '[copyIndex()]',
          "[reference('a')]",
          '[',
          '[]',
          "[json('{}').a]",
          '[o.f(1)]',
          '#/definitions/a',
          'string',
          'object',
          'array',
        ),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'a',
            'type',
            'name',
            'apiVersion',
            'copy',
            'count',
            'resources',
            'properties',
            'condition',
            'scope',
            'input',
            'value',
            'dependsOn',
            'defaultValue',
            'functions',
            '$ref',
            'items',
            'prefixItems',
            'properties',
            'additionalProperties',
            'nullable',
            'discriminator',
            'propertyName',
            'mapping',
            'namespace',
            'members',
            'parameters',
            'output',
          ),
          tie('value'),
          { maxKeys: 5 },
        ),
      ),
    })).value;
    const sections = fc.record(
      {
        definitions: json,
        parameters: json,
        variables: json,
        resources: json,
        outputs: json,
        functions: json,
        languageVersion: fc.constantFrom('1.0', '2.0'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(sections, fc.dictionary(fc.constantFrom('a', 'type'), json), (template, given) => {
        assert.ok(Array.isArray(expandIn(template, given).problems));
      }),
      { numRuns: 1000 },
    );
  });

  it('of eight hundred copies take well under a second', () => {
    const { resources, problems } = expandIn(copiesOf(800));
    assert.deepEqual(problems, []);
    assert.equal(resources.length, 800);
    const spentMs = leastCpuMs(3, () => expandIn(copiesOf(800)));
    assert.ok(spentMs < 1000, `${spentMs}`);
  }).timeout(aBusyMachineMs);

  it('of ten times as many copies take at most twice ten times as long', () => {
    const [eighty, eightHundred] = [copiesOf(80, serial), copiesOf(800, serial)];
    // Ten times the few, so that both leave as much behind for the garbage collector, whose threads count too; and in
    // turns, so that whatever else the machine does falls on both alike.
    const best = { tenTimesFew: Infinity, many: Infinity };
    for (let round = 0; round < 16; round += 1) {
      const few = cpuMsOf(() => Array.from({ length: 10 }, () => expandIn(eighty)));
      const many = cpuMsOf(() => expandIn(eightHundred));
      best.tenTimesFew = Math.min(best.tenTimesFew, few.tookMs);
      best.many = Math.min(best.many, many.tookMs);
    }
    // Growth by the square would make it ten.
    assert.ok(best.many / best.tenTimesFew <= 2, JSON.stringify(best));
  }).timeout(aBusyMachineMs);
});

const serial = { mode: 'Serial', batchSize: 2 };

function copiesOf(count: number, more: JsonObject = {}): JsonObject {
  return {
    resources: [
      resource({
        name: "[format('s{0}', copyIndex())]",
        copy: { name: 'all', count, ...more },
        properties: {
          unique: '[uniqueString(resourceGroup().id, string(copyIndex()))]',
          copy: [{ name: 'disks', count: 20, input: { lun: "[copyIndex('disks')]" } }],
        },
      }),
    ],
  };
}
