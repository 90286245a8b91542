// What stands before every request: the caller's roles, then the locks. Deployments pass through the same rules
// step by step, without a request.
import type { JsonObject } from '../../base/json.ts';
import { objectAt, textAt } from '../providers/body.ts';
import type { Moment } from '../realm.ts';
import type { Ask } from '../request.ts';
import type { AskedRight } from './action.ts';
import type { ConditionFacts } from './condition.ts';
import { requireUnlocked } from './locks.ts';
import { requireListing, requireRight } from './rights.ts';

export function guardRequest(ask: Ask, right: AskedRight | undefined): void {
  const { moment, method } = ask;
  if (right === undefined) return;
  if (right.isList) requireListing(moment, right);
  else requireRight(moment, { ...right, ...attributesOf(ask, right) });
  requireNoLock(moment, method, right);
}

const assigns = /^microsoft\.authorization\/roleassignments\/(?<act>write|delete)$/i;

/** Of a role assignment that is written what the request says, of one that is deleted what stands. */
function attributesOf(
  ask: Ask,
  { action, scope }: AskedRight,
): { readonly attributes?: NonNullable<ConditionFacts['attributes']> } {
  const act = assigns.exec(action)?.groups?.['act'];
  if (act === undefined) return {};
  const standing = ask.moment.realm.resources.get(scope)?.body ?? {};
  return { attributes: attributesIn(act.toLowerCase() === 'write' ? ask.body() : standing) };
}

export function attributesIn(body: JsonObject): NonNullable<ConditionFacts['attributes']> {
  const properties = objectAt(body, 'properties');
  return {
    roledefinitionid: textAt(properties, 'roleDefinitionId')?.split('/').at(-1),
    principalid: textAt(properties, 'principalId'),
    // https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes
    principaltype: textAt(properties, 'principalType'),
  };
}

/** Asked by POST and yet changing nothing: a look at a template, at a name, at what would be. */
const lookingPost = /^Microsoft\.Resources\/.*(?:validate|whatIf|exportTemplate)\/action$/i;

function requireNoLock(moment: Moment, method: string, { action, scope }: AskedRight): void {
  if (method === 'DELETE') return requireUnlocked(moment, scope, 'delete');
  if (method === 'GET' || method === 'HEAD' || action.endsWith('/read') || lookingPost.test(action)) return;
  requireUnlocked(moment, scope, 'write');
}
