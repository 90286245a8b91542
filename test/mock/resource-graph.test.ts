import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

describe('mock/BEHAVIOUR: Resource Graph', () => {
  let world: Driven;
  before(async () => {
    world = drive({ providers: small, speed: 'instant', principals: [{ name: 'nobody' }] });
    const { subscription } = world;
    for (const [name, tags] of [
      ['lab', { owner: 'ada' }],
      ['Store', {}],
    ] as const)
      await world.send('PUT', `${subscription}/resourceGroups/${name}`, { location: 'westeurope', tags });
    const machines: readonly (readonly [string, string, JsonObject])[] = [
      [
        'lab',
        'mill',
        { location: 'westeurope', tags: { stage: 'Live' }, properties: { size: 2, a: { b: 'deep' } } },
      ],
      [
        'lab',
        'press',
        { location: 'eastus', tags: { stage: 'test', 'cost-center': '42' }, properties: { size: 10 } },
      ],
      ['Store', 'crane', { location: 'eastus', properties: { size: 2 } }],
    ];
    for (const [group, name, body] of machines)
      await world.send(
        'PUT',
        `${subscription}/resourceGroups/${group}/providers/Contoso.Works/machines/${name}?api-version=2024-01-01`,
        body,
      );
    await world.send(
      'PUT',
      `${subscription}/resourceGroups/lab/providers/Contoso.Works/depots/yard?api-version=2024-01-01`,
      { location: 'westeurope' },
    );
  });

  const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01';
  const ask = async (query: string, options: JsonObject = {}): Promise<Heard> =>
    await world.send('POST', path, { query, subscriptions: [world.azure.subscriptionId], options });
  async function rows(query: string): Promise<unknown> {
    const { status, body, text } = await ask(query);
    assert.equal(status, 200, text);
    return body['data'];
  }

  const queries: readonly (readonly [query: string, rows: unknown])[] = [
    [
      "Resources | where type =~ 'Contoso.Works/machines' | project name | order by name asc",
      [{ name: 'crane' }, { name: 'mill' }, { name: 'press' }],
    ],
    ["Resources | where type == 'Contoso.Works/machines' | count", [{ Count: 0 }]],
    [
      "where tags['cost-center'] == '42' | project name, tags['cost-center']",
      [{ name: 'press', tags_cost_center: '42' }],
    ],
    ["where tags.stage =~ 'LIVE' | project name", [{ name: 'mill' }]],
    [
      "where properties.a.b has 'deep' and not(location == 'eastus') | project name, properties.a.b",
      [{ name: 'mill', properties_a_b: 'deep' }],
    ],
    [
      "where name in~ ('MILL', 'x') or name startswith 'cr' | project name | sort by name desc",
      [{ name: 'mill' }, { name: 'crane' }],
    ],
    ["where name !in ('mill', 'press', 'crane') | project n = toupper(name)", [{ n: 'YARD' }]],
    [
      'where isnotempty(tags.stage) | extend size = properties.size | where size >= 10 | project name, size',
      [{ name: 'press', size: 10 }],
    ],
    [
      'summarize count() by location | order by location asc',
      [
        { location: 'eastus', count_: 2 },
        { location: 'westeurope', count_: 2 },
      ],
    ],
    [
      "where type has 'machines' | summarize n = count(), most = max(properties.size) by resourceGroup | order by n desc",
      [
        { resourceGroup: 'lab', n: 2, most: 10 },
        { resourceGroup: 'Store', n: 1, most: 2 },
      ],
    ],
    ['distinct location | order by location asc', [{ location: 'eastus' }, { location: 'westeurope' }]],
    ['top 1 by tostring(name) asc | project name', [{ name: 'crane' }]],
    [
      "ResourceContainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups' | project name, tags | order by name asc | take 1",
      [{ name: 'Store', tags: {} }],
    ],
    [
      "ResourceContainers // all\n| where type == 'microsoft.resources/subscriptions'\n| project name",
      [{ name: 'Mock subscription' }],
    ],
  ];
  for (const [query, wanted] of queries)
    it(`answers ${query.replaceAll('\n', ' ')}`, async () => {
      assert.deepEqual(await rows(query), wanted);
    });

  it('shows a resource in the columns of Resource Graph', async () => {
    const [mill] = (await rows("where name == 'mill'")) as readonly JsonObject[];
    assert.deepEqual(mill, {
      id: `${world.subscription}/resourceGroups/lab/providers/Contoso.Works/machines/mill`,
      name: 'mill',
      type: 'contoso.works/machines',
      tenantId: world.azure.tenantId,
      kind: '',
      location: 'westeurope',
      resourceGroup: 'lab',
      subscriptionId: world.azure.subscriptionId,
      managedBy: '',
      sku: null,
      plan: null,
      properties: { provisioningState: 'Succeeded', size: 2, a: { b: 'deep' } },
      tags: { stage: 'Live' },
      identity: null,
      zones: null,
      extendedLocation: null,
    });
  });

  it('pages with a token, counts all, and answers a table where one is asked for', async () => {
    const query = 'project name | order by name asc';
    const first = await ask(query, { $top: 3 });
    assert.deepEqual(
      [first.body['totalRecords'], first.body['count'], first.body['resultTruncated']],
      [4, 3, 'false'],
    );
    const second = await ask(query, {
      $top: 3,
      $skipToken: String(first.body['$skipToken']),
      resultFormat: 'table',
    });
    assert.deepEqual(second.body['data'], { columns: [{ name: 'name', type: 'string' }], rows: [['yard']] });
    assert.equal(second.body['$skipToken'], undefined);
    assert.deepEqual((await ask(query, { $skip: 3 })).body['data'], [{ name: 'yard' }]);
  });

  const refused: readonly (readonly [query: string, detail: JsonObject])[] = [
    [
      'Resources | parse id with * x',
      {
        code: 'InvalidQueryLanguage',
        message: 'InvalidQueryLanguage',
        line: -1,
        characterPositionInLine: -1,
        token: 'parse',
      },
    ],
    [
      "Resources\n| where name = 'x'",
      { code: 'ParserFailure', message: 'ParserFailure', line: 2, characterPositionInLine: 13, token: '=' },
    ],
    [
      "Resources | where name == 'x",
      { code: 'ParserFailure', message: 'ParserFailure', line: 1, characterPositionInLine: 26, token: "'" },
    ],
    [
      'project colour',
      { code: 'InvalidQuery', message: "Failed to resolve column or scalar expression named 'colour'" },
    ],
    [
      'SecurityResources',
      {
        code: 'InvalidQueryLanguage',
        message: 'InvalidQueryLanguage',
        line: -1,
        characterPositionInLine: -1,
        token: 'SecurityResources',
      },
    ],
  ];
  for (const [query, detail] of refused)
    it(`refuses ${query.replaceAll('\n', ' ')} in its own form`, async () => {
      const { status, body } = await ask(query);
      assert.equal(status, 400);
      assert.equal(body['error']?.['code'], 'BadRequest');
      assert.match(
        String(body['error']?.['message']),
        /^Please provide below info when asking for support: timestamp = 2026-03-01T08:00:00\.0000000Z, correlationId = [-\w]{36}\.$/,
      );
      assert.equal(body['error']?.['details']?.['0']?.['code'], 'InvalidQuery');
      assert.deepEqual(body['error']?.['details']?.['1'], detail);
    });

  it('answers any text with rows or a refusal', async () => {
    const words = [
      'Resources',
      'where',
      'project',
      'summarize',
      'count',
      'by',
      'order',
      'name',
      'tags',
      "'x'",
      '1',
      '|',
      '(',
      ')',
      '[',
      ']',
      '.',
      ',',
      '==',
      '=~',
      'in~',
      'and',
      'not',
      'constructor',
      '__proto__',
      '@',
      '"',
      '-',
      '\n',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 14 }), async (chosen) => {
        const { status } = await ask(chosen.join(' '));
        assert.ok(status === 200 || status === 400);
      }),
      { numRuns: 400, seed: 7 },
    );
    assert.equal((await ask(`where ${'('.repeat(20_000)}`)).status, 400);
  });

  it('shows only what the caller may read, and only of the subscription that is asked for', async () => {
    const asked = await world.as('nobody')('POST', path, { query: 'Resources' });
    assert.deepEqual([asked.status, asked.body['data']], [200, []]);
    const other = await world.send('POST', path, {
      query: 'Resources',
      subscriptions: ['00000000-0000-0000-0000-000000000000'],
    });
    assert.equal(other.body['totalRecords'], 0);
  });
});
