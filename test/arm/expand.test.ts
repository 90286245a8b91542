// Templates as a whole: resources with their ids, bodies, loops, conditions and dependencies, and what is refused.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { expandIn, group, resource } from './world.ts';

const storage = `${group}/providers/Microsoft.Storage/storageAccounts`;

function idsOf(resources: readonly JsonObject[], more: JsonObject = {}): readonly string[] {
  const expansion = expandIn({ resources, ...more });
  assert.deepEqual(expansion.problems, []);
  return expansion.resources.map(({ id }) => id);
}

function problemOf(template: JsonObject): string | undefined {
  return expandIn(template).problems[0]?.message;
}

describe('expansion of resources', () => {
  it('evaluates the body and leaves out what is for the resource manager', () => {
    const { resources, problems } = expandIn(
      {
        parameters: { name: { type: 'string' } },
        variables: { tags: { owner: "[toUpper(parameters('name'))]" } },
        resources: [
          resource({
            name: "[concat(parameters('name'), 'st')]",
            comments: 'none of it',
            metadata: { a: '[b]' },
            condition: true,
            location: '[resourceGroup().location]',
            tags: "[variables('tags')]",
            sku: { name: 'Standard_LRS' },
            properties: {
              literal: '[[not evaluated]',
              "[concat('k', 'ey')]": { list: ['[add(1, 2)]', null, true] },
            },
          }),
        ],
      },
      { NAME: 'falls' },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(resources, [
      {
        id: `${storage}/fallsst`,
        type: 'Microsoft.Storage/storageAccounts',
        name: 'fallsst',
        apiVersion: '2023-05-01',
        body: {
          location: 'westus2',
          tags: { owner: 'FALLS' },
          sku: { name: 'Standard_LRS' },
          properties: { literal: '[not evaluated]', key: { list: [3, null, true] } },
        },
        deferred: [],
        dependsOn: [],
        origin: 'resources[0]',
      },
    ]);
  });

  it('repeats a resource with its index and says where each copy comes from', () => {
    const { resources } = expandIn({
      resources: [resource({ name: "[format('st{0}', copyIndex(1))]", copy: { name: 'all', count: 2 } })],
    });
    assert.deepEqual(
      resources.map(({ name, origin }) => [name, origin]),
      [
        ['st1', 'resources[0]#0'],
        ['st2', 'resources[0]#1'],
      ],
    );
  });

  it('lets each batch of a serial loop wait for the one before', () => {
    const copy = { name: 'all', count: 5, mode: 'serial', batchSize: 2 };
    const { resources } = expandIn({
      resources: [resource({ name: "[format('s{0}', copyIndex())]", copy })],
    });
    assert.deepEqual(
      resources.map(({ dependsOn }) => dependsOn.map((id) => id.slice(-2))),
      [[], [], ['s0', 's1'], ['s0', 's1'], ['s2', 's3']],
    );
  });

  it('repeats properties, variables and outputs, one loop within another', () => {
    const { resources, outputs, problems } = expandIn({
      variables: { copy: [{ name: 'names', count: 2, input: "[concat('n', copyIndex('names'))]" }] },
      resources: [
        resource({
          name: "[format('s{0}', copyIndex())]",
          copy: { name: 'all', count: 1 },
          properties: {
            copy: [
              {
                name: 'rows',
                count: 2,
                input: {
                  row: "[copyIndex('rows', 1)]",
                  copy: [
                    {
                      name: 'cells',
                      count: 2,
                      input: "[format('{0}{1}{2}', copyIndex(), copyIndex('rows'), copyIndex('cells'))]",
                    },
                  ],
                },
              },
            ],
          },
        }),
      ],
      outputs: {
        names: { type: 'array', value: "[variables('names')]" },
        loop: { type: 'array', copy: { count: 3, input: '[mul(copyIndex(), 2)]' } },
      },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(resources[0]?.body, {
      properties: {
        rows: [
          { row: 1, cells: ['000', '001'] },
          { row: 2, cells: ['010', '011'] },
        ],
      },
    });
    assert.deepEqual(outputs['names']?.value, ['n0', 'n1']);
    assert.deepEqual(outputs['loop']?.value, [0, 2, 4]);
  });

  it('leaves out what has a false condition, and dependencies on it', () => {
    const { resources, skipped } = expandIn({
      resources: [
        resource({ name: 'off', condition: "[equals('a', 'b')]" }),
        resource({ name: 'on', dependsOn: ['off'] }),
      ],
    });
    assert.deepEqual(skipped, [`${storage}/off`]);
    assert.deepEqual(
      resources.map(({ name, dependsOn }) => [name, dependsOn]),
      [['on', []]],
    );
  });

  it('gives children the type and name of their parent', () => {
    const child = { type: 'blobServices', apiVersion: '2023-05-01', name: 'default' };
    const container = { type: 'containers', apiVersion: '2023-05-01', name: 'content' };
    const lock = { type: 'providers/locks', apiVersion: '2020-05-01', name: 'Microsoft.Authorization/keep' };
    assert.deepEqual(idsOf([resource({ resources: [{ ...child, resources: [container] }, lock] })]), [
      `${storage}/falls`,
      `${storage}/falls/blobServices/default`,
      `${storage}/falls/blobServices/default/containers/content`,
      `${storage}/falls/providers/Microsoft.Authorization/locks/keep`,
    ]);
  });

  it('hangs an extension on the resource that its scope names', () => {
    const lock = { type: 'Microsoft.Authorization/locks', apiVersion: '2020-05-01', name: 'keep' };
    const expected = `${storage}/falls/providers/Microsoft.Authorization/locks/keep`;
    assert.deepEqual(
      idsOf([
        { ...lock, scope: "[format('Microsoft.Storage/storageAccounts/{0}', 'falls')]" },
        { ...lock, name: 'all', scope: '[resourceGroup().id]' },
        { type: 'Microsoft.Management/managementGroups', apiVersion: '2021-04-01', name: 'root', scope: '/' },
      ]),
      [
        expected,
        `${group}/providers/Microsoft.Authorization/locks/all`,
        '/providers/Microsoft.Management/managementGroups/root',
      ],
    );
  });

  it('keeps the template of a nested deployment as it is', () => {
    const inner = { resources: [], outputs: { a: { type: 'string', value: "[parameters('inner')]" } } };
    const { resources, problems } = expandIn({
      resources: [
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'nested',
          resourceGroup: 'other',
          properties: { mode: "[concat('Incre', 'mental')]", template: inner },
        },
      ],
    });
    assert.deepEqual(problems, []);
    assert.equal(
      resources[0]?.id,
      `${group.replace('rg-falls', 'other')}/providers/Microsoft.Resources/deployments/nested`,
    );
    assert.deepEqual(resources[0]?.body, { properties: { mode: 'Incremental', template: inner } });
  });
});

describe('dependencies', () => {
  const second = (dependsOn: readonly string[]): JsonObject => ({
    type: 'Microsoft.Sql/servers/databases',
    apiVersion: '1',
    name: 'srv/db',
    dependsOn,
  });
  const server = { type: 'Microsoft.Sql/servers', apiVersion: '1', name: 'srv' };
  const serverId = `${group}/providers/Microsoft.Sql/servers/srv`;

  for (const text of [
    "[resourceId('Microsoft.Sql/servers', 'SRV')]",
    'Microsoft.Sql/servers/srv',
    'srv',
    "[concat('microsoft.sql/servers/', 'srv')]",
  ])
    it(`are found by ${text}`, () => {
      const { resources, problems } = expandIn({ resources: [server, second([text])] });
      assert.deepEqual(problems, []);
      assert.deepEqual(resources[1]?.dependsOn, [serverId]);
    });

  it('on a loop are on each of its copies, and on none where its count is zero', () => {
    const loop = (name: string, count: number) =>
      resource({ name: `[format('${name}{0}', copyIndex())]`, copy: { name, count } });
    const { resources } = expandIn({
      resources: [loop('two', 2), loop('none', 0), resource({ name: 'last', dependsOn: ['two', 'none'] })],
    });
    assert.deepEqual(resources.at(-1)?.dependsOn, [`${storage}/two0`, `${storage}/two1`]);
  });

  it('come from reference() too, once each', () => {
    const { resources } = expandIn({
      resources: [
        resource(),
        resource({
          name: 'other',
          dependsOn: ['falls'],
          properties: { a: "[reference('falls').x]", b: "[listKeys('falls', '2023-05-01').keys[0].value]" },
        }),
      ],
    });
    assert.deepEqual(resources[1]?.dependsOn, [`${storage}/falls`]);
  });

  it('in a circle are refused with the circle', () => {
    const message = problemOf({
      resources: [
        resource({ name: 'a', dependsOn: ['b'] }),
        resource({ name: 'b', properties: { x: "[reference('c').x]" } }),
        resource({ name: 'c', dependsOn: ['a'] }),
        resource({ name: 'd', dependsOn: ['a'] }),
      ],
    });
    assert.equal(
      message,
      `Deployment template validation failed: 'Circular dependency detected on resource: '${storage}/a'. The chain is ` +
        `'${storage}/a' -> '${storage}/b' -> '${storage}/c'. Please see https://aka.ms/arm-syntax-resources for usage details.'.`,
    );
  });
});

describe('symbolic resources', () => {
  it('are found by their names, with loops and existing ones', () => {
    const { resources, outputs, problems } = expandIn({
      languageVersion: '2.0',
      resources: {
        before: resource({ name: 'before' }),
        vault: {
          existing: true,
          type: 'Microsoft.KeyVault/vaults',
          apiVersion: '2023-07-01',
          name: 'kv',
          dependsOn: ['before'],
        },
        web: resource({ name: "[format('web{0}', copyIndex())]", copy: { name: 'web', count: 2 } }),
        last: resource({
          name: 'last',
          dependsOn: ['vault', "[format('web[{0}]', 1)]"],
          properties: { uri: "[reference('vault').vaultUri]", all: "[references('web', 'full')]" },
        }),
      },
      outputs: { id: { type: 'string', value: "[resourceInfo('vault').id]" } },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      resources.map(({ symbolicName, origin }) => [symbolicName, origin]),
      [
        ['before', 'resources.before'],
        ['web', 'resources.web#0'],
        ['web', 'resources.web#1'],
        ['last', 'resources.last'],
      ],
    );
    const last = resources.at(-1);
    assert.deepEqual(last?.dependsOn, [`${storage}/before`, `${storage}/web1`, `${storage}/web0`]);
    assert.deepEqual(last?.deferred, ['properties.uri', 'properties.all']);
    assert.deepEqual(last?.body, {
      properties: {
        uri: `[reference('${group}/providers/Microsoft.KeyVault/vaults/kv', '2023-07-01').vaultUri]`,
        all: `[createArray(reference('${storage}/web0', '2023-05-01', 'Full'), reference('${storage}/web1', '2023-05-01', 'Full'))]`,
      },
    });
    assert.equal(outputs['id']?.value, `${group}/providers/Microsoft.KeyVault/vaults/kv`);
  });
});

describe('bad templates', () => {
  const bad: readonly (readonly [title: string, template: JsonObject, words: RegExp])[] = [
    [
      'a name given twice',
      { resources: [resource(), resource({ condition: false })] },
      /'Microsoft.Storage\/storageAccounts\/falls' at 'resources\[1\]' is defined multiple times/,
    ],
    [
      'a name with too few segments',
      { resources: [resource({ type: 'Microsoft.Sql/servers/databases' })] },
      /incorrect segment lengths/,
    ],
    [
      'a resource without a version',
      { resources: [{ type: 'A.B/c', name: 'n' }] },
      /'apiVersion' is required/,
    ],
    [
      'reference() in a name',
      { resources: [resource({ name: "[reference('x').y]" })] },
      /'reference' is not expected at this location/,
    ],
    [
      'reference() in a location',
      { resources: [resource({ name: 'a' }), resource({ location: "[reference('a').y]" })] },
      /'reference' is not expected at this location/,
    ],
    [
      'reference() in a variable',
      {
        variables: { a: "[reference('x').y]" },
        resources: [resource({ properties: { a: "[variables('a')]" } })],
      },
      /'reference' is not expected/,
    ],
    [
      'a condition that is no boolean',
      { resources: [resource({ condition: 'yes' })] },
      /has to be a boolean/,
    ],
    ['too many copies', { resources: [resource({ copy: { name: 'l', count: 801 } })] }, /from 0 to '800'/],
    [
      'a count that is no number',
      { resources: [resource({ copy: { name: 'l', count: '3' } })] },
      /has to be an integer/,
    ],
    [
      'a batch larger than the loop',
      { resources: [resource({ copy: { name: 'l', count: 2, mode: 'Serial', batchSize: 3 } })] },
      /batch size/,
    ],
    [
      'a loop on a child',
      {
        resources: [
          resource({ resources: [{ type: 'b', apiVersion: '1', name: 'c', copy: { name: 'l', count: 2 } }] }),
        ],
      },
      /not possible on a resource within another/,
    ],
    [
      'a dependency on nothing',
      { resources: [resource({ dependsOn: ['nobody'] })] },
      /The resource 'nobody' is not defined in the template/,
    ],
    [
      'an unknown parameter',
      { resources: [resource({ name: "[parameters('x')]" })] },
      /The template parameter 'x' is not found/,
    ],
    [
      'an unknown variable',
      { resources: [resource({ name: "[variables('x')]" })] },
      /The template variable 'x' is not found/,
    ],
    [
      'a broken expression nobody reaches',
      { variables: { a: "[concat('a'", b: '[concat(]' }, resources: [] },
      /Unable to parse language expression/,
    ],
    [
      'an unknown function nobody reaches',
      { variables: { b: '[if(true(), 1, nope())]' }, resources: [] },
      /'nope' is not valid/,
    ],
    [
      'variables in a circle',
      {
        variables: { a: "[variables('b')]", b: "[variables('a')]" },
        resources: [resource({ name: "[variables('a')]" })],
      },
      /a circular reference/,
    ],
  ];
  for (const [title, template, words] of bad)
    it(`are refused for ${title}`, () => assert.match(problemOf(template) ?? 'not refused', words));

  it('tell every fault with its place', () => {
    const { problems } = expandIn({
      resources: [
        resource({ name: "[variables('x')]" }),
        resource(),
        resource({ name: 'b', dependsOn: ['nobody'] }),
      ],
    });
    assert.deepEqual(
      problems.map(({ code, path }) => [code, path]),
      [
        ['InvalidTemplate', 'resources[0].name'],
        ['InvalidTemplate', 'resources[2]'],
      ],
    );
  });

  it('say of an output what Azure would say once all else is deployed', () => {
    const { problems } = expandIn({
      resources: [],
      outputs: { a: { type: 'string', value: '[div(1, 0)]' }, b: { type: 'int', value: 'x' } },
    });
    assert.deepEqual(
      problems.map(({ code, path }) => [code, path]),
      [
        ['DeploymentOutputEvaluationFailed', 'outputs.a.value'],
        ['DeploymentOutputEvaluationFailed', 'outputs.b'],
      ],
    );
    assert.match(
      problems[1]?.message ?? '',
      /Template output JToken type is not valid. Expected 'Integer'. Actual 'String'/,
    );
  });
});
