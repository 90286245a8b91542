// A load balancer as a read shows it: its parts together, each with what refers to it, and the instances behind its
// pools. Computes; stores nothing.
import { isJsonObject, type Json, type JsonObject } from '../../../base/json.ts';
import { attachments, type Attachment } from './attachments.ts';
import { balancerType, collections, orders, type Collection } from './load-balancer-parts.ts';
import { childrenInOrder, idOnly, nestedBody, shownInParent, stateIn } from './nested.ts';
import { numberAt, objectAt, objectsAt, ordered, textAt } from '../body.ts';
import { isSame, lastName } from '../references.ts';
import type { Part, Parts } from './load-balancer-rules.ts';
import type { StoredResource, World } from '../provider.ts';

export const poolType = `${balancerType}/backendAddressPools`;
export const natRuleType = `${balancerType}/inboundNatRules`;

interface Shown extends Part {
  readonly body: JsonObject;
  readonly state: string;
}

/** Pools and NAT rules are resources of their own; the other parts lie in the balancer's body. */
export function partsOf(
  balancer: StoredResource,
  world: World,
): Readonly<Record<Collection, readonly Shown[]>> {
  const inside = (collection: Collection): readonly Shown[] =>
    objectsAt(balancer.body, 'properties', collection).map((body) =>
      shownPart(body, stateIn(balancer, world)),
    );
  const below = (type: string): readonly Shown[] =>
    childrenInOrder(balancer, type, world).map((child) => shownPart(child.body, stateIn(child, world)));
  return {
    frontendIPConfigurations: inside('frontendIPConfigurations'),
    backendAddressPools: below(poolType),
    loadBalancingRules: inside('loadBalancingRules'),
    probes: inside('probes'),
    inboundNatRules: below(natRuleType),
    outboundRules: inside('outboundRules'),
    inboundNatPools: inside('inboundNatPools'),
  };
}

function shownPart(body: JsonObject, state: string): Shown {
  return { id: textAt(body, 'id') ?? '', properties: objectAt(body, 'properties'), body, state };
}

export function viewBalancer(stored: StoredResource, world: World): JsonObject {
  const parts = partsOf(stored, world);
  const instances = attachments(world);
  const isBasic = textAt(stored.body, 'sku', 'name') === 'Basic';
  const lists: Record<string, Json> = {};
  for (const collection of collections) {
    if (collection === 'outboundRules' && isBasic) continue;
    lists[collection] = parts[collection].map((part) =>
      shownInParent(withUsers(part, { collection, parts, instances }), part.state),
    );
  }
  const { resourceGuid } = objectAt(stored.body, 'properties');
  return {
    ...stored.body,
    properties: { ...(resourceGuid === undefined ? {} : { resourceGuid }), ...lists },
  };
}

/** A pool read by itself. */
export function viewPool(stored: StoredResource, balancer: StoredResource, world: World): JsonObject {
  const part = shownPart(stored.body, stateIn(stored, world));
  return withUsers(part, {
    collection: 'backendAddressPools',
    parts: partsOf(balancer, world),
    instances: attachments(world),
  });
}

interface Around {
  readonly collection: Collection;
  readonly parts: Parts;
  readonly instances: readonly Attachment[];
}

const usersShown: Readonly<Partial<Record<Collection, readonly Collection[]>>> = {
  frontendIPConfigurations: ['loadBalancingRules', 'inboundNatRules', 'inboundNatPools', 'outboundRules'],
  backendAddressPools: ['loadBalancingRules', 'outboundRules', 'inboundNatRules'],
  probes: ['loadBalancingRules'],
};

function withUsers(part: Shown, around: Around): JsonObject {
  const { collection, parts } = around;
  const users: Record<string, Json> = {};
  for (const kind of usersShown[collection] ?? []) {
    const found = parts[kind]
      .filter(({ properties }) => mentions(properties, part.id))
      .map(({ id }) => idOnly(id));
    if (found.length > 0) users[kind] = found;
  }
  const behind = collection === 'backendAddressPools' ? membersOf(part, around) : {};
  const properties = ordered(orders[collection], { ...part.properties, ...users, ...behind });
  return { ...part.body, properties };
}

function membersOf(pool: Shown, { parts, instances }: Around): JsonObject {
  const members = instances.filter(({ poolIds }) => poolIds.some((id) => isSame(id, pool.id)));
  if (members.length === 0) return {};
  const rules = parts.inboundNatRules.filter(({ properties }) =>
    isSame(textAt(properties, 'backendAddressPool', 'id'), pool.id),
  );
  const backendIPConfigurations = members.map(({ configurationId }) => idOnly(configurationId));
  // Basic pools list the configurations only.
  if (pool.properties['loadBalancerBackendAddresses'] === undefined) return { backendIPConfigurations };
  const type = `${poolType}/loadBalancerBackendAddresses`;
  const loadBalancerBackendAddresses = members.map((member, index) =>
    nestedBody({
      id: `${pool.id}/loadBalancerBackendAddresses/${member.vmId}`,
      type,
      etag: textAt(pool.body, 'etag') ?? '',
      properties: {
        provisioningState: 'Succeeded',
        networkInterfaceIPConfiguration: idOnly(member.configurationId),
        ...(rules.length === 0
          ? {}
          : { inboundNatRulesPortMapping: rules.map((rule) => mapping(rule, index)) }),
      },
    }),
  );
  return { loadBalancerBackendAddresses, backendIPConfigurations };
}

/** The ports of a rule over a pool go to its instances one after the other. */
function mapping(rule: Part, index: number): JsonObject {
  return {
    inboundNatRuleName: lastName(rule.id),
    frontendPort: (numberAt(rule.properties, 'frontendPortRangeStart') ?? 0) + index,
    backendPort: numberAt(rule.properties, 'backendPort') ?? 0,
  };
}

function mentions(value: Json, id: string): boolean {
  if (typeof value === 'string') return isSame(value, id);
  if (Array.isArray(value)) return value.some((item) => mentions(item, id));
  return isJsonObject(value) && Object.values(value).some((item) => mentions(item, id));
}
