// Carries out a prepared plan and nothing else: the group's tags, one deployment, the deletions. Yields what
// happens and returns the outcome; throws one explained failure. Killed anywhere, the next run goes on: the
// deployment lives in Azure, and everything else is decided anew from what stands.
import { CmgError } from '../base/failure.ts';
import type { Clock, Random } from '../base/ports.ts';
import type { Cloud, DeploymentRecord } from '../cloud/cloud.ts';
import { tagNames } from '../compile/tags.ts';
import { deploymentIn } from '../plan/live.ts';
import { changesOf, hasChanges } from '../plan/plan.ts';
import { addressOf } from '../spec/normalize.ts';
import { assemble } from './assemble.ts';
import type { DeployEvent, Item, Outcome } from './events.ts';
import type { Prepared } from './prepare.ts';
import { writeGroup } from './group.ts';
import { recoverVault } from './recover.ts';
import { secretValues, withCertificateEnd } from './secrets.ts';
import { watch, type Happened } from './watch.ts';

export interface DeployWith {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal;
  /** Follow a deployment of this gateway that is running, instead of refusing to start beside it. */
  readonly wait?: boolean;
}

export async function* deploy(prepared: Prepared, ports: DeployWith): AsyncGenerator<DeployEvent, Outcome> {
  const startedAt = ports.clock.now();
  const elapsed = (): number => ports.clock.now().getTime() - startedAt.getTime();
  const happened: Happened = () => ({
    gateway: prepared.plan.gateway,
    time: ports.clock.now().toISOString(),
    elapsedMs: elapsed(),
  });
  const { last } = prepared.live;
  if (last?.state === 'running') {
    if (ports.wait !== true) throw runningFailure(prepared, last);
    yield {
      ...happened(),
      type: 'accepted',
      deployment: last.name,
      correlationId: last.correlationId,
      attached: true,
    };
    yield* watch(prepared, last, ports, happened);
    return outcomeOf(prepared, 'followed', elapsed());
  }
  refuseUnready(prepared);
  if (!hasChanges(prepared.plan)) return outcomeOf(prepared, 'unchanged', elapsed());

  const items = itemsOf(prepared);
  yield { ...happened(), type: 'begun', items, waitsFor: waitsFor(prepared) };
  await writeGroup(prepared, ports.cloud, 'claim');
  await recoverVault(prepared, ports);
  const sealed = await withCertificateEnd(prepared);
  const request = assemble(sealed.prepared, await secretValues(sealed, ports));
  await dropOrphanedRoles(prepared, ports);
  if (request !== undefined) {
    const record = await ports.cloud.deployments.begin(request);
    await writeGroup(prepared, ports.cloud, 'confirm');
    yield {
      ...happened(),
      type: 'accepted',
      deployment: record.name,
      correlationId: record.correlationId,
      attached: false,
    };
    yield* watch(prepared, record, ports, happened);
  }
  await deleteLeftovers(prepared, ports);
  return outcomeOf(prepared, 'ready', elapsed());
}

/** Whoever runs it, one gateway has one deployment at a time. */
export function runningFailure({ plan }: Prepared, { startedAt, correlationId }: DeploymentRecord): CmgError {
  return new CmgError('CMG4011', `a deployment of ${plan.gateway} is running since ${startedAt}`, {
    hint: 'deploy again with --wait to follow it and go on from there, or wait for it to end',
    facts: { correlationId },
  });
}

function refuseUnready({ plan }: Prepared): void {
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    throw new CmgError(first.code, first.message, { hint: first.hint, diagnostics: errors });
  }
}

/** Azure lets nobody change whom a role is given to; it holds nothing, so it is given anew. */
async function dropOrphanedRoles({ plan }: Prepared, { cloud, signal }: DeployWith): Promise<void> {
  const roles = plan.changes.filter(
    ({ type, action }) => type === 'Microsoft.Authorization/roleAssignments' && action === 'update',
  );
  await Promise.all(
    roles.map(async ({ id, apiVersion }) => await cloud.resources.delete(id, apiVersion, signal)),
  );
}

/** Looked at once more just before: only what still carries our tag goes. */
async function deleteLeftovers({ plan, compiled }: Prepared, { cloud, signal }: DeployWith): Promise<void> {
  const ours = compiled.group.tags[tagNames.deployment];
  for (const { id, apiVersion, action } of plan.changes) {
    if (action !== 'delete') continue;
    const body = await cloud.resources.read(id, apiVersion);
    if (deploymentIn(body) === ours) await cloud.resources.delete(id, apiVersion, signal);
  }
}

function itemsOf({ plan, desired }: Prepared): readonly Item[] {
  const changing = new Set(changesOf(plan).map(({ id }) => id));
  return desired
    .filter(({ id }) => changing.has(id))
    .map(({ id, type, name }) => ({ id, resourceType: type, name }));
}

function waitsFor({ desired }: Prepared): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(desired.map(({ id, dependsOn }) => [id, dependsOn]));
}

function outcomeOf({ gateway, plan }: Prepared, result: Outcome['result'], elapsedMs: number): Outcome {
  const address = addressOf(gateway.spec);
  const serviceName = gateway.spec.serviceName ?? address;
  const built = changesOf(plan).length;
  return {
    type: 'outcome',
    gateway: plan.gateway,
    result,
    elapsedMs,
    address,
    serviceName,
    expiresAt: plan.expiresAt,
    built,
    stopped: plan.diagnostics.some(({ code }) => code === 'CMG2112'),
  };
}
