// What people call a resource: not by its whole path, and a role or a lock by what it is on. Pure; whoever shows it makes
// it harmless first.
import { parseResourceId } from '../arm/resource-id.ts';
import type { Change } from './plan.ts';
import { rulesFor } from './rules.ts';

export function nameFor({ id, type, name }: Pick<Change, 'id' | 'type' | 'name'>): string {
  const scope = onOthers.has(type) ? parseResourceId(id)?.scope : undefined;
  const holder = scope === undefined ? undefined : parseResourceId(scope);
  if (holder !== undefined) return `on ${rulesFor(holder.type).label} ${holder.name}`;
  return name.split('/').at(-1) ?? name;
}

const onOthers: ReadonlySet<string> = new Set([
  'Microsoft.Authorization/locks',
  'Microsoft.Authorization/roleAssignments',
]);
