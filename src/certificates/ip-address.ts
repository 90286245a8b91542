// IP addresses as the bytes that a certificate carries. Undefined for what is no address; resolves nothing.

/** Four bytes, or sixteen. */
export function parseIpAddress(text: string): Uint8Array | undefined {
  return parseFour(text) ?? parseSixteen(text);
}

function parseFour(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part));
  const bytes = parts.map(Number);
  return valid && bytes.every((byte) => byte < 256) ? Uint8Array.from(bytes) : undefined;
}

function parseSixteen(text: string): Uint8Array | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (!text.includes(':') || more.length > 0) return undefined;
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...after];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

/** Groups of sixteen bits; the last two may be written as an IPv4 address. */
function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const four = parseFour(parts.at(-1) ?? '');
  const plain = four === undefined ? parts : parts.slice(0, -1);
  if (!plain.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = four ?? [];
  const last = four === undefined ? [] : [a * 256 + b, c * 256 + d];
  return [...plain.map((part) => Number.parseInt(part, 16)), ...last];
}
