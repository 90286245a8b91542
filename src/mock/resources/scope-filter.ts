// `$filter` on lists below a scope: `atScope()` turns the look upwards, the rest compares members of `properties`.
// https://learn.microsoft.com/azure/role-based-access-control/role-assignments-list-rest
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { parseFilter } from '../filter.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { presentResource } from './present.ts';

interface ScopeFilter {
  /** Whether the list reaches beyond what stands below the scope. */
  readonly above: boolean;
  readonly test: (stored: StoredResource) => boolean;
}

/** Role assignments are listed with those that are inherited, even where nothing asks for it. */
const inherited = 'microsoft.authorization/roleassignments';

export function holdsAtScope(
  moment: Moment,
  { scope, type }: { readonly scope: string; readonly type: string },
  text: string,
): ScopeFilter {
  const upwards = /\batscope\(\)/i.test(text);
  const above = upwards || type.toLowerCase() === inherited;
  // Whom a role is assigned to by way of a group nobody knows here, so it is the principal's own.
  const holds = parseFilter(text.replaceAll(/\bassignedto\(('[^']*')\)/gi, 'principalId eq $1'));
  const test = (stored: StoredResource): boolean => {
    const isBelow = stored.id.toLowerCase().startsWith(`${scope.toLowerCase()}/`);
    if (above && !coversScope(stored, scope) && (upwards || !isBelow)) return false;
    if (text.trim() === '') return true;
    const body = presentResource(stored, moment);
    return holds((name) => valuesOf(body, name));
  };
  return { above, test };
}

/** What is set on the scope itself or anywhere above it. */
function coversScope(stored: StoredResource, scope: string): boolean {
  const end = stored.id.toLowerCase().lastIndexOf('/providers/');
  const place = stored.id.slice(0, end).toLowerCase();
  return `${scope.toLowerCase()}/`.startsWith(`${place}/`);
}

function valuesOf(body: JsonObject, name: string): readonly string[] {
  if (name.endsWith('()')) return ['yes'];
  const wanted = name.replace(/^properties\//, '');
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  const among = [...Object.entries(body), ...Object.entries(properties)];
  return among.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => textOf(value));
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
