// Address ranges, of four bytes and of sixteen.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-cidr
import { isIPv4, isIPv6 } from 'node:net';
import type { Json } from '../../base/json.ts';
import { fixed, integerAt, refuse, textAt, type Functions, type Invocation } from './function.ts';

export const cidrFunctions: Functions = {
  cidrhost: fixed(2, cidrHost),
  cidrsubnet: fixed(3, cidrSubnet),
  parsecidr: fixed(1, parseCidr),
};

interface Range {
  readonly bits: 32 | 128;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

function parseCidr(ask: Invocation): Json {
  const range = rangeAt(ask, 0);
  const { bits, prefix, first, last } = range;
  const mask = lastOf(0n, bits) ^ lastOf(0n, bits - prefix);
  const usable = {
    firstUsable: show(firstHost(range), bits),
    lastUsable: show(lastHost(range), bits),
    cidr: prefix,
  };
  const common = { network: show(first, bits), netmask: show(mask, bits) };
  if (bits === 32) return { ...common, broadcast: show(last, bits), ...usable };
  return { ...common, ...usable, firstUsable: show(first, bits) };
}

function cidrSubnet(ask: Invocation): Json {
  const { bits, prefix, first, last } = rangeAt(ask, 0);
  const wanted = integerAt(ask, 1);
  const index = integerAt(ask, 2);
  if (wanted < prefix || wanted > bits)
    refuse(ask, `expects a size from '${prefix}' to '${bits}'. It is '${wanted}'`);
  const start = first + (BigInt(index) << BigInt(bits - wanted));
  if (index < 0 || start > last)
    refuse(ask, `finds no subnet '${index}' of size '${wanted}' in '${textAt(ask, 0)}'`);
  return `${show(start, bits)}/${wanted}`;
}

function cidrHost(ask: Invocation): Json {
  const range = rangeAt(ask, 0);
  const index = integerAt(ask, 1);
  const address = firstHost(range) + BigInt(index);
  if (index < 0 || address > lastHost(range)) refuse(ask, `finds no host '${index}' in '${textAt(ask, 0)}'`);
  return show(address, range.bits);
}

/** The address of the network itself is no host, but in ranges too small to have another. */
function firstHost({ bits, prefix, first }: Range): bigint {
  return prefix >= bits - 1 ? first : first + 1n;
}

/** Only four-byte networks have a broadcast address. */
function lastHost({ bits, prefix, last }: Range): bigint {
  return bits === 32 && prefix < bits - 1 ? last - 1n : last;
}

function rangeAt(ask: Invocation, index: number): Range {
  const [address = '', size = '', ...more] = textAt(ask, index).split('/');
  const bits = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : undefined;
  const prefix = Number(size);
  if (bits === undefined || !/^\d{1,3}$/.test(size) || prefix > bits || more.length > 0)
    return refuse(
      ask,
      `expects an address range such as '10.0.0.0/24'. The provided value is '${textAt(ask, index)}'`,
    );
  const value = bits === 32 ? parse4(address) : parse6(address);
  const host = BigInt(bits - prefix);
  const first = (value >> host) << host;
  return { bits, prefix, first, last: lastOf(first, bits - prefix) };
}

function lastOf(first: bigint, hostBits: number): bigint {
  return first | ((1n << BigInt(hostBits)) - 1n);
}

function parse4(address: string): bigint {
  return address.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parse6(address: string): bigint {
  const embedded = address.replace(/[\d.]+$/, (tail) => {
    if (!tail.includes('.')) return tail;
    const value = parse4(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = embedded.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((value, part) => (value << 16n) | BigInt(`0x${part}`), 0n);
}

function show(value: bigint, bits: 32 | 128): string {
  const size = bits === 32 ? 8n : 16n;
  const count = bits === 32 ? 4 : 8;
  const groups = Array.from(
    { length: count },
    (_, index) => (value >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n),
  );
  if (bits === 32) return groups.join('.');
  // The URL parser writes sixteen-byte addresses in the one canonical form, RFC 5952.
  const written = groups.map((group) => group.toString(16)).join(':');
  return new URL(`http://[${written}]`).hostname.slice(1, -1);
}
