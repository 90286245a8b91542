import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { refusalOf, typeAt, type FakeWorld } from './support/fake-world.ts';
import type { JsonObject } from '../../../src/base/json.ts';

function listed(fake: FakeWorld, ...path: readonly (string | number)[]): readonly unknown[] {
  const value = at(fake.computed(ids.scaleSet, 'virtualMachines', [], '$expand=instanceView'), 'value');
  return Array.isArray(value) ? value.map((item) => at(item, ...path)) : [];
}
const latest = (fake: FakeWorld): readonly unknown[] => listed(fake, 'properties', 'latestModelApplied');
const powers = (fake: FakeWorld): readonly unknown[] =>
  listed(fake, 'properties', 'instanceView', 'statuses', 1, 'code');
const states = (fake: FakeWorld): readonly unknown[] => listed(fake, 'properties', 'provisioningState');
const sized = (capacity: number): JsonObject => ({
  location: 'westus2',
  sku: { name: 'Standard_A2_v2', capacity },
});
const resized = changed(bodies.scaleSet, ['sku', 'name'], 'Standard_A4_v2');

describe('instances of a scale set', () => {
  it('are there as many as the capacity says, creating at first', () => {
    const fake = gatewayUpTo('balancer');
    fake.put(ids.scaleSet, bodies.scaleSet);
    assert.deepEqual(listed(fake, 'instanceId'), ['0', '1']);
    assert.deepEqual(states(fake), ['Creating', 'Creating']);
    fake.pass(190_000);
    assert.deepEqual(states(fake), ['Succeeded', 'Succeeded']);
    assert.deepEqual(powers(fake), ['PowerState/running', 'PowerState/running']);
    assert.deepEqual(latest(fake), [true, true]);
    assert.deepEqual(listed(fake, 'properties', 'instanceView', 'vmHealth', 'status', 'code'), [
      'HealthState/healthy',
      'HealthState/healthy',
    ]);
  });

  it('get new ids when they come, and go from the highest', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(ids.scaleSet, sized(1));
    assert.deepEqual(listed(fake, 'instanceId'), ['0']);
    fake.put(ids.scaleSet, sized(3));
    assert.deepEqual(listed(fake, 'instanceId'), ['0', '2', '3']);
    assert.deepEqual(states(fake), ['Succeeded', 'Creating', 'Creating']);
  });

  it('tell names, disks and the build they run', () => {
    const fake = gatewayUpTo('scaleSet');
    const instance = fake.computed(ids.scaleSet, 'virtualMachines', ['1']);
    assert.equal(at(instance, 'name'), 'gateway_1');
    assert.equal(at(instance, 'id'), `${ids.scaleSet}/virtualMachines/1`);
    assert.equal(at(instance, 'properties', 'osProfile', 'computerName'), 'cmg000001');
    assert.equal(
      at(instance, 'properties', 'storageProfile', 'imageReference', 'exactVersion'),
      '20348.2402.240607',
    );
  });

  it('keep the old model under manual upgrades until they are told', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(ids.scaleSet, resized);
    fake.pass();
    assert.deepEqual(latest(fake), [false, false]);
    fake.act(ids.scaleSet, 'manualupgrade', { instanceIds: ['1'] });
    assert.deepEqual(latest(fake), [false, false]);
    fake.pass(60_000);
    assert.deepEqual(latest(fake), [false, true]);
    fake.act(ids.scaleSet, 'reimage', { instanceIds: ['0'] });
    fake.pass(90_000);
    assert.deepEqual(latest(fake), [true, true]);
  });

  it('take the new model by themselves under automatic upgrades', () => {
    const fake = gatewayUpTo('balancer');
    const automatic = changed(bodies.scaleSet, ['properties', 'upgradePolicy', 'mode'], 'Automatic');
    fake.put(ids.scaleSet, automatic);
    fake.pass();
    fake.put(ids.scaleSet, changed(automatic, ['sku', 'name'], 'Standard_A4_v2'));
    assert.deepEqual(latest(fake), [false, false]);
    fake.pass(45_000);
    assert.deepEqual(latest(fake), [true, true]);
  });

  it('take the new model in batches under rolling upgrades', () => {
    const fake = gatewayUpTo('balancer');
    const policy = {
      mode: 'Rolling',
      rollingUpgradePolicy: { maxBatchInstancePercent: 50, pauseTimeBetweenBatches: 'PT30S' },
    };
    const rolling = changed(
      changed(bodies.scaleSet, ['properties', 'upgradePolicy'], policy),
      ['sku', 'capacity'],
      4,
    );
    fake.put(ids.scaleSet, rolling);
    assert.equal(
      refusalOf(() => fake.computed(ids.scaleSet, 'rollingUpgrades', ['latest'])),
      '404 NotFound',
    );
    fake.pass();
    fake.put(ids.scaleSet, changed(rolling, ['sku', 'name'], 'Standard_A4_v2'));
    const progress = (): unknown =>
      at(fake.computed(ids.scaleSet, 'rollingUpgrades', ['latest']), 'properties', 'progress');
    const counts = (done: number, busy: number, waiting: number): unknown => ({
      successfulInstanceCount: done,
      failedInstanceCount: 0,
      inProgressInstanceCount: busy,
      pendingInstanceCount: waiting,
    });
    assert.deepEqual(progress(), counts(0, 2, 2));
    fake.pass(60_000);
    assert.deepEqual(progress(), counts(2, 2, 0));
    assert.deepEqual(latest(fake), [true, true, false, false]);
    fake.pass(90_000);
    assert.deepEqual(progress(), counts(4, 0, 0));
    assert.equal(
      at(fake.computed(ids.scaleSet, 'rollingUpgrades', ['latest']), 'properties', 'runningStatus', 'code'),
      'Completed',
    );
  });

  it('do not change model with capacity or tags', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(ids.scaleSet, { ...sized(3), tags: { a: 'b' } });
    assert.deepEqual(latest(fake), [true, true, true]);
  });

  it('stop, deallocate and start, with the words in between', () => {
    const fake = gatewayUpTo('scaleSet');
    const { form } = fake.act(ids.scaleSet, 'deallocate', { instanceIds: ['*'] });
    assert.deepEqual(form, { status: 202, operation: 'both', body: 'empty' });
    assert.deepEqual(powers(fake), ['PowerState/deallocating', 'PowerState/deallocating']);
    fake.pass(30_000);
    assert.deepEqual(powers(fake), ['PowerState/deallocated', 'PowerState/deallocated']);
    assert.deepEqual(listed(fake, 'properties', 'instanceView', 'vmHealth', 'status', 'code'), [
      'HealthState/unhealthy',
      'HealthState/unhealthy',
    ]);
    fake.act(ids.scaleSet, 'start', { instanceIds: ['0'] });
    assert.deepEqual(powers(fake), ['PowerState/starting', 'PowerState/deallocated']);
    fake.pass(40_000);
    fake.act(ids.scaleSet, 'poweroff');
    fake.pass(30_000);
    assert.deepEqual(powers(fake), ['PowerState/stopped', 'PowerState/stopped']);
  });

  it('lower the capacity when they are deleted', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.act(ids.scaleSet, 'delete', { instanceIds: ['0'] });
    assert.deepEqual(listed(fake, 'instanceId'), ['1']);
    assert.equal(at(fake.show(ids.scaleSet), 'sku', 'capacity'), 1);
  });

  it('refuse ids that are not theirs', () => {
    const fake = gatewayUpTo('scaleSet');
    assert.equal(
      refusalOf(() => fake.act(ids.scaleSet, 'restart', { instanceIds: ['9'] })),
      '400 InvalidParameter',
    );
    assert.equal(
      refusalOf(() => fake.act(ids.scaleSet, 'manualupgrade')),
      '400 InvalidParameter',
    );
    assert.equal(
      refusalOf(() => fake.computed(ids.scaleSet, 'virtualMachines', ['9'])),
      '404 InvalidParameter',
    );
  });

  it('are summed up in the view of the set', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.act(ids.scaleSet, 'poweroff', { instanceIds: ['0'] });
    fake.pass();
    assert.deepEqual(at(fake.computed(ids.scaleSet, 'instanceView'), 'virtualMachine', 'statusesSummary'), [
      { code: 'ProvisioningState/succeeded', count: 2 },
      { code: 'PowerState/stopped', count: 1 },
      { code: 'PowerState/running', count: 1 },
    ]);
  });
});

describe('one instance of a scale set', () => {
  const acted = (fake: FakeWorld, ...rest: readonly string[]): JsonObject => {
    const stored = fake.stored(ids.scaleSet);
    const act = typeAt(ids.scaleSet).actionsWithin?.['virtualmachines'];
    const ask = { stored, body: {}, query: new URLSearchParams(), world: fake.world, rest };
    return act?.(ask).hidden ?? {};
  };

  it('is started, stopped and built again by itself', () => {
    const fake = gatewayUpTo('scaleSet');
    const powersOf = (hidden: JsonObject): readonly unknown[] =>
      [0, 1].map((index) => at(hidden, 'instances', index, 'power'));
    assert.deepEqual(powersOf(acted(fake, '1', 'powerOff')), ['running', 'stopped']);
    assert.equal(
      refusalOf(() => acted(fake, '1', 'dance')),
      '404 InvalidResourceType',
    );
    assert.equal(
      refusalOf(() => acted(fake, '7', 'restart')),
      '400 InvalidParameter',
    );
  });

  it('has the interfaces of the model, with an address of the subnet', () => {
    const fake = gatewayUpTo('scaleSet');
    const list = fake.computed(ids.scaleSet, 'virtualMachines', ['1', 'networkInterfaces']);
    const nic = at(list, 'value', 0);
    const name = String(at(nic, 'name'));
    const id = `${ids.scaleSet}/virtualMachines/1/networkInterfaces/${name}`;
    assert.equal(at(nic, 'id'), id);
    assert.deepEqual(at(nic, 'properties', 'virtualMachine'), { id: `${ids.scaleSet}/virtualMachines/1` });
    const address = at(nic, 'properties', 'ipConfigurations', 0, 'properties', 'privateIPAddress');
    assert.equal(address, '10.42.0.5');
    assert.deepEqual(fake.computed(ids.scaleSet, 'virtualMachines', ['1', 'networkInterfaces', name]), nic);
    const all = fake.computed(ids.scaleSet, 'networkInterfaces');
    assert.equal(at(all, 'value', 1, 'id'), id);
    assert.equal(
      refusalOf(() => fake.computed(ids.scaleSet, 'virtualMachines', ['1', 'networkInterfaces', 'x'])),
      '404 ResourceNotFound',
    );
  });

  it('is as new as there is after an upgrade of the system that somebody asked for', () => {
    const fake = gatewayUpTo('scaleSet');
    assert.equal(
      refusalOf(() => fake.computed(ids.scaleSet, 'rollingUpgrades', ['latest'])),
      '404 NotFound',
    );
    fake.put(ids.scaleSet, resized);
    fake.pass();
    assert.deepEqual(latest(fake), [false, false]);
    fake.act(ids.scaleSet, 'osrollingupgrade');
    assert.deepEqual(latest(fake), [false, false]);
    fake.pass();
    assert.deepEqual(latest(fake), [true, true]);
    const latestOne = fake.computed(ids.scaleSet, 'rollingUpgrades', ['latest']);
    assert.equal(at(latestOne, 'properties', 'runningStatus', 'code'), 'Completed');
  });
});
