// Whether whoever asks may do it: role assignments at the scope or above, each with what its role allows. Owns the
// wording of Azure's refusals and what a list leaves out.
import type { Json } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { readOf, type Right } from './action.ts';
import { fulfils, type ConditionFacts } from './condition.ts';
import { covers, rulesOf, type Grant } from './rules.ts';
import { allows } from './wildcard.ts';

export interface WeighedRight extends Right {
  /** What a condition may ask of the role assignment in question. */
  readonly attributes?: NonNullable<ConditionFacts['attributes']>;
}

export function grantsOf({ realm, world }: Moment): readonly Grant[] {
  const { caller } = world;
  return rulesOf(realm).grants.get(caller?.objectId.toLowerCase() ?? '') ?? [];
}

export function isAllowed(moment: Moment, right: WeighedRight): boolean {
  const scope = right.scope.toLowerCase();
  return grantsOf(moment).some((grant) => covers(grant.scope, scope) && gives(grant, right));
}

/** Whether some condition may let it through, once all that it asks about is known. */
export function mayBeAllowed(moment: Moment, right: Right): boolean {
  const scope = right.scope.toLowerCase();
  return grantsOf(moment).some((grant) => covers(grant.scope, scope) && allows(grant.role, right.action));
}

function gives({ role, condition }: Grant, right: WeighedRight): boolean {
  return allows(role, right.action) && (condition === undefined || fulfils(condition, right));
}

export function requireRight(moment: Moment, right: WeighedRight): void {
  if (!isAllowed(moment, right)) refuseRight(moment, right);
}

function refuseRight(moment: Moment, { action, scope }: Right): never {
  return refuse(
    403,
    'AuthorizationFailed',
    `${clientOf(moment)} does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** `The client '…' with object id '…'`, as each of these messages begins. */
export function clientOf({ world }: Moment): string {
  const { name = '', objectId = '' } = world.caller ?? {};
  return `The client '${name}' with object id '${objectId}'`;
}

/** A list is given to whoever may see anything below its scope. */
export function requireListing(moment: Moment, right: Right): void {
  if (isAllowed(moment, right)) return;
  const scope = right.scope.toLowerCase();
  if (!grantsOf(moment).some((grant) => covers(scope, grant.scope))) refuseRight(moment, right);
}

/** What the caller may read of a list; items without an id belong to nobody in particular. */
export function readable<T extends Json>(moment: Moment, items: readonly T[]): readonly T[] {
  const { realm } = moment;
  if (isAllowed(moment, { action: '*/read', scope: `/subscriptions/${realm.subscriptionId}` })) return items;
  return items.filter((item) => {
    const id = isJsonObject(item) ? item['id'] : undefined;
    return typeof id !== 'string' || mayRead(moment, id);
  });
}

export function mayRead(moment: Moment, id: string): boolean {
  // What belongs to the tenant, a built-in policy say, is everybody's to see.
  if (!id.toLowerCase().startsWith('/subscriptions/')) return true;
  const type = parseResourceId(id)?.type;
  // A subscription is seen by whoever has any right in it.
  if (type === 'Microsoft.Resources/subscriptions') return grantsOf(moment).length > 0;
  return type === undefined || isAllowed(moment, readOf(type, id));
}
