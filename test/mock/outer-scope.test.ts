import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, type Answered, type Driven } from './support/driven.ts';
import { changesIn, identity, nested, openWhatIf, templateOf, type WhatIfLab } from './support/what-if.ts';

const outer = { expressionEvaluationOptions: { scope: 'outer' } };
const parameters = { prefix: { type: 'string', defaultValue: 'own' } };

function named(name: string): JsonObject {
  return identity(name, { location: '[resourceGroup().location]', tags: { of: '[deployment().name]' } });
}

/** Into the group `other`, which is elsewhere than `lab`, twice. */
const twice: JsonObject = {
  ...nested(
    "[format('nested{0}', copyIndex())]",
    templateOf(
      [
        named("[concat(parameters('prefix'), copyIndex())]"),
        nested(
          "[format('deeper{0}', copyIndex())]",
          templateOf([named("[concat('deeper', parameters('prefix'), copyIndex('all'))]")], {
            parameters: { prefix: { type: 'string', defaultValue: 'nobody asks for it' } },
          }),
          outer,
        ),
      ],
      { parameters: { prefix: { type: 'string', defaultValue: 'nobody asks for it' } } },
    ),
    outer,
  ),
  resourceGroup: 'other',
  copy: { name: 'all', count: 2 },
};

const wanted = ['deeperown0', 'deeperown1', 'own0', 'own1'].map((name) => ({
  id: `other/${name}`,
  location: 'westus2',
  tags: { of: 'main' },
}));

describe('mock/BEHAVIOUR: Deployments', () => {
  describe('nested templates in outer scope', () => {
    let world: Driven;
    let lab: WhatIfLab;
    beforeEach(async () => {
      lab = await openWhatIf();
      ({ world } = lab);
      await world.send('PUT', `${world.subscription}/resourceGroups/other`, { location: 'northeurope' });
    });

    it('mean the group, the loop and the names of the deployment around them, however deep', async () => {
      await lab.deploy([twice], { parameters });
      const at = `${world.subscription}/resourceGroups/other/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
      const { body } = await world.send('GET', `${at}?api-version=2023-01-31`);
      assert.deepEqual(
        Object.values(body['value'] ?? {}).map((one) => seen(one)),
        wanted,
      );
    });

    it('are foreseen with the same group, loop and names', async () => {
      const heard = await lab.ask([twice], { parameters });
      assert.deepEqual(
        changesIn(heard).map(({ after }) => seen(after)),
        wanted,
      );
    });

    it('find what is deployed beside them by its name', async () => {
      const reader = templateOf([
        identity('reader', { tags: { beside: 'yes' } }),
        nested(
          'deeper',
          templateOf([], {
            outputs: {
              one: { type: 'string', value: "[reference('beside').principalId]" },
              two: { type: 'string', value: "[reference('reader').principalId]" },
            },
          }),
          outer,
        ),
      ]);
      const around = { ...nested('around', reader, outer), dependsOn: ['beside'] };
      await lab.deploy([identity('beside'), around]);
      const { body } = await world.send('GET', lab.at.replace(/main$/, 'deeper'));
      const { one, two } = body['properties']?.['outputs'] ?? {};
      const principals = await Promise.all(
        ['beside', 'reader'].map(async (name) => {
          const id = `${lab.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
          const answer = await world.send('GET', `${id}?api-version=2023-01-31`);
          return answer.body['properties']?.['principalId'];
        }),
      );
      assert.match(String(principals[0]), /^[-0-9a-f]{36}$/);
      assert.deepEqual(
        [one, two].map((output) => output?.['value']),
        principals,
      );
    });

    it('have no group around them where the deployment is made to the subscription', async () => {
      const template = templateOf([
        { ...nested('into', templateOf([named('one')]), outer), resourceGroup: 'other' },
      ]);
      const at = `${world.subscription}/providers/Microsoft.Resources/deployments/main`;
      const { status, body } = await world.send('PUT', at, {
        location: 'westus2',
        properties: { mode: 'Incremental', template },
      });
      assert.equal(status, 400);
      assert.match(String(body['error']?.['message']), /'resourceGroup' is not expected at this location/);
    });
  });

  it('says at which character of its expression a template is wrong', async () => {
    const world = drive();
    const group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westus2' });
    const template = templateOf([identity('one', { tags: { a: "[concat('a', variables('absent'))]" } })]);
    const { body } = await world.send('PUT', `${group}/providers/Microsoft.Resources/deployments/main`, {
      properties: { mode: 'Incremental', template },
    });
    assert.deepEqual(body['error']?.['additionalInfo']?.['0']?.['info'], {
      lineNumber: 0,
      linePosition: 13,
      path: 'resources[0].tags.a',
    });
  });
});

/** Whether an id is spelled `resourceGroups` or `resourcegroups` is its provider's own matter. */
function seen(resource: Answered | undefined): JsonObject {
  const { id, location, tags } = resource ?? {};
  const words = String(id).split('/');
  return {
    id: `${words[4]}/${words.at(-1)}`,
    location: String(location),
    tags: { of: String(tags?.['of']) },
  };
}
