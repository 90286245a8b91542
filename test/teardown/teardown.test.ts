import assert from 'node:assert/strict';
import { CmgError } from '../../src/base/failure.ts';
import { findGateway } from '../../src/teardown/find.ts';
import { readHolding, type Holding } from '../../src/teardown/ownership.ts';
import { judge, type Verdict } from '../../src/teardown/reap.ts';
import { teardown, type TeardownEvent, type TeardownOutcome } from '../../src/teardown/teardown.ts';
import { groupPath, openLab, plainSpec, writesIn, type Lab } from '../support/lab.ts';

const diskApi = '?api-version=2023-10-02';

describe('teardown', () => {
  it('leaves the mock as it was, but for the vault that can be recovered', async () => {
    const lab = openLab();
    const before = await everything(lab);
    await lab.deploy();
    assert.notDeepEqual(await everything(lab), before);
    const { outcome } = await tearDown(lab);
    assert.equal(outcome.groupDeleted, true);
    assert.deepEqual(await everything(lab), before);
    assert.deepEqual(
      (await lab.cloud.facts.deletedVaults()).map(({ name }) => name),
      ['granitefalls'],
    );
  });

  it('deletes what uses before what is used', async () => {
    const lab = openLab();
    await lab.deploy();
    const { events } = await tearDown(lab);
    const order = events.flatMap((event) =>
      event.type === 'deleted' ? [event.resourceType.split('/')[1]] : [],
    );
    assert.deepEqual(
      order,
      [
        'virtualMachineScaleSets',
        'vaults',
        'loadBalancers',
        'storageAccounts',
        'publicIPAddresses',
        'virtualNetworks',
        'networkSecurityGroups',
        'userAssignedIdentities',
      ].toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
    assert.equal(order.indexOf('virtualMachineScaleSets'), 0);
    assert.ok(order.indexOf('loadBalancers') < order.indexOf('publicIPAddresses'));
    assert.ok(order.indexOf('virtualNetworks') < order.indexOf('networkSecurityGroups'));
  });

  it('deletes nothing where something foreign stands', async () => {
    const lab = openLab();
    await lab.deploy();
    await addDisk(lab, 'theirs', {});
    await refuses(lab, 'CMG5012');
  });

  it('is not fooled by a copy of its tags', async () => {
    const lab = openLab();
    await lab.deploy();
    const tags = (await lab.cloud.groups.read('rg-granitefalls'))?.tags ?? {};
    await addDisk(lab, 'copied', tags);
    await refuses(lab, 'CMG5012');
  });

  it('deletes nothing where the record of the deployment is gone', async () => {
    const lab = openLab();
    await lab.deploy();
    const record = groupPath(
      lab,
      '/providers/Microsoft.Resources/deployments/cmg-granitefalls?api-version=2022-09-01',
    );
    assert.equal((await lab.send('DELETE', record)).status, 202);
    lab.clock.advance(600_000);
    await refuses(lab, 'CMG5014');
  });

  it('deletes nothing where tags and record disagree', async () => {
    const lab = openLab();
    await lab.deploy();
    await retag(lab, { 'cmg-deployment': 'f'.repeat(32) });
    await refuses(lab, 'CMG5014');
  });

  it('deletes nothing of a protected gateway', async () => {
    const lab = openLab();
    await lab.deploy(`${plainSpec}protect: true\n`);
    await refuses(lab, 'CMG5013');
  });

  it('keeps what changed hands while it ran, and says so', async () => {
    const lab = openLab();
    await lab.deploy();
    const holding = await holdingOf(lab);
    const scaleSet = groupPath(lab, '/providers/Microsoft.Compute/virtualMachineScaleSets/granitefalls');
    const path = `${scaleSet}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01`;
    await lab.send('PUT', path, { properties: { tags: { owner: 'somebody else' } } });
    lab.clock.advance(600_000);
    const run = teardown(holding, lab);
    let next = await run.next();
    while (next.done !== true) next = await run.next();
    const kept = next.value.remaining.find(({ id }) => id.endsWith('/virtualMachineScaleSets/granitefalls'));
    assert.equal(kept?.reason, 'its tags changed while the teardown ran');
    assert.equal(next.value.groupDeleted, false);
    assert.ok(await lab.cloud.resources.read(scaleSet, '2024-07-01'));
  });

  it('does not call gone what only lost its tags', async () => {
    const lab = openLab();
    await lab.deploy();
    const { desired } = await lab.prepare();
    const group = await lab.cloud.groups.read('rg-granitefalls');
    assert.ok(group);
    await lab.cloud.groups.put({ ...group, tags: {} });
    const found = await findGateway(lab.cloud, {
      gateway: 'granitefalls',
      groupName: 'rg-granitefalls',
      ownGroup: true,
      ids: new Set(desired.map(({ id }) => id.toLowerCase())),
    });
    assert.ok(found);
    assert.match((await holdingOf(lab, found.anchor)).doubt ?? '', /do not name a gateway/);
  });

  it('leaves a group standing that was there before, and what others have in it', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({ name: 'rg-granitefalls', location: 'westus2', tags: {} });
    await addDisk(lab, 'theirs', {});
    await lab.deploy(
      plainSpec.replace('{ name: rg-granitefalls }', '{ name: rg-granitefalls, create: false }'),
    );
    const listed = await lab.cloud.resources.list('rg-granitefalls');
    const anchor = listed.find(({ tags }) => tags['cmg-group'] === 'found')?.tags ?? {};
    const { outcome } = await tearDown(lab, anchor);
    assert.equal(outcome.groupDeleted, false);
    assert.deepEqual(
      (await lab.cloud.resources.list('rg-granitefalls')).map(({ name }) => name),
      ['theirs'],
    );
  });
});

describe('reap', () => {
  it('never touches a gateway before its time', async () => {
    const lab = openLab();
    await lab.deploy();
    lab.clock.advance(71 * 3_600_000);
    assert.deepEqual(await dues(lab), ['later']);
  });

  it('finds a gateway whose time has come', async () => {
    const lab = openLab();
    await lab.deploy();
    lab.clock.advance(73 * 3_600_000);
    const [verdict] = await verdicts(lab);
    assert.equal(verdict?.due.due, true);
    assert.equal(verdict?.refusal, undefined);
  });

  it('leaves a gateway without expiry alone for ever', async () => {
    const lab = openLab();
    await lab.deploy(plainSpec.replace('expiry: { after: 72h }\n', ''));
    lab.clock.advance(20 * 365 * 86_400_000);
    assert.deepEqual(await dues(lab), ['never']);
  });

  for (const blank of [
    '',
    ' ',
    'now',
    '0',
    'null',
    '2026-11-20',
    '2026-11-20T12:00:00',
    '20/11/2026',
    '1970',
  ]) {
    it(`does not take '${blank}' for an expiry`, async () => {
      const lab = openLab();
      await lab.deploy();
      await retag(lab, { 'cmg-expires': blank });
      lab.clock.advance(20 * 365 * 86_400_000);
      assert.deepEqual(await dues(lab), ['unreadable']);
    });
  }

  for (const action of ['', 'Stop', 'delete', 'keep']) {
    it(`does nothing where the end is to be '${action}', which no deploy writes`, async () => {
      const lab = openLab();
      await lab.deploy();
      await retag(lab, { 'cmg-expiry-action': action });
      lab.clock.advance(73 * 3_600_000);
      assert.deepEqual(await dues(lab), ['unreadable']);
    });
  }

  it('refuses an expired gateway with something foreign among its resources', async () => {
    const lab = openLab();
    await lab.deploy();
    await addDisk(lab, 'theirs', {});
    lab.clock.advance(73 * 3_600_000);
    const [verdict] = await verdicts(lab);
    assert.equal(verdict?.refusal?.code, 'CMG5012');
  });

  it('does not know of groups that only look like its own', async () => {
    const lab = openLab();
    await lab.cloud.groups.put({
      name: 'rg-bait',
      location: 'westus2',
      tags: {
        'cmg-gateway': 'bait',
        'cmg-deployment': 'a'.repeat(32),
        'cmg-group': 'made',
        'cmg-expires': '2020-01-01T00:00:00Z',
      },
    });
    const [verdict] = await verdicts(lab);
    assert.equal(verdict?.refusal?.code, 'CMG5014');
  });

  it('postpones what is more than one run may delete', async () => {
    const lab = openLab();
    await lab.deploy();
    await lab.deploy(plainSpec.replaceAll('granitefalls', 'riverbend').replace('GraniteFalls', 'RiverBend'));
    lab.clock.advance(100 * 3_600_000);
    const judged = await verdicts(lab, 1);
    assert.deepEqual(
      judged.map(({ found, postponed }) => [found.gateway, postponed]),
      [
        ['granitefalls', false],
        ['riverbend', true],
      ],
    );
  });
});

async function holdingOf(lab: Lab, anchor?: Readonly<Record<string, string>>): Promise<Holding> {
  const group = await lab.cloud.groups.read('rg-granitefalls');
  assert.ok(group);
  const { tenantId, subscriptionId } = lab.azure;
  return await readHolding(lab.cloud, {
    group,
    anchor: anchor ?? group.tags,
    place: { tenantId, subscriptionId, cloud: 'AzurePublicCloud' },
  });
}

async function tearDown(
  lab: Lab,
  anchor?: Readonly<Record<string, string>>,
): Promise<{ events: readonly TeardownEvent[]; outcome: TeardownOutcome }> {
  const run = teardown(await holdingOf(lab, anchor), lab);
  const events: TeardownEvent[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done === true) return { events, outcome: next.value };
    events.push(next.value);
  }
}

async function refuses(lab: Lab, code: string): Promise<void> {
  lab.calls.length = 0;
  await assert.rejects(tearDown(lab), (error) => error instanceof CmgError && error.code === code);
  assert.ok(lab.calls.length > 0);
  assert.deepEqual(writesIn(lab.calls), []);
}

async function verdicts(lab: Lab, atMost = 3): Promise<readonly Verdict[]> {
  const { tenantId, subscriptionId } = lab.azure;
  const now = lab.clock.now();
  return await judge(lab.cloud, {
    tenantId,
    subscriptionId,
    environment: 'AzurePublicCloud',
    now,
    atMost,
    exclude: [],
  });
}

async function dues(lab: Lab): Promise<readonly string[]> {
  return (await verdicts(lab)).map(({ due }) => (due.due ? 'due' : due.why));
}

async function addDisk(lab: Lab, name: string, tags: Readonly<Record<string, string>>): Promise<void> {
  const body = {
    location: 'westus2',
    tags,
    properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 4 },
  };
  const { status } = await lab.send(
    'PUT',
    groupPath(lab, `/providers/Microsoft.Compute/disks/${name}${diskApi}`),
    body,
  );
  assert.ok(status < 300, String(status));
  lab.clock.advance(60_000);
}

async function retag(lab: Lab, tags: Readonly<Record<string, string>>): Promise<void> {
  const group = await lab.cloud.groups.read('rg-granitefalls');
  assert.ok(group);
  await lab.cloud.groups.put({ ...group, tags: { ...group.tags, ...tags } });
}

/** All that can be seen of a subscription: groups and resources. */
async function everything(lab: Lab): Promise<unknown> {
  const base = `/subscriptions/${lab.azure.subscriptionId}`;
  const groups = await lab.send('GET', `${base}/resourcegroups?api-version=2022-09-01`);
  const resources = await lab.send('GET', `${base}/resources?api-version=2022-09-01`);
  return [groups.body, resources.body];
}
