// Patterns of property paths, as the rows of the schema have them: `properties.subnets.*.id`, where a star is any
// element of an array or any name. Names match in any case, as Azure's do.

export interface Patterns {
  /** The path itself is meant. */
  matches(path: readonly string[]): boolean;
  /** Something below it is meant. */
  leadsTo(path: readonly string[]): boolean;
}

export function patternsOf(texts: readonly string[]): Patterns {
  const all = texts.map((text) => text.toLowerCase().split('.'));
  const fits = (pattern: readonly string[], path: readonly string[]): boolean =>
    path.every((segment, index) => pattern[index] === '*' || pattern[index] === segment.toLowerCase());
  return {
    matches: (path) => all.some((pattern) => pattern.length === path.length && fits(pattern, path)),
    leadsTo: (path) => all.some((pattern) => pattern.length > path.length && fits(pattern, path)),
  };
}
