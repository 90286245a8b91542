// When a gateway expires, worked out from what the spec says. Pure: the moment to count from is given. Whatever
// cannot be worked out is undefined, which everybody must read as "never", not as "now".
import { parseDurationMs } from './duration.ts';
import type { Spec } from './schema.ts';

/** When it ends; what happens then, and who is told before, is not asked here. */
export type Expiry = Pick<NonNullable<Spec['expiry']>, 'after' | 'at' | 'weekly'>;

/** The setting in one line, as it is noted in a tag: `after 72h`. */
export function describeExpiry({ after, at, weekly }: Expiry): string {
  if (after !== undefined) return `after ${after}`;
  if (at !== undefined) return `at ${at}`;
  return weekly === undefined ? 'never' : `weekly ${weekly.day} ${weekly.time} ${weekly.timeZone}`;
}

export function expiresAt({ after, at, weekly }: Expiry, from: Date): Date | undefined {
  if (after !== undefined) {
    const afterMs = parseDurationMs(after);
    return afterMs === undefined ? undefined : new Date(from.getTime() + afterMs);
  }
  if (at !== undefined) return parseMoment(at);
  return weekly === undefined ? undefined : nextWeekly(weekly, from);
}

/** Strict: a full ISO moment with its time zone, or undefined. */
export function parseMoment(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text))
    return undefined;
  const moment = new Date(text);
  const year = moment.getUTCFullYear();
  // Its time zone can carry it across either end, and then it would be noted in a form that nobody reads.
  return year >= 0 && year <= 9999 ? moment : undefined;
}

const dayMs = 86_400_000;

function nextWeekly({ day, time, timeZone }: NonNullable<Expiry['weekly']>, from: Date): Date | undefined {
  const today = Date.parse(`${localTime(from, timeZone).date}T00:00:00Z`);
  // Counted on the calendar: 24 hours after half past eleven in the evening can be two days on. Up to a week
  // ahead, since the day itself may be today with the hour already past.
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const date = new Date(today + ahead * dayMs);
    if (weekdays[date.getUTCDay()] !== day) continue;
    const moment = momentOf(`${date.toISOString().slice(0, 10)}T${time}:00`, timeZone);
    if (moment.getTime() > from.getTime()) return moment;
  }
  return undefined;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function localTime(moment: Date, timeZone: string): { date: string; clock: string } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    clock: `${parts['hour']}:${parts['minute']}:${parts['second']}`,
  };
}

/** The moment at which clocks in the zone show this. Where they show it twice, or skip it: the later one. */
function momentOf(local: string, timeZone: string): Date {
  const wanted = Date.parse(`${local}Z`);
  // One of the two holds at that hour, and both stand for it where the clocks change about it.
  const candidates = [wanted - dayMs, wanted + dayMs].map((near) => wanted - offsetMs(near, timeZone));
  const exact = candidates.filter((moment) => moment + offsetMs(moment, timeZone) === wanted);
  return new Date(Math.max(...(exact.length > 0 ? exact : candidates)));
}

function offsetMs(momentMs: number, timeZone: string): number {
  const { date, clock } = localTime(new Date(momentMs), timeZone);
  return Date.parse(`${date}T${clock}Z`) - momentMs;
}
