// Everything up to the plan: compile, read, bind, look for what would go wrong, decide. A dry run is this and no
// more, so a deploy carries out exactly what a dry run showed.
import type { Diagnostic } from '../base/diagnostic.ts';
import type { Clock, Random } from '../base/ports.ts';
import type { Cloud, Group, Tags } from '../cloud/cloud.ts';
import { noRoots } from '../compile/bootstrap.ts';
import { compile, type Binding, type Compiled } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import { bind, type BindAsk } from '../plan/bind.ts';
import { parseMoment } from '../spec/expiry.ts';
import { decide } from '../plan/decide.ts';
import { desire, outline, settle, type DesiredResource, type Outline, type Place } from '../plan/desired.ts';
import { bodyOf, tagsOf, type Live } from '../plan/live.ts';
import type { DnsRecord, Plan, Target } from '../plan/plan.ts';
import { addressOf } from '../spec/normalize.ts';
import type { Gateway, GatewayCertificate } from './gateway.ts';
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
  const { spec, file, locate } = gateway;
  const now = clock.now();
  const [group, tenantId] = await Promise.all([
    cloud.groups.read(spec.resourceGroup.name),
    gateway.tenantId === '' ? cloud.facts.tenantId() : gateway.tenantId,
  ]);
  const place: Place = { tenantId, subscriptionId: gateway.subscriptionId, cloud: spec.environment };
  const anchor = spec.resourceGroup.create ? (group?.tags ?? {}) : await foundAnchor(gateway, group, cloud);
  const freshId = Buffer.from(random.bytes(16)).toString('hex');
  const bound = (certificate: BindAsk['certificate']): Bound => {
    const { clientRoots, packageDigest } = gateway;
    const binding = bind(spec, { anchor, certificate, clientRoots, packageDigest, now, freshId });
    const made = compile(spec, binding);
    return { binding, compiled: made, ...outline(made, place) };
  };
  const first = bound(gateway.certificate);
  const unwanted = first.unwanted.filter(({ type }) => type === 'Microsoft.Authorization/locks');
  const live = await readLive(cloud, { gateway, group, desired: [...first.desired, ...unwanted] });
  const certificate = labCertificateNow(gateway.certificate, { live, desired: first.desired, now });
  const last = certificate === gateway.certificate ? first : bound(certificate);
  const { binding, compiled } = last;
  const desired = settle(last.desired, (id) => bodyOf(live, id));
  const findings = await preflight({ gateway, compiled, outline: last.desired, live, now }, cloud);
  const target: Target = {
    tenantId,
    subscriptionId: gateway.subscriptionId,
    resourceGroup: spec.resourceGroup.name,
    region: spec.region,
    cloud: spec.environment,
  };
  const plan = decide({
    compiled,
    desired,
    unwanted,
    place,
    live,
    file,
    target,
    locate,
    anchor,
    now,
    dns: dnsOf(gateway),
    diagnostics: [...diagnostics, ...findings],
    expiresAt: binding.expiresAt,
    standingExpiresAt: anchor[tagNames.expires],
  });
  return { gateway: { ...gateway, tenantId }, compiled, desired, live, plan };
}

interface Bound extends Outline {
  readonly binding: Binding;
  readonly compiled: Compiled;
}

function dnsOf({ spec }: Gateway): DnsRecord | undefined {
  const target = addressOf(spec);
  const name = spec.serviceName ?? target;
  return name.toLowerCase() === target ? undefined : { type: 'CNAME', name, target };
}

const renewBeforeMs = 30 * 86_400_000;

/**
 * A certificate that is made when it is needed keeps the mark that stands, whatever was added to it, until it is
 * about to end; then another mark asks for another one.
 */
function labCertificateNow(
  certificate: GatewayCertificate,
  {
    live,
    desired,
    now,
  }: { readonly live: Live; readonly desired: readonly DesiredResource[]; readonly now: Date },
): BindAsk['certificate'] {
  const secret = desired.find(({ tags }) => tagNames.certificate in tags);
  const tags = secret === undefined ? {} : tagsOf(bodyOf(live, secret.id));
  const standing = tags[tagNames.certificate];
  const until = parseMoment(tags[tagNames.certificateUntil] ?? '');
  const isMade = certificate.until === undefined && certificate.address === undefined;
  if (!isMade || standing?.startsWith(certificate.mark) !== true) return certificate;
  const isEnding = until === undefined || until.getTime() - now.getTime() < renewBeforeMs;
  const mark = isEnding ? `${certificate.mark}, renewed ${now.toISOString().slice(0, 10)}` : standing;
  return mark === certificate.mark ? certificate : { mark, until: undefined };
}

/**
 * In a group that was there before, the identity carries the record. Where somebody deleted it, any other resource
 * of the gateway still says which deployment it is.
 */
async function foundAnchor({ spec }: Gateway, group: Group | undefined, { resources }: Cloud): Promise<Tags> {
  if (group === undefined) return {};
  const own = (await resources.list(group.name)).filter(({ tags }) => tags[tagNames.gateway] === spec.name);
  const anchor = own.find(({ tags }) => tags[tagNames.group] === 'found') ?? own[0];
  return anchor?.tags ?? {};
}

/** Every resource that the gateway would have, bound to no deployment: enough to know their ids. */
export function outlineOf({ spec }: Gateway, place: Place): readonly DesiredResource[] {
  const unbound: Binding = {
    deploymentId: '',
    expiresAt: undefined,
    certificate: { mark: '', until: '' },
    clientRoots: noRoots,
    packageDigest: undefined,
  };
  return desire(compile(spec, unbound), place);
}
