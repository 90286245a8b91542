import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { memoryStore } from '../../src/mock/store.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';
import { templateOf } from './support/what-if.ts';

function machine(name: string, properties: JsonObject = {}): JsonObject {
  return {
    type: 'Contoso.Works/machines',
    apiVersion: '2024-01-01',
    name,
    location: 'westeurope',
    properties: { seconds: 5, ...properties },
  };
}

describe('mock/BEHAVIOUR: On error', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ providers: small });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
  });

  function at(name: string): string {
    return `${group}/providers/Microsoft.Resources/deployments/${name}`;
  }
  function deploy(name: string, template: JsonObject, more: JsonObject = {}): Promise<Heard> {
    return world.send('PUT', at(name), { properties: { mode: 'Incremental', template, ...more } });
  }
  async function properties(name: string): Promise<Heard['body']> {
    return (await world.send('GET', at(name))).body['properties'] ?? {};
  }
  async function isThere(name: string): Promise<boolean> {
    const path = `${group}/providers/Contoso.Works/machines/${name}?api-version=2024-01-01`;
    return (await world.send('GET', path)).status === 200;
  }

  const secretive = templateOf([machine('good', { word: "[parameters('word')]" })], {
    parameters: { word: { type: 'securestring' } },
  });
  const broken = templateOf([machine('new'), machine('bad', { broken: true })]);

  async function succeedThenFail(onErrorDeployment: JsonObject): Promise<Heard> {
    await deploy('first', secretive, { parameters: { word: { value: 'hidden-word' } } });
    world.pass(60_000);
    const failing = await deploy('second', broken, { onErrorDeployment });
    world.pass(8_000);
    return failing;
  }

  it('echoes the deployment that was found, on validation and on acceptance', async () => {
    const accepted = await succeedThenFail({ type: 'LastSuccessful' });
    const echoed = { type: 'LastSuccessful', deploymentName: 'first' };
    assert.equal(accepted.status, 201);
    assert.deepEqual(accepted.body['properties']?.['onErrorDeployment'], echoed);
    world.pass(120_000);
    const validated = await world.send('POST', `${at('third')}/validate`, {
      properties: {
        mode: 'Incremental',
        template: templateOf([]),
        onErrorDeployment: { type: 'LastSuccessful' },
      },
    });
    assert.deepEqual(validated.body['properties']?.['onErrorDeployment'], echoed);
  });

  it('makes it again with its own parameters, in complete mode', async () => {
    await succeedThenFail({ type: 'SpecificDeployment', deploymentName: 'FIRST' });
    const failed = await properties('second');
    assert.equal(failed['provisioningState'], 'Failed');
    assert.deepEqual(failed['onErrorDeployment'], {
      provisioningState: 'Running',
      type: 'SpecificDeployment',
      deploymentName: 'first',
    });
    assert.equal((await properties('first'))['mode'], 'Complete');
    world.pass(120_000);
    assert.equal((await properties('first'))['provisioningState'], 'Succeeded');
    assert.equal((await properties('second'))['onErrorDeployment']?.['provisioningState'], 'Succeeded');
    assert.deepEqual(await Promise.all(['good', 'new', 'bad'].map(isThere)), [true, false, false]);
    const word = await world.send(
      'GET',
      `${group}/providers/Contoso.Works/machines/good?api-version=2024-01-01`,
    );
    assert.equal(word.body['properties']?.['word'], 'hidden-word');
  });

  it('begins nothing where all goes well', async () => {
    await deploy('first', templateOf([machine('a')]));
    world.pass(60_000);
    await deploy('second', templateOf([machine('b')]), { onErrorDeployment: { type: 'LastSuccessful' } });
    world.pass(60_000);
    const done = await properties('second');
    assert.equal(done['provisioningState'], 'Succeeded');
    assert.deepEqual(done['onErrorDeployment'], { type: 'LastSuccessful', deploymentName: 'first' });
    assert.deepEqual(await Promise.all(['a', 'b'].map(isThere)), [true, true]);
  });

  it('refuses what is not there, what failed, and any place but a group', async () => {
    await deploy('bad', broken);
    world.pass(60_000);
    const refused = async (onErrorDeployment: JsonObject): Promise<unknown> => {
      const { status, body } = await deploy('main', templateOf([]), { onErrorDeployment });
      return [status, String(body['error']?.['code'])];
    };
    const invalid = [400, 'InvalidOnErrorDeployment'];
    assert.deepEqual(await refused({ type: 'LastSuccessful' }), invalid);
    assert.deepEqual(await refused({ type: 'SpecificDeployment', deploymentName: 'bad' }), invalid);
    assert.deepEqual(await refused({ type: 'Whatever' }), [400, 'InvalidRequestContent']);
    const wide = await world.send(
      'PUT',
      `${world.subscription}/providers/Microsoft.Resources/deployments/wide`,
      {
        location: 'westeurope',
        properties: {
          mode: 'Incremental',
          template: templateOf([]),
          onErrorDeployment: { type: 'LastSuccessful' },
        },
      },
    );
    assert.equal(wide.body['error']?.['code'], 'InvalidOnErrorDeployment');
  });

  it('keeps the parameters sealed, and forgets them with the history', async () => {
    const store = memoryStore();
    world = drive({ providers: small, store });
    await world.send('PUT', group, { location: 'westeurope' });
    await deploy('first', secretive, { parameters: { word: { value: 'hidden-word' } } });
    assert.equal(store.list('sent/').length, 1);
    assert.ok(!JSON.stringify(store.list('sent/')).includes('hidden-word'));
    world.pass(60_000);
    await world.send('DELETE', at('first'));
    assert.equal(store.list('sent/').length, 0);
  });
});
