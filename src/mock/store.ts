// Where the mock keeps its facts: JSON objects under text keys, four verbs, synchronous. Owns no rule about
// what is kept; rules written inside a store would have to be written again for each store.

export interface Store {
  get(key: string): object | undefined;
  /** The value must survive `JSON.stringify` and is never changed after it was put. */
  put(key: string, value: object): void;
  delete(key: string): void;
  /** Everything whose key begins with the prefix, in the order of the keys. */
  list(prefix: string): readonly Entry[];
  /** Drops what was not committed, and picks up what another process wrote; called before each request. */
  refresh?(): void;
  /**
   * Makes what was put and deleted since the last call durable, all of it or nothing. False where another process
   * was quicker: what was done is dropped, and has to be done again on top of what that one wrote.
   */
  commit?(): boolean;
}

export interface Entry {
  readonly key: string;
  readonly value: object;
}

/**
 * Keys are grouped by what stands before their first slash, and each group is in order, so that a list costs what it
 * finds and not what there is: a list of what is due comes before every request.
 */
export function memoryStore(): Store {
  const groups = new Map<string, Group>();
  return {
    get: (key) => groups.get(kindOf(key))?.values.get(key),
    put(key, value) {
      const kind = kindOf(key);
      const group = groups.get(kind) ?? { values: new Map<string, object>(), keys: [] };
      groups.set(kind, group);
      if (!group.values.has(key)) group.keys.splice(placeOf(key, group.keys), 0, key);
      group.values.set(key, value);
    },
    delete(key) {
      const group = groups.get(kindOf(key));
      if (group?.values.delete(key) === true) group.keys.splice(placeOf(key, group.keys), 1);
    },
    list(prefix) {
      if (prefix.includes('/')) return found(prefix, groups.get(kindOf(prefix)));
      const all = [...groups.values()].flatMap((group) => found(prefix, group));
      return all.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}

interface Group {
  readonly values: Map<string, object>;
  /** In order. */
  readonly keys: string[];
}

function found(prefix: string, { values, keys }: Group = { values: new Map(), keys: [] }): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = placeOf(prefix, keys); at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    const value = values.get(key);
    if (value === undefined || !key.startsWith(prefix)) break;
    entries.push({ key, value });
  }
  return entries;
}

/** Where the key stands, or would. */
function placeOf(key: string, keys: readonly string[]): number {
  let from = 0;
  let to = keys.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((keys[middle] ?? '') < key) from = middle + 1;
    else to = middle;
  }
  return from;
}

function kindOf(key: string): string {
  const slash = key.indexOf('/');
  return slash === -1 ? key : key.slice(0, slash);
}

/** Where another process wrote at the same moment, what was done is done again on top of that. */
export function transactionsOf(store: Store): <T>(work: () => T) => T {
  return (work) => {
    for (;;) {
      store.refresh?.();
      const result = work();
      if (store.commit?.() !== false) return result;
    }
  };
}
