// What a scale set answers: the model with the defaults that the service adds, in its order, without secrets. The
// two orchestration modes list some members differently. What a model may be is in `scale-set-checks.ts`.
import { compact, given, listAt, objectAt, objectsAt, ordered, textAt, without } from '../body.ts';
import { truth, wholeNumber, word } from '../coerce.ts';
import { findImage } from './images.ts';
import { referenceAt, canonicalId } from '../references.ts';
import { sizeNamed } from './sizes.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

export interface ShapeAsk {
  /** The request merged over what stands, as compute's PUT does. */
  readonly merged: JsonObject;
  readonly before: JsonObject;
  readonly size: string;
  readonly capacity: number;
  readonly zones: readonly string[];
  readonly world: World;
}

const propertyOrder = [
  'singlePlacementGroup',
  'orchestrationMode',
  'upgradePolicy',
  'scheduledEventsPolicy',
  'resiliencyPolicy',
  'scaleInPolicy',
  'virtualMachineProfile',
  'additionalCapabilities',
  'overprovision',
  'doNotRunExtensionsOnOverprovisionedVMs',
  'uniqueId',
  'zoneBalance',
  'platformFaultDomainCount',
  'constrainedMaximumCapacity',
  'automaticRepairsPolicy',
  'timeCreated',
];
const profileOrder = [
  'osProfile',
  'storageProfile',
  'applicationProfile',
  'networkProfile',
  'securityProfile',
  'diagnosticsProfile',
  'extensionProfile',
  'scheduledEventsProfile',
  'timeCreated',
];
const path = 'properties';

export function scaleSetProperties(ask: ShapeAsk): JsonObject {
  const { merged, before, world, zones, capacity } = ask;
  const flexible = isFlexible(merged);
  const now = precise(world.now);
  const single =
    truth(merged, 'singlePlacementGroup', path) ?? (!flexible && zones.length === 0 && capacity <= 100);
  return ordered(propertyOrder, {
    ...without(merged, ['provisioningState']),
    singlePlacementGroup: single,
    orchestrationMode: flexible ? 'Flexible' : 'Uniform',
    upgradePolicy: upgradePolicy(objectAt(merged, 'upgradePolicy')),
    virtualMachineProfile: profile(objectAt(merged, 'virtualMachineProfile'), ask, flexible),
    overprovision: flexible ? undefined : (truth(merged, 'overprovision', path) ?? true),
    doNotRunExtensionsOnOverprovisionedVMs: flexible
      ? undefined
      : (truth(merged, 'doNotRunExtensionsOnOverprovisionedVMs', path) ?? false),
    uniqueId: before['uniqueId'] ?? world.guid(),
    platformFaultDomainCount:
      wholeNumber(merged, 'platformFaultDomainCount', path) ?? (flexible || zones.length > 0 ? 1 : 5),
    constrainedMaximumCapacity: flexible
      ? (truth(merged, 'constrainedMaximumCapacity', path) ?? false)
      : undefined,
    timeCreated: before['timeCreated'] ?? now,
  });
}

export function isFlexible(properties: JsonObject): boolean {
  return textAt(properties, 'orchestrationMode')?.toLowerCase() === 'flexible';
}

/** Compute writes moments with seven decimals and an offset. */
export function precise(moment: Date): string {
  return moment.toISOString().replace('Z', '0000+00:00');
}

function upgradePolicy(sent: JsonObject): JsonObject {
  const mode = word(sent, 'mode', {
    among: ['Manual', 'Automatic', 'Rolling'],
    path: 'properties.upgradePolicy',
  });
  const rolling =
    given(sent, 'rollingUpgradePolicy') === undefined && mode !== 'Rolling'
      ? undefined
      : rollingPolicy(objectAt(sent, 'rollingUpgradePolicy'));
  const image =
    given(sent, 'automaticOSUpgradePolicy') === undefined
      ? undefined
      : objectAt(sent, 'automaticOSUpgradePolicy');
  return ordered(['mode', 'rollingUpgradePolicy', 'automaticOSUpgradePolicy'], {
    ...sent,
    mode,
    rollingUpgradePolicy: rolling,
    automaticOSUpgradePolicy:
      image === undefined
        ? undefined
        : {
            enableAutomaticOSUpgrade: false,
            useRollingUpgradePolicy: false,
            disableAutomaticRollback: false,
            ...image,
          },
  });
}

function rollingPolicy(sent: JsonObject): JsonObject {
  const where = 'properties.upgradePolicy.rollingUpgradePolicy';
  const percent = (key: string): number => wholeNumber(sent, key, where) ?? 20;
  return ordered([], {
    maxBatchInstancePercent: percent('maxBatchInstancePercent'),
    maxUnhealthyInstancePercent: percent('maxUnhealthyInstancePercent'),
    maxUnhealthyUpgradedInstancePercent: percent('maxUnhealthyUpgradedInstancePercent'),
    pauseTimeBetweenBatches: textAt(sent, 'pauseTimeBetweenBatches') ?? 'PT0S',
    enableCrossZoneUpgrade: truth(sent, 'enableCrossZoneUpgrade', where),
    prioritizeUnhealthyInstances: truth(sent, 'prioritizeUnhealthyInstances', where),
    maxSurge: truth(sent, 'maxSurge', where) ?? false,
    rollbackFailedInstancesOnPolicyBreach:
      truth(sent, 'rollbackFailedInstancesOnPolicyBreach', where) ?? false,
  });
}

function profile(sent: JsonObject, ask: ShapeAsk, flexible: boolean): JsonObject {
  const before = objectAt(ask.before, 'virtualMachineProfile');
  return ordered(profileOrder, {
    // Extensions are resources of their own and join at each read. User data is write-only.
    ...without(sent, ['extensionProfile', 'userData']),
    osProfile: osProfile(objectAt(sent, 'osProfile'), flexible),
    storageProfile: storageProfile(objectAt(sent, 'storageProfile'), ask.size, flexible),
    networkProfile: networkProfile(objectAt(sent, 'networkProfile'), ask.world, flexible),
    timeCreated: before['timeCreated'] ?? precise(ask.world.now),
  });
}

/** Never the password, nor what else is only for the machine's own eyes. */
function osProfile(sent: JsonObject, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.osProfile';
  const windows =
    given(sent, 'windowsConfiguration') === undefined ? undefined : objectAt(sent, 'windowsConfiguration');
  const linux =
    given(sent, 'linuxConfiguration') === undefined ? undefined : objectAt(sent, 'linuxConfiguration');
  const order = [
    'computerNamePrefix',
    'adminUsername',
    'windowsConfiguration',
    'linuxConfiguration',
    'secrets',
  ];
  return ordered(order, {
    ...without(sent, ['adminPassword', 'customData']),
    windowsConfiguration:
      windows === undefined && linux === undefined
        ? windowsConfiguration({}, flexible)
        : windows && windowsConfiguration(windows, flexible),
    linuxConfiguration: linux && linuxConfiguration(linux, flexible),
    secrets: listAt(sent, 'secrets'),
    allowExtensionOperations: truth(sent, 'allowExtensionOperations', where) ?? true,
    requireGuestProvisionSignal: truth(sent, 'requireGuestProvisionSignal', where) ?? true,
  });
}

function windowsConfiguration(sent: JsonObject, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.osProfile.windowsConfiguration';
  const automatic = truth(sent, 'enableAutomaticUpdates', where) ?? true;
  const patch = { patchMode: automatic ? 'AutomaticByOS' : 'Manual', assessmentMode: 'ImageDefault' };
  return ordered(['provisionVMAgent', 'enableAutomaticUpdates', 'timeZone', 'patchSettings'], {
    ...without(sent, ['additionalUnattendContent']),
    provisionVMAgent: truth(sent, 'provisionVMAgent', where) ?? true,
    enableAutomaticUpdates: automatic,
    patchSettings: flexible ? { ...patch, ...objectAt(sent, 'patchSettings') } : given(sent, 'patchSettings'),
  });
}

function linuxConfiguration(sent: JsonObject, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.osProfile.linuxConfiguration';
  const patch = { patchMode: 'ImageDefault', assessmentMode: 'ImageDefault' };
  return ordered(['disablePasswordAuthentication', 'ssh', 'provisionVMAgent', 'patchSettings'], {
    ...sent,
    disablePasswordAuthentication: truth(sent, 'disablePasswordAuthentication', where) ?? false,
    provisionVMAgent: truth(sent, 'provisionVMAgent', where) ?? true,
    patchSettings: flexible ? { ...patch, ...objectAt(sent, 'patchSettings') } : given(sent, 'patchSettings'),
  });
}

function storageProfile(sent: JsonObject, sizeName: string, flexible: boolean): JsonObject {
  const image = objectAt(sent, 'imageReference');
  const {
    publisher = '',
    offer = '',
    sku = '',
  } = { publisher: textAt(image, 'publisher'), offer: textAt(image, 'offer'), sku: textAt(image, 'sku') };
  const known = findImage({ publisher, offer, sku });
  const disk = objectAt(sent, 'osDisk');
  const where = 'properties.virtualMachineProfile.storageProfile.osDisk';
  const type =
    textAt(disk, 'managedDisk', 'storageAccountType') ??
    (sizeNamed(sizeName)?.premiumIO === true ? 'Premium_LRS' : 'Standard_LRS');
  const diskOrder = [
    'osType',
    'diffDiskSettings',
    'createOption',
    'caching',
    'writeAcceleratorEnabled',
    'managedDisk',
    'deleteOption',
    'diskSizeGB',
  ];
  const osDisk = ordered(diskOrder, {
    ...disk,
    osType:
      textAt(disk, 'osType') ??
      known?.osType ??
      (publisher.toLowerCase().includes('windows') ? 'Windows' : 'Linux'),
    createOption: textAt(disk, 'createOption') ?? 'FromImage',
    caching: word(disk, 'caching', { among: ['None', 'ReadOnly', 'ReadWrite'], path: where }) ?? 'None',
    managedDisk: { ...objectAt(disk, 'managedDisk'), storageAccountType: type },
    deleteOption: flexible ? (textAt(disk, 'deleteOption') ?? 'Delete') : given(disk, 'deleteOption'),
    diskSizeGB: wholeNumber(disk, 'diskSizeGB', where) ?? known?.diskGiB ?? 30,
  });
  return ordered(['osDisk', 'imageReference', 'dataDisks', 'diskControllerType'], {
    ...sent,
    osDisk,
    imageReference: ordered(['publisher', 'offer', 'sku', 'version', 'id'], image),
    diskControllerType: given(sent, 'diskControllerType') ?? (flexible ? 'SCSI' : undefined),
  });
}

const uniformNic = [
  'primary',
  'enableAcceleratedNetworking',
  'disableTcpStateTracking',
  'networkSecurityGroup',
  'dnsSettings',
  'enableIPForwarding',
  'ipConfigurations',
];
const flexibleNic = [
  'primary',
  'enableAcceleratedNetworking',
  'disableTcpStateTracking',
  'enableIPForwarding',
  'auxiliaryMode',
  'auxiliarySku',
  'deleteOption',
  'ipConfigurations',
  'networkSecurityGroup',
  'dnsSettings',
];

function networkProfile(sent: JsonObject, world: World, flexible: boolean): JsonObject {
  const nics = objectsAt(sent, 'networkInterfaceConfigurations').map((nic) => ({
    name: textAt(nic, 'name') ?? '',
    properties: nicProperties(objectAt(nic, 'properties'), world, flexible),
  }));
  return ordered(['networkApiVersion', 'healthProbe', 'networkInterfaceConfigurations'], {
    ...sent,
    healthProbe: referenceAt(sent, 'healthProbe', world),
    networkInterfaceConfigurations: nics,
  });
}

function nicProperties(sent: JsonObject, world: World, flexible: boolean): JsonObject {
  const where = 'properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations.properties';
  const extra = flexible
    ? {
        auxiliaryMode: given(sent, 'auxiliaryMode') ?? 'None',
        auxiliarySku: given(sent, 'auxiliarySku') ?? 'None',
        deleteOption: given(sent, 'deleteOption') ?? 'Delete',
      }
    : {};
  return ordered(flexible ? flexibleNic : uniformNic, {
    ...sent,
    ...extra,
    primary: truth(sent, 'primary', where) ?? true,
    enableAcceleratedNetworking:
      truth(sent, 'enableAcceleratedNetworking', where) ?? (flexible ? undefined : false),
    disableTcpStateTracking: truth(sent, 'disableTcpStateTracking', where) ?? false,
    networkSecurityGroup: referenceAt(sent, 'networkSecurityGroup', world),
    dnsSettings: { dnsServers: listAt(sent, 'dnsSettings', 'dnsServers') },
    enableIPForwarding: truth(sent, 'enableIPForwarding', where) ?? false,
    ipConfigurations: objectsAt(sent, 'ipConfigurations').map((configuration) => ({
      name: textAt(configuration, 'name') ?? '',
      properties: ipProperties(objectAt(configuration, 'properties'), world, flexible),
    })),
  });
}

const pools = [
  'loadBalancerBackendAddressPools',
  'loadBalancerInboundNatPools',
  'applicationGatewayBackendAddressPools',
  'applicationSecurityGroups',
];

function ipProperties(sent: JsonObject, world: World, flexible: boolean): JsonObject {
  const lists = Object.fromEntries(
    pools
      .filter((key) => given(sent, key) !== undefined)
      .map((key) => [
        key,
        objectsAt(sent, key).map((entry) => ({ id: canonicalId(textAt(entry, 'id') ?? '', world) })),
      ]),
  );
  const order = flexible
    ? [
        'privateIPAddressVersion',
        'subnet',
        'applicationSecurityGroups',
        'loadBalancerBackendAddressPools',
        'applicationGatewayBackendAddressPools',
      ]
    : ['primary', 'subnet', 'privateIPAddressVersion', 'publicIPAddressConfiguration', ...pools];
  return compact(
    ordered(order, {
      ...sent,
      ...(flexible
        ? {
            applicationSecurityGroups: [],
            applicationGatewayBackendAddressPools: [],
            loadBalancerBackendAddressPools: [],
          }
        : {}),
      ...lists,
      subnet: referenceAt(sent, 'subnet', world),
      privateIPAddressVersion: textAt(sent, 'privateIPAddressVersion') ?? 'IPv4',
    }),
  );
}
