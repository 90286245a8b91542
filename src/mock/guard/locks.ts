// Management locks that bind: what CanNotDelete and ReadOnly keep from happening, at their scope and below it.
// https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
import { refuse } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { covers, rulesOf, type LockRow } from './rules.ts';

type LockedAct = 'delete' | 'write';

const lockType = '/providers/microsoft.authorization/locks/';

/** The locks that keep it from happening. */
function locksAgainst({ realm }: Moment, scope: string, act: LockedAct): readonly LockRow[] {
  const { locks } = rulesOf(realm);
  if (locks.length === 0) return [];
  const id = scope.toLowerCase();
  // A lock never keeps anybody from taking a lock away.
  if (id.includes(lockType)) return [];
  return locks.filter((lock) => {
    if (covers(lock.scope, id)) return act === 'delete' || lock.isReadOnly;
    // What stands above cannot go while something in it must stay.
    return act === 'delete' && covers(id, lock.scope);
  });
}

export function isLocked(moment: Moment, scope: string, act: LockedAct): boolean {
  return locksAgainst(moment, scope, act).length > 0;
}

export function requireUnlocked(moment: Moment, scope: string, act: LockedAct): void {
  const holding = locksAgainst(moment, scope, act);
  if (holding.length === 0) return;
  const places = [...new Set(holding.map(({ place }) => place))];
  refuse(
    409,
    'ScopeLocked',
    `The scope '${scope}' cannot perform ${act} operation because following scope(s) are locked: '${places.join(',')}'. Please remove the lock and try again.`,
  );
}
