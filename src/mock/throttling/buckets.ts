// Token buckets as facts: how full each was and when. How full it is now follows from the clock, so a restart or a
// jump of the clock changes nothing.
import type { Moment } from '../realm.ts';

export interface Bucket {
  readonly key: string;
  readonly capacity: number;
  readonly perSecond: number;
}

export interface Level {
  readonly bucket: Bucket;
  readonly tokens: number;
  /** Until there is a token again; 0 where there is one. */
  readonly waitSeconds: number;
}

export function levelOf(moment: Moment, bucket: Bucket): Level {
  const { key, capacity, perSecond } = bucket;
  const kept = moment.realm.tables.buckets.get(key);
  const elapsed = kept === undefined ? 0 : Math.max(0, moment.now.getTime() - Date.parse(kept.at)) / 1000;
  // What is so many times faster than life is also filled so many times faster.
  const { speed } = moment.realm;
  const rate = perSecond * (speed === 'instant' ? 1 : speed);
  const tokens = kept === undefined ? capacity : Math.min(capacity, kept.tokens + elapsed * rate);
  return { bucket, tokens, waitSeconds: tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond)) };
}

/** Takes one token out; the answer is how many whole ones are left. */
export function takeFrom(moment: Moment, { bucket, tokens }: Level): number {
  const left = tokens - 1;
  moment.realm.tables.buckets.put(bucket.key, { tokens: left, at: moment.now.toISOString() });
  return Math.floor(left);
}
