// Scale sets: a write merges into what stands, is checked, and moves the fleet of instances towards it. Shape,
// checks, models, instances and actions each lie in a file of their own beside this one.
import { apiVersions } from '../api-versions.ts';
import { checkScaleSet, requireScaleSetName } from './scale-set-checks.ts';
import { computeAnswers } from '../forms.ts';
import {
  digestsOf,
  extensionsOf,
  extensionWrite,
  inModel,
  shapeExtension,
  type Extension,
} from './extensions.ts';
import { durations } from '../durations.ts';
import { endOf } from '../moments.ts';
import { fleetOf, grown, hiddenOf, shrunk, type Fleet } from './instances.ts';
import { given, objectAt, objectsAt, ordered, textAt, textsAt } from '../body.ts';
import { instanceReads } from './instance-views.ts';
import { invalidParameter, missingParameter } from './parameters.ts';
import { isSame, lastName, locationOf } from '../references.ts';
import { managedIdentityOf } from '../identity-block.ts';
import { mergePatch } from '../../world.ts';
import { modelDigest, withModel } from './models.ts';
import { refuseOverQuota } from './quota.ts';
import { actOnInstance, removeInstance, scaleSetActions } from './scale-set-actions.ts';
import { isFlexible, scaleSetProperties } from './scale-set-shape.ts';
import { scaleSetType } from '../network/attachments.ts';
import { sizeNamed } from './sizes.ts';
import { wholeNumber } from '../coerce.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ChildWrite, ResourceType, StoredResource, World, WriteAsk, Written } from '../provider.ts';

export const virtualMachineScaleSets: ResourceType = {
  type: scaleSetType,
  apiVersions: apiVersions.compute,
  location: 'region',
  answers: computeAnswers,
  provisioningState: 'properties',
  write: writeScaleSet,
  view: viewScaleSet,
  remove: () => ({ durationMs: durations.scaleSetRemoval.ms }),
  actions: scaleSetActions,
  actionsWithin: { virtualmachines: actOnInstance },
  removesWithin: { virtualmachines: removeInstance },
  computed: instanceReads,
};

function writeScaleSet(ask: WriteAsk): Written {
  const { id, world, existing } = ask;
  requireScaleSetName(lastName(id));
  const before = fleetOf(existing);
  const body = scaleSetBody(ask, before.writes + 1);
  const { extensions, children } = extensionWrites(ask);
  checkScaleSet({
    id,
    location: locationOf(ask),
    body,
    sent: ask.body,
    isNew: existing === undefined,
    extensions: extensions.map((extension) => extension.body),
    world,
  });
  const capacity = capacityOf(body);
  refuseOverQuota({ id, size: textAt(body, 'sku', 'name') ?? '', capacity }, locationOf(ask), world);
  const digest = modelDigest(body, digestsOf(extensions));
  const durationMs = durationOf(before, capacity, existing === undefined);
  const modelled = withModel({ ...before, writes: before.writes + 1 }, digest, { body, world });
  const fleet = resized(modelled, capacity, { world, durationMs, zones: textsAt(body, 'zones') });
  return { body, hidden: hiddenOf(fleet), durationMs, children };
}

function scaleSetBody(ask: WriteAsk, version: number): JsonObject {
  const { existing, world } = ask;
  const standing = existing?.body ?? {};
  const before = objectAt(standing, 'properties');
  const sent = objectAt(ask.body, 'properties');
  const sku = skuOf(ask);
  const zones =
    textsAt(ask.body, 'zones').length > 0 ? textsAt(ask.body, 'zones') : textsAt(standing, 'zones');
  // A PUT with only location and sku (how clients scale) keeps the rest: compute merges into what stands.
  const merged = mergePatch(before, sent);
  if (existing === undefined) requireModel(merged);
  const properties = scaleSetProperties({
    merged,
    before,
    size: textAt(sku, 'name') ?? '',
    capacity: wholeNumber(sku, 'capacity', 'sku') ?? 0,
    zones,
    world,
  });
  return ordered(
    ['name', 'id', 'type', 'location', 'tags', 'identity', 'sku', 'etag', 'properties', 'zones'],
    {
      name: lastName(ask.id),
      id: ask.id,
      type: scaleSetType,
      location: locationOf(ask),
      tags: given(ask.body, 'tags') ?? given(standing, 'tags') ?? {},
      identity: managedIdentityOf(ask),
      sku,
      etag: `"${String(version)}"`,
      properties,
      plan: given(ask.body, 'plan') ?? given(standing, 'plan'),
      zones: zones.length === 0 ? undefined : zones,
    },
  );
}

function requireModel(merged: JsonObject): void {
  if (given(merged, 'virtualMachineProfile') === undefined) missingParameter('virtualMachineProfile');
  if (!isFlexible(merged) && textAt(merged, 'upgradePolicy', 'mode') === undefined)
    missingParameter('upgradePolicy');
}

function skuOf({ body, existing }: WriteAsk): JsonObject {
  const sent = objectAt(body, 'sku');
  const before = objectAt(existing?.body ?? {}, 'sku');
  const name = textAt(sent, 'name') ?? textAt(before, 'name');
  if (name === undefined) return missingParameter('sku.name');
  const capacity = wholeNumber(sent, 'capacity', 'sku') ?? wholeNumber(before, 'capacity', 'sku');
  if (capacity === undefined) return missingParameter('sku.capacity');
  if (capacity < 0 || capacity > 1000)
    invalidParameter(
      'sku.capacity',
      `The value ${String(capacity)} of parameter 'sku.capacity' is invalid. It must be between 0 and 1000.`,
    );
  return { name: sizeNamed(name)?.name ?? name, tier: name.split('_')[0] ?? 'Standard', capacity };
}

function capacityOf(body: JsonObject): number {
  return wholeNumber(objectAt(body, 'sku'), 'capacity', 'sku') ?? 0;
}

/** Extensions in the model are all there are; a write that says nothing of them leaves them. */
function extensionWrites({ id, body, method, world }: WriteAsk): {
  readonly extensions: readonly Extension[];
  readonly children: readonly ChildWrite[];
} {
  const standing = extensionsOf(id, world);
  const profile = objectAt(body, 'properties', 'virtualMachineProfile', 'extensionProfile');
  if (
    given(profile, 'extensions') === undefined ||
    (method === 'PATCH' && objectsAt(profile, 'extensions').length === 0)
  )
    return { extensions: standing, children: [] };
  const sent = objectsAt(profile, 'extensions').map((extension) => {
    const extensionId = `${id}/extensions/${textAt(extension, 'name') ?? ''}`;
    return shapeExtension(
      extension,
      extensionId,
      standing.find((old) => isSame(old.id, extensionId)),
    );
  });
  const gone = standing.filter((old) => !sent.some((extension) => isSame(extension.id, old.id)));
  return {
    extensions: sent,
    children: [...sent.map(extensionWrite), ...gone.map((old) => ({ id: old.id, removed: true as const }))],
  };
}

function durationOf(before: Fleet, capacity: number, isNew: boolean): number {
  if (isNew) return durations.scaleSet.ms;
  if (capacity > before.instances.length) return durations.scaleSetGrowth.ms;
  return durations.scaleSetChange.ms;
}

function resized(
  fleet: Fleet,
  capacity: number,
  {
    world,
    durationMs,
    zones,
  }: { readonly world: World; readonly durationMs: number; readonly zones: readonly string[] },
): Fleet {
  const missing = capacity - fleet.instances.length;
  if (missing < 0) return shrunk(fleet, capacity);
  return missing === 0 ? fleet : grown(fleet, missing, { world, readyAt: endOf(world, durationMs), zones });
}

function viewScaleSet(stored: StoredResource, world: World): JsonObject {
  const extensions = inModel(extensionsOf(stored.id, world));
  if (extensions.length === 0) return stored.body;
  const properties = objectAt(stored.body, 'properties');
  const { timeCreated, ...profile } = objectAt(properties, 'virtualMachineProfile');
  const whole = ordered(
    ['osProfile', 'storageProfile', 'applicationProfile', 'networkProfile', 'extensionProfile'],
    {
      ...profile,
      extensionProfile: { extensions },
      timeCreated,
    },
  );
  return { ...stored.body, properties: { ...properties, virtualMachineProfile: whole } };
}
