// Moments and lengths of time as people read them. Takes `now`; never asks for it.

/** `00:42`, `1:02:03` */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.floor(elapsedMs / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = `${two(minutes % 60)}:${two(seconds % 60)}`;
  return minutes < 60 ? rest : `${Math.floor(minutes / 60)}:${rest}`;
}

/** `6 d 4 h`, `3 h 20 min`, `12 s`: the two largest units. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const units = [
    { name: 'd', size: 86_400 },
    { name: 'h', size: 3_600 },
    { name: 'min', size: 60 },
    { name: 's', size: 1 },
  ];
  const first = units.findIndex(({ size }) => seconds >= size);
  if (first === -1) return '0 s';
  let left = seconds;
  const parts = units.slice(first, first + 2).flatMap(({ name, size }) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.join(' ');
}

export function momentText(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2026-11-27 18:00 UTC (in 6 d 4 h)` */
export function momentFrom(moment: Date, now: Date): string {
  const awayMs = moment.getTime() - now.getTime();
  const away = awayMs >= 0 ? `in ${spanText(awayMs)}` : `${spanText(-awayMs)} ago`;
  return `${momentText(moment)} (${away})`;
}
