// Backend pools and inbound NAT rules written by themselves, as templates do beside the balancer.
import { apiVersions } from '../api-versions.ts';
import { balancerType, partProperties, type Collection } from './load-balancer-parts.ts';
import { byCollection } from './load-balancers.ts';
import { durations } from '../durations.ts';
import { natRuleType, partsOf, poolType, viewPool } from './load-balancer-view.ts';
import { nestedBody, newEtag, requireName } from './nested.ts';
import { networkAnswers } from '../forms.ts';
import { refuseClashes, refuseUsedPools, type Part } from './load-balancer-rules.ts';
import { isSame, lastName, parentOf, requireParent } from '../references.ts';
import { textAt } from '../body.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

const common = {
  apiVersions: apiVersions.network,
  location: 'none',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
} as const;

export const backendAddressPools: ResourceType = {
  ...common,
  type: poolType,
  write: (ask) => writePart(ask, 'backendAddressPools'),
  view(stored, world) {
    const balancer = world.read(parentOf(stored.id) ?? '');
    return balancer === undefined ? stored.body : viewPool(stored, balancer, world);
  },
  remove(stored, world) {
    refuseUsedPools([stored.id], world);
    return { durationMs: durations.networkChild.ms };
  },
};

export const inboundNatRules: ResourceType = {
  ...common,
  type: natRuleType,
  write: (ask) => writePart(ask, 'inboundNatRules'),
  remove: () => ({ durationMs: durations.networkChild.ms }),
};

function writePart(ask: WriteAsk, collection: Collection): Written {
  const { id, world } = ask;
  const balancer = requireParent(ask);
  const name = requireName(lastName(id));
  const standing = partsOf(balancer, world);
  const names = byCollection((kind) => standing[kind].map((part) => lastName(part.id)));
  const properties = partProperties(collection, ask.body, {
    balancerId: balancer.id,
    sku: textAt(balancer.body, 'sku', 'name') ?? 'Basic',
    names: { ...names, [collection]: [...names[collection], name] },
    world,
  });
  const part: Part = { id, properties };
  const others = standing[collection].filter((other) => !isSame(other.id, id));
  refuseClashes({ ...standing, [collection]: [...others, part] });
  const body = nestedBody({ id, type: `${balancerType}/${collection}`, etag: newEtag(world), properties });
  return { body, durationMs: durations.networkChild.ms };
}
