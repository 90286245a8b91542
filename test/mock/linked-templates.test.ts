import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { summary, templateOf } from './support/what-if.ts';

const base = 'https://templates.contoso.com/gateways';

function identity(name: string): JsonObject {
  return {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2023-01-31',
    name,
    location: 'westus2',
  };
}

function linkTo(link: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2021-04-01',
    name: 'inside',
    properties: { mode: 'Incremental', templateLink: link, ...more },
  };
}

const named = templateOf([identity("[parameters('name')]")], {
  contentVersion: '2.0.0.0',
  parameters: { name: { type: 'string' } },
  outputs: { from: { type: 'string', value: '[deployment().properties.templateLink.uri]' } },
});

const documents: ReadonlyMap<string, string | JsonObject> = new Map<string, string | JsonObject>([
  [`${base}/named.json`, named],
  [
    `${base}/main.json`,
    `// as people write them\n${JSON.stringify(
      templateOf([
        linkTo({ relativePath: 'parts/part.json' }, { parameters: { name: { value: 'byPath' } } }),
      ]),
    )}`,
  ],
  [`${base}/parts/part.json`, named],
  [`${base}/name.parameters.json`, { parameters: { name: { value: 'byFile' } } }],
  [`${base}/wrong.json`, '{ nothing'],
]);

describe('mock/BEHAVIOUR: Linked templates', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ documents });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westus2' });
  });

  function at(name = 'main'): string {
    return `${group}/providers/Microsoft.Resources/deployments/${name}`;
  }
  function deploy(properties: JsonObject): Promise<Heard> {
    return world.send('PUT', at(), { properties: { mode: 'Incremental', ...properties } });
  }
  async function record(name = 'main'): Promise<Heard['body']> {
    world.pass(600_000);
    return (await world.send('GET', at(name))).body['properties'] ?? {};
  }

  it('are those of the documents that were given, whatever query their address has', async () => {
    const accepted = await deploy({
      templateLink: { uri: `${base}/named.json?sv=signature`, contentVersion: '2.0.0.0' },
      parametersLink: { uri: `${base}/name.parameters.json` },
    });
    assert.equal(accepted.status, 201);
    assert.deepEqual(accepted.body['properties']?.['templateLink'], {
      uri: `${base}/named.json?sv=signature`,
      contentVersion: '2.0.0.0',
    });
    assert.deepEqual(accepted.body['properties']?.['parametersLink'], {
      uri: `${base}/name.parameters.json`,
    });
    const done = await record();
    assert.equal(done['provisioningState'], 'Succeeded', JSON.stringify(done));
    assert.deepEqual(done['parameters'], { name: { type: 'String', value: 'byFile' } });
    assert.equal(done['outputs']?.['from']?.['value'], `${base}/named.json?sv=signature`);
  });

  it('link others by a path that is relative to them', async () => {
    await deploy({ templateLink: { uri: `${base}/main.json` } });
    assert.equal((await record())['provisioningState'], 'Succeeded');
    const inside = await record('inside');
    assert.equal(inside['provisioningState'], 'Succeeded', JSON.stringify(inside));
    assert.deepEqual(inside['templateLink'], { uri: `${base}/parts/part.json` });
    assert.ok(String(Object.values(inside['outputResources'] ?? {})[0]?.['id']).endsWith('/byPath'));
  });

  it('are checked and predicted like any other', async () => {
    const properties = {
      mode: 'Incremental',
      templateLink: { uri: `${base}/named.json` },
      parameters: { name: { value: 'sent' } },
    };
    const validated = await world.send('POST', `${at()}/validate`, { properties });
    assert.equal(validated.status, 200);
    const predicted = await world.send('POST', `${at()}/whatIf`, { properties });
    world.pass(10_000);
    assert.deepEqual(summary(await world.send('GET', predicted.headers['location'] ?? '')), [
      'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/sent',
    ]);
  });

  it('are refused where they were not given, are no template, or are another version', async () => {
    const refusal = async (templateLink: Json): Promise<unknown> => {
      const { status, body } = await deploy({ templateLink });
      return [status, String(body['error']?.['code'])];
    };
    assert.deepEqual(await refusal({ uri: 'https://elsewhere.contoso.com/a.json' }), [
      400,
      'InvalidContentLink',
    ]);
    assert.deepEqual(await refusal({ uri: `${base}/wrong.json` }), [400, 'InvalidTemplate']);
    assert.deepEqual(await refusal({ uri: `${base}/named.json`, contentVersion: '1.0.0.0' }), [
      400,
      'InvalidTemplate',
    ]);
    assert.deepEqual(await refusal({ relativePath: 'named.json' }), [400, 'InvalidTemplate']);
    assert.deepEqual(
      await refusal({ id: `${group}/providers/Microsoft.Resources/templateSpecs/a/versions/1` }),
      [404, 'TemplateSpecNotFound'],
    );
  });
});
