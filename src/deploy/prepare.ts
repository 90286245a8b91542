// Everything up to the plan: compile, read, bind, look for what would go wrong, decide. A dry run is this and no
// more, so a deploy carries out exactly what a dry run showed.
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Clock, Random } from '../base/ports.ts';
import type { Cloud, Tags } from '../cloud/cloud.ts';
import { compile, type Binding, type Compiled } from '../compile/compile.ts';
import { bind } from '../plan/bind.ts';
import { decide } from '../plan/decide.ts';
import { desire, settle, type DesiredResource, type Place } from '../plan/desired.ts';
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
  const now = clock.now();
  const group = await cloud.groups.read(spec.resourceGroup.name);
  const anchor = spec.resourceGroup.create ? (group?.tags ?? {}) : await identityTags(gateway, place, cloud);
  const freshId = Buffer.from(random.bytes(16)).toString('hex');
  const binding = bind(spec, { anchor, certificate, now, freshId });
  const compiled = compile(spec, binding);
  const outline = desire(compiled, place);
  const live = await readLive(cloud, { gateway, group, desired: outline });
  const desired = settle(outline, (id) => bodyOf(live, id));
  const findings = await preflight({ gateway, compiled, outline, live, now }, cloud);
  const target: Target = {
    tenantId: gateway.tenantId,
    subscriptionId: gateway.subscriptionId,
    resourceGroup: spec.resourceGroup.name,
    region: spec.region,
    cloud: spec.environment,
  };
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

/** In a group that was there before, the identity carries the record. */
async function identityTags(gateway: Gateway, place: Place, cloud: Cloud): Promise<Tags> {
  const identity = outlineOf(gateway, place).find(
    ({ type }) => type === 'Microsoft.ManagedIdentity/userAssignedIdentities',
  );
  return identity === undefined ? {} : tagsOf(await cloud.resources.read(identity.id, identity.apiVersion));
}

/** Every resource that the gateway would have, bound to no deployment: enough to know their ids. */
export function outlineOf({ spec }: Gateway, place: Place): readonly DesiredResource[] {
  const unbound: Binding = { deploymentId: '', expiresAt: undefined, certificate: { mark: '', until: '' } };
  return desire(compile(spec, unbound), place);
}
