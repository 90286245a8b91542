import assert from 'node:assert/strict';
import { memoryStore } from '../../src/mock/store.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, type Driven } from './support/driven.ts';
import {
  account,
  changesIn,
  deltaOf,
  identity,
  nested,
  openWhatIf,
  summary,
  templateOf,
  whatIf,
  type WhatIfLab,
} from './support/what-if.ts';

describe('mock/BEHAVIOUR: What-if', () => {
  let world: Driven;
  let group: string;
  let at: string;
  let ask: WhatIfLab['ask'];
  let deploy: WhatIfLab['deploy'];
  beforeEach(async () => {
    ({ world, group, at, ask, deploy } = await openWhatIf());
  });

  describe('the job', () => {
    it('answers 202 with a Location alone, and 202 there until it is over', async () => {
      const accepted = await world.send(
        'POST',
        `${at}/whatIf`,
        { properties: { mode: 'Incremental', template: templateOf([]) } },
        { 'x-ms-correlation-request-id': '08c912ef-9a78-4d4c-8d18-d6c2428db995' },
      );
      assert.equal(accepted.status, 202);
      assert.equal(accepted.text, '');
      assert.equal(accepted.headers['azure-asyncoperation'], undefined);
      assert.equal(accepted.headers['retry-after'], '15');
      const location = accepted.headers['location'] ?? '';
      const [, id = ''] = /\/operationresults\/([^?]+)\?api-version=2021-04-01$/.exec(location) ?? [];
      assert.deepEqual(JSON.parse(Buffer.from(id, 'base64url').toString('utf8')), {
        jobId: 'DeploymentWhatIfJob-LAB-MAIN-08C912EF:2D9A78:2D4D4C:2D8D18:2DD6C2428DB995',
        jobLocation: 'westus2',
      });
      const early = await world.send('GET', location);
      assert.equal(early.status, 202);
      assert.equal(early.headers['location'], location);
      world.pass(10_000);
      const done = await world.send('GET', location);
      assert.equal(done.status, 200);
      assert.deepEqual(done.body, {
        status: 'Succeeded',
        properties: { correlationId: '08c912ef-9a78-4d4c-8d18-d6c2428db995', changes: [] },
      });
    });

    it('shortens a long name in the id of the job to 64 signs', async () => {
      const name = 'deployment_of_many_things_in_many_places_all_at_once';
      const { headers } = await world.send('POST', `${at.replace(/main$/, name)}/whatIf`, {
        properties: { mode: 'Incremental', template: templateOf([]) },
      });
      const [, id = ''] = /\/operationresults\/([^?]+)/.exec(headers['location'] ?? '') ?? [];
      const { jobId } = JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as { jobId: string };
      assert.match(
        jobId,
        /^DeploymentWhatIfJob-LAB-DEPLOYMENT:5FOF:5FMANY:5FTHINGS:5FIN:5FMANY:5FP\|[0-9A-F]{16}-/,
      );
    });

    it('goes on after a restart', async () => {
      const store = memoryStore();
      const before = drive({ store });
      await before.send('PUT', group, { location: 'westus2' });
      const { headers } = await before.send('POST', `${at}/whatIf`, {
        properties: { mode: 'Incremental', template: templateOf([identity('aaa')]) },
      });
      const after = drive({ store });
      after.pass(10_000);
      const done = await after.send('GET', headers['location'] ?? '');
      assert.deepEqual(summary(done), [
        'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aaa',
      ]);
    });

    it('leaves the world as it was, but for its own record', async () => {
      const store = memoryStore();
      ({ ask, deploy } = await openWhatIf(drive({ store })));
      await deploy([account('Standard_LRS')]);
      const kept = (): string =>
        JSON.stringify(
          store.list('').filter(({ key }) => !/^(?:operation|activity)\/|^counter\/activity$/.test(key)),
        );
      const count = (): number => store.list('operation/').length;
      const before = kept();
      const records = count();
      const { status } = await ask(
        [account('Standard_GRS'), identity('fresh', { tags: { id: "[parameters('id')]" } })],
        { parameters: { id: { type: 'string', defaultValue: '[newGuid()]' } } },
      );
      assert.equal(status, 200);
      assert.equal(kept(), before);
      assert.equal(count(), records + 1);
    });

    it('gives what is wrong with a template as its result', async () => {
      const { status, body } = await ask([identity("[parameters('absent')]")]);
      assert.equal(status, 200);
      assert.equal(body['status'], 'Failed');
      assert.equal(body['error']?.['code'], 'InvalidTemplate');
      assert.match(String(body['error']?.['message']), /The template parameter 'absent' is not found/);
    });

    it('fails for a nested template that is wrong', async () => {
      const { body } = await ask([nested('inside', templateOf([identity("[variables('absent')]")]))]);
      assert.equal(body['status'], 'Failed');
      assert.equal(body['error']?.['code'], 'InvalidTemplate');
    });

    it('refuses at once what is no deployment, and a group that is not there', async () => {
      const noMode = await world.send('POST', `${at}/whatIf`, { properties: { template: templateOf([]) } });
      assert.equal(noMode.status, 400);
      assert.equal(noMode.body['error']?.['code'], 'InvalidRequestContent');
      const wrongFormat = await ask([], {}, { more: { whatIfSettings: { resultFormat: 'Everything' } } });
      assert.equal(wrongFormat.status, 400);
      const nowhere = await whatIf(world, at.replace('/lab/', '/nowhere/'), templateOf([]));
      assert.equal(nowhere.status, 404);
      assert.equal(nowhere.body['error']?.['code'], 'ResourceGroupNotFound');
    });
  });

  describe('change types', () => {
    it('creates what is not there, with the body of the template', async () => {
      const heard = await ask([account('Standard_LRS')]);
      const id = `${group}/providers/Microsoft.Storage/storageAccounts/whatifstore`;
      assert.deepEqual(changesIn(heard), [
        {
          resourceId: id,
          changeType: 'Create',
          after: {
            apiVersion: '2019-04-01',
            id,
            kind: 'StorageV2',
            location: 'westus2',
            name: 'whatifstore',
            sku: { name: 'Standard_LRS' },
            type: 'Microsoft.Storage/storageAccounts',
          },
        },
      ]);
    });

    // The recorded answer of Azure to the same template, with the same version.
    it('shows a storage account as Azure showed it: no read-only properties, defaults kept, keys in order', async () => {
      await deploy([account('Standard_LRS')]);
      const heard = await ask([account('Standard_GRS')]);
      const id = `${group}/providers/Microsoft.Storage/storageAccounts/whatifstore`;
      const standing = {
        apiVersion: '2019-04-01',
        id,
        kind: 'StorageV2',
        location: 'westus2',
        name: 'whatifstore',
        properties: {
          accessTier: 'Hot',
          encryption: { keySource: 'Microsoft.Storage' },
          networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' },
          supportsHttpsTrafficOnly: true,
        },
        sku: { name: 'Standard_LRS' },
        type: 'Microsoft.Storage/storageAccounts',
      };
      const [change] = changesIn(heard);
      assert.deepEqual(change, {
        resourceId: id,
        changeType: 'Modify',
        before: standing,
        after: { ...standing, sku: { name: 'Standard_GRS' } },
        delta: [
          {
            path: 'sku.name',
            propertyChangeType: 'Modify',
            before: 'Standard_LRS',
            after: 'Standard_GRS',
          },
        ],
      });
      assert.deepEqual(Object.keys(change?.['before'] ?? {}), Object.keys(standing));
    });

    it('finds no change in what is the same, in any order and spelling of keys', async () => {
      await deploy([identity('same', { tags: { b: '2', a: '1' } })]);
      const heard = await ask([identity('SAME', { tags: { a: '1', B: '2' }, location: 'West US 2' })]);
      const [change] = changesIn(heard);
      assert.equal(change?.['changeType'], 'NoChange');
      assert.deepEqual(change['delta'], []);
      assert.ok(String(change['resourceId']).endsWith('/same'));
    });

    it('ignores what stands beside it, with four members of it, in the order of ids', async () => {
      await deploy([identity('bbb', { tags: { owner: 'ann' } }), identity('ccc')]);
      const heard = await ask([identity('aaa'), identity('ccc')]);
      assert.deepEqual(
        changesIn(heard).map((change) => [String(change['resourceId']).at(-1), change['changeType']]),
        [
          ['a', 'Create'],
          ['b', 'Ignore'],
          ['c', 'NoChange'],
        ],
      );
      const shown = {
        id: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/bbb`,
        location: 'westus2',
        name: 'bbb',
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      };
      assert.deepEqual(changesIn(heard)[1]?.['before'], shown);
      assert.deepEqual(changesIn(heard)[1]?.['after'], shown);
    });

    it('deletes it in complete mode, and shows its tags', async () => {
      await deploy([identity('bbb', { tags: { owner: 'ann' } })]);
      const heard = await ask([identity('aaa')], {}, { mode: 'Complete' });
      assert.deepEqual(summary(heard), [
        'Create resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aaa',
        'Delete resourceGroups/lab/providers/Microsoft.ManagedIdentity/userAssignedIdentities/bbb',
      ]);
      assert.deepEqual(changesIn(heard)[1]?.['before']?.['tags'], { owner: 'ann' });
      assert.equal(changesIn(heard)[1]?.['after'], undefined);
    });

    it('gives ids alone where only they are wanted: what stands is deployed again', async () => {
      await deploy([identity('aaa'), identity('bbb')]);
      const heard = await ask(
        [identity('aaa'), identity('ccc')],
        {},
        {
          more: { whatIfSettings: { resultFormat: 'ResourceIdOnly' } },
        },
      );
      assert.deepEqual(
        changesIn(heard).map((change) => [Object.keys(change), change['changeType']]),
        [
          [['resourceId', 'changeType'], 'Deploy'],
          [['resourceId', 'changeType'], 'Ignore'],
          [['resourceId', 'changeType'], 'Create'],
        ],
      );
    });

    it('knows conditions, copies and existing resources', async () => {
      await deploy([identity('old')]);
      const heard = await whatIf(world, at, {
        ...templateOf({
          some: identity("[format('copy{0}', copyIndex())]", { copy: { name: 'some', count: 2 } }),
          none: identity('never', { condition: false }),
          old: identity('old', { existing: true }),
        }),
        languageVersion: '2.0',
      });
      assert.deepEqual(
        changesIn(heard).map((change) => [
          String(change['resourceId']).split('/').at(-1),
          change['changeType'],
        ]),
        [
          ['copy0', 'Create'],
          ['copy1', 'Create'],
          ['old', 'Ignore'],
        ],
      );
    });

    it('looks into the subscription, at groups and at what goes into a new one', async () => {
      await world.send('PUT', `${world.subscription}/resourceGroups/old`, { location: 'westus2' });
      const groupOf = (name: string, tags: JsonObject): JsonObject => ({
        type: 'Microsoft.Resources/resourceGroups',
        apiVersion: '2021-04-01',
        name,
        location: 'westus2',
        tags,
      });
      const heard = await whatIf(
        world,
        `${world.subscription}/providers/Microsoft.Resources/deployments/wide`,
        templateOf([
          groupOf('fresh', {}),
          groupOf('old', { owner: 'ann' }),
          {
            ...nested('inside', templateOf([identity('aaa', { location: '[resourceGroup().location]' })])),
            resourceGroup: 'fresh',
            dependsOn: ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'fresh')]"],
          },
        ]),
      );
      assert.deepEqual(summary(heard), [
        'Create resourceGroups/fresh',
        'Create resourceGroups/fresh/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aaa',
        'Modify resourceGroups/old',
      ]);
      assert.deepEqual(deltaOf(changesIn(heard)[2]), ['Create tags:  => {"owner":"ann"}']);
      assert.equal(changesIn(heard)[1]?.['after']?.['location'], 'westus2');
    });
  });
});
