// Extensions of a scale set: part of its model, each also a resource of its own. Protected settings are kept as a
// digest only, so that a change of them is noticed and nothing can be read.
import { apiVersions } from '../api-versions.ts';
import { compact, given, objectAt, ordered, textAt, without } from '../body.ts';
import { computeAnswers } from '../forms.ts';
import { digestOf } from '../../../base/digest.ts';
import type { JsonObject } from '../../../base/json.ts';
import { durations } from '../durations.ts';
import { fleetOf, hiddenOf } from './instances.ts';
import { isSame, lastName, parentOf, requireParent } from '../references.ts';
import { missingParameter } from './parameters.ts';
import { modelDigest, withModel } from './models.ts';
import { truth } from '../coerce.ts';
import type { ChildWrite, ResourceType, StoredResource, World, WriteAsk, Written } from '../provider.ts';

const extensionType = 'Microsoft.Compute/virtualMachineScaleSets/extensions';

export const scaleSetExtensions: ResourceType = {
  type: extensionType,
  apiVersions: apiVersions.compute,
  location: 'none',
  answers: computeAnswers,
  provisioningState: 'properties',
  write: writeExtension,
  remove: () => ({ durationMs: durations.extension.ms }),
};

export interface Extension {
  readonly id: string;
  readonly body: JsonObject;
  /** What stands for its protected settings. */
  readonly secret: string;
}

export function shapeExtension(sent: JsonObject, id: string, standing?: Extension): Extension {
  const own = objectAt(sent, 'properties');
  for (const key of ['publisher', 'type', 'typeHandlerVersion'])
    if (textAt(own, key) === undefined) missingParameter(`extension.properties.${key}`);
  const order = [
    'autoUpgradeMinorVersion',
    'forceUpdateTag',
    'enableAutomaticUpgrade',
    'publisher',
    'type',
    'typeHandlerVersion',
    'settings',
    'provisionAfterExtensions',
  ];
  const path = 'properties';
  const properties = ordered(order, {
    ...without(own, ['provisioningState', 'protectedSettings']),
    autoUpgradeMinorVersion: truth(own, 'autoUpgradeMinorVersion', path),
    enableAutomaticUpgrade: truth(own, 'enableAutomaticUpgrade', path),
  });
  const body = { name: lastName(id), id, type: extensionType, properties };
  // What is read never holds protected settings, so a write of what was read does not mean to take them away.
  const sentSecret = given(own, 'protectedSettings');
  const secret = sentSecret === undefined ? (standing?.secret ?? '') : digestOf(sentSecret);
  return { id, body, secret };
}

export function extensionWrite({ id, body, secret }: Extension): ChildWrite {
  return { id, type: extensionType, body, hidden: { secret } };
}

/** Those that stand under a scale set. */
export function extensionsOf(scaleSetId: string, world: World): readonly Extension[] {
  return world
    .children(scaleSetId, extensionType)
    .filter(({ pending }) => pending?.what !== 'Deleting')
    .map(({ id, body, hidden }) => ({ id, body, secret: textAt(hidden ?? {}, 'secret') ?? '' }));
}

/** As the model shows them: name and properties only. */
export function inModel(extensions: readonly Extension[]): readonly JsonObject[] {
  return extensions.map(({ body }) =>
    compact({ name: textAt(body, 'name'), properties: objectAt(body, 'properties') }),
  );
}

export function digestsOf(extensions: readonly Extension[]): readonly JsonObject[] {
  return extensions
    .map(({ id, body, secret }) => ({
      name: lastName(id).toLowerCase(),
      properties: objectAt(body, 'properties'),
      secret,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** An extension written by itself changes the model, so the scale set is written with it. */
function writeExtension(ask: WriteAsk): Written {
  const scaleSet = requireParent(ask);
  const standing = extensionsOf(scaleSet.id, ask.world);
  const extension = shapeExtension(
    ask.body,
    ask.id,
    standing.find(({ id }) => isSame(id, ask.id)),
  );
  const others = standing.filter(({ id }) => !isSame(id, ask.id));
  return {
    body: extension.body,
    hidden: { secret: extension.secret },
    durationMs: durations.extension.ms,
    children: [remodelled(scaleSet, [...others, extension], ask.world)],
  };
}

function remodelled(scaleSet: StoredResource, extensions: readonly Extension[], world: World): ChildWrite {
  const digest = modelDigest(scaleSet.body, digestsOf(extensions));
  const fleet = withModel(fleetOf(scaleSet), digest, { body: scaleSet.body, world });
  return {
    id: parentOf(extensions.at(-1)?.id ?? '') ?? scaleSet.id,
    type: scaleSet.type,
    body: scaleSet.body,
    hidden: hiddenOf(fleet),
  };
}
