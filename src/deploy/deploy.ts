// Carries out a prepared plan and nothing else: the group's tags, one deployment, the deletions. Yields what
// happens and returns the outcome; throws one explained failure. Killed anywhere, the next run goes on: the
// deployment lives in Azure, and everything else is decided anew from what stands.
import { CmgError } from '../base/failure.ts';
import type { Clock, Random } from '../base/ports.ts';
import { Secret } from '../base/secret.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { CompiledParameter } from '../compile/compile.ts';
import { foreignTags } from '../plan/tags.ts';
import { changesOf, hasChanges } from '../plan/plan.ts';
import { addressOf } from '../spec/normalize.ts';
import { assemble, secretsNeeded, type SecretValues } from './assemble.ts';
import type { DeployEvent, Item, Outcome } from './events.ts';
import type { Prepared } from './prepare.ts';
import { recoverVault } from './recover.ts';
import { watch, type Happened } from './watch.ts';

export interface DeployWith {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal?: AbortSignal;
}

export async function* deploy(prepared: Prepared, ports: DeployWith): AsyncGenerator<DeployEvent, Outcome> {
  const startedAt = ports.clock.now();
  const elapsed = (): number => ports.clock.now().getTime() - startedAt.getTime();
  const happened: Happened = () => ({
    gateway: prepared.plan.gateway,
    time: ports.clock.now().toISOString(),
    elapsedMs: elapsed(),
  });
  refuseUnready(prepared);
  if (!hasChanges(prepared.plan)) return outcomeOf(prepared, 'unchanged', elapsed());

  const items = itemsOf(prepared);
  yield { ...happened(), type: 'begun', items, waitsFor: waitsFor(prepared) };
  await writeGroup(prepared, ports.cloud);
  await recoverVault(prepared, ports);
  const sealed = await withCertificateEnd(prepared);
  const request = assemble(sealed.prepared, await secretValues(sealed, ports.random));
  if (request !== undefined) {
    const record = await ports.cloud.deployments.begin(request);
    yield {
      ...happened(),
      type: 'accepted',
      deployment: record.name,
      correlationId: record.correlationId,
      attached: false,
    };
    yield* watch(prepared, record, ports, happened);
  }
  for (const { id, action } of prepared.plan.changes) {
    if (action === 'delete') await ports.cloud.resources.delete(id, '', ports.signal);
  }
  return outcomeOf(prepared, 'ready', elapsed());
}

function refuseUnready({ plan, live }: Prepared): void {
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    throw new CmgError(first.code, first.message, { hint: first.hint, diagnostics: errors });
  }
  if (live.last?.state === 'running') {
    throw new CmgError('CMG4011', `a deployment of ${plan.gateway} is running since ${live.last.startedAt}`, {
      hint: 'wait for it to end and deploy again: the plan is made anew from what stands then',
      facts: { correlationId: live.last.correlationId },
    });
  }
  const replaced = plan.changes.find(({ action }) => action === 'replace');
  if (replaced !== undefined) {
    throw new CmgError('CMG2106', `${replaced.name} cannot be changed in place: ${replaced.reason}`, {
      hint: 'build a second gateway under another name, move the clients, then tear this one down',
    });
  }
}

/** The group stands first, and says whose it is before anything is in it. */
async function writeGroup({ compiled, live, plan }: Prepared, { groups }: Cloud): Promise<void> {
  const { create, name, location, tags } = compiled.group;
  if (!create || !hasChanges(plan)) return;
  const kept = foreignTags(tags, live.group?.tags ?? {}, {});
  await groups.put({ name, location, tags: { ...kept, ...tags } });
}

interface Sealed {
  readonly prepared: Prepared;
  readonly pfx: Secret | undefined;
}

/** Opens the certificate if it has to be sent; only then is it known until when it is good. */
async function withCertificateEnd(prepared: Prepared): Promise<Sealed> {
  if (!secretsNeeded(prepared).has('certificatePfx')) return { prepared, pfx: undefined };
  const { pfx, until } = await prepared.gateway.certificate.open();
  const parameters: Readonly<Record<string, CompiledParameter>> = {
    ...prepared.compiled.parameters,
    certificateUntil: { value: until },
  };
  return { prepared: { ...prepared, compiled: { ...prepared.compiled, parameters } }, pfx };
}

async function secretValues({ prepared, pfx }: Sealed, random: Random): Promise<SecretValues> {
  const vault = prepared.desired.find(({ type }) => type === 'Microsoft.KeyVault/vaults');
  const stored = prepared.plan.changes.find(({ name }) => name.endsWith('/admin-password'));
  const inVault = stored?.action === 'none' && vault !== undefined;
  return {
    certificatePfx: { secret: pfx ?? new Secret('') },
    adminPassword: inVault
      ? { vault: vault.id, secretName: 'admin-password' }
      : { secret: newPassword(random) },
  };
}

/** 32 characters of four kinds, as Windows asks; nobody needs to type it. */
function newPassword(random: Random): Secret {
  const text = Buffer.from(random.bytes(24)).toString('base64url').replaceAll(/[-_]/g, '7');
  return new Secret(`${text.slice(0, 28)}aZ9!`);
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
  };
}
