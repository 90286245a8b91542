// Whether a role's pattern covers an action: `*` stands for any text, case does not count.
// https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions-format
import type { BuiltInRole } from '../providers/authorization/built-in-roles.ts';

const compiled = new Map<string, RegExp>();

function matches(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  let known = compiled.get(pattern);
  if (known === undefined) {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[.\\+?^${}()|[\]]/g, String.raw`\$&`));
    known = new RegExp(`^${parts.join('.*')}$`, 'i');
    compiled.set(pattern, known);
  }
  return known.test(action);
}

/** What a role takes away again it takes from itself alone. */
export function allows({ actions, notActions = [] }: BuiltInRole, action: string): boolean {
  return (
    actions.some((pattern) => matches(pattern, action)) &&
    !notActions.some((pattern) => matches(pattern, action))
  );
}
