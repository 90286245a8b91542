// A row of a table by a name that came from outside. Owns the guard that `constructor` and the like, which every
// object inherits, are no rows.

export function rowOf<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
