// What a scale set answers: the model with the defaults that the service adds, in its order, without secrets. The
// two orchestration modes list some members differently. What a model may be is in `scale-set-checks.ts`.
import { given, objectAt, ordered, textAt, without } from '../body.ts';
import { truth, wholeNumber, word } from '../coerce.ts';
import { networkProfile } from './network-profile.ts';
import { osProfile, storageProfile } from './machine-profile.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

interface ShapeAsk {
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
