// The instances of a scale set as facts in its hidden part: ids, models and powers with the moments from which they
// hold. What an instance is at any time follows from these and the clock.
import { numberAt, objectsAt, textAt } from '../body.ts';
import { hasPassed } from '../moments.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { StoredResource, World } from '../provider.ts';

export type Power = 'running' | 'stopped' | 'deallocated';

export interface Instance {
  readonly instanceId: string;
  readonly vmId: string;
  readonly createdAt: string;
  readonly readyAt: string;
  /** The model it will be on from `modelAt`, and the one until then. */
  readonly model: number;
  readonly modelAt: string;
  readonly modelBefore: number;
  readonly power: Power;
  readonly powerAt: string;
  readonly powerBefore: Power;
  readonly zone?: string;
}

export interface Fleet {
  readonly instances: readonly Instance[];
  /** Ids are never used again. */
  readonly nextId: number;
  /** The number of the latest model, and what it was made of. */
  readonly model: number;
  readonly digest: string;
  /** Since when instances are being brought to the latest model in batches. */
  readonly upgradeAt?: string;
  /** The scale set's etag counts its writes. */
  readonly writes: number;
}

export function fleetOf(scaleSet: StoredResource | undefined): Fleet {
  const hidden = scaleSet?.hidden ?? {};
  const upgradeAt = textAt(hidden, 'upgradeAt');
  return {
    instances: objectsAt(hidden, 'instances').map(readInstance),
    nextId: numberAt(hidden, 'nextId') ?? 0,
    model: numberAt(hidden, 'model') ?? 0,
    digest: textAt(hidden, 'digest') ?? '',
    writes: numberAt(hidden, 'writes') ?? 0,
    ...(upgradeAt === undefined ? {} : { upgradeAt }),
  };
}

/** As it is kept. */
export function hiddenOf(fleet: Fleet): JsonObject {
  return { ...fleet, instances: fleet.instances.map((instance) => ({ ...instance })) };
}

export function instancesOf(scaleSet: StoredResource): readonly Instance[] {
  return fleetOf(scaleSet).instances;
}

export function grown(
  fleet: Fleet,
  count: number,
  {
    world,
    readyAt,
    zones,
  }: { readonly world: World; readonly readyAt: string; readonly zones: readonly string[] },
): Fleet {
  const now = world.now.toISOString();
  const added = Array.from({ length: count }, (_, index): Instance => {
    const id = fleet.nextId + index;
    const zone = zones[id % Math.max(1, zones.length)];
    return {
      instanceId: String(id),
      vmId: world.guid(),
      createdAt: now,
      readyAt,
      model: fleet.model,
      modelAt: now,
      modelBefore: fleet.model,
      power: 'running',
      powerAt: now,
      powerBefore: 'running',
      ...(zone === undefined ? {} : { zone }),
    };
  });
  return { ...fleet, instances: [...fleet.instances, ...added], nextId: fleet.nextId + count };
}

/** The default policy takes the highest ids first: https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-scale-in-policy */
export function shrunk(fleet: Fleet, capacity: number): Fleet {
  return { ...fleet, instances: fleet.instances.slice(0, capacity) };
}

export function onModel(
  instance: Instance,
  model: number,
  { at, world }: { readonly at: string; readonly world: World },
): Instance {
  return { ...instance, model, modelAt: at, modelBefore: modelOf(instance, world) };
}

export function withPower(
  instance: Instance,
  power: Power,
  { at, world }: { readonly at: string; readonly world: World },
): Instance {
  return { ...instance, power, powerAt: at, powerBefore: powerOf(instance, world) };
}

export function modelOf(instance: Instance, world: World): number {
  return hasPassed(instance.modelAt, world) ? instance.model : instance.modelBefore;
}

export function powerOf(instance: Instance, world: World): Power {
  return hasPassed(instance.powerAt, world) ? instance.power : instance.powerBefore;
}

export function isPowerChanging(instance: Instance, world: World): boolean {
  return !hasPassed(instance.powerAt, world);
}

export function stateOf(instance: Instance, world: World): 'Creating' | 'Updating' | 'Succeeded' {
  if (!hasPassed(instance.readyAt, world)) return 'Creating';
  return hasPassed(instance.modelAt, world) && !isPowerChanging(instance, world) ? 'Succeeded' : 'Updating';
}

function readInstance(facts: JsonObject): Instance {
  const zone = textAt(facts, 'zone');
  const text = (key: string): string => textAt(facts, key) ?? '';
  return {
    instanceId: text('instanceId'),
    vmId: text('vmId'),
    createdAt: text('createdAt'),
    readyAt: text('readyAt'),
    model: numberAt(facts, 'model') ?? 0,
    modelAt: text('modelAt'),
    modelBefore: numberAt(facts, 'modelBefore') ?? 0,
    power: readPower(text('power')),
    powerAt: text('powerAt'),
    powerBefore: readPower(text('powerBefore')),
    ...(zone === undefined ? {} : { zone }),
  };
}

function readPower(word: string): Power {
  return word === 'stopped' || word === 'deallocated' ? word : 'running';
}
