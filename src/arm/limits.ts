// The bounds of a template and of what its expressions may build. Azure's documented limits, and two of our own
// that keep a hostile template from taking all memory or time.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { TemplateError } from './problem.ts';

export const limits = {
  /** Of one expression as written. */
  expressionLength: 24_576,
  parameters: 256,
  variables: 512,
  resources: 800,
  outputs: 64,
  copyCount: 800,
  /** Children below children; documented as five levels. */
  childDepth: 5,
  rangeCount: 10_000,
  /** Characters of one resource once its copies and values are in it. */
  resourceSize: 1024 * 1024,
  /** Characters of a template, and so of any value within one. */
  valueSize: 4 * 1024 * 1024,
  /** Ours: calls within calls of an expression, and objects within objects of a value. */
  expressionDepth: 200,
  valueDepth: 200,
  /** Ours: function calls and elements handled in one expansion. */
  steps: 2_000_000,
  /** Ours: evaluations within each other, through variables, defaults and functions. */
  nesting: 600,
} as const;

/** Characters. */
const keptFrom = 256;

interface Size {
  readonly depth: number;
  readonly characters: number;
}

/**
 * Sizes of arrays and objects already seen; values never change, so a shared one is measured once. Small ones are not
 * kept: to measure them again costs less than a weak map with one entry for each costs the garbage collector.
 */
const sizes = new WeakMap<object, Size>();

/** The value itself, if it is no larger and no deeper than a template may be. */
export function bounded<T extends Json>(value: T): T {
  sizeOf(value, 0);
  return value;
}

/** Characters of the value as minified JSON, about; at most the bound. */
export function charactersOf(value: Json): number {
  return sizeOf(value, 0).characters;
}

function sizeOf(value: Json, level: number): Size {
  if (typeof value === 'string') return within({ depth: 0, characters: value.length + 2 });
  if (typeof value !== 'object' || value === null) return { depth: 0, characters: 5 };
  const known = sizes.get(value);
  if (known !== undefined) {
    within({ depth: known.depth + level, characters: known.characters });
    return known;
  }
  if (level > limits.valueDepth) tooDeep();
  const size = isJsonObject(value) ? sizeOfObject(value, level) : sizeOfList(value, level);
  if (size.characters > keptFrom) sizes.set(value, size);
  return size;
}

function sizeOfList(list: readonly Json[], level: number): Size {
  // Refused by its length alone before a million elements are looked at.
  within({ depth: 0, characters: list.length * 2 });
  let depth = 0;
  let characters = 2;
  for (const element of list) {
    const size = sizeOf(element, level + 1);
    depth = Math.max(depth, size.depth);
    characters += size.characters + 1;
  }
  return within({ depth: depth + 1, characters });
}

function sizeOfObject(value: JsonObject, level: number): Size {
  let depth = 0;
  let characters = 2;
  for (const key of Object.keys(value)) {
    const size = sizeOf(value[key] ?? null, level + 1);
    depth = Math.max(depth, size.depth);
    characters += size.characters + key.length + 4;
  }
  return within({ depth: depth + 1, characters });
}

function within(size: Size): Size {
  if (size.depth > limits.valueDepth) tooDeep();
  if (size.characters > limits.valueSize) tooLarge(size.characters);
  return size;
}

function tooDeep(): never {
  throw new TemplateError(`The value is nested deeper than '${limits.valueDepth}' levels`);
}

export function tooLarge(actual: number): never {
  throw new TemplateError(
    `The template language expression literal limit exceeded. Limit: '${limits.valueSize}' and actual: '${actual}'`,
  );
}

/** Joins strings after adding up their lengths: the sum is refused before the memory is taken. */
export function joinText(parts: readonly string[], separator = ''): string {
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  if (length > limits.valueSize) tooLarge(length);
  return parts.join(separator);
}

/** Counts work, so that loops within loops end with an error and not with a hanging program. */
export class Budget {
  #left: number = limits.steps;

  #nesting = 0;

  /** Every `enter` has its `leave`, also when the work between them throws. */
  enter(): void {
    this.#nesting += 1;
    if (this.#nesting > limits.nesting) {
      this.#nesting -= 1;
      throw new TemplateError(
        `The evaluation of the template is nested deeper than '${limits.nesting}' levels`,
      );
    }
  }

  leave(): void {
    this.#nesting -= 1;
  }

  /** Looking for one text in another may cost their product, in the worst case. */
  spendSearch(length: number, wanted: number): void {
    this.spend(Math.floor((length * wanted) / 4096));
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0)
      throw new TemplateError(`The evaluation of the template takes more than '${limits.steps}' steps`);
  }
}
