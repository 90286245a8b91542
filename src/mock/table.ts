// One kind of record in the store, typed: its keys begin with the table's name and end with an id in lower
// case. The only place that says what type a stored object has; nothing else writes under a table's name.
import type { Store } from './store.ts';

export interface Table<T extends object> {
  get(id: string): T | undefined;
  put(id: string, record: T): void;
  delete(id: string): void;
  /** In the order of the ids; with a prefix only those whose id begins with it. */
  list(prefix?: string): readonly T[];
}

export function tableOf<T extends object>(store: Store, name: string): Table<T> {
  const keyOf = (id: string): string => `${name}/${id.toLowerCase()}`;
  return {
    get: (id) => store.get(keyOf(id)) as T | undefined,
    put: (id, record) => store.put(keyOf(id), record),
    delete: (id) => store.delete(keyOf(id)),
    list: (prefix = '') => store.list(keyOf(prefix)).map(({ value }) => value as T),
  };
}

/** Azure's own way of writing the moment something happened, to the tenth of a microsecond. */
export function azureTime(time: Date | string): string {
  const iso = typeof time === 'string' ? time : time.toISOString();
  return iso.replace(/Z$/, '0000Z');
}
