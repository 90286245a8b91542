// Delayed consistency: for a time after a write or a delete, reads and lists show what stood there before. Only who
// reads is misled; everything that the mock itself does sees the world as it is.
import type { StoredResource } from '../providers/provider.ts';
import { isOver, type Moment, type Realm, type Resources } from '../realm.ts';
import type { LagRecord } from '../records.ts';
import { sameText } from '../world.ts';

/** Noted before the change, to last for so long behind its end; what is not there yet is shown as missing. */
export function noteLag(
  moment: Moment,
  id: string,
  { end, lateMs }: { readonly end: Date; readonly lateMs: number },
): void {
  if (lateMs === 0) return;
  const { tables, resources, chance } = moment.realm;
  for (const old of tables.lags.list()) if (isOver(moment, old.until)) tables.lags.delete(old.id);
  const standing = tables.lags.get(id);
  // What is seen late of two changes is still what stood before the first.
  const isHidden = standing !== undefined;
  const was = isHidden ? undefined : resources.get(id);
  const until = new Date(end.getTime() + lateMs).toISOString();
  const seen = isHidden ? standing.was : was === undefined ? undefined : chance.seal({ ...was });
  tables.lags.put(id, { id, until, ...(seen === undefined ? {} : { was: seen }) });
}

/** The moment as somebody sees it who only reads. */
export function asRead(moment: Moment): Moment {
  const lags = moment.realm.tables.lags.list().filter(({ until }) => !isOver(moment, until));
  if (lags.length === 0) return moment;
  return { ...moment, realm: { ...moment.realm, resources: withLags(moment.realm, lags) } };
}

function withLags({ resources, chance }: Realm, lags: readonly LagRecord[]): Resources {
  const seen = new Map(lags.map(({ id, was }) => [id.toLowerCase(), openedAs(chance.unseal, was)]));
  const list = (prefix = ''): readonly StoredResource[] => {
    const current = resources.list(prefix).filter(({ id }) => !seen.has(id.toLowerCase()));
    const old = [...seen.entries()].flatMap(([key, was]) =>
      was !== undefined && key.startsWith(prefix.toLowerCase()) ? [was] : [],
    );
    return [...current, ...old].toSorted((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
  };
  return {
    ...resources,
    get: (id) => (seen.has(id.toLowerCase()) ? seen.get(id.toLowerCase()) : resources.get(id)),
    list,
    ofType: (type, name) =>
      list().filter((one) => sameText(one.type, type) && (name === undefined || sameText(one.name, name))),
  };
}

/** Sealed by `noteLag` and by nobody else. */
function openedAs(unseal: Realm['chance']['unseal'], was: string | undefined): StoredResource | undefined {
  const value: unknown = was === undefined ? undefined : unseal(was);
  return value as StoredResource | undefined;
}
