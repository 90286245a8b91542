// What every `Cloud` must do, whatever it is connected to: one suite, run over the real adapter against the mock
// in the process and behind HTTPS.
import assert from 'node:assert/strict';
import { CmgError } from '../../src/base/failure.ts';
import { Secret } from '../../src/base/secret.ts';
import type { Cloud, DeploymentRecord } from '../../src/cloud/cloud.ts';
import type { TestClock } from '../support/clock.ts';

export interface Connected {
  readonly cloud: Cloud;
  readonly clock: TestClock;
  readonly subscriptionId: string;
  close(): Promise<void>;
}

const nsgApi = '2024-05-01';

export function cloudContract(name: string, connect: () => Promise<Connected>): void {
  describe(`Cloud over ${name}`, () => {
    let connected: Connected;
    const cloud = (): Cloud => connected.cloud;
    const nsgId = (): string =>
      `/subscriptions/${connected.subscriptionId}/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/one`;

    beforeEach(async () => {
      connected = await connect();
    });
    afterEach(async () => await connected.close());

    it('reads undefined where there is no group', async () => {
      assert.equal(await cloud().groups.read('rg'), undefined);
    });

    it('reads a group back as it was put', async () => {
      const group = { name: 'rg', location: 'westus2', tags: { a: '1' } };
      await cloud().groups.put(group);
      assert.deepEqual(await cloud().groups.read('rg'), group);
    });

    it('lists only the groups that carry a tag', async () => {
      await cloud().groups.put({ name: 'tagged', location: 'westus2', tags: { mark: '' } });
      await cloud().groups.put({ name: 'plain', location: 'westus2', tags: {} });
      assert.deepEqual(
        (await cloud().groups.listTagged('mark')).map((group) => group.name),
        ['tagged'],
      );
    });

    it('waits until a deleted group is gone', async () => {
      await cloud().groups.put({ name: 'rg', location: 'westus2', tags: {} });
      await cloud().groups.delete('rg');
      assert.equal(await cloud().groups.read('rg'), undefined);
    });

    it('reads undefined where there is no resource', async () => {
      await cloud().groups.put({ name: 'rg', location: 'westus2', tags: {} });
      assert.equal(await cloud().resources.read(nsgId(), nsgApi), undefined);
    });

    it('accepts a deployment at once and carries it out', async () => {
      const record = await begin(cloud());
      assert.equal(record.state, 'running');
      assert.match(record.correlationId, /^[0-9a-f-]{36}$/);
      const done = await ended(connected);
      assert.equal(done.state, 'succeeded');
      assert.deepEqual(done.parameters['tags'], { a: '1' });
      const body = await cloud().resources.read(nsgId(), nsgApi);
      assert.equal(body?.['location'], 'westus2');
      assert.deepEqual(body?.['tags'], { a: '1' });
    });

    it('echoes no secret parameter', async () => {
      await begin(cloud());
      const record = await ended(connected);
      assert.equal('password' in record.parameters, false);
    });

    it('tells what a deployment did to each resource', async () => {
      await begin(cloud());
      await ended(connected);
      const operations = await cloud().deployments.operations('rg', 'cmg-one');
      assert.deepEqual(
        operations.map(({ resourceId, resourceType, state }) => [
          resourceId.toLowerCase(),
          resourceType,
          state,
        ]),
        [[nsgId().toLowerCase(), 'Microsoft.Network/networkSecurityGroups', 'succeeded']],
      );
      assert.ok(operations.every(({ durationMs }) => durationMs >= 0));
    });

    it('refuses a second deployment of a running name as another one that runs', async () => {
      await begin(cloud());
      await assert.rejects(begin(cloud()), (error) => error instanceof CmgError && error.code === 'CMG4011');
    });

    it('says in one sentence why a deployment failed', async () => {
      await begin(cloud(), { priority: 1 });
      const record = await ended(connected);
      assert.equal(record.state, 'failed');
      assert.match(record.error?.code ?? '', /^SecurityRule/);
      assert.doesNotMatch(record.error?.message ?? '{', /[{\n]/);
    });

    it('refuses a broken template before it begins, with the reason', async () => {
      await cloud().groups.put({ name: 'rg', location: 'westus2', tags: {} });
      const template = {
        ...templateWith(100),
        resources: [{ type: 'Microsoft.Network/networkSecurityGroups' }],
      };
      await assert.rejects(
        cloud().deployments.begin({ group: 'rg', name: 'cmg-one', template, parameters: parameters() }),
        (error) =>
          error instanceof CmgError &&
          error.facts['azureCode'] === 'InvalidTemplate' &&
          error.facts['status'] === 400,
      );
    });

    it('lists what stands in a group and what carries a tag', async () => {
      await begin(cloud());
      await ended(connected);
      const expected = [['one', 'Microsoft.Network/networkSecurityGroups', '1']];
      for (const listed of [await cloud().resources.list('rg'), await cloud().resources.listTagged('a')]) {
        assert.deepEqual(
          listed.map((resource) => [resource.name, resource.type, resource.tags['a']]),
          expected,
        );
      }
    });

    it('deletes a resource and waits until it is gone; a missing one is no fault', async () => {
      await begin(cloud());
      await ended(connected);
      await cloud().resources.delete(nsgId(), nsgApi);
      assert.equal(await cloud().resources.read(nsgId(), nsgApi), undefined);
      await cloud().resources.delete(nsgId(), nsgApi);
    });

    it('knows quotas, sizes and free names', async () => {
      const quotas = await cloud().facts.quotas('westus2');
      const family = quotas.find(({ name: quota }) => quota === 'standardAv2Family');
      assert.ok(family && family.limit > 0 && family.used === 0);
      assert.ok((await cloud().facts.sizes('westus2')).includes('Standard_A2_v2'));
      assert.deepEqual(await cloud().facts.storageName('granitefalls'), { free: true });
      assert.deepEqual(await cloud().facts.vaultName('granitefalls'), { free: true });
      assert.deepEqual(await cloud().facts.dnsLabel('granitefalls', 'westus2'), { free: true });
      assert.deepEqual(await cloud().facts.deletedVaults(), []);
      assert.ok((await cloud().facts.registeredProviders()).includes('Microsoft.Compute'));
    });
  });

  async function begin(cloud: Cloud, { priority = 100 } = {}): Promise<DeploymentRecord> {
    await cloud.groups.put({ name: 'rg', location: 'westus2', tags: {} });
    return await cloud.deployments.begin({
      group: 'rg',
      name: 'cmg-one',
      template: templateWith(priority),
      parameters: parameters(),
    });
  }

  async function ended({ cloud, clock }: Connected): Promise<DeploymentRecord> {
    for (let looks = 0; looks < 100; looks += 1) {
      const record = await cloud.deployments.read('rg', 'cmg-one');
      assert.ok(record);
      if (record.state !== 'running') return record;
      clock.advance(record.retryAfterMs ?? 5_000);
    }
    return assert.fail('the deployment does not end');
  }
}

function parameters() {
  return { tags: { value: { a: '1' } }, password: { secret: new Secret('Correct-Horse-7') } };
}

function templateWith(priority: number) {
  const rule = {
    priority,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'Internet',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '443',
  };
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { tags: { type: 'object' }, password: { type: 'securestring' } },
    resources: [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: nsgApi,
        name: 'one',
        location: '[resourceGroup().location]',
        tags: "[parameters('tags')]",
        properties: { securityRules: [{ name: 'https', properties: rule }] },
      },
    ],
  };
}
