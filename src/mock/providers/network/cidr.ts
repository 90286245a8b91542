// IPv4 prefixes as ranges of numbers: enough to tell whether a subnet lies in its network and apart from the others.
// IPv6 prefixes are recognised and otherwise let pass.

export interface Range {
  readonly first: number;
  readonly size: number;
}

/** Undefined where it is not CIDR; for IPv6 an empty range. */
export function rangeOf(prefix: string): Range | undefined {
  if (/^[0-9a-f:]+\/\d{1,3}$/i.test(prefix) && prefix.includes(':')) return { first: 0, size: 0 };
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(prefix);
  if (match === null) return undefined;
  const [a = 256, b = 256, c = 256, d = 256, bits = 33] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || bits > 32) return undefined;
  return { first: ((a * 256 + b) * 256 + c) * 256 + d, size: 2 ** (32 - bits) };
}

/** The prefix with the host's bits cleared: what it should have been. */
export function networkOf(prefix: string): string {
  const range = rangeOf(prefix);
  if (range === undefined || range.size === 0) return prefix;
  return `${addressOf(range.first - (range.first % range.size))}/${prefix.split('/')[1] ?? ''}`;
}

export function addressOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

export function isWithin(inner: Range, outer: Range): boolean {
  return inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}
