// Which resources there are of each type, and of each name within it, so that a rule that asks for scale sets does
// not walk over everything else. Holds ids alone; what stands under them is the store's.
import type { Table } from './table.ts';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly name: string;
}

export interface TypeIndex {
  /** In the order of the ids. */
  idsOf(type: string, name?: string): readonly string[];
  /** To be told of each row that came or went. */
  came(row: Row): void;
  went(row: Row): void;
}

/** A stored object that is another one after each row that came or went, whoever wrote it. */
interface Mark {
  read(): object | undefined;
  renew(): void;
}

/** Where the mark is not the one last seen, another process wrote or something was taken back: rows are read anew. */
export function typeIndexOf(table: Table<Row>, mark: Mark): TypeIndex {
  const types = new Map<string, Map<string, readonly string[]>>();
  let seen: { readonly mark: object | undefined } | undefined;
  const isFresh = (): boolean => seen !== undefined && seen.mark === mark.read();
  const add = ({ id, type, name }: Row): void => {
    const names = types.get(type.toLowerCase()) ?? new Map<string, readonly string[]>();
    types.set(type.toLowerCase(), names);
    names.set(name.toLowerCase(), [...(names.get(name.toLowerCase()) ?? []), id]);
  };
  const remove = ({ id, type, name }: Row): void => {
    const names = types.get(type.toLowerCase());
    const others = names?.get(name.toLowerCase())?.filter((one) => one !== id) ?? [];
    if (others.length > 0) names?.set(name.toLowerCase(), others);
    else names?.delete(name.toLowerCase());
  };
  const changed = (apply: () => void): void => {
    const wasFresh = isFresh();
    mark.renew();
    if (!wasFresh) return;
    apply();
    seen = { mark: mark.read() };
  };
  return {
    idsOf(type, name) {
      if (!isFresh()) {
        types.clear();
        for (const row of table.list()) add(row);
        seen = { mark: mark.read() };
      }
      const names = types.get(type.toLowerCase());
      const ids = name === undefined ? [...(names?.values() ?? [])].flat() : names?.get(name.toLowerCase());
      return (ids ?? []).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    },
    came: (row) => changed(() => add(row)),
    went: (row) => changed(() => remove(row)),
  };
}
