// What a deploy must not do to others, and must not be led into by what others did.
import assert from 'node:assert/strict';
import { CmgError } from '../../src/base/failure.ts';
import { isJsonObject } from '../../src/base/json.ts';
import { deploy } from '../../src/deploy/deploy.ts';
import { changesOf } from '../../src/plan/plan.ts';
import { readHolding } from '../../src/teardown/ownership.ts';
import { testRandom } from '../support/clock.ts';
import { groupPath, openLab, plainSpec, writesIn } from '../support/lab.ts';

const inFoundGroup = plainSpec.replace(
  '{ name: rg-granitefalls }',
  '{ name: rg-granitefalls, create: false }',
);
const identity = '/providers/Microsoft.ManagedIdentity/userAssignedIdentities/granitefalls-id';
const nsg = '/providers/Microsoft.Network/networkSecurityGroups/granitefalls-nsg';

describe('a deploy among others', () => {
  it('deletes nothing that only carries a copy of its tags', async () => {
    const lab = openLab();
    await lab.deploy();
    const tags = (await lab.cloud.groups.read('rg-granitefalls'))?.tags ?? {};
    const path = groupPath(
      lab,
      '/providers/Microsoft.Network/publicIPAddresses/jumpbox?api-version=2024-05-01',
    );
    const body = {
      location: 'westus2',
      tags,
      sku: { name: 'Standard' },
      properties: { publicIPAllocationMethod: 'Static' },
    };
    assert.equal((await lab.send('PUT', path, body)).status, 201);
    lab.clock.advance(600_000);
    const { plan } = await lab.prepare(plainSpec.replace('instances: 2', 'instances: 3'));
    assert.equal(plan.summary.delete, 0);
  });

  it('shows what adopting changes, marks it, and leaves it at the end', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: {} });
    const path = groupPath(lab, `${nsg}?api-version=2024-05-01`);
    await lab.send('PUT', path, {
      location: 'westus2',
      tags: { theirs: 'yes' },
      properties: { securityRules: [] },
    });
    lab.clock.advance(600_000);
    const { plan } = await lab.prepare(inFoundGroup);
    const change = plan.changes.find(({ id }) => id.endsWith('-nsg'));
    assert.equal(change?.adopt, true);
    assert.ok(
      change.properties.some((property) => property.path === 'properties.securityRules.allow-clients'),
    );
    await lab.deploy(inFoundGroup);
    assert.deepEqual(changesOf((await lab.prepare(inFoundGroup)).plan), []);

    const listed = await lab.cloud.resources.list('rg-granitefalls');
    const group = await lab.cloud.groups.read('rg-granitefalls');
    const anchor = listed.find(({ tags }) => tags['cmg-group'] === 'found')?.tags ?? {};
    assert.ok(group);
    const { tenantId, subscriptionId } = lab.azure;
    const place = { tenantId, subscriptionId, cloud: 'AzurePublicCloud' as const };
    const holding = await readHolding(lab.cloud, { group, anchor, place });
    assert.deepEqual(
      holding.foreign.map(({ name }) => name),
      ['granitefalls-nsg'],
    );
  });

  it('takes over no storage account of others', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: {} });
    const path = groupPath(
      lab,
      '/providers/Microsoft.Storage/storageAccounts/granitefalls?api-version=2024-01-01',
    );
    const body = { location: 'westus2', kind: 'StorageV2', sku: { name: 'Standard_GRS' }, properties: {} };
    assert.equal((await lab.send('PUT', path, body)).status, 202);
    lab.clock.advance(600_000);
    lab.calls.length = 0;
    await assert.rejects(
      lab.deploy(inFoundGroup),
      (error) => error instanceof CmgError && error.code === 'CMG2106',
    );
    assert.deepEqual(writesIn(lab.calls), []);
  });

  it("refuses a resource of another gateway's deployment, before it writes", async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: {} });
    const tags = { 'cmg-gateway': 'riverbend', 'cmg-deployment': 'e'.repeat(32) };
    const path = groupPath(lab, `${nsg}?api-version=2024-05-01`);
    await lab.send('PUT', path, { location: 'westus2', tags, properties: { securityRules: [] } });
    lab.clock.advance(600_000);
    lab.calls.length = 0;
    await assert.rejects(lab.deploy(inFoundGroup), (error) => {
      assert.ok(error instanceof CmgError && error.code === 'CMG2106');
      assert.match(error.message, /granitefalls-nsg belongs to another deployment, of gateway 'riverbend'/);
      return true;
    });
    assert.deepEqual(writesIn(lab.calls), []);
  });

  it('sees tags that were taken off its own resource as drift, not as something to adopt', async () => {
    const lab = openLab();
    await lab.deploy();
    await lab.send(
      'PUT',
      groupPath(lab, `${nsg}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01`),
      {
        properties: { tags: {} },
      },
    );
    lab.clock.advance(600_000);
    const [change] = changesOf((await lab.prepare()).plan);
    assert.deepEqual([change?.adopt, change?.cause], [false, 'drift']);
  });

  it('leaves one whole gateway where two runs begin at once', async () => {
    const lab = openLab();
    const first = await lab.prepare();
    const second = await lab.prepare();
    const random = testRandom();
    const ports = { cloud: lab.cloud, clock: lab.clock, random };
    const winner = deploy(first, ports);
    await winner.next();
    await winner.next();
    await assert.rejects(
      async () => {
        const loser = deploy(second, ports);
        for (let next = await loser.next(); next.done !== true; next = await loser.next());
      },
      (error) => error instanceof CmgError && error.code === 'CMG4011',
    );
    for (let next = await winner.next(); next.done !== true; next = await winner.next());
    const tags = (await lab.cloud.groups.read('rg-granitefalls'))?.tags;
    const record = await lab.cloud.deployments.read('rg-granitefalls', 'cmg-granitefalls');
    const recorded = record?.parameters['tags'];
    assert.ok(isJsonObject(recorded));
    assert.equal(tags?.['cmg-deployment'], recorded['cmg-deployment']);
    assert.deepEqual(changesOf((await lab.prepare()).plan), []);
  });

  it('says once more whose the group is when another run wrote over it just before Azure accepted', async () => {
    const lab = openLab();
    const prepared = await lab.prepare();
    const { cloud } = lab;
    const overtaken = {
      ...cloud,
      deployments: {
        ...cloud.deployments,
        begin: async (request: Parameters<typeof cloud.deployments.begin>[0]) => {
          const group = await cloud.groups.read('rg-granitefalls');
          assert.ok(group);
          await cloud.groups.put({ ...group, tags: { ...group.tags, 'cmg-deployment': 'f'.repeat(32) } });
          return await cloud.deployments.begin(request);
        },
      },
    };
    const run = deploy(prepared, { cloud: overtaken, clock: lab.clock, random: testRandom() });
    for (let next = await run.next(); next.done !== true; next = await run.next());
    const tags = (await cloud.groups.read('rg-granitefalls'))?.tags;
    assert.equal(tags?.['cmg-deployment'], prepared.compiled.group.tags['cmg-deployment']);
    assert.deepEqual(changesOf((await lab.prepare()).plan), []);
  });

  it('gives the roles anew when the identity was deleted', async () => {
    const lab = openLab();
    await lab.deploy();
    await lab.cloud.resources.delete(groupPath(lab, identity), '2023-01-31');
    const { plan } = await lab.prepare();
    assert.deepEqual(
      changesOf(plan).map(({ type, action }) => [type.split('/')[1], action]),
      [
        ['userAssignedIdentities', 'create'],
        ['roleAssignments', 'update'],
        ['roleAssignments', 'update'],
        ['virtualMachineScaleSets', 'update'],
      ],
    );
    await lab.deploy();
    assert.deepEqual(
      changesOf((await lab.prepare()).plan).map(({ id, properties }) => [
        id,
        properties.map(({ path }) => path),
      ]),
      [],
    );
  });

  it('still knows its own in a group that was there before when the identity was deleted', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: {} });
    await lab.deploy(inFoundGroup);
    await lab.cloud.resources.delete(groupPath(lab, identity), '2023-01-31');
    const { plan } = await lab.prepare(inFoundGroup);
    assert.deepEqual(
      plan.diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
    await lab.deploy(inFoundGroup);
    assert.deepEqual(changesOf((await lab.prepare(inFoundGroup)).plan), []);
  });
});

describe('an expiry', () => {
  it('is not said to be later by a plan that changes nothing', async () => {
    const lab = openLab();
    const { outcome } = await lab.deploy();
    lab.clock.advance(3_600_000);
    assert.equal((await lab.prepare()).plan.expiresAt, outcome.expiresAt);
  });

  it('that has passed is said by a plan that changes nothing', async () => {
    const lab = openLab();
    await lab.deploy();
    lab.clock.advance(73 * 3_600_000);
    const { plan } = await lab.prepare();
    assert.ok(plan.diagnostics.some(({ code, place }) => code === 'CMG2109' && place?.line === 9));
  });

  for (const damage of ['soon', undefined]) {
    it(`that reads ${String(damage)} is repaired by the next deploy`, async () => {
      const lab = openLab();
      await lab.deploy();
      const group = await lab.cloud.groups.read('rg-granitefalls');
      assert.ok(group);
      const { 'cmg-expires': _, ...others } = group.tags;
      await lab.cloud.groups.put({
        ...group,
        tags: damage === undefined ? others : { ...others, 'cmg-expires': damage },
      });
      const { outcome } = await lab.deploy();
      assert.equal(outcome.result, 'ready');
      assert.equal((await lab.cloud.groups.read('rg-granitefalls'))?.tags['cmg-expires'], outcome.expiresAt);
      assert.deepEqual(changesOf((await lab.prepare()).plan), []);
    });
  }
});

describe('a lab certificate', () => {
  it('is made anew when it is about to end, and once', async () => {
    const lab = openLab();
    const forEver = plainSpec.replace('expiry: { after: 72h }\n', '');
    await lab.deploy(forEver);
    lab.clock.advance(370 * 86_400_000);
    const { plan } = await lab.prepare(forEver);
    assert.deepEqual(
      changesOf(plan).flatMap(({ properties }) => properties.map(({ path, origin }) => [path, origin?.line])),
      [['tags.cmg-certificate', 8]],
    );
  });
});

describe('a plan', () => {
  it('does not call deleted what the spec only now asks for', async () => {
    const lab = openLab();
    const without = `${plainSpec}content: { enabled: false }\n`;
    await lab.deploy(without);
    const { plan } = await lab.prepare(plainSpec);
    const container = plan.changes.find(({ type }) => type.endsWith('/containers'));
    assert.deepEqual([container?.action, container?.cause], ['create', 'spec']);
  });

  it('is not troubled by an address prefix that somebody added', async () => {
    const lab = openLab();
    await lab.deploy();
    const path = groupPath(lab, '/providers/Microsoft.Network/virtualNetworks/granitefalls-vnet');
    const body = await lab.cloud.resources.read(path, '2024-05-01');
    assert.ok(body && isJsonObject(body['properties']));
    const properties = {
      ...body['properties'],
      addressSpace: { addressPrefixes: ['10.42.0.0/24', '10.43.0.0/24'] },
    };
    const { status } = await lab.send('PUT', `${path}?api-version=2024-05-01`, { ...body, properties });
    assert.equal(status, 200);
    lab.clock.advance(600_000);
    assert.deepEqual(changesOf((await lab.prepare()).plan), []);
  });

  it('names the tenant of the subscription where nobody told it', async () => {
    const lab = openLab();
    await lab.deploy();
    const { gateway } = await lab.prepare();
    const { prepare } = await import('../../src/deploy/prepare.ts');
    const ports = { cloud: lab.cloud, clock: lab.clock, random: testRandom() };
    const { plan } = await prepare({ ...gateway, tenantId: '' }, ports);
    assert.equal(plan.target.tenantId, lab.azure.tenantId);
    assert.deepEqual(changesOf(plan), []);
  });
});
