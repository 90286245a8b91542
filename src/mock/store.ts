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
 * Keys are grouped by what stands before their first slash, so that listing one kind of thing never walks over
 * the others: a list of what is due comes before every request and must cost nothing.
 */
export function memoryStore(): Store {
  const kinds = new Map<string, Map<string, object>>();
  return {
    get: (key) => kinds.get(kindOf(key))?.get(key),
    put(key, value) {
      const kind = kindOf(key);
      const entries = kinds.get(kind) ?? new Map<string, object>();
      entries.set(key, value);
      kinds.set(kind, entries);
    },
    delete(key) {
      kinds.get(kindOf(key))?.delete(key);
    },
    list(prefix) {
      const among = prefix.includes('/') ? [kinds.get(kindOf(prefix)) ?? []] : [...kinds.values()];
      const found: Entry[] = [];
      for (const entries of among)
        for (const [key, value] of entries) if (key.startsWith(prefix)) found.push({ key, value });
      return found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}

function kindOf(key: string): string {
  const slash = key.indexOf('/');
  return slash === -1 ? key : key.slice(0, slash);
}
