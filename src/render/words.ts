// What resources and properties are called on a screen. Names only; the rules about them are in `plan/rules.ts`.
import { parseResourceId } from '../arm/resource-id.ts';
import type { Json } from '../base/json.ts';
import type { Change, Disruption, PropertyChange } from '../plan/plan.ts';
import { ruleFor, rulesFor } from '../plan/rules.ts';
import { sanitizeLine } from './sanitize.ts';

/** What people call it: not its whole path, and a role by what it is a role on. */
export function nameOf({ id, type, name }: Pick<Change, 'id' | 'type' | 'name'>): string {
  const scope = type === roleType ? parseResourceId(id)?.scope : undefined;
  const holder = scope === undefined ? undefined : parseResourceId(scope);
  if (holder !== undefined) return sanitizeLine(`on ${rulesFor(holder.type).label} ${holder.name}`);
  return sanitizeLine(name.split('/').at(-1) ?? name);
}

const roleType = 'Microsoft.Authorization/roleAssignments';

export function labelOf({ type }: Pick<Change, 'type'>): string {
  return rulesFor(type).label;
}

/** `vm size`, `tag costCenter`, `rule allow-rdp`, or the path where it has no name. */
export function propertyLabel({ type }: Pick<Change, 'type'>, { path }: PropertyChange): string {
  if (path === 'tags.cmg-certificate') return 'certificate';
  if (path === 'tags.cmg-expiry' || path === 'tags.cmg-expires') return 'expiry';
  if (path.startsWith('tags.')) return `tag ${sanitizeLine(path.slice('tags.'.length))}`;
  const rule = ruleFor(type, path);
  if (rule?.label === undefined) return sanitizeLine(path.replaceAll(/\bproperties\./g, ''));
  const rest = path.split('.').slice(rule.path.split('.').length);
  const inner = rest.filter((step) => step !== 'properties').join(' ');
  return sanitizeLine(inner === '' ? rule.label : `${rule.label} ${inner}`);
}

export function valueText(value: Json | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return sanitizeLine(value.replace(/^Standard_(?=[ABDEF]\d)/, ''));
  const isPlain = Array.isArray(value) && value.every((item: Json) => typeof item !== 'object');
  return sanitizeLine(isPlain ? value.map(String).join(', ') : JSON.stringify(value));
}

const disruptions: Readonly<Record<Disruption, string>> = {
  none: 'no disruption',
  restart: 'restart',
  rolling: 'rolling restart',
  reimage: 'rolling reimage',
  outage: 'outage',
};

export function disruptionText(disruption: Disruption): string {
  return disruptions[disruption];
}
