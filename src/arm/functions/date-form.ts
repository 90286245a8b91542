// Dates as .NET reads and writes them, invariant culture, always UTC; and ISO 8601 durations.
// https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings
import { TemplateError } from '../problem.ts';

const compact = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*(AM|PM))?)?\s*Z?$/i;

/** Undefined where it is not a date; without a zone it is UTC. */
export function parseDate(text: string): Date | undefined {
  const plain = compact.exec(text) ?? iso.exec(text);
  if (plain !== null) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', part = '', zone = 'Z'] = plain;
    const shift = zone.toUpperCase() === 'Z' ? 0 : zoneMinutes(zone);
    return moment(
      [year, month, day, hour, minute, second].map(Number),
      Number(part.padEnd(3, '0').slice(0, 3)),
      shift,
    );
  }
  const [, month, day, year, hour = '0', minute = '0', second = '0', half] = american.exec(text) ?? [];
  if (year === undefined) return undefined;
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  return moment([Number(year), Number(month), Number(day), hours, Number(minute), Number(second)], 0, 0);
}

function moment(parts: readonly number[], milliseconds: number, shiftMinutes: number): Date | undefined {
  const [year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(Date.UTC(2000, month - 1, 1, hour, minute, second, milliseconds));
  date.setUTCFullYear(year, month - 1, day);
  const real =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real ? new Date(date.getTime() - shiftMinutes * 60_000) : undefined;
}

function zoneMinutes(zone: string): number {
  const plain = zone.replace(':', '');
  return (plain.startsWith('-') ? -1 : 1) * (Number(plain.slice(1, 3)) * 60 + Number(plain.slice(3)));
}

const duration =
  /^([+-])?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Undefined where it is not a duration. Years and months keep the day, or the last one that the month has. */
export function addDuration(base: Date, text: string): Date | undefined {
  const found = duration.exec(text);
  if (found === null) return undefined;
  const [, sign, ...parts] = found;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map(
    (part) => (part === undefined ? 0 : Number(part) * (sign === '-' ? -1 : 1)),
  );
  const date = new Date(base);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + years * 12 + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  const total = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
  const sum = new Date(date.getTime() + total * 1000);
  const year = sum.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999 ? undefined : sum;
}

export function formatDate(date: Date, form: string): string {
  const custom = form.length === 1 ? standard[form] : form;
  if (custom === undefined || form === '') throw new TemplateError(`The date format '${form}' is not valid`);
  return custom.replaceAll(token, (found) => {
    if (found.startsWith("'") || found.startsWith('"')) return found.slice(1, -1);
    if (found.startsWith('\\')) return found.slice(1);
    if (found === '%') return '';
    const write = tokens[found.charAt(0)];
    return write === undefined ? found : write(date, found.length);
  });
}

const token = /'[^']*'|"[^"]*"|\\.|%|d+|M+|y+|H+|h+|m+|s+|f+|F+|t+|z+|K/g;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

function digits(value: number, width: number): string {
  return String(value).padStart(Math.min(width, 2), '0');
}

/** Each letter with how often it stands there. */
const tokens: Readonly<Record<string, (date: Date, width: number) => string>> = {
  d: (date, width) => (width < 3 ? digits(date.getUTCDate(), width) : named(days[date.getUTCDay()], width)),
  M: (date, width) =>
    width < 3 ? digits(date.getUTCMonth() + 1, width) : named(months[date.getUTCMonth()], width),
  y: (date, width) =>
    width < 3
      ? digits(date.getUTCFullYear() % 100, width)
      : String(date.getUTCFullYear()).padStart(width, '0'),
  H: (date, width) => digits(date.getUTCHours(), width),
  h: (date, width) => digits(date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12, width),
  m: (date, width) => digits(date.getUTCMinutes(), width),
  s: (date, width) => digits(date.getUTCSeconds(), width),
  f: (date, width) => fraction(date).slice(0, width),
  F: (date, width) => fraction(date).slice(0, width).replace(/0+$/, ''),
  t: (date, width) => (date.getUTCHours() < 12 ? 'AM' : 'PM').slice(0, width),
  z: (_, width) => (width < 3 ? `+${digits(0, width)}` : '+00:00'),
  K: () => 'Z',
};

function named(name: string | undefined, width: number): string {
  return (width === 3 ? name?.slice(0, 3) : name) ?? '';
}

function fraction(date: Date): string {
  return `${String(date.getUTCMilliseconds()).padStart(3, '0')}0000`;
}

/** https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings */
const standard: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  D: 'dddd, dd MMMM yyyy',
  f: 'dddd, dd MMMM yyyy HH:mm',
  F: 'dddd, dd MMMM yyyy HH:mm:ss',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  m: 'MMMM dd',
  M: 'MMMM dd',
  o: `yyyy-MM-dd'T'HH:mm:ss.fffffffK`,
  O: `yyyy-MM-dd'T'HH:mm:ss.fffffffK`,
  r: `ddd, dd MMM yyyy HH:mm:ss 'GMT'`,
  R: `ddd, dd MMM yyyy HH:mm:ss 'GMT'`,
  s: `yyyy-MM-dd'T'HH:mm:ss`,
  t: 'HH:mm',
  T: 'HH:mm:ss',
  u: `yyyy-MM-dd HH:mm:ss'Z'`,
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
  y: 'yyyy MMMM',
  Y: 'yyyy MMMM',
};
