// How changes lie in a journal: one record for all that one request changed, behind a line break and with the place
// at which it is meant to stand. Owns the reading of what a killed process left behind; touches no disk.
import { isJsonObject } from '../base/json.ts';

/** What was put under a key; null where it was deleted. */
export type Changes = readonly (readonly [key: string, value: object | null])[];

interface RecordContent {
  /** How long the journal was when its writer last looked: it counts only where it stands just there. */
  readonly base: number;
  readonly writer: string;
  /** Null closes the journal: nothing behind it counts. */
  readonly changes: Changes | null;
}

export interface JournalRecord extends RecordContent {
  readonly at: number;
}

/** The line break comes first, so that a record behind one that was torn is whole all the same. */
export function recordText({ base, writer, changes }: RecordContent): string {
  return `\n${JSON.stringify([base, writer, changes])}`;
}

const lineBreak = 0x0a;

/** A record is whole as soon as it is JSON. What is none is torn; at the end it may still be on its way. */
export function recordsIn(
  bytes: Buffer,
  start: number,
): { readonly records: readonly JournalRecord[]; readonly length: number } {
  const records: JournalRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    const next = bytes.indexOf(lineBreak, at + 1);
    const end = next === -1 ? bytes.length : next;
    const content = parseRecord(bytes.toString('utf8', at + 1, end));
    if (content === undefined && next === -1) break;
    if (content !== undefined) records.push({ at: start + at, ...content });
    at = end;
  }
  return { records, length: at };
}

function parseRecord(text: string): RecordContent | undefined {
  const parts = parsed(text);
  if (!Array.isArray(parts)) return undefined;
  const [base, writer, changes]: unknown[] = parts;
  if (typeof base !== 'number' || typeof writer !== 'string') return undefined;
  if (changes === null) return { base, writer, changes };
  return Array.isArray(changes) ? { base, writer, changes: changes.filter(isChange) } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isChange(change: unknown): change is Changes[number] {
  if (!Array.isArray(change)) return false;
  const [key, value]: unknown[] = change;
  return typeof key === 'string' && (value === null || isJsonObject(value));
}
