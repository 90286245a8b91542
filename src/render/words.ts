// What resources and properties are called on a screen. Names only; the rules about them are in `plan/rules.ts`.
import type { Json } from '../base/json.ts';
import { nameFor } from '../plan/naming.ts';
import type { Change, Disruption, PropertyChange } from '../plan/plan.ts';
import { ruleFor, rulesFor } from '../plan/rules.ts';
import { sanitizeLine } from './sanitize.ts';

export function nameOf(resource: Pick<Change, 'id' | 'type' | 'name'>): string {
  return sanitizeLine(nameFor(resource));
}

export function labelOf({ type }: Pick<Change, 'type'>): string {
  return rulesFor(type).label;
}

/** `vm size`, `tag costCenter`, `rule allow-rdp`, or the path where it has no name. */
export function propertyLabel({ type }: Pick<Change, 'type'>, { path }: PropertyChange): string {
  if (path === 'tags.cmg-certificate') return 'certificate';
  if (path === 'tags.cmg-expiry' || path === 'tags.cmg-expires') return 'expiry';
  if (path === bootstrapTag) return 'bootstrap';
  if (path === 'properties.provisioningState') return 'state';
  if (path.startsWith('tags.')) return `tag ${sanitizeLine(path.slice('tags.'.length))}`;
  const rule = ruleFor(type, path);
  if (rule?.label === undefined) return sanitizeLine(path.replaceAll(/\bproperties\./g, ''));
  const rest = path.split('.').slice(rule.path.split('.').length);
  const inner = rest.filter((step) => step !== 'properties').join(' ');
  return sanitizeLine(inner === '' ? rule.label : `${rule.label} ${inner}`);
}

const bootstrapTag = 'tags.cmg-bootstrap';

/** The number of a script says nothing where words say what has changed in it. */
export function shownProperties({ properties }: Change): readonly PropertyChange[] {
  if (!properties.some(({ path }) => path === bootstrapTag)) return properties;
  return properties
    .filter(({ path }) => !path.endsWith('.settings.timestamp'))
    .map((property) => (property.path === bootstrapTag ? withoutCommon(property) : property));
}

/** Of two lists of facts, what is not in both. */
function withoutCommon(property: PropertyChange): PropertyChange {
  const { before, after } = property;
  if (typeof before !== 'string' || typeof after !== 'string') return property;
  const [old, now] = [before.split(', '), after.split(', ')];
  const own = (facts: readonly string[], others: readonly string[]): string =>
    facts.filter((fact) => !others.includes(fact)).join(', ') || 'none';
  return { ...property, before: own(old, now), after: own(now, old) };
}

const gibibyte = 2 ** 30;

export function valueText(value: Json | undefined, unit?: 'bytes'): string {
  if (value === undefined) return 'none';
  if (typeof value === 'number' && unit === 'bytes') return `${Number((value / gibibyte).toFixed(2))} GiB`;
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
