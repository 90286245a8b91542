// Taking a resource away: asking its provider, waiting as long as the service would, then forgetting it and
// everything below it. Used by requests, by the deletion of a group, and by deployments in complete mode.
import { schedule } from '../due.ts';
import { fateOf } from '../faults/faults.ts';
import { noteLag } from '../faults/lag.ts';
import type { NoteWrite, StoredResource } from '../providers/provider.ts';
import { endOf, type Moment, type Realm } from '../realm.ts';
import { writeNotes } from '../world.ts';

/** Asks the provider and begins; the answer is when it will be gone. Throws where the service would refuse. */
export function beginRemoval(moment: Moment, stored: StoredResource): Date {
  const type = moment.realm.catalogue.type(stored.type);
  const fate = fateOf(moment, { path: stored.id, type: stored.type, operation: 'delete' });
  const removed = type.remove?.(stored, moment.world) ?? { durationMs: 0 };
  const notes = removed.notes ?? [];
  const waits = type.answers.remove.operation !== 'none';
  const until = waits ? fate.stretch(endOf(moment, removed.durationMs)) : moment.now;
  noteLag(moment, stored.id, { end: until, lateMs: fate.lateMs });
  if (until.getTime() <= moment.now.getTime()) {
    finishRemoval(moment.realm, stored.id, notes);
    return until;
  }
  moment.realm.resources.put({ ...stored, pending: { what: 'Deleting', until: until.toISOString() } });
  schedule(moment, until, { kind: 'resource-removed', id: stored.id, notes });
  return until;
}

export function finishRemoval(realm: Realm, id: string, notes: readonly NoteWrite[]): void {
  removeStored(realm, id);
  writeNotes(realm, notes);
}

/** Forgets a resource, its children, and what hangs on it as an extension. */
export function removeStored(realm: Realm, id: string): void {
  for (const below of realm.resources.list(`${id}/`)) realm.resources.delete(below.id);
  realm.resources.delete(id);
}
