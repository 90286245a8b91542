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
  const known = Object.hasOwn(recordLabels, path) ? recordLabels[path] : undefined;
  if (known !== undefined) return known;
  if (path.startsWith('tags.')) return `tag ${sanitizeLine(path.slice('tags.'.length))}`;
  const rule = ruleFor(type, path);
  if (rule?.label === undefined) return sanitizeLine(path.replaceAll(/\bproperties\./g, ''));
  const rest = path.split('.').slice(rule.path.split('.').length);
  const inner = rest.filter((step) => step !== 'properties').join(' ');
  return sanitizeLine(inner === '' ? rule.label : `${rule.label} ${inner}`);
}

const bootstrapTag = 'tags.cmg-bootstrap';

/** What a tag of cmg's own stands for, in the words of the spec. */
const recordLabels: Readonly<Record<string, string>> = {
  'tags.cmg-certificate': 'certificate',
  'tags.cmg-expiry': 'expiry',
  'tags.cmg-expires': 'expiry',
  'tags.cmg-expiry-action': 'at its end',
  'tags.cmg-protect': 'protect',
  'tags.cmg-description': 'description',
  [bootstrapTag]: 'bootstrap',
  'properties.provisioningState': 'state',
};

/** What holds where such a tag is not there. */
const withoutTag: Readonly<Record<string, string>> = {
  'tags.cmg-expiry-action': 'delete',
  'tags.cmg-protect': 'false',
};

/** The number of a script says nothing where words say what has changed in it. */
export function shownProperties({ properties }: Change): readonly PropertyChange[] {
  const hasWords = properties.some(({ path }) => path === bootstrapTag);
  return properties
    .filter((property) => !hasWords || !isScriptNumber(property))
    .map((property) => {
      if (property.path === bootstrapTag) return withoutCommon(property);
      const otherwise = Object.hasOwn(withoutTag, property.path) ? withoutTag[property.path] : undefined;
      if (otherwise === undefined) return property;
      return { ...property, before: property.before ?? otherwise, after: property.after ?? otherwise };
    });
}

export function isScriptNumber({ path }: PropertyChange): boolean {
  return path.endsWith('.settings.timestamp');
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
