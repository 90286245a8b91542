// Everything up to the plan: compile, read, bind, look for what would go wrong, decide. A dry run is this and no
// more, so a deploy carries out exactly what a dry run showed.
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Clock, Random } from '../base/ports.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { compile, type Binding, type Compiled } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import { bind } from '../plan/bind.ts';
import { decide } from '../plan/decide.ts';
import { desire, type DesiredResource, type Place } from '../plan/desired.ts';
import { bodyOf, tagsOf, type Live } from '../plan/live.ts';
import type { Plan, Target } from '../plan/plan.ts';
import type { Gateway } from './gateway.ts';
import { preflight } from './preflight.ts';
import { readLive } from './read.ts';

export interface Prepared {
  readonly gateway: Gateway;
  readonly compiled: Compiled;
  readonly desired: readonly DesiredResource[];
  readonly live: Live;
  readonly plan: Plan;
}

export interface PrepareWith {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly random: Random;
  /** What is wrong or worth saying already: of the spec and the certificate. */
  readonly diagnostics?: readonly Diagnostic[];
}

export async function prepare(
  gateway: Gateway,
  { cloud, clock, random, diagnostics = [] }: PrepareWith,
): Promise<Prepared> {
  const { spec, certificate, file, locate } = gateway;
  const place: Place = {
    tenantId: gateway.tenantId,
    subscriptionId: gateway.subscriptionId,
    cloud: spec.environment,
  };
  const outline = desire(compile(spec, unbound), place);
  const live = await readLive(cloud, gateway, outline);

  const now = clock.now();
  const binding = bind(spec, {
    anchor: anchorTags(gateway, outline, live),
    certificate,
    certificateTags: certificateTags(outline, live),
    now,
    freshId: Buffer.from(random.bytes(16)).toString('hex'),
  });
  const compiled = compile(spec, binding);
  const findings = await preflight({ gateway, compiled, outline, live, now }, cloud);
  const target: Target = {
    tenantId: gateway.tenantId,
    subscriptionId: gateway.subscriptionId,
    resourceGroup: spec.resourceGroup.name,
    region: spec.region,
    cloud: spec.environment,
  };
  const desired = desire(compiled, place, (id) => bodyOf(live, id));
  const plan = decide({
    compiled,
    desired,
    place,
    live,
    file,
    target,
    locate,
    diagnostics: [...diagnostics, ...findings],
    expiresAt: binding.expiresAt,
  });
  return { gateway, compiled, desired, live, plan };
}

/** Enough to know the ids of all resources; none of them depends on what is bound. */
const unbound: Binding = {
  deploymentId: '',
  expiresAt: undefined,
  certificate: { mark: '', until: '' },
};

function anchorTags(
  { spec }: Gateway,
  outline: readonly DesiredResource[],
  live: Live,
): Readonly<Record<string, string>> {
  if (spec.resourceGroup.create) return live.group?.tags ?? {};
  const identity = outline.find(({ type }) => type === 'Microsoft.ManagedIdentity/userAssignedIdentities');
  return tagsOf(identity === undefined ? undefined : bodyOf(live, identity.id));
}

function certificateTags(outline: readonly DesiredResource[], live: Live): Readonly<Record<string, string>> {
  const secret = outline.find(({ tags }) => tagNames.certificate in tags);
  return tagsOf(secret === undefined ? undefined : bodyOf(live, secret.id));
}
