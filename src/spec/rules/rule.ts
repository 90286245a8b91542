// What a rule of a spec is: a row with its code, the key it points at, and what it says. It joins several values, or
// needs facts beyond their shape; one that finds nothing wrong answers undefined.
import type { Code } from '../../base/codes.ts';
import { quoted } from '../../base/quoted.ts';
import type { Path } from '../document.ts';
import type { Spec } from '../schema.ts';

export interface Rule {
  readonly code: Code;
  readonly at: Path;
  readonly what?: 'key' | 'value';
  /** It is silent where anything that it looks at is faulty. Without `now`, what is past cannot be told. */
  readonly check: (spec: Spec, now?: Date) => Finding | readonly Finding[] | undefined;
}

export interface Finding {
  readonly message: string;
  readonly hint?: string | undefined;
  /** Where a more exact place is known than the rule's own. */
  readonly at?: Path;
}

export function exactlyOne(key: string, choices: readonly string[], count: number): Finding | undefined {
  if (count === 1) return undefined;
  const list = (word: string): string => `${choices.slice(0, -1).join(', ')} ${word} ${choices.at(-1)}`;
  return {
    message: count === 0 ? `${key} needs one of ${list('or')}` : `${key} takes only one of ${list('and')}`,
  };
}

/** A finding for each that stands in a list a second time, whatever its case. */
export function repeated(list: readonly string[], at: Path): readonly Finding[] {
  const lower = list.map((item) => item.toLowerCase());
  return list.flatMap((item, index) =>
    lower.indexOf(item.toLowerCase()) < index
      ? [{ message: `${at.join('.')} names ${quoted(item)} twice`, at: [...at, index] }]
      : [],
  );
}

/** A name that DNS can hold, of two labels or more. */
export function isDnsName(text: string): boolean {
  return /^(?=.{4,253}$)(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]{0,61}[a-z0-9]$/i.test(text);
}
