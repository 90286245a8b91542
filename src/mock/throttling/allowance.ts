// What Resource Manager lets a caller ask for, and what its headers say is left of it. Where nothing is throttled
// nothing is counted, and the buckets are full but for the request itself.
// https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
import { faultBody } from '../envelope.ts';
import { occasionOf } from '../faults/match.ts';
import { answerOf } from '../faults/refusal.ts';
import type { Answer } from '../message.ts';
import { rowOf } from '../own.ts';
import { waitHeaders } from '../pacing.ts';
import type { Moment } from '../realm.ts';
import { levelOf, takeFrom, type Bucket, type Level } from './buckets.ts';
import { computeBuckets } from './compute.ts';

type Headers = Readonly<Record<string, string>>;

export interface Allowance {
  readonly headers: Headers;
  /** The 429, where there is nothing left. */
  readonly refusal?: Answer;
}

interface Verb {
  readonly word: string;
  readonly capacity: number;
  readonly perSecond: number;
}

const writes: Verb = { word: 'writes', capacity: 200, perSecond: 10 };
const reads: Verb = { word: 'reads', capacity: 250, perSecond: 25 };
const verbs: Readonly<Record<string, Verb>> = {
  GET: reads,
  HEAD: reads,
  DELETE: { word: 'deletes', capacity: 200, perSecond: 10 },
};
/** All callers of a subscription together. */
const globalTimes = 15;

interface AllowanceAsk {
  readonly method: string;
  readonly segments: readonly string[];
  /** Whose buckets they are. */
  readonly principal: string;
}

export function takeAllowance(moment: Moment, ask: AllowanceAsk): Allowance {
  const own = bucketsOf(ask);
  if (moment.realm.throttle !== true)
    return {
      headers: Object.fromEntries(own.map(({ bucket, header }) => [header, String(bucket.capacity - 1)])),
    };
  const compute = computeBuckets(moment, ask);
  const levels = own.map((row) => ({ ...row, level: levelOf(moment, row.bucket) }));
  const resource = compute.map((row) => ({ ...row, level: levelOf(moment, row.bucket) }));
  const empty = [...levels, ...resource].filter(({ level }) => level.waitSeconds > 0);
  if (empty.length > 0) return refused(moment, ask, { levels, resource });
  return {
    headers: {
      ...Object.fromEntries(levels.map(({ header, level }) => [header, String(takeFrom(moment, level))])),
      ...remaining(resource.map(({ name, level }) => [name, takeFrom(moment, level)])),
    },
  };
}

interface Levels {
  readonly levels: readonly { readonly header: string; readonly level: Level }[];
  readonly resource: readonly { readonly name: string; readonly level: Level }[];
}

/** Nothing is taken by what is refused. Resource Manager's own limits come before a service's. */
function refused(moment: Moment, ask: AllowanceAsk, { levels, resource }: Levels): Allowance {
  const whole = (level: Level): number => Math.max(0, Math.floor(level.tokens));
  const headers = {
    ...Object.fromEntries(levels.map(({ header, level }) => [header, String(whole(level))])),
    ...remaining(resource.map(({ name, level }) => [name, whole(level)])),
  };
  const waits = (among: readonly { readonly level: Level }[]): number =>
    Math.max(0, ...among.map(({ level }) => level.waitSeconds));
  const seconds = waits(levels);
  if (seconds > 0) {
    const occasion = occasionOf(ask.method, ask.segments, 0);
    const code = 'SubscriptionRequestsThrottled';
    return { headers, refusal: answerOf(moment, { code, retryAfter: seconds }, occasion) };
  }
  const target = resource.find(({ level }) => level.waitSeconds > 0)?.name ?? '';
  return { headers, refusal: refusedByCompute(moment, target, waits(resource)) };
}

/** https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/troubleshooting-throttling-errors */
function refusedByCompute(moment: Moment, target: string, seconds: number): Answer {
  const message =
    'The server rejected the request because too many requests have been received for this subscription.';
  const until = new Date(moment.now.getTime() + seconds * 1000).toISOString();
  const details = [
    {
      code: 'TooManyRequests',
      target,
      message: JSON.stringify({
        operationGroup: target,
        startTime: moment.now.toISOString(),
        endTime: until,
      }),
    },
  ];
  return {
    status: 429,
    body: faultBody({ code: 'OperationNotAllowed', message, details }),
    headers: waitHeaders(moment.realm, seconds),
  };
}

function remaining(left: readonly (readonly [name: string, tokens: number])[]): Headers {
  if (left.length === 0) return {};
  const words = left.map(([name, tokens]) => `Microsoft.Compute/${name};${tokens}`);
  return { 'x-ms-ratelimit-remaining-resource': words.join(',') };
}

function bucketsOf({ method, segments, principal }: AllowanceAsk): readonly {
  readonly bucket: Bucket;
  readonly header: string;
}[] {
  const { word, capacity, perSecond } = rowOf(verbs, method) ?? writes;
  const row = (scope: string, times: number, header: string): { bucket: Bucket; header: string } => ({
    bucket: { key: `${scope}/${word}`, capacity: capacity * times, perSecond: perSecond * times },
    header: `x-ms-ratelimit-remaining-${header}-${word}`,
  });
  if (segments[0]?.toLowerCase() !== 'subscriptions') return [row(`tenant/${principal}`, 1, 'tenant')];
  return [
    row(`subscription/${principal}`, 1, 'subscription'),
    row('subscription', globalTimes, 'subscription-global'),
  ];
}
