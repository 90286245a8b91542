// Every spelling in which a secret could slip out, for tests that look for it where it must not be.

/** As text, base64 at each alignment, base64url, hex, in a URL and in JSON. */
export function formsOf(secret: Buffer): readonly string[] {
  const text = secret.toString('utf8');
  const spelled = text.includes('\uFFFD')
    ? [secret.toString('latin1')]
    : [text, JSON.stringify(text).slice(1, -1), escapedJson(text), encodeURIComponent(text)];
  return [
    ...spelled,
    ...[0, 1, 2].flatMap((skip) => [inner(secret, skip, 'base64'), inner(secret, skip, 'base64url')]),
    secret.toString('hex'),
    secret.toString('hex').toUpperCase(),
    [...secret].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  ];
}

/** Without the ends, which depend on what stands before and after. */
function inner(secret: Buffer, skip: number, encoding: 'base64' | 'base64url'): string {
  const whole = Math.floor((secret.length - skip) / 3) * 3;
  return secret.subarray(skip, skip + whole).toString(encoding);
}

/** As a JSON writer spells it that escapes all but ASCII. */
function escapedJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
