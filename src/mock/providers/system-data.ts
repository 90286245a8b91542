// `systemData`: who made a resource and who changed it last, for the services that tell.
import { objectAt } from './body.ts';
import type { JsonObject } from '../../base/json.ts';
import type { StoredResource, World } from './provider.ts';

export function systemData(existing: StoredResource | undefined, world: World): JsonObject {
  const before = objectAt(existing?.body ?? {}, 'systemData');
  const by = world.caller?.name ?? world.caller?.objectId ?? 'unknown';
  const kind = world.caller?.kind ?? 'Application';
  const now = world.now.toISOString();
  return {
    createdBy: before['createdBy'] ?? by,
    createdByType: before['createdByType'] ?? kind,
    createdAt: before['createdAt'] ?? now,
    lastModifiedBy: by,
    lastModifiedByType: kind,
    lastModifiedAt: now,
  };
}
