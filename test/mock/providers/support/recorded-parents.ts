// What a recorded request takes for granted: everything that it names, and what that lies in, as bare as it may be.
import { isJsonObject, type Json, type JsonObject } from '../../../../src/base/json.ts';
import { parseResourceId } from '../../../../src/arm/resource-id.ts';

export interface Parent {
  readonly id: string;
  readonly type: string;
  readonly body: JsonObject;
}

/** Owners before what they own; neither the resource itself nor what is below it. */
export function parentsOf(id: string, mentioned: readonly Json[]): readonly Parent[] {
  const own = id.toLowerCase();
  const ids = new Set(mentioned.flatMap(idsIn).flatMap((one) => [one, ...ownersOf(one)]));
  for (const owner of ownersOf(id)) ids.add(owner);
  return [...ids]
    .toSorted((a, b) => a.length - b.length)
    .flatMap((one) => {
      const parsed = parseResourceId(one);
      const isOwn = one.toLowerCase() === own || one.toLowerCase().startsWith(`${own}/`);
      if (parsed === undefined || isOwn || !parsed.type.includes('/')) return [];
      return [{ id: one, type: parsed.type, body: bareBody(one, [...ids]) }];
    });
}

function bareBody(id: string, ids: readonly string[]): JsonObject {
  const kind = parseResourceId(id)?.type.toLowerCase() ?? '';
  if (kind.endsWith('/virtualnetworks'))
    return { properties: { addressSpace: { addressPrefixes: ['0.0.0.0/0'] } } };
  if (kind.endsWith('/subnets')) return { properties: { addressPrefix: '10.0.0.0/24' } };
  if (kind.endsWith('/loadbalancers'))
    return balancerWith(ids.filter((one) => one.toLowerCase().startsWith(`${id.toLowerCase()}/probes/`)));
  if (kind.endsWith('/storageaccounts'))
    return { sku: { name: 'Standard_LRS', tier: 'Standard' }, properties: { allowBlobPublicAccess: true } };
  return { properties: {} };
}

function balancerWith(probes: readonly string[]): JsonObject {
  const names = probes.map((probe) => ({ id: probe, name: probe.split('/').at(-1) ?? '' }));
  const rules = names.map((probe) => ({
    id: `${probe.id}-rule`,
    name: probe.name,
    properties: { probe: { id: probe.id } },
  }));
  return { sku: { name: 'Standard' }, properties: { probes: names, loadBalancingRules: rules } };
}

function ownersOf(id: string): readonly string[] {
  const segments = id.split('/');
  const last = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  const owners: string[] = [];
  for (let end = segments.length - 2; end - last > 3; end -= 2) owners.push(segments.slice(0, end).join('/'));
  return owners;
}

function idsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return /^\/subscriptions\/.+\/providers\//i.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [...idsIn(key), ...idsIn(item)]);
}
