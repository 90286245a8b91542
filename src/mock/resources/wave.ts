// Deleting many things that hang on each other: everything that its provider lets go is deleted side by side,
// and what others still use waits for the next wave.
import { ArmFault, type FaultDetail } from '../fault.ts';
import { requireUnlocked } from '../guard/locks.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { beginRemoval } from './remove.ts';

type Wave =
  | { readonly until: Date }
  /** Nothing moved: why not, one refusal for each. */
  | { readonly refusals: readonly FaultDetail[] };

export function deleteWave(moment: Moment, left: readonly StoredResource[]): Wave {
  const refusals: FaultDetail[] = [];
  const ends = left.flatMap(({ id }) => {
    try {
      return [endOfRemoval(moment, id)];
    } catch (error) {
      if (!(error instanceof ArmFault)) throw error;
      refusals.push({ ...error.detail, target: id });
      return [];
    }
  });
  if (ends.length === 0) return { refusals };
  return { until: new Date(Math.max(...ends.map((end) => end.getTime()))) };
}

function endOfRemoval(moment: Moment, id: string): Date {
  const stored = moment.realm.resources.get(id);
  // Gone with a resource that it belonged to.
  if (stored === undefined) return moment.now;
  if (stored.pending?.what === 'Deleting') return new Date(stored.pending.until);
  requireUnlocked(moment, stored.id, 'delete');
  return beginRemoval(moment, stored);
}
