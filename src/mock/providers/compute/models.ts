// The model of a scale set and how it reaches the instances: what counts as a change of it, and when each instance
// is on it under each upgrade mode. https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-upgrade-policy
import { digestOf } from '../../../base/digest.ts';
import type { JsonObject } from '../../../base/json.ts';
import { durations } from '../durations.ts';
import { endOf } from '../moments.ts';
import { modelOf, onModel, type Fleet, type Instance } from './instances.ts';
import { numberAt, objectAt, textAt, without } from '../body.ts';
import type { World } from '../provider.ts';

/** What makes two models one: profile, size and extensions; not capacity, tags or policies. */
export function modelDigest(body: JsonObject, extensions: readonly JsonObject[]): string {
  const profile = without(objectAt(body, 'properties', 'virtualMachineProfile'), ['timeCreated']);
  return digestOf({ profile, size: textAt(body, 'sku', 'name') ?? '', extensions });
}

/** The fleet after a write that may have changed the model. */
export function withModel(
  fleet: Fleet,
  digest: string,
  { body, world }: { readonly body: JsonObject; readonly world: World },
): Fleet {
  if (fleet.digest === digest) return fleet;
  const model = fleet.model + 1;
  const policy = objectAt(body, 'properties', 'upgradePolicy');
  const changed = { ...fleet, model, digest };
  if (policy['mode'] === 'Automatic') {
    const at = endOf(world, durations.scaleSetChange.ms);
    return {
      ...changed,
      instances: fleet.instances.map((instance) => onModel(instance, model, { at, world })),
    };
  }
  if (policy['mode'] !== 'Rolling' || fleet.instances.length === 0) return changed;
  return rolled(changed, body, world).fleet;
}

/** Batch by batch to the latest model, those that are on it already left alone; and how long that takes. */
export function rolled(
  fleet: Fleet,
  body: JsonObject,
  world: World,
): { readonly fleet: Fleet; readonly durationMs: number } {
  const waiting = fleet.instances.filter((instance) => instance.model !== fleet.model);
  const policy = objectAt(body, 'properties', 'upgradePolicy', 'rollingUpgradePolicy');
  const delays = batchDelays(waiting.length, policy);
  const instances = fleet.instances.map((instance) => {
    const delay = delays[waiting.indexOf(instance)];
    if (delay === undefined) return instance;
    return onModel(instance, fleet.model, { at: endOf(world, delay), world });
  });
  return {
    fleet: { ...fleet, instances, upgradeAt: world.now.toISOString() },
    durationMs: delays.at(-1) ?? durations.synchronous.ms,
  };
}

/** For each instance when its batch is done, in milliseconds from now. */
function batchDelays(count: number, policy: JsonObject): readonly number[] {
  const percent = numberAt(policy, 'maxBatchInstancePercent') ?? 20;
  const size = Math.max(1, Math.floor((count * percent) / 100));
  const pauseMs = durationMs(textAt(policy, 'pauseTimeBetweenBatches') ?? 'PT0S');
  return Array.from({ length: count }, (_, index) => {
    const batch = Math.floor(index / size);
    return (batch + 1) * durations.instanceUpgrade.ms + batch * pauseMs;
  });
}

/** ISO 8601 durations as policies have them: hours, minutes, seconds. */
function durationMs(text: string): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/i.exec(text);
  const [hours = 0, minutes = 0, seconds = 0] = (match?.slice(1) ?? []).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** How far the latest rolling upgrade is; undefined where there never was one. */
export function rollingProgress(fleet: Fleet, world: World): JsonObject | undefined {
  if (fleet.upgradeAt === undefined) return undefined;
  const done = fleet.instances.filter((instance) => modelOf(instance, world) === fleet.model);
  const waiting = fleet.instances.filter((instance) => modelOf(instance, world) !== fleet.model);
  const next = earliest(waiting);
  const current = waiting.filter(({ modelAt }) => modelAt === next);
  return {
    successfulInstanceCount: done.length,
    failedInstanceCount: 0,
    inProgressInstanceCount: current.length,
    pendingInstanceCount: waiting.length - current.length,
  };
}

function earliest(instances: readonly Instance[]): string | undefined {
  return instances.map(({ modelAt }) => modelAt).toSorted()[0];
}
