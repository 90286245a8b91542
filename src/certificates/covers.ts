// Whether a name in a certificate stands for a host, the way TLS clients see it (RFC 6125). Text only; resolves nothing.

/** Without regard to case; a wildcard stands for exactly one label, and for a whole one. */
export function covers(pattern: string, host: string): boolean {
  const [wanted, given] = [host, pattern].map((name) => name.toLowerCase().replace(/\.$/, ''));
  if (wanted === undefined || given === undefined || wanted === '') return false;
  if (!given.startsWith('*.')) return given === wanted;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === given.slice(1);
}
