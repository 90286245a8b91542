// Rules about the end of a gateway. What cannot be understood is an error: it must never be read as "now", and
// nobody who wrote it meant "never".
import { quoted } from '../../base/quoted.ts';
import { parseDurationMs } from '../duration.ts';
import { expiresAt } from '../expiry.ts';
import type { Rule } from './rule.ts';
import { exactlyOne } from './rule.ts';

export const expiryRules: readonly Rule[] = [
  {
    code: 'CMG1105',
    at: ['expiry'],
    what: 'key',
    check: ({ expiry }) => {
      if (expiry === undefined) return undefined;
      return exactlyOne('expiry', expiryKeys, expiryKeys.filter((key) => expiry[key] !== undefined).length);
    },
  },
  {
    code: 'CMG1205',
    at: ['expiry'],
    check: ({ expiry }, now) => {
      const [key, ...others] = expiryKeys.filter((one) => expiry?.[one] !== undefined);
      if (expiry === undefined || key === undefined || others.length > 0) return undefined;
      if (expiry.weekly !== undefined && !isTimeZone(expiry.weekly.timeZone)) return undefined;
      const moment = expiresAt(expiry, now ?? new Date(0));
      const at = ['expiry', key];
      // Everybody would read it as "never": the gateway that was meant to go would stay.
      if (moment === undefined)
        return {
          message: `expiry.${key} gives no moment`,
          at,
          hint: 'to keep the gateway, leave expiry out',
        };
      // The next reap would delete it.
      if (now === undefined || moment.getTime() > now.getTime()) return undefined;
      const hint = 'set a later one; to keep the gateway, leave expiry out';
      return { message: `expiry.${key} must be a moment to come, not ${moment.toISOString()}`, at, hint };
    },
  },
  {
    code: 'CMG1205',
    at: ['expiry', 'weekly', 'timeZone'],
    check: ({ expiry }) => {
      const timeZone = expiry?.weekly?.timeZone;
      if (timeZone === undefined || isTimeZone(timeZone)) return undefined;
      return {
        message: `there is no time zone ${quoted(timeZone)}`,
        hint: 'write it like Europe/Brussels, or UTC',
      };
    },
  },
  {
    code: 'CMG1256',
    at: ['expiry', 'warnBefore'],
    check: ({ expiry }) => {
      const afterMs = parseDurationMs(expiry?.after ?? '');
      if (expiry === undefined || afterMs === undefined) return undefined;
      return expiry.warnBefore.flatMap((before, index) =>
        (parseDurationMs(before) ?? 0) < afterMs
          ? []
          : [
              {
                message: `expiry.warnBefore ${before} is not before the end: the gateway lives ${expiry.after}`,
                at: ['expiry', 'warnBefore', index],
              },
            ],
      );
    },
  },
  {
    code: 'CMG1256',
    at: ['expiry'],
    what: 'key',
    check: ({ expiry, protect }) =>
      expiry !== undefined && protect
        ? {
            message: 'the gateway is protected, so its expiry ends nothing',
            hint: 'leave out expiry, or protect',
          }
        : undefined,
  },
];

const expiryKeys = ['after', 'at', 'weekly'] as const;

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
