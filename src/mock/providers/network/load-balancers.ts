// Load balancers: one write brings all parts, checks them together, and keeps pools and NAT rules as resources of
// their own. The parts' defaults, rules and view lie beside this file.
import { apiVersions } from '../api-versions.ts';
import {
  balancerType,
  collections,
  partProperties,
  type Collection,
  type PartAsk,
} from './load-balancer-parts.ts';
import { durations } from '../durations.ts';
import { given, listAt, objectAt, objectsAt, ordered, textAt } from '../body.ts';
import { holderOf } from './public-ip-addresses.ts';
import { natRuleType, partsOf, poolType, viewBalancer } from './load-balancer-view.ts';
import { nestedBody, newEtag, orderOf, requireName } from './nested.ts';
import { networkAnswers } from '../forms.ts';
import { refuse } from '../../fault.ts';
import { isSame, lastName, locationOf, parentOf } from '../references.ts';
import {
  refuseClashes,
  refuseRulesOfHealthProbes,
  refuseUsedBalancer,
  refuseUsedPools,
  type Part,
  type Parts,
} from './load-balancer-rules.ts';
import { word } from '../coerce.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { ChildWrite, ComputedAsk, ResourceType, WriteAsk, Written } from '../provider.ts';

export const loadBalancers: ResourceType = {
  type: balancerType,
  apiVersions: apiVersions.network,
  location: 'region',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
  write: writeBalancer,
  view: viewBalancer,
  remove(stored, world) {
    refuseUsedBalancer(stored.id, world);
    return { durationMs: durations.networkRemoval.ms };
  },
  computed: {
    frontendipconfigurations: (ask) => readPart(ask, 'frontendIPConfigurations'),
    loadbalancingrules: (ask) => readPart(ask, 'loadBalancingRules'),
    probes: (ask) => readPart(ask, 'probes'),
    outboundrules: (ask) => readPart(ask, 'outboundRules'),
    inboundnatpools: (ask) => readPart(ask, 'inboundNatPools'),
  },
};

const childTypes: Readonly<Partial<Record<Collection, string>>> = {
  backendAddressPools: poolType,
  inboundNatRules: natRuleType,
};

function writeBalancer(ask: WriteAsk): Written {
  const { id, world, existing } = ask;
  requireName(lastName(id));
  const skuName =
    word(objectAt(ask.body, 'sku'), 'name', { among: ['Basic', 'Standard', 'Gateway'], path: 'sku' }) ??
    textAt(existing?.body ?? {}, 'sku', 'name') ??
    'Basic';
  const tier = textAt(ask.body, 'sku', 'tier') ?? 'Regional';
  const etag = newEtag(world);
  const { parts, bodies } = shapeParts(ask, { sku: skuName, etag });
  refuseClashes(parts);
  refuseAddresses(parts.frontendIPConfigurations, ask, skuName);
  refuseLosses(ask, parts);
  const properties: Record<string, Json> = {
    resourceGuid: textAt(existing?.body ?? {}, 'properties', 'resourceGuid') ?? world.guid(),
  };
  for (const collection of collections)
    if (childTypes[collection] === undefined) properties[collection] = bodies[collection];
  const body = ordered(
    ['name', 'id', 'etag', 'type', 'location', 'extendedLocation', 'tags', 'properties', 'sku'],
    {
      name: lastName(id),
      id,
      etag,
      type: balancerType,
      location: locationOf(ask),
      extendedLocation: given(ask.body, 'extendedLocation'),
      tags: given(ask.body, 'tags'),
      properties,
      sku: { name: skuName, tier },
    },
  );
  const hidden = {
    ...orderOf(poolType, bodies.backendAddressPools),
    ...orderOf(natRuleType, bodies.inboundNatRules),
  };
  return { body, hidden, durationMs: durations.loadBalancer.ms, children: childWrites(ask, bodies) };
}

interface Shaped {
  readonly parts: Parts;
  readonly bodies: Readonly<Record<Collection, readonly JsonObject[]>>;
}

function shapeParts(ask: WriteAsk, { sku, etag }: { readonly sku: string; readonly etag: string }): Shaped {
  const sent = (collection: Collection): readonly JsonObject[] => sentParts(ask, collection);
  const names = byCollection((collection) =>
    sent(collection).map((part) => requireName(textAt(part, 'name'))),
  );
  const context: PartAsk = { balancerId: ask.id, sku, names, world: ask.world };
  const bodies = byCollection((collection) =>
    sent(collection).map((part) =>
      nestedBody({
        id: `${ask.id}/${collection}/${textAt(part, 'name') ?? ''}`,
        type: `${balancerType}/${collection}`,
        etag,
        zones: given(part, 'zones'),
        properties: partProperties(collection, part, context),
      }),
    ),
  );
  const parts = byCollection((collection) =>
    bodies[collection].map((body): Part => ({
      id: textAt(body, 'id') ?? '',
      properties: objectAt(body, 'properties'),
    })),
  );
  return { parts, bodies };
}

/** A PATCH changes tags only: parts that are resources of their own stay as they stand. */
function sentParts({ id, body, method, world }: WriteAsk, collection: Collection): readonly JsonObject[] {
  const type = childTypes[collection];
  if (method === 'PATCH' && type !== undefined) return world.children(id, type).map((child) => child.body);
  return objectsAt(body, 'properties', collection);
}

export function byCollection<Value>(
  of: (collection: Collection) => Value,
): Readonly<Record<Collection, Value>> {
  return {
    frontendIPConfigurations: of('frontendIPConfigurations'),
    backendAddressPools: of('backendAddressPools'),
    loadBalancingRules: of('loadBalancingRules'),
    probes: of('probes'),
    inboundNatRules: of('inboundNatRules'),
    outboundRules: of('outboundRules'),
    inboundNatPools: of('inboundNatPools'),
  };
}

function childWrites({ id, world }: WriteAsk, bodies: Shaped['bodies']): readonly ChildWrite[] {
  return (['backendAddressPools', 'inboundNatRules'] as const).flatMap((collection) => {
    const type = childTypes[collection] ?? '';
    const written = bodies[collection].map((body) => ({ id: textAt(body, 'id') ?? '', type, body }));
    const gone = world
      .children(id, type)
      .filter((child) => !written.some((part) => isSame(part.id, child.id)))
      .map((child) => ({ id: child.id, removed: true as const }));
    return [...written, ...gone];
  });
}

function refuseAddresses(frontends: readonly Part[], { id, world }: WriteAsk, sku: string): void {
  for (const frontend of frontends) {
    const addressId = textAt(frontend.properties, 'publicIPAddress', 'id');
    if (addressId === undefined) continue;
    const address = world.read(addressId);
    const addressSku = textAt(address?.body ?? {}, 'sku', 'name') ?? sku;
    if ((addressSku === 'Basic') !== (sku === 'Basic'))
      refuse(
        400,
        'PublicIPAndLBSkuDoNotMatch',
        `${sku} sku load balancer ${id} cannot reference ${addressSku} sku publicIP ${addressId}.`,
      );
    const holder = holderOf(addressId, world);
    if (holder !== undefined && !isSame(parentOf(holder), id))
      refuse(
        400,
        'PublicIPAddressInUse',
        `Resource ${frontend.id} is referencing public IP address ${addressId} that is already allocated to resource ${holder}.`,
      );
  }
}

function refuseLosses({ existing, world }: WriteAsk, parts: Parts): void {
  if (existing === undefined) return;
  const before = partsOf(existing, world);
  const lost = (collection: Collection): readonly Part[] =>
    before[collection].filter((old) => !parts[collection].some((part) => isSame(part.id, old.id)));
  refuseUsedPools(
    lost('backendAddressPools').map(({ id }) => id),
    world,
  );
  refuseRulesOfHealthProbes(lost('loadBalancingRules'), world);
}

function readPart({ stored, rest, world }: ComputedAsk, collection: Collection): Json {
  const all = listAt(viewBalancer(stored, world), 'properties', collection);
  const [name] = rest;
  if (name === undefined) return { value: all };
  const found = objectsAt({ all }, 'all').find((part) => isSame(textAt(part, 'name'), name));
  return found ?? refuse(404, 'NotFound', `Resource ${stored.id}/${collection}/${name} not found.`);
}
