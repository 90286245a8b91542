// The rules that join several values of a spec, or need facts beyond its shape: a row each, with its code, the
// key it points at, and what it says. A row that finds nothing wrong answers undefined.
import type { Code } from '../base/codes.ts';
import { nearest } from '../base/suggest.ts';
import { clouds, normalizeRegion } from './clouds.ts';
import type { Path } from './document.ts';
import { expiresAt } from './expiry.ts';
import { parseNetwork } from './network.ts';
import type { Spec } from './schema.ts';
import { sizes } from './sizes.ts';

export interface Rule {
  readonly code: Code;
  readonly at: Path;
  readonly what?: 'key' | 'value';
  /** Other keys that it looks at: it is silent where one of them is faulty. */
  readonly reads?: readonly (keyof Spec)[];
  /** Without `now`, what is past cannot be told. */
  readonly check: (spec: Spec, now?: Date) => Finding | readonly Finding[] | undefined;
}

export interface Finding {
  readonly message: string;
  readonly hint?: string | undefined;
  /** Where a more exact place is known than the rule's own. */
  readonly at?: Path;
}

export const rules: readonly Rule[] = [
  {
    code: 'CMG1202',
    at: ['region'],
    reads: ['environment'],
    check: ({ region, environment }) => {
      const { regions } = clouds[environment];
      if (Object.hasOwn(regions, normalizeRegion(region))) return undefined;
      const near = nearest(normalizeRegion(region), Object.keys(regions));
      const hint = near === undefined ? undefined : `did you mean '${near}'?`;
      return { message: `${environment} has no region '${region}'`, hint };
    },
  },
  {
    code: 'CMG1105',
    at: ['certificate'],
    what: 'key',
    check: ({ certificate }) => {
      const given = [certificate.file, certificate.selfSigned || undefined];
      const count = given.filter((source) => source !== undefined).length;
      return exactlyOne('certificate', ['file', 'selfSigned: true'], count);
    },
  },
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
        message: `there is no time zone '${timeZone}'`,
        hint: 'write it like Europe/Brussels, or UTC',
      };
    },
  },
  {
    code: 'CMG1209',
    at: ['serviceName'],
    check: ({ serviceName }) => {
      if (serviceName === undefined) return undefined;
      if (/\.(?:cloudapp\.net|usgovcloudapp\.net)$/i.test(serviceName)) {
        return {
          message: `'${serviceName}' is a name of the classic service, which can no longer be created`,
          hint: 'choose a name in a domain of your own and point a CNAME at the gateway',
        };
      }
      if (
        /^(?=.{4,253}$)(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]{0,61}[a-z0-9]$/i.test(
          serviceName,
        )
      )
        return undefined;
      return {
        message: `'${serviceName}' is not a full DNS name`,
        hint: 'write it like gateway.contoso.com',
      };
    },
  },
  {
    code: 'CMG1206',
    at: ['network', 'addressSpace'],
    check: ({ network }) => {
      const parsed = parseNetwork(network.addressSpace);
      if (typeof parsed !== 'string') return undefined;
      return { message: `network.addressSpace ${parsed}`, hint: 'write it like 10.42.0.0/24' };
    },
  },
  {
    code: 'CMG1207',
    at: ['tags'],
    what: 'key',
    check: ({ tags }) => {
      if (Object.keys(tags).length > 40)
        return {
          message: `tags has ${Object.keys(tags).length} tags; Azure takes 50, of which cmg needs 10`,
        };
      const keys = Object.keys(tags).map((key) => key.toLowerCase());
      return Object.entries(tags).flatMap(([key, value], index) => {
        const twice = keys.indexOf(key.toLowerCase()) < index;
        const why = twice ? 'stands twice: Azure does not look at the case' : tagFault(key, value);
        return why === undefined ? [] : [{ message: `the tag '${key}' ${why}`, at: ['tags', key] }];
      });
    },
  },
  {
    code: 'CMG1251',
    at: ['vmSize'],
    check: ({ vmSize }) =>
      sizes[vmSize].lab
        ? {
            message: `${vmSize} is for labs: it serves ${sizes[vmSize].clients} clients at a time`,
            hint: 'for production choose A2_v2 or A4_v2',
          }
        : undefined,
  },
  {
    code: 'CMG1252',
    at: ['instances'],
    reads: ['vmSize'],
    check: ({ instances, vmSize }) =>
      instances === 1 && !sizes[vmSize].lab
        ? {
            message: 'one instance: the gateway is away whenever Azure updates it',
            hint: 'two instances stay reachable',
          }
        : undefined,
  },
];

const expiryKeys = ['after', 'at', 'weekly'] as const;

function exactlyOne(key: string, choices: readonly string[], count: number): Finding | undefined {
  if (count === 1) return undefined;
  const list = (word: string): string => `${choices.slice(0, -1).join(', ')} ${word} ${choices.at(-1)}`;
  return {
    message: count === 0 ? `${key} needs one of ${list('or')}` : `${key} takes only one of ${list('and')}`,
  };
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
function tagFault(key: string, value: string): string | undefined {
  if (/^cmg-/i.test(key)) return "begins with 'cmg-', which cmg keeps for itself";
  if (/^(?:microsoft|azure|windows)/i.test(key)) return `begins with a word that Azure keeps for itself`;
  if (key === '' || key.length > 128 || /[<>%&\\?/]/.test(key))
    return 'needs a name of up to 128 characters without < > % & \\ ? /';
  return value.length > 256 ? 'has a value of more than 256 characters' : undefined;
}
