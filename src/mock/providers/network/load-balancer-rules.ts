// What the parts of a load balancer may not be to each other, and what scale sets hold on to. Refusals only.
import { modelLinks, scaleSetType } from './attachments.ts';
import { numberAt, objectsAt, textAt } from '../body.ts';
import { refuse } from '../../fault.ts';
import { isSame, lastName } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Collection } from './load-balancer-parts.ts';
import type { World } from '../provider.ts';

export interface Part {
  readonly id: string;
  readonly properties: JsonObject;
}
export type Parts = Readonly<Record<Collection, readonly Part[]>>;

export function refuseClashes(parts: Parts): void {
  refuseSamePorts(parts);
  refuseSharedSnat(parts);
}

/** One frontend, one port, one protocol: one rule. */
function refuseSamePorts(parts: Parts): void {
  const seen: { readonly rule: Part; readonly first: number; readonly last: number }[] = [];
  for (const rule of [...parts.loadBalancingRules, ...parts.inboundNatRules, ...parts.inboundNatPools]) {
    const first =
      numberAt(rule.properties, 'frontendPortRangeStart') ?? numberAt(rule.properties, 'frontendPort') ?? 0;
    const last = numberAt(rule.properties, 'frontendPortRangeEnd') ?? first;
    const other = seen.find(
      (known) =>
        first <= known.last &&
        known.first <= last &&
        sharesFrontend(rule, known.rule) &&
        sharesProtocol(rule, known.rule),
    );
    if (other !== undefined && first > 0)
      refuse(
        400,
        'RulesUseSameFrontendPortProtocolAndIPConfig',
        `Load balancing rules ${other.rule.id} and ${rule.id} use the same frontend IP configuration, frontend port and protocol.`,
      );
    seen.push({ rule, first, last });
  }
}

/** https://learn.microsoft.com/azure/load-balancer/outbound-rules */
function refuseSharedSnat(parts: Parts): void {
  for (const outbound of parts.outboundRules) {
    const frontends = objectsAt(outbound.properties, 'frontendIPConfigurations').map((frontend) =>
      textAt(frontend, 'id'),
    );
    const rule = parts.loadBalancingRules.find(
      ({ properties }) =>
        properties['disableOutboundSnat'] !== true &&
        frontends.some((id) => isSame(id, textAt(properties, 'frontendIPConfiguration', 'id'))),
    );
    if (rule !== undefined)
      refuse(
        400,
        'LoadBalancingRuleMustDisableSNATSinceSameFrontendIPConfigurationIsReferencedByOutboundRule',
        `Load balancing rule ${rule.id} must disable SNAT, because same frontend IP configuration ${textAt(rule.properties, 'frontendIPConfiguration', 'id') ?? ''} is referenced by outbound rule ${outbound.id}.`,
      );
  }
}

function sharesFrontend(a: Part, b: Part): boolean {
  return isSame(
    textAt(a.properties, 'frontendIPConfiguration', 'id'),
    textAt(b.properties, 'frontendIPConfiguration', 'id'),
  );
}

function sharesProtocol(a: Part, b: Part): boolean {
  const [one, two] = [textAt(a.properties, 'protocol'), textAt(b.properties, 'protocol')];
  return isSame(one, two) || one === 'All' || two === 'All';
}

/** A pool that a scale set's model names cannot go. */
export function refuseUsedPools(poolIds: readonly string[], world: World): void {
  for (const id of poolIds) {
    const user = modelLinks(world).find((link) => link.poolIds.some((poolId) => isSame(poolId, id)));
    if (user !== undefined)
      refuse(
        400,
        'BackendPoolInUseByVirtualMachineScaleSet',
        `Cannot remove backend address pool ${lastName(id)} from load balancer since it is in use by virtual machine scale set ${user.scaleSetId}.`,
      );
  }
}

/** A rule whose probe a scale set takes for its health cannot go either. */
export function refuseRulesOfHealthProbes(gone: readonly Part[], world: World): void {
  for (const { id, properties } of gone) {
    const probeId = textAt(properties, 'probe', 'id');
    const user = world
      .list(scaleSetType)
      .find(({ body }) =>
        isSame(
          textAt(body, 'properties', 'virtualMachineProfile', 'networkProfile', 'healthProbe', 'id'),
          probeId,
        ),
      );
    if (user !== undefined)
      refuse(
        400,
        'CannotRemoveRuleUsedByProbeUsedByVMSS',
        `Load balancer rule ${id} cannot be removed because the rule references the load balancer probe ${probeId ?? ''} that is used as health probe by VM scale set ${user.id}. To remove this rule, please update VM scale set to remove the reference to the probe.`,
      );
  }
}

export function refuseUsedBalancer(id: string, world: World): void {
  const prefix = `${id}/backendaddresspools/`.toLowerCase();
  for (const { poolIds, scaleSetId } of modelLinks(world)) {
    const names = poolIds.filter((pool) => pool.toLowerCase().startsWith(prefix)).map(lastName);
    if (names.length > 0)
      refuse(
        400,
        'LoadBalancerInUseByVirtualMachineScaleSet',
        `Cannot delete load balancer ${id} since its child resources ${names.join(', ')} are in use by virtual machine scale set ${scaleSetId}.`,
      );
  }
}
