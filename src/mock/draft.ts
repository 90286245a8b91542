// What was changed in a store and is not committed yet, and how to take it back. Owns no store and no disk.
import type { Changes } from './journal.ts';
import type { Store } from './store.ts';

interface Draft {
  /** Null deletes. */
  change(key: string, value: object | null): void;
  /** What came and went in between was never there. */
  changes(): Changes;
  /** It is kept: there is nothing more to take back. */
  forget(): void;
  undo(): void;
}

export function draftOn(memory: Pick<Store, 'get' | 'put' | 'delete'>): Draft {
  const changes = new Map<string, object | null>();
  const before = new Map<string, object | undefined>();
  const set = (key: string, value: object | null | undefined): void => {
    if (value === null || value === undefined) memory.delete(key);
    else memory.put(key, value);
  };
  const forget = (): void => {
    changes.clear();
    before.clear();
  };
  return {
    change(key, value) {
      if (!before.has(key)) before.set(key, memory.get(key));
      set(key, value);
      changes.set(key, value);
    },
    changes: () => [...changes].filter(([key, value]) => value !== null || before.get(key) !== undefined),
    forget,
    undo() {
      for (const [key, value] of before) set(key, value);
      forget();
    },
  };
}
