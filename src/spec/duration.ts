// Lengths of time as specs and options write them: `72h`, `7d`, `1h30m`. Strict, because a wrong expiry deletes:
// whatever is not wholly understood is undefined, never zero.

const unitsMs: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
};

export const durationPattern = /^(?:\d{1,5}w)?(?:\d{1,5}d)?(?:\d{1,5}h)?(?:\d{1,5}m)?(?:\d{1,6}s)?$/;

export function parseDurationMs(text: string): number | undefined {
  if (text === '' || !durationPattern.test(text)) return undefined;
  let totalMs = 0;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)([wdhms])/g)) {
    totalMs += Number(count) * (unitsMs[unit] ?? Number.NaN);
  }
  return totalMs > 0 ? totalMs : undefined;
}
