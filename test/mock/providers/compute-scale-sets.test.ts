import assert from 'node:assert/strict';
import { at, bodies, changed, gatewayUpTo, ids } from './support/gateway.ts';
import { refusalOf } from './support/fake-world.ts';
import { restrictedKey } from '../../../src/mock/providers/compute/sizes.ts';
import type { JsonObject } from '../../../src/base/json.ts';

const profile = ['properties', 'virtualMachineProfile'] as const;

/** How a scale set with one difference is refused where the rest of the gateway stands. */
function fault(path: readonly (string | number)[], value: unknown): string {
  const fake = gatewayUpTo('balancer');
  return refusalOf(() => fake.put(ids.scaleSet, changed(bodies.scaleSet, path, value)));
}

describe('scale sets', () => {
  it('answer the defaults of the service, and no password', () => {
    const body = gatewayUpTo('balancer').put(ids.scaleSet, bodies.scaleSet);
    assert.equal(JSON.stringify(body).includes('Planted-Secret-1'), false);
    assert.deepEqual(body['sku'], { name: 'Standard_A2_v2', tier: 'Standard', capacity: 2 });
    assert.deepEqual(at(body, ...profile, 'osProfile'), {
      computerNamePrefix: 'cmg',
      adminUsername: 'cmgadmin',
      windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true },
      secrets: [],
      allowExtensionOperations: true,
      requireGuestProvisionSignal: true,
    });
    assert.deepEqual(at(body, ...profile, 'storageProfile', 'osDisk'), {
      osType: 'Windows',
      createOption: 'FromImage',
      caching: 'ReadWrite',
      managedDisk: { storageAccountType: 'Standard_LRS' },
      diskSizeGB: 30,
    });
    const { virtualMachineProfile: _, uniqueId, ...rest } = Object(body['properties']);
    assert.match(uniqueId, /^0{8}-/);
    assert.deepEqual(rest, {
      singlePlacementGroup: true,
      orchestrationMode: 'Uniform',
      upgradePolicy: { mode: 'Manual' },
      overprovision: true,
      doNotRunExtensionsOnOverprovisionedVMs: false,
      platformFaultDomainCount: 5,
      timeCreated: '2026-01-05T09:00:00.0000000+00:00',
    });
  });

  it('keep no password anywhere', () => {
    assert.equal(
      JSON.stringify(gatewayUpTo('scaleSet').stored(ids.scaleSet)).includes('Planted-Secret-1'),
      false,
    );
  });

  it('keep the rest when only location and sku are written', () => {
    const fake = gatewayUpTo('scaleSet');
    const before = fake.show(ids.scaleSet);
    const after = fake.put(ids.scaleSet, {
      location: 'westus2',
      sku: { name: 'Standard_A2_v2', capacity: 3 },
    });
    assert.deepEqual(after['properties'], before['properties']);
    assert.equal(at(after, 'sku', 'capacity'), 3);
  });

  it('count their writes in the etag', () => {
    const fake = gatewayUpTo('scaleSet');
    assert.equal(fake.show(ids.scaleSet)['etag'], '"1"');
    assert.equal(fake.put(ids.scaleSet, bodies.scaleSet)['etag'], '"2"');
  });

  it('fill in a rolling policy', () => {
    const fake = gatewayUpTo('balancer');
    const body = fake.put(
      ids.scaleSet,
      changed(bodies.scaleSet, ['properties', 'upgradePolicy', 'mode'], 'rolling'),
    );
    assert.deepEqual(at(body, 'properties', 'upgradePolicy'), {
      mode: 'Rolling',
      rollingUpgradePolicy: {
        maxBatchInstancePercent: 20,
        maxUnhealthyInstancePercent: 20,
        maxUnhealthyUpgradedInstancePercent: 20,
        pauseTimeBetweenBatches: 'PT0S',
        maxSurge: false,
        rollbackFailedInstancesOnPolicyBreach: false,
      },
    });
  });

  it('show user-assigned identities with their ids', () => {
    const fake = gatewayUpTo('balancer');
    const identity = { type: 'UserAssigned', userAssignedIdentities: { [ids.identity]: {} } };
    const { principalId, clientId } = Object(fake.show(ids.identity)['properties']);
    assert.deepEqual(fake.put(ids.scaleSet, { ...bodies.scaleSet, identity })['identity'], {
      type: 'UserAssigned',
      userAssignedIdentities: { [ids.identity]: { principalId, clientId } },
    });
    assert.equal(
      fault(['identity'], { type: 'UserAssigned', userAssignedIdentities: { [`${ids.identity}2`]: {} } }),
      '400 FailedIdentityOperation',
    );
  });

  it('read a capacity that was sent as text, and refuse one that is no number', () => {
    assert.equal(fault(['sku', 'capacity'], '2'), 'accepted');
    assert.equal(fault(['sku', 'capacity'], 'two'), '400 InvalidRequestFormat');
    assert.equal(fault(['sku', 'capacity'], undefined), '400 InvalidParameter');
    assert.equal(fault(['sku', 'capacity'], 1001), '400 InvalidParameter');
  });

  it('refuse sizes that do not exist, or not in the region', () => {
    assert.equal(fault(['sku', 'name'], 'Standard_Z9'), '400 InvalidParameter');
    const fake = gatewayUpTo('balancer');
    fake.note({ key: restrictedKey('westus2', 'Standard_A2_v2'), value: {} });
    assert.equal(
      refusalOf(() => fake.put(ids.scaleSet, bodies.scaleSet)),
      '409 SkuNotAvailable',
    );
  });

  it('refuse images that are not there or that the size cannot boot', () => {
    const image = [...profile, 'storageProfile', 'imageReference'];
    assert.equal(fault([...image, 'sku'], '2022-nothing'), '404 PlatformImageNotFound');
    assert.equal(fault([...image, 'version'], '1.0.0'), '404 PlatformImageNotFound');
    assert.equal(fault([...image, 'sku'], '2022-datacenter-g2'), '400 BadRequest');
    assert.equal(fault(image, undefined), '400 InvalidParameter');
  });

  it('refuse disks and network cards that the size does not have', () => {
    assert.equal(
      fault([...profile, 'storageProfile', 'osDisk', 'managedDisk'], { storageAccountType: 'Premium_LRS' }),
      '400 InvalidParameter',
    );
    const nic = [...profile, 'networkProfile', 'networkInterfaceConfigurations', 0, 'properties'];
    assert.equal(
      fault([...nic, 'enableAcceleratedNetworking'], true),
      '400 VMSizeIsNotPermittedToEnableAcceleratedNetworking',
    );
  });

  it('refuse weak passwords and long Windows names', () => {
    assert.equal(fault([...profile, 'osProfile', 'adminPassword'], 'alllowercase'), '400 InvalidParameter');
    assert.equal(fault([...profile, 'osProfile', 'adminPassword'], undefined), '400 InvalidParameter');
    assert.equal(
      fault([...profile, 'osProfile', 'computerNamePrefix'], 'granitefalls'),
      '400 InvalidParameter',
    );
  });

  it('refuse subnets, pools and probes that are not there or not in use', () => {
    const ip = [
      ...profile,
      'networkProfile',
      'networkInterfaceConfigurations',
      0,
      'properties',
      'ipConfigurations',
      0,
      'properties',
    ];
    assert.equal(fault([...ip, 'subnet', 'id'], `${ids.subnet}-2`), '400 InvalidResourceReference');
    assert.equal(
      fault([...ip, 'loadBalancerBackendAddressPools', 0, 'id'], `${ids.pool}-2`),
      '400 InvalidResourceReference',
    );
    const fake = gatewayUpTo('balancer');
    fake.put(
      ids.balancer,
      changed(bodies.balancer, ['properties', 'loadBalancingRules', 0, 'properties', 'probe'], undefined),
    );
    assert.equal(
      refusalOf(() => fake.put(ids.scaleSet, bodies.scaleSet)),
      '400 CannotUseInactiveHealthProbe',
    );
  });

  it('refuse rolling and automatic upgrades without a sign of health', () => {
    const fake = gatewayUpTo('balancer');
    const blind = changed(bodies.scaleSet, [...profile, 'networkProfile', 'healthProbe'], undefined);
    const put = (policy: JsonObject): string =>
      refusalOf(() => fake.put(ids.scaleSet, changed(blind, ['properties', 'upgradePolicy'], policy)));
    assert.equal(put({ mode: 'Rolling' }), '400 BadRequest');
    assert.equal(
      put({ mode: 'Manual', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } }),
      '400 BadRequest',
    );
    assert.equal(put({ mode: 'Manual' }), 'accepted');
  });
});

describe('extensions of scale sets', () => {
  const extension = `${ids.scaleSet}/extensions/bootstrap`;
  const body: JsonObject = {
    properties: {
      publisher: 'Microsoft.Compute',
      type: 'CustomScriptExtension',
      typeHandlerVersion: '1.10',
      autoUpgradeMinorVersion: 'true',
      settings: { a: 1 },
      protectedSettings: { commandToExecute: 'planted-command' },
    },
  };

  it('show in the model, without what is protected', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(extension, body);
    assert.deepEqual(at(fake.show(ids.scaleSet), ...profile, 'extensionProfile', 'extensions'), [
      {
        name: 'bootstrap',
        properties: {
          autoUpgradeMinorVersion: true,
          publisher: 'Microsoft.Compute',
          type: 'CustomScriptExtension',
          typeHandlerVersion: '1.10',
          settings: { a: 1 },
        },
      },
    ]);
    assert.equal(
      JSON.stringify([fake.stored(extension), fake.stored(ids.scaleSet)]).includes('planted-command'),
      false,
    );
  });

  it('change the model when what is protected changes, and not when it is written again', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(extension, body);
    fake.act(ids.scaleSet, 'manualupgrade', { instanceIds: ['*'] });
    fake.pass();
    const latest = (): unknown =>
      at(fake.computed(ids.scaleSet, 'virtualMachines', ['0']), 'properties', 'latestModelApplied');
    fake.put(extension, body);
    assert.equal(latest(), true);
    fake.put(extension, changed(body, ['properties', 'protectedSettings', 'commandToExecute'], 'other'));
    assert.equal(latest(), false);
  });

  it('leave the model as it is when what was read is written back', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(extension, body);
    fake.act(ids.scaleSet, 'manualupgrade', { instanceIds: ['*'] });
    fake.pass();
    fake.put(ids.scaleSet, fake.show(ids.scaleSet));
    const latest = at(
      fake.computed(ids.scaleSet, 'virtualMachines', ['0']),
      'properties',
      'latestModelApplied',
    );
    assert.equal(latest, true);
  });

  it('go when the model lists others', () => {
    const fake = gatewayUpTo('scaleSet');
    fake.put(extension, body);
    const model = { extensions: [{ name: 'other', ...body }] };
    fake.put(ids.scaleSet, changed(bodies.scaleSet, [...profile, 'extensionProfile'], model));
    assert.equal(fake.world.read(extension), undefined);
    assert.equal(
      at(fake.show(ids.scaleSet), ...profile, 'extensionProfile', 'extensions', 0, 'name'),
      'other',
    );
  });

  it('need a publisher, a type and a version', () => {
    const fake = gatewayUpTo('scaleSet');
    assert.equal(
      refusalOf(() => fake.put(extension, changed(body, ['properties', 'publisher'], undefined))),
      '400 InvalidParameter',
    );
  });
});
