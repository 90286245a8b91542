// What of Microsoft.Authorization can be asked at any scope and is stored at none: what the caller may do there, and
// the built-in roles. https://learn.microsoft.com/rest/api/authorization
import type { JsonObject } from '../../base/json.ts';
import { grantsOf } from '../guard/rights.ts';
import { covers } from '../guard/rules.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import { rowOf } from '../own.ts';
import { roleDefinition, roleDefinitions } from '../providers/authorization/role-definitions.ts';
import type { Moment } from '../realm.ts';
import type { Ask } from '../request.ts';

const asked =
  /^(?<scope>.*)\/providers\/microsoft\.authorization\/(?<what>permissions|roledefinitions)(?:\/(?<name>[^/]+))?$/;

const words: Readonly<Record<string, (ask: Ask, scope: string, name: string | undefined) => JsonObject>> = {
  permissions: ({ moment }, scope) => ({ value: permissionsAt(moment, scope) }),
  roledefinitions: ({ moment, query }, _, name) =>
    name === undefined
      ? { value: roleDefinitions(query.get('$filter') ?? '', moment.world) }
      : roleDefinition(name, moment.world),
};

/** Undefined where the path is neither: both end like this whatever the scope. */
export function answerAuthorization(ask: Ask): Answer | undefined {
  const { scope = '', what = '', name } = asked.exec(ask.path.toLowerCase())?.groups ?? {};
  const answer = rowOf(words, what);
  if (answer === undefined) return undefined;
  return ask.method === 'GET' ? ok(answer(ask, scope, name)) : { status: 405 };
}

/** One row for each role. */
function permissionsAt(moment: Moment, scope: string): readonly JsonObject[] {
  return grantsOf(moment)
    .filter((grant) => covers(grant.scope, scope))
    .map(({ role, condition }) => ({
      actions: role.actions,
      notActions: role.notActions ?? [],
      dataActions: role.dataActions ?? [],
      notDataActions: [],
      ...(condition === undefined ? {} : { condition, conditionVersion: '2.0' }),
    }));
}
