// IPv4 address spaces as text → numbers, and the rules a gateway's own network keeps. Pure.

import { quoted } from '../base/quoted.ts';

export interface Network {
  readonly address: string;
  readonly prefix: number;
}

/** The network, or what is wrong with it. */
export function parseNetwork(text: string): Network | string {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return `must be an IPv4 network, not ${quoted(text)}`;
  const octets = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (octets.some((octet) => octet > 255)) return `has a number above 255 in '${text}'`;
  // 16 instances and the five addresses that Azure keeps in each subnet do not fit into less than a /27.
  if (prefix < 8 || prefix > 27) return `must be a /8 to a /27, not a /${prefix}`;
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const rest = value % 2 ** (32 - prefix);
  if (rest !== 0) return `has bits set to the right of /${prefix} in '${text}'`;
  // All of it: 192.168.0.0/13 begins among the private addresses and ends outside.
  const isPrivate =
    octets[0] === 10 ||
    (octets[0] === 172 && (octets[1] ?? 0) >> 4 === 1 && prefix >= 12) ||
    (octets[0] === 192 && octets[1] === 168 && prefix >= 16);
  return isPrivate
    ? { address: octets.join('.'), prefix }
    : `must be a private network (10.x, 172.16-31.x, 192.168.x), not '${text}'`;
}
