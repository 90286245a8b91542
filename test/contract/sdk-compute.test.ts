import assert from 'node:assert/strict';
import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import { bothWays, collect, refused, type Sdk } from './sdk.ts';

const networkApi = '2024-05-01';

bothWays('@azure/arm-compute', (connect) => {
  let sdk: Sdk;
  let subnet: string;
  beforeEach(async () => {
    sdk = await connect();
    const { resourceGroups, resources } = sdk.resources;
    await resourceGroups.createOrUpdate('lab', { location: 'westus2' });
    const network = `/subscriptions/${sdk.azure.subscriptionId}/resourceGroups/lab/providers/Microsoft.Network/virtualNetworks/net`;
    subnet = `${network}/subnets/instances`;
    await resources.beginCreateOrUpdateByIdAndWait(network, networkApi, {
      location: 'westus2',
      properties: {
        addressSpace: { addressPrefixes: ['10.42.0.0/24'] },
        subnets: [{ name: 'instances', properties: { addressPrefix: '10.42.0.0/25' } }],
      },
    });
  });

  const wanted = (): VirtualMachineScaleSet => ({
    location: 'westus2',
    sku: { name: 'Standard_A2_v2', capacity: 2 },
    upgradePolicy: { mode: 'Manual' },
    virtualMachineProfile: {
      osProfile: { computerNamePrefix: 'cmg', adminUsername: 'azadmin', adminPassword: 'Planted-Secret-1' },
      storageProfile: {
        imageReference: {
          publisher: 'MicrosoftWindowsServer',
          offer: 'WindowsServer',
          sku: '2022-datacenter-smalldisk',
          version: 'latest',
        },
        osDisk: { createOption: 'FromImage', caching: 'ReadWrite' },
      },
      networkProfile: {
        networkInterfaceConfigurations: [
          { name: 'nic', primary: true, ipConfigurations: [{ name: 'ip', subnet: { id: subnet } }] },
        ],
      },
    },
  });

  async function instances(): Promise<readonly (readonly [string | undefined, string | undefined])[]> {
    const listed = await collect(
      sdk.compute.virtualMachineScaleSetVMs.list('lab', 'gateway', { expand: 'instanceView' }),
    );
    return listed.map(({ instanceId, instanceView }) => [
      instanceId,
      instanceView?.statuses?.map(({ code }) => code).find((code) => code?.startsWith('PowerState/')),
    ]);
  }

  it('creates, reads, lists, changes and deletes a scale set', async () => {
    const { virtualMachineScaleSets } = sdk.compute;
    const made = await virtualMachineScaleSets.createOrUpdate('lab', 'gateway', wanted());
    assert.equal(made.provisioningState, 'Succeeded');
    assert.equal(made.virtualMachineProfile?.osProfile?.adminPassword, undefined);
    const read = await virtualMachineScaleSets.get('lab', 'gateway');
    assert.deepEqual(read.sku, { name: 'Standard_A2_v2', tier: 'Standard', capacity: 2 });
    assert.ok(read.timeCreated instanceof Date);
    const lists = [virtualMachineScaleSets.list('lab'), virtualMachineScaleSets.listAll()];
    for (const list of [...lists, virtualMachineScaleSets.listByLocation('westus2')])
      assert.deepEqual(
        (await collect(list)).map(({ name, provisioningState }) => [name, provisioningState]),
        [['gateway', 'Succeeded']],
      );
    assert.deepEqual(await collect(virtualMachineScaleSets.listByLocation('eastus')), []);
    const changed = await virtualMachineScaleSets.update('lab', 'gateway', { tags: { a: '1' } });
    assert.deepEqual(changed.tags, { a: '1' });
    await virtualMachineScaleSets.delete('lab', 'gateway');
    await assert.rejects(virtualMachineScaleSets.get('lab', 'gateway'), refused(404, 'ResourceNotFound'));
  });

  it('scales out and in', async () => {
    const { virtualMachineScaleSets } = sdk.compute;
    await virtualMachineScaleSets.createOrUpdate('lab', 'gateway', wanted());
    assert.equal((await instances()).length, 2);
    await virtualMachineScaleSets.update('lab', 'gateway', {
      sku: { name: 'Standard_A2_v2', capacity: 4 },
    });
    assert.equal((await instances()).length, 4);
    const [[id = ''] = []] = await instances();
    await virtualMachineScaleSets.deleteInstances('lab', 'gateway', { instanceIds: [id] });
    assert.equal((await instances()).length, 3);
    assert.equal((await virtualMachineScaleSets.get('lab', 'gateway')).sku?.capacity, 3);
  });

  it('starts, stops and renews all instances or one', async () => {
    const { virtualMachineScaleSets, virtualMachineScaleSetVMs } = sdk.compute;
    await virtualMachineScaleSets.createOrUpdate('lab', 'gateway', wanted());
    const powers = async (): Promise<readonly (string | undefined)[]> =>
      (await instances()).map(([, power]) => power);
    await virtualMachineScaleSets.deallocate('lab', 'gateway');
    assert.deepEqual(await powers(), ['PowerState/deallocated', 'PowerState/deallocated']);
    await virtualMachineScaleSets.start('lab', 'gateway');
    assert.deepEqual(await powers(), ['PowerState/running', 'PowerState/running']);
    await virtualMachineScaleSets.powerOff('lab', 'gateway');
    assert.deepEqual(await powers(), ['PowerState/stopped', 'PowerState/stopped']);
    const [[id = ''] = []] = await instances();
    await virtualMachineScaleSetVMs.start('lab', 'gateway', id);
    assert.deepEqual(await powers(), ['PowerState/running', 'PowerState/stopped']);
    await virtualMachineScaleSetVMs.restart('lab', 'gateway', id);
    await virtualMachineScaleSetVMs.deallocate('lab', 'gateway', id);
    assert.deepEqual(await powers(), ['PowerState/deallocated', 'PowerState/stopped']);
    await virtualMachineScaleSets.restart('lab', 'gateway');
    await virtualMachineScaleSets.reimage('lab', 'gateway');
    await virtualMachineScaleSets.updateInstances('lab', 'gateway', { instanceIds: ['*'] });
    const { latestModelApplied } = await virtualMachineScaleSetVMs.get('lab', 'gateway', id);
    assert.equal(latestModelApplied, true);
    const view = await virtualMachineScaleSetVMs.getInstanceView('lab', 'gateway', id);
    assert.ok(view.statuses?.some(({ code }) => code === 'ProvisioningState/succeeded'));
    await virtualMachineScaleSetVMs.delete('lab', 'gateway', id);
    assert.deepEqual(
      (await instances()).map(([instanceId]) => instanceId),
      ['1'],
    );
    assert.equal((await virtualMachineScaleSets.get('lab', 'gateway')).sku?.capacity, 1);
    await virtualMachineScaleSetVMs.delete('lab', 'gateway', id);
    assert.equal((await instances()).length, 1);
  });

  it('knows the view, the skus and the extensions of a scale set', async () => {
    const { virtualMachineScaleSets, virtualMachineScaleSetExtensions } = sdk.compute;
    await virtualMachineScaleSets.createOrUpdate('lab', 'gateway', wanted());
    const view = await virtualMachineScaleSets.getInstanceView('lab', 'gateway');
    assert.deepEqual(
      view.virtualMachine?.statusesSummary?.map(({ code, count }) => [code, count]),
      [
        ['ProvisioningState/succeeded', 2],
        ['PowerState/running', 2],
      ],
    );
    const skus = await collect(virtualMachineScaleSets.listSkus('lab', 'gateway'));
    assert.ok(skus.some(({ sku }) => sku?.name === 'Standard_A2_v2'));
    const extension = { publisher: 'Microsoft.Compute', typePropertiesType: 'CustomScriptExtension' };
    await virtualMachineScaleSetExtensions.createOrUpdate('lab', 'gateway', 'script', {
      ...extension,
      typeHandlerVersion: '1.10',
      settings: { commandToExecute: 'hostname' },
      protectedSettings: { storageAccountKey: 'Planted-Secret-2' },
    });
    const read = await virtualMachineScaleSetExtensions.get('lab', 'gateway', 'script');
    assert.equal(read.protectedSettings, undefined);
    assert.deepEqual(
      (await collect(virtualMachineScaleSetExtensions.list('lab', 'gateway'))).map(({ name }) => name),
      ['script'],
    );
    await virtualMachineScaleSetExtensions.delete('lab', 'gateway', 'script');
    assert.deepEqual(await collect(virtualMachineScaleSetExtensions.list('lab', 'gateway')), []);
  });

  it('rolls a new model out, and tells how far it is', async () => {
    const { virtualMachineScaleSets, virtualMachineScaleSetRollingUpgrades } = sdk.compute;
    await virtualMachineScaleSets.createOrUpdate('lab', 'gateway', wanted());
    await virtualMachineScaleSetRollingUpgrades.startOSUpgrade('lab', 'gateway');
    const latest = await virtualMachineScaleSetRollingUpgrades.getLatest('lab', 'gateway');
    assert.equal(latest.runningStatus?.code, 'Completed');
    assert.deepEqual(await collect(virtualMachineScaleSets.listOSUpgradeHistory('lab', 'gateway')), []);
  });

  it('knows quotas, what they are used for, and sizes', async () => {
    const { usage, resourceSkus, virtualMachineScaleSets, virtualMachineSizes } = sdk.compute;
    await virtualMachineScaleSets.createOrUpdate('lab', 'gateway', wanted());
    const cores = (await collect(usage.list('westus2'))).find(({ name }) => name.value === 'cores');
    assert.equal(cores?.currentValue, 4);
    assert.equal(cores.unit, 'Count');
    const skus = await collect(resourceSkus.list({ filter: "location eq 'westus2'" }));
    const small = skus.find(
      ({ name, resourceType }) => name === 'Standard_A2_v2' && resourceType === 'virtualMachines',
    );
    assert.equal(small?.capabilities?.find(({ name }) => name === 'vCPUs')?.value, '2');
    assert.deepEqual(small.restrictions, []);
    const sizes = await collect(virtualMachineSizes.list('westus2'));
    assert.equal(sizes.find(({ name }) => name === 'Standard_A2_v2')?.numberOfCores, 2);
  });

  it('refuses what Azure refuses, with its code', async () => {
    const { virtualMachineScaleSets } = sdk.compute;
    await assert.rejects(
      virtualMachineScaleSets.createOrUpdate('lab', 'gateway', {
        ...wanted(),
        sku: { name: 'Standard_Z99', capacity: 2 },
      }),
      refused(400, 'InvalidParameter'),
    );
    await assert.rejects(
      virtualMachineScaleSets.createOrUpdate('nowhere', 'gateway', wanted()),
      refused(404, 'ResourceGroupNotFound'),
    );
  });
});
