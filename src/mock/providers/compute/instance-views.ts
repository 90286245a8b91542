// What is read of a scale set's instances: the list, one of them, their state, the sizes it may have, and the latest
// rolling upgrade. Computed from the facts in `instances.ts` at each read.
import { compact, numberAt, objectAt, objectsAt, ordered, textAt } from '../body.ts';
import { extensionsOf, inModel } from './extensions.ts';
import { allNics, instanceNics } from './instance-nics.ts';
import { findImage } from './images.ts';
import { fleetOf, modelOf, powerOf, stateOf, type Instance } from './instances.ts';
import { hasHealthExtension } from './scale-set-checks.ts';
import { instanceStatus } from './instance-status.ts';
import { precise } from './scale-set-shape.ts';
import { refuse } from '../../fault.ts';
import { rollingProgress } from './models.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { ComputedAsk } from '../provider.ts';

const type = 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines';

export const instanceReads: Readonly<Record<string, (ask: ComputedAsk) => Json>> = {
  virtualmachines: readInstances,
  networkinterfaces: allNics,
  instanceview: summary,
  skus: scaleSetSkus,
  rollingupgrades: latestUpgrade,
  osupgradehistory: () => ({ value: [] }),
};

function readInstances(ask: ComputedAsk): Json {
  const { instances } = fleetOf(ask.stored);
  const withStatus = ask.query.get('$expand')?.toLowerCase() === 'instanceview';
  const [id, part, ...more] = ask.rest;
  if (id === undefined) return { value: instances.map((instance) => shown(instance, ask, withStatus)) };
  const found = instances.find(({ instanceId }) => instanceId === id);
  if (found === undefined)
    return refuse(
      404,
      'InvalidParameter',
      `The provided instanceId ${id} is not an active Virtual Machine Scale Set VM instanceId.`,
      { target: 'instanceId' },
    );
  if (part === undefined) return shown(found, ask, withStatus);
  if (part.toLowerCase() === 'instanceview' && more.length === 0) return statusOf(found, ask);
  if (part.toLowerCase() === 'networkinterfaces') return instanceNics(found, ask, more);
  return refuse(404, 'ResourceNotFound', `The resource '${part}' of instance ${id} was not found.`);
}

function shown(instance: Instance, ask: ComputedAsk, withStatus: boolean): JsonObject {
  const { stored } = ask;
  const { body, id, name } = stored;
  const extensions = inModel(extensionsOf(id, ask.world));
  return compact({
    name: `${name}_${instance.instanceId}`,
    id: `${id}/virtualMachines/${instance.instanceId}`,
    type,
    location: textAt(body, 'location'),
    tags: objectAt(body, 'tags'),
    instanceId: instance.instanceId,
    sku: { name: textAt(body, 'sku', 'name') ?? '', tier: textAt(body, 'sku', 'tier') ?? 'Standard' },
    properties: instanceProperties(instance, ask, withStatus),
    resources:
      extensions.length === 0
        ? undefined
        : extensions.map((extension) => extensionOf(extension, instance, ask)),
    zones: instance.zone === undefined ? undefined : [instance.zone],
  });
}

function instanceProperties(instance: Instance, ask: ComputedAsk, withStatus: boolean): JsonObject {
  const { stored, world } = ask;
  const profile = objectAt(stored.body, 'properties', 'virtualMachineProfile');
  const instanceId = `${stored.id}/virtualMachines/${instance.instanceId}`;
  const nics = objectsAt(profile, 'networkProfile', 'networkInterfaceConfigurations');
  return compact({
    latestModelApplied: modelOf(instance, world) === fleetOf(stored).model,
    modelDefinitionApplied: 'VirtualMachineScaleSet',
    networkProfileConfiguration: { networkInterfaceConfigurations: nics },
    hardwareProfile: {},
    vmId: instance.vmId,
    storageProfile: storageOf(instance, stored.name, profile),
    osProfile: osOf(instance, objectAt(profile, 'osProfile')),
    networkProfile: {
      networkInterfaces: nics.map((nic) => ({
        id: `${instanceId}/networkInterfaces/${textAt(nic, 'name') ?? ''}`,
      })),
    },
    instanceView: withStatus ? statusOf(instance, ask) : undefined,
    provisioningState: stateOf(instance, world),
    timeCreated: precise(new Date(instance.createdAt)),
  });
}

function storageOf(instance: Instance, name: string, profile: JsonObject): JsonObject {
  const image = objectAt(profile, 'storageProfile', 'imageReference');
  const [publisher = '', offer = '', sku = ''] = ['publisher', 'offer', 'sku'].map((key) =>
    textAt(image, key),
  );
  const exactVersion = findImage({ publisher, offer, sku })?.version;
  const disk = `${name}_${name}_${instance.instanceId}_OsDisk_1_${instance.vmId.replaceAll('-', '')}`;
  return {
    imageReference: compact({ ...image, exactVersion }),
    osDisk: ordered(['osType', 'name'], { ...objectAt(profile, 'storageProfile', 'osDisk'), name: disk }),
    dataDisks: [],
  };
}

function osOf(instance: Instance, model: JsonObject): JsonObject {
  const { computerNamePrefix, ...rest } = model;
  const number = Number(instance.instanceId).toString(36).toUpperCase().padStart(6, '0');
  return {
    computerName: `${typeof computerNamePrefix === 'string' ? computerNamePrefix : ''}${number}`,
    ...rest,
  };
}

function extensionOf(extension: JsonObject, instance: Instance, { stored, world }: ComputedAsk): JsonObject {
  const name = textAt(extension, 'name') ?? '';
  return {
    name,
    id: `${stored.id}/virtualMachines/${instance.instanceId}/extensions/${name}`,
    type: `${type}/extensions`,
    location: textAt(stored.body, 'location') ?? '',
    properties: { ...objectAt(extension, 'properties'), provisioningState: stateOf(instance, world) },
  };
}

function statusOf(instance: Instance, ask: ComputedAsk): JsonObject {
  const extensions = inModel(extensionsOf(ask.stored.id, ask.world));
  return instanceStatus(instance, {
    stored: ask.stored,
    world: ask.world,
    extensions,
    watched: isWatched(ask, extensions),
  });
}

function isWatched({ stored }: ComputedAsk, extensions: readonly JsonObject[]): boolean {
  const probe = textAt(
    stored.body,
    'properties',
    'virtualMachineProfile',
    'networkProfile',
    'healthProbe',
    'id',
  );
  return probe !== undefined || hasHealthExtension(extensions);
}

function summary(ask: ComputedAsk): JsonObject {
  const { stored, world } = ask;
  const { instances } = fleetOf(stored);
  const extensions = inModel(extensionsOf(stored.id, world));
  const states = counted(
    instances.map((instance) => `ProvisioningState/${stateOf(instance, world).toLowerCase()}`),
  );
  const powers = counted(instances.map((instance) => `PowerState/${powerOf(instance, world)}`));
  const busy = stored.pending !== undefined && Date.parse(stored.pending.until) > world.now.getTime();
  const status = busy
    ? { code: 'ProvisioningState/updating', level: 'Info', displayStatus: 'Updating' }
    : { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' };
  return {
    virtualMachine: { statusesSummary: [...states, ...powers] },
    extensions: extensions.map((extension) => ({
      name: textAt(extension, 'name') ?? '',
      statusesSummary: states,
    })),
    statuses: [{ ...status, time: precise(new Date(stored.changedAt)) }],
  };
}

function counted(codes: readonly string[]): readonly JsonObject[] {
  return [...new Set(codes)].map((code) => ({ code, count: codes.filter((other) => other === code).length }));
}

function scaleSetSkus({ stored }: ComputedAsk): JsonObject {
  const single = objectAt(stored.body, 'properties')['singlePlacementGroup'] === true;
  const capacity = { minimum: 0, maximum: single ? 100 : 1000, defaultCapacity: 1, scaleType: 'Automatic' };
  const sku = {
    name: textAt(stored.body, 'sku', 'name') ?? '',
    tier: textAt(stored.body, 'sku', 'tier') ?? 'Standard',
  };
  return { value: [{ resourceType: stored.type, sku, capacity }] };
}

function latestUpgrade({ stored, rest, world }: ComputedAsk): JsonObject {
  const fleet = fleetOf(stored);
  const progress = rollingProgress(fleet, world);
  if (rest[0]?.toLowerCase() !== 'latest' || progress === undefined)
    return refuse(404, 'NotFound', 'The entity was not found.');
  const done = numberAt(progress, 'successfulInstanceCount') === fleet.instances.length;
  const startTime = precise(new Date(fleet.upgradeAt ?? stored.createdAt));
  return {
    location: textAt(stored.body, 'location') ?? '',
    type: 'Microsoft.Compute/virtualMachineScaleSets/rollingUpgrades',
    properties: {
      policy: objectAt(stored.body, 'properties', 'upgradePolicy', 'rollingUpgradePolicy'),
      runningStatus: {
        code: done ? 'Completed' : 'RollingForward',
        startTime,
        lastAction: 'Start',
        lastActionTime: startTime,
      },
      progress,
    },
  };
}
