// How a policy compares: one row per operator. Text is compared without regard to case.
// https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#conditions
import { canonicalJson, isJsonObject, type Json } from '../../base/json.ts';
import { isList } from '../providers/body.ts';

/** `value` is undefined where the field is not there. */
export type Compare = (value: Json | undefined, wanted: Json) => boolean;

export const operators: Readonly<Record<string, Compare>> = {
  equals: same,
  notequals: not(same),
  like,
  notlike: not(like),
  match: (value, wanted) => fits(value, wanted, ''),
  matchinsensitively: (value, wanted) => fits(value, wanted, 'i'),
  notmatch: (value, wanted) => !fits(value, wanted, ''),
  notmatchinsensitively: (value, wanted) => !fits(value, wanted, 'i'),
  contains: holds,
  notcontains: not(holds),
  in: among,
  notin: not(among),
  containskey: hasKey,
  notcontainskey: not(hasKey),
  less: ordered((order) => order < 0),
  lessorequals: ordered((order) => order <= 0),
  greater: ordered((order) => order > 0),
  greaterorequals: ordered((order) => order >= 0),
  exists: (value, wanted) => (value !== undefined) === (String(wanted).toLowerCase() === 'true'),
};

function not(compare: Compare): Compare {
  return (value, wanted) => !compare(value, wanted);
}

function folded(value: Json): string {
  return typeof value === 'object' ? canonicalJson(value).toLowerCase() : String(value).toLowerCase();
}

/** Policies write `true` and `"true"` alike. */
function same(value: Json | undefined, wanted: Json): boolean {
  return value !== undefined && folded(value) === folded(wanted);
}

function among(value: Json | undefined, wanted: Json): boolean {
  return isList(wanted) && wanted.some((one) => same(value, one));
}

function holds(value: Json | undefined, wanted: Json): boolean {
  if (isList(value)) return value.some((one) => same(one, wanted));
  return value !== undefined && folded(value).includes(folded(wanted));
}

function hasKey(value: Json | undefined, wanted: Json): boolean {
  return isJsonObject(value) && Object.keys(value).some((key) => same(key, wanted));
}

/** One `*` for any text. */
function like(value: Json | undefined, wanted: Json): boolean {
  if (value === undefined) return false;
  const [text, pattern] = [folded(value), folded(wanted)];
  const star = pattern.indexOf('*');
  if (star === -1) return text === pattern;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/** `#` for a digit, `?` for a letter, `.` for any character. */
function fits(value: Json | undefined, wanted: Json, flags: string): boolean {
  if (typeof value !== 'string') return false;
  const pattern = String(wanted)
    .replaceAll(/[\\+*^$()[\]{}|/]/g, String.raw`\$&`)
    .replaceAll('#', String.raw`\d`)
    .replaceAll('?', '[a-zA-Z]');
  return new RegExp(`^${pattern}$`, flags).test(value);
}

function ordered(test: (order: number) => boolean): Compare {
  return (value, wanted) => {
    if (typeof value === 'number' && typeof wanted === 'number') return test(value - wanted);
    if (typeof value !== 'string' || typeof wanted !== 'string') return false;
    const [a, b] = [folded(value), folded(wanted)];
    return test(a < b ? -1 : a > b ? 1 : 0);
  };
}
