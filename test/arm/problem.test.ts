// Where a problem of a template is: its dotted place, and the character of the expression that is at fault.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { expandIn, resource } from './world.ts';

type Row = readonly [title: string, template: JsonObject, path: string, position: number | undefined];

describe('problems of templates', () => {
  const rows: readonly Row[] = [
    [
      'an unknown parameter in a body',
      { resources: [resource({ properties: { list: ['a', "[concat('x', parameters('no'))]"] } })] },
      'resources[0].properties.list[1]',
      13,
    ],
    [
      'a member that is not there',
      { resources: [resource({ name: "[concat('a', createObject('b', 1).c)]" })] },
      'resources[0].name',
      33,
    ],
    [
      'an index out of bounds',
      { resources: [resource({ tags: { 'a.b': '[createArray(1)[7]]' } })] },
      String.raw`resources[0].tags.a\.b`,
      15,
    ],
    [
      'a broken expression',
      { variables: { a: { b: [1, "[concat('a' 'b')]"] } }, resources: [] },
      'variables.a.b[1]',
      12,
    ],
    ['a string without an end', { variables: { a: "[concat('a)]" }, resources: [] }, 'variables.a', 8],
    ['an unknown function', { resources: [resource({ kind: '[toLower(nope())]' })] }, 'resources[0].kind', 9],
    [
      'a wrong number of arguments',
      { outputs: { a: { type: 'string', value: "[toLower('a', 'b')]" } }, resources: [] },
      'outputs.a.value',
      1,
    ],
    [
      'a default that cannot be worked out',
      { parameters: { p: { type: 'int', defaultValue: '[add(1, div(1, 0))]' } }, resources: [] },
      'parameters.p.defaultValue',
      8,
    ],
    [
      'a variable, wherever it is used',
      {
        variables: { v: { w: '[sub(div(1, 0), 1)]' } },
        resources: [resource({ properties: { x: "[variables('v')]" } })],
      },
      'variables.v.w',
      5,
    ],
    [
      'a loop over a variable',
      {
        variables: { copy: [{ name: 'v', count: 1, input: '[copyIndex()]' }] },
        resources: [],
        outputs: { a: { type: 'array', value: "[variables('v')]" } },
      },
      'variables.v',
      1,
    ],
    ['a condition', { resources: [resource({ condition: '[not(1)]' })] }, 'resources[0].condition', 1],
    [
      'the count of a loop',
      { resources: [resource({ copy: { name: 'l', count: "[int('x')]" } })] },
      'resources[0].copy',
      1,
    ],
    [
      'an instance of a loop',
      {
        resources: [
          resource({
            name: "[format('s{0}', copyIndex())]",
            copy: { name: 'l', count: 2 },
            properties: { x: '[div(1, sub(1, copyIndex()))]' },
          }),
        ],
      },
      'resources[0]#1.properties.x',
      1,
    ],
    [
      'a dependency',
      { resources: [resource({ dependsOn: ["[concat('a', toLower(1))]"] })] },
      'resources[0].dependsOn',
      13,
    ],
    ['a scope', { resources: [resource({ scope: "[variables('v')]" })] }, 'resources[0].scope', 1],
    [
      'a resource by its symbolic name',
      { languageVersion: '2.0', resources: { web: resource({ properties: { x: '[mod(1, 0)]' } }) } },
      'resources.web.properties.x',
      1,
    ],
    [
      'the inside of a lambda',
      {
        outputs: {
          a: {
            type: 'array',
            value: "[map(createArray(1), lambda('x', toUpper(lambdaVariables('x'))))]",
          },
        },
        resources: [],
      },
      'outputs.a.value',
      33,
    ],
    [
      'a type and no expression',
      { outputs: { a: { type: 'int', value: 'x' } }, resources: [] },
      'outputs.a',
      undefined,
    ],
    ['a name given twice', { resources: [resource(), resource()] }, 'resources[1]', undefined],
  ];
  for (const [title, template, path, position] of rows)
    it(`say where: ${title}`, () => {
      const [problem] = expandIn(template).problems;
      assert.deepEqual([problem?.path, problem?.position], [path, position], problem?.message);
    });
});
