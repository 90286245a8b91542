// What the caller may do at a scope: `{scope}/providers/Microsoft.Authorization/permissions`, one row for each role.
// https://learn.microsoft.com/rest/api/authorization/permissions
import { grantsOf } from '../guard/rights.ts';
import { covers } from '../guard/rules.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import type { Ask } from '../request.ts';

const suffix = '/providers/microsoft.authorization/permissions';

/** Undefined where the path is not one of permissions: it ends like them whatever the scope. */
export function answerPermissions({ path, method, moment }: Ask): Answer | undefined {
  const lower = path.toLowerCase();
  if (!lower.endsWith(suffix)) return undefined;
  if (method !== 'GET') return { status: 405 };
  const scope = lower.slice(0, -suffix.length);
  const value = grantsOf(moment)
    .filter((grant) => covers(grant.scope, scope))
    .map(({ role, condition }) => ({
      actions: role.actions,
      notActions: role.notActions ?? [],
      dataActions: role.dataActions ?? [],
      notDataActions: [],
      ...(condition === undefined ? {} : { condition, conditionVersion: '2.0' }),
    }));
  return ok({ value });
}
