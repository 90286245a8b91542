import assert from 'node:assert/strict';
import type { Change, Plan } from '../../src/plan/plan.ts';
import { changesOf } from '../../src/plan/plan.ts';
import { groupPath, openLab, plainSpec, writesIn, type Lab } from '../support/lab.ts';

const nsg = '/providers/Microsoft.Network/networkSecurityGroups/granitefalls-nsg';
const nsgApi = '?api-version=2024-05-01';

describe('plan', () => {
  it('wants everything where nothing stands', async () => {
    const { plan } = await openLab().prepare();
    assert.deepEqual(plan.summary, { create: 15, update: 0, replace: 0, delete: 0, unchanged: 0 });
  });

  it('changes nothing and writes nothing', async () => {
    const lab = openLab();
    await lab.prepare();
    assert.ok(lab.calls.length >= 3);
    assert.deepEqual(writesIn(lab.calls), []);
  });

  it('finds nothing to do right after a deploy', async () => {
    const lab = openLab();
    await lab.deploy();
    const { plan } = await lab.prepare();
    assert.deepEqual(changesOf(plan), []);
    assert.equal(plan.summary.unchanged, 15);
  });

  it('shows one changed number as one line, with its place in the file', async () => {
    const lab = openLab();
    await lab.deploy();
    const { plan } = await lab.prepare(plainSpec.replace('instances: 2', 'instances: 4'));
    assert.deepEqual(properties(plan), [
      {
        path: 'sku.capacity',
        before: 2,
        after: 4,
        cause: 'spec',
        origin: { file: 'granitefalls.yaml', line: 7, column: 12, length: 1 },
      },
    ]);
    assert.equal(only(plan).disruption, 'none');
  });

  it('says that another size restarts the instances one after the other', async () => {
    const lab = openLab();
    await lab.deploy();
    const { plan } = await lab.prepare(plainSpec.replace('A2_v2', 'A4_v2'));
    const change = only(plan);
    assert.equal(change.disruption, 'rolling');
    assert.deepEqual(
      change.properties.map(({ path, before, after }) => [path, before, after]),
      [['sku.name', 'Standard_A2_v2', 'Standard_A4_v2']],
    );
  });

  it("tells somebody else's change from the user's", async () => {
    const lab = openLab();
    await lab.deploy();
    await addRule(lab, 'allow-rdp');
    const { plan } = await lab.prepare();
    const change = only(plan);
    assert.equal(change.cause, 'drift');
    assert.deepEqual(
      change.properties.map(({ path, cause, after }) => [path, cause, after]),
      [['properties.securityRules.allow-rdp', 'drift', undefined]],
    );
  });

  it('names both causes where the spec and somebody else changed the same', async () => {
    const lab = openLab();
    await lab.deploy();
    await lab.cloud.scaleSets.resize('rg-granitefalls', 'granitefalls', 5);
    const { plan } = await lab.prepare(plainSpec.replace('instances: 2', 'instances: 4'));
    assert.deepEqual(
      only(plan).properties.map(({ path, before, after, cause }) => [path, before, after, cause]),
      [['sku.capacity', 5, 4, 'both']],
    );
  });

  it('leaves tags alone that somebody else set', async () => {
    const lab = openLab();
    await lab.deploy();
    await tag(lab, { 'hidden-link': 'theirs' });
    const { plan } = await lab.prepare();
    assert.deepEqual(changesOf(plan), []);
  });

  it('takes away a tag that the spec no longer names', async () => {
    const lab = openLab();
    await lab.deploy();
    const { plan } = await lab.prepare(plainSpec.replace('{ costCenter: it-42 }', '{}'));
    const found = properties(plan);
    assert.deepEqual([...new Set(found.map(({ path }) => path))], ['tags.costCenter']);
    assert.ok(found.every(({ after }) => after === undefined));
  });

  it('shows what was deleted behind its back as an addition caused by drift', async () => {
    const lab = openLab();
    await lab.deploy();
    const scaleSet = groupPath(lab, '/providers/Microsoft.Compute/virtualMachineScaleSets/granitefalls');
    await lab.cloud.resources.delete(scaleSet, '2024-07-01');
    const { plan } = await lab.prepare();
    assert.deepEqual([only(plan).action, only(plan).cause], ['create', 'drift']);
  });

  it('does not see a longer expiry as a change of anything else', async () => {
    const lab = openLab();
    await lab.deploy();
    const { plan } = await lab.prepare(plainSpec.replace('72h', '96h'));
    assert.deepEqual(
      properties(plan).map(({ path, before, after }) => [path, before, after]),
      [['tags.cmg-expiry', 'after 72h', 'after 96h']],
    );
  });

  it('has the same fingerprint for the same world and another for another', async () => {
    const lab = openLab();
    await lab.deploy();
    const first = (await lab.prepare()).plan.fingerprint;
    lab.clock.advance(3_600_000);
    assert.equal((await lab.prepare()).plan.fingerprint, first);
    await addRule(lab, 'allow-rdp');
    assert.notEqual((await lab.prepare()).plan.fingerprint, first);
  });

  it('holds no secret', async () => {
    const { plan, compiled } = await openLab().prepare();
    const text = JSON.stringify({ plan, compiled });
    assert.doesNotMatch(text, /cGZ4IG9mIHRoZSBsYWI=/);
    assert.match(text, /"certificatePfx":\{"secret":"certificatePfx"\}/);
  });
});

function properties(plan: Plan): Change['properties'] {
  return changesOf(plan).flatMap((change) => change.properties);
}

function only(plan: Plan): Change {
  const changes = changesOf(plan);
  assert.equal(changes.length, 1, JSON.stringify(changes, undefined, 1));
  const [change] = changes;
  assert.ok(change);
  return change;
}

async function addRule(lab: Lab, name: string): Promise<void> {
  const rule = {
    priority: 200,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '3389',
  };
  const { status } = await lab.send('PUT', groupPath(lab, `${nsg}/securityRules/${name}${nsgApi}`), {
    properties: rule,
  });
  assert.equal(status, 201);
  lab.clock.advance(60_000);
}

async function tag(lab: Lab, tags: Readonly<Record<string, string>>): Promise<void> {
  const path = groupPath(lab, `${nsg}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01`);
  const { status } = await lab.send('PATCH', path, { operation: 'Merge', properties: { tags } });
  assert.equal(status, 200);
}
