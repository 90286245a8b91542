// Management locks that bind: what CanNotDelete and ReadOnly keep from happening, at their scope and below it.
// https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
import { refuse } from '../fault.ts';
import type { Moment } from '../realm.ts';
import { covers, rulesOf } from './rules.ts';

export type LockedAct = 'delete' | 'write';

const lockType = '/providers/microsoft.authorization/locks/';

/** A lock never keeps anybody from taking a lock away. */
export function requireUnlocked({ realm }: Moment, scope: string, act: LockedAct): void {
  const { locks } = rulesOf(realm);
  if (locks.length === 0) return;
  const id = scope.toLowerCase();
  if (id.includes(lockType)) return;
  const holding = locks.filter((lock) => {
    if (covers(lock.scope, id)) return act === 'delete' || lock.isReadOnly;
    // What stands above cannot go while something in it must stay.
    return act === 'delete' && covers(id, lock.scope);
  });
  if (holding.length === 0) return;
  const places = [...new Set(holding.map(({ place }) => place))];
  refuse(
    409,
    'ScopeLocked',
    `The scope '${scope}' cannot perform ${act} operation because following scope(s) are locked: '${places.join(',')}'. Please remove the lock and try again.`,
  );
}
