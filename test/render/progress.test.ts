import assert from 'node:assert/strict';
import type { DeployEvent, Item } from '../../src/deploy/events.ts';
import {
  advance,
  noProgress,
  partName,
  partsOf,
  renderLogLine,
  renderProgress,
  type Progress,
} from '../../src/render/progress.ts';
import { plainStyle } from '../../src/render/style.ts';
import { idOf } from '../support/views.ts';

function item(resourceType: string, name: string): Item {
  return { id: idOf(resourceType, name), resourceType, name };
}

const identity = item('Microsoft.ManagedIdentity/userAssignedIdentities', 'granitefalls-id');
const nsg = item('Microsoft.Network/networkSecurityGroups', 'granitefalls-nsg');
const network = item('Microsoft.Network/virtualNetworks', 'granitefalls-vnet');
const vault = item('Microsoft.KeyVault/vaults', 'granitefalls');
const role: Item = {
  id: `${vault.id}/providers/Microsoft.Authorization/roleAssignments/r`,
  resourceType: 'Microsoft.Authorization/roleAssignments',
  name: 'r',
};
const scaleSet = item('Microsoft.Compute/virtualMachineScaleSets', 'granitefalls');

const begun: DeployEvent = {
  type: 'begun',
  ...at(0),
  items: [identity, nsg, network, vault, role, scaleSet],
  waitsFor: {
    [network.id]: [nsg.id],
    [vault.id]: [network.id.toUpperCase()],
    [role.id]: [vault.id, identity.id],
    [scaleSet.id]: [vault.id, role.id, network.id],
  },
};

function at(seconds: number): { gateway: string; time: string; elapsedMs: number } {
  return { gateway: 'granitefalls', time: '2026-11-20T12:00:00.000Z', elapsedMs: seconds * 1_000 };
}

function after(...events: readonly DeployEvent[]): Progress {
  return [begun, ...events].reduce(advance, noProgress);
}

const started = (seconds: number, one: Item): DeployEvent => ({ type: 'started', ...at(seconds), item: one });
const finished = (seconds: number, one: Item): DeployEvent => ({
  type: 'finished',
  ...at(seconds),
  item: one,
  durationMs: 1_000,
});
const failed = (seconds: number, one: Item): DeployEvent => ({
  type: 'failed',
  ...at(seconds),
  item: one,
  durationMs: 1_000,
  problem: { code: 'Conflict' },
});

describe('the progress of a deploy', () => {
  it('is nothing before it begins', () => {
    assert.deepEqual(partsOf(noProgress), []);
  });

  it('has parts in the order in which they are built, each waiting for others', () => {
    assert.deepEqual(
      partsOf(after()).map(({ name, state, waitsFor }) => [name, state, waitsFor]),
      [
        ['identity', 'waiting', []],
        ['network', 'waiting', []],
        ['vault', 'waiting', ['network', 'identity']],
        ['scale set', 'waiting', ['vault', 'network']],
      ],
    );
  });

  it('puts a role with what it is a role on', () => {
    assert.equal(partName(role), 'vault');
    assert.deepEqual(partsOf(after())[2]?.items, ['vault', 'role']);
  });

  it('waits no longer for what is done', () => {
    const parts = partsOf(
      after(started(0, nsg), finished(5, nsg), started(5, network), finished(9, network)),
    );
    assert.deepEqual(
      parts.map(({ name, state, waitsFor }) => [name, state, waitsFor]),
      [
        ['identity', 'waiting', []],
        ['network', 'done', []],
        ['vault', 'waiting', ['identity']],
        ['scale set', 'waiting', ['vault']],
      ],
    );
  });

  it('runs from the first beginning to the last end of its things', () => {
    const [, part] = partsOf(after(started(1, nsg), finished(5, nsg), started(6, network)));
    assert.deepEqual([part?.state, part?.startedMs, part?.endedMs], ['running', 1_000, undefined]);
    const [, whole] = partsOf(
      after(started(1, nsg), finished(5, nsg), started(6, network), finished(9, network)),
    );
    assert.deepEqual([whole?.state, whole?.startedMs, whole?.endedMs], ['done', 1_000, 9_000]);
  });

  it('is failed as soon as one of its things is', () => {
    const parts = partsOf(after(started(0, nsg), failed(3, nsg)));
    assert.deepEqual([parts[1]?.state, parts[3]?.waitsFor], ['failed', ['vault', 'network']]);
  });

  it('does not move for what says nothing of a thing', () => {
    const before = after(started(0, nsg));
    const accepted: DeployEvent = {
      type: 'accepted',
      ...at(1),
      deployment: 'cmg-granitefalls',
      correlationId: 'c',
      attached: false,
    };
    assert.deepEqual(partsOf(advance(before, accepted)), partsOf(before));
    assert.equal(advance(before, accepted).elapsedMs, 1_000);
  });
});

describe('the progress as text', () => {
  it('draws a line for each part', () => {
    const progress = after(
      started(0, identity),
      finished(4, identity),
      started(1, nsg),
      failed(12, nsg),
      started(2, vault),
    );
    assert.equal(
      renderProgress(progress, 65_000, { style: plainStyle, title: 'deploying to westus2' }),
      `granitefalls   deploying to westus2                                        01:05

  ✓ identity      00:04
  ✗ network       00:11   failed
  ● vault         01:03   building
  · scale set             waits for vault, network
`,
    );
  });

  it('names what a part that is done consists of', () => {
    const progress = after(...[nsg, network].flatMap((one) => [started(0, one), finished(7, one)]));
    assert.match(
      renderProgress(progress, 7_000, { style: plainStyle, title: 'x' }),
      /^ {2}✓ network {7}00:07 {3}security group, network$/m,
    );
  });
});

describe('a line of the log', () => {
  for (const [event, line] of [
    [begun, '00:00  granitefalls  building 6 resources in the group'],
    [{ ...begun, items: [nsg] }, '00:00  granitefalls  building 1 resource in the group'],
    [
      { type: 'accepted', ...at(3), deployment: 'cmg-granitefalls', correlationId: 'c-1', attached: false },
      '00:03  granitefalls  Azure accepted the deployment cmg-granitefalls, correlation c-1',
    ],
    [started(4, nsg), undefined],
    [finished(61, nsg), '01:01  granitefalls  security group granitefalls-nsg built'],
    [failed(61, role), '01:01  granitefalls  role on vault granitefalls failed'],
    [
      { type: 'waiting', ...at(90), running: [vault, scaleSet] },
      '01:30  granitefalls  still building: vault granitefalls, scale set granitefalls',
    ],
    [{ type: 'waiting', ...at(90), running: [] }, '01:30  granitefalls  still waiting for Azure'],
  ] satisfies [DeployEvent, string | undefined][]) {
    it(`is ${line ?? 'not worth writing'} for ${event.type}`, () => {
      assert.equal(renderLogLine(event), line);
    });
  }
});
