// Linked access: who writes a resource that joins another one needs a right on that other one too, however much
// may be done to the resource itself. One row per kind of link.
// https://learn.microsoft.com/azure/role-based-access-control/permissions/networking
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import { rowOf } from '../own.ts';
import type { Moment } from '../realm.ts';
import type { Right } from './action.ts';
import { clientOf, isAllowed } from './rights.ts';

const joins: Readonly<Record<string, string>> = {
  'microsoft.network/virtualnetworks/subnets': 'join',
  'microsoft.network/networksecuritygroups': 'join',
  'microsoft.network/publicipaddresses': 'join',
  'microsoft.network/loadbalancers/backendaddresspools': 'join',
  'microsoft.network/loadbalancers/inboundnatpools': 'join',
  'microsoft.network/loadbalancers/probes': 'join',
  'microsoft.network/natgateways': 'join',
  'microsoft.network/routetables': 'join',
  'microsoft.managedidentity/userassignedidentities': 'assign',
};

/** Vaults and accounts let a subnet in through their firewall; that is another right than to stand in it. */
const viaServiceEndpoint = /^microsoft\.(?:keyvault\/vaults|storage\/storageaccounts)$/i;

interface Written {
  readonly id: string;
  readonly type: string;
  readonly body: JsonObject;
}

export function requireLinks(moment: Moment, { id, type, body }: Written): void {
  for (const linked of linksIn(body)) {
    const right = rightOn(linked, type);
    if (right === undefined || isWithin(linked, id) || isAllowed(moment, right)) continue;
    refuseLink(moment, { action: `${type}/write`, scope: id }, right);
  }
}

export function refuseLink(moment: Moment, own: Right, linked: Right): never {
  return refuse(
    403,
    'LinkedAuthorizationFailed',
    `${clientOf(moment)} has permission to perform action '${own.action}' on scope '${own.scope}'; however, it does not have permission to perform action(s) '${linked.action}' on the linked scope(s) '${linked.scope}' (respectively) or the linked scope(s) are invalid.`,
  );
}

function rightOn(linked: string, by: string): Right | undefined {
  const type = parseResourceId(linked)?.type;
  const word = type === undefined ? undefined : rowOf(joins, type.toLowerCase());
  if (word === undefined || type === undefined) return undefined;
  const joining = word === 'join' && viaServiceEndpoint.test(by) ? 'joinViaServiceEndpoint' : word;
  return { action: `${type}/${joining}/action`, scope: linked };
}

/** Own parts are no links: the pools of the load balancer that is being written. */
function isWithin(linked: string, id: string): boolean {
  const [inner, outer] = [linked.toLowerCase(), id.toLowerCase()];
  return inner.startsWith(`${outer}/`) || outer.startsWith(`${inner}/`) || inner === outer;
}

/** Ids under `id`, and the keys under `userAssignedIdentities`. */
function linksIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => linksIn(item));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'userAssignedIdentities' && isJsonObject(inner)) return Object.keys(inner);
    if (key === 'id' && typeof inner === 'string') return [inner];
    return linksIn(inner);
  });
}
