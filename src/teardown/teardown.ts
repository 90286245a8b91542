// Deletes what cmg made for one gateway and nothing else, stage by stage, looking at each resource once more
// just before it goes. What could not be deleted is reported, and the next run goes on from there.
import { CmgError } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Cloud, ListedResource } from '../cloud/cloud.ts';
import { documentTemplate } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import { isJsonObject } from '../base/json.ts';
import { tagsOf } from '../plan/live.ts';
import type { Holding } from './ownership.ts';
import { stageOf, stages } from './order.ts';

export type TeardownEvent = { readonly gateway: string; readonly elapsedMs: number } & (
  | { readonly type: 'deleting'; readonly id: string; readonly resourceType: string; readonly name: string }
  | { readonly type: 'deleted'; readonly id: string; readonly resourceType: string; readonly name: string }
  | {
      readonly type: 'kept';
      readonly id: string;
      readonly resourceType: string;
      readonly name: string;
      readonly reason: string;
    }
);

export interface TeardownOutcome {
  readonly gateway: string;
  readonly deleted: readonly string[];
  readonly remaining: readonly { readonly id: string; readonly reason: string }[];
  readonly groupDeleted: boolean;
}

/** Why this gateway may not be torn down; undefined where it may. */
export function obstacle(holding: Holding): CmgError | undefined {
  const { gateway, group, foreign, groupIsOurs, anchor, doubt } = holding;
  if (doubt !== undefined) {
    return new CmgError('CMG5014', `${gateway || group.name}: left alone, since ${doubt}`, {
      hint: 'deploy the gateway once more so that its record is whole, or delete the resources by hand',
    });
  }
  if (anchor[tagNames.protect] === 'true') {
    return new CmgError('CMG5013', `${gateway} is protected`, {
      hint: 'set protect: false in its spec and deploy; then tear it down',
    });
  }
  if (groupIsOurs && foreign.length > 0) {
    const count = foreign.length === 1 ? '1 resource' : `${foreign.length} resources`;
    return new CmgError('CMG5012', `${group.name} holds ${count} that cmg did not make`, {
      hint: 'nothing was deleted; move or delete what is foreign first',
      facts: {
        foreign: foreign.map(({ id, type, name, createdAt }) => ({
          id,
          type,
          name,
          createdAt: createdAt ?? '',
        })),
      },
    });
  }
  return undefined;
}

export interface TeardownWith {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export async function* teardown(
  holding: Holding,
  ports: TeardownWith,
): AsyncGenerator<TeardownEvent, TeardownOutcome> {
  const refusal = obstacle(holding);
  if (refusal !== undefined) throw refusal;
  const { cloud, clock } = ports;
  const { gateway } = holding;
  const startedAt = clock.now().getTime();
  const happened = (): { gateway: string; elapsedMs: number } => ({
    gateway,
    elapsedMs: clock.now().getTime() - startedAt,
  });
  const deleted: string[] = [];
  const remaining: { id: string; reason: string }[] = [];
  for (const stage of stages.keys()) {
    const resources = holding.ours.filter(({ type }) => stageOf(type) === stage);
    for (const { id, type, name } of resources)
      yield { ...happened(), type: 'deleting', id, resourceType: type, name };
    const results = await Promise.all(
      resources.map(async (resource) => await remove(resource, holding, ports)),
    );
    for (const [index, { id, type, name }] of resources.entries()) {
      const reason = results[index];
      const item = { id, resourceType: type, name };
      if (reason === undefined) deleted.push(id);
      else remaining.push({ id, reason });
      yield reason === undefined
        ? { ...happened(), type: 'deleted', ...item }
        : { ...happened(), type: 'kept', ...item, reason };
    }
  }
  const groupDeleted = remaining.length === 0 && (await removeGroup(holding, cloud, ports.signal));
  return { gateway, deleted, remaining, groupDeleted };
}

/** Undefined when it is gone, else why it is not. */
async function remove(
  resource: ListedResource,
  holding: Holding,
  { cloud, signal }: TeardownWith,
): Promise<string | undefined> {
  const apiVersion = apiVersions[resource.type.toLowerCase()] ?? '';
  try {
    const now = await cloud.resources.read(resource.id, apiVersion);
    if (now === undefined) return undefined;
    if (tagsOf(now)[tagNames.deployment] !== holding.deploymentId)
      return 'its tags changed while the teardown ran';
    await cloud.resources.delete(resource.id, apiVersion, signal);
    return undefined;
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof CmgError)) throw error;
    return error.message;
  }
}

/** The group goes only if it is ours, still says so, and nothing is left in it. */
async function removeGroup(
  { group, groupIsOurs, deploymentId }: Holding,
  cloud: Cloud,
  signal?: AbortSignal,
): Promise<boolean> {
  if (!groupIsOurs) return false;
  const [now, left] = await Promise.all([cloud.groups.read(group.name), cloud.resources.list(group.name)]);
  if (now === undefined) return true;
  if (now.tags[tagNames.deployment] !== deploymentId || left.length > 0) return false;
  await cloud.groups.delete(group.name, signal);
  return true;
}

const apiVersions: Readonly<Record<string, string>> = Object.fromEntries(
  (Array.isArray(documentTemplate['resources']) ? documentTemplate['resources'] : []).map((resource) =>
    isJsonObject(resource)
      ? [String(resource['type']).toLowerCase(), String(resource['apiVersion'])]
      : ['', ''],
  ),
);
