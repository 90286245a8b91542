// Where a resource stands: its own location, that of what it belongs to, or its group's.
import { parseResourceId } from '../../arm/resource-id.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { parentOf } from './lookup.ts';

export function locationOf(moment: Moment, stored: StoredResource): string {
  const { location } = stored.body;
  if (typeof location === 'string' && location !== '') return location;
  const parsed = parseResourceId(stored.id);
  const parent = parsed === undefined ? undefined : parentOf(stored.id, parsed);
  const above = parent === undefined ? undefined : moment.realm.resources.get(parent);
  if (above !== undefined) return locationOf(moment, above);
  return moment.realm.tables.groups.get(parsed?.resourceGroup ?? '')?.location ?? 'global';
}
