// What a security group lets in, as scanners read it: rule by rule, without what later rules take away.
import type { JsonObject } from '../../../src/base/json.ts';
import { at, listAt } from './rule.ts';

const anywhere = ['*', '0.0.0.0/0', '::/0', 'internet', 'any'];

/** Rules that let the Internet in, over a protocol or any. */
export function openRules(group: JsonObject, protocol?: string): readonly JsonObject[] {
  return allowed(group, 'inbound').filter(
    (rule) =>
      anywhere.includes(textAt(rule, 'sourceAddressPrefix')) &&
      (protocol === undefined || ['*', protocol].includes(textAt(rule, 'protocol'))),
  );
}

export function allowed(group: JsonObject, direction: 'inbound' | 'outbound'): readonly JsonObject[] {
  return listAt(group, 'properties.securityRules').filter(
    (rule) => textAt(rule, 'direction') === direction && textAt(rule, 'access') === 'allow',
  );
}

export function isOpen(group: JsonObject, port: number): boolean {
  return openRules(group, 'tcp').some((rule) => portsOf(rule).some((range) => covers(range, port)));
}

function portsOf(rule: JsonObject): readonly string[] {
  const many = at(rule, 'properties.destinationPortRanges');
  return [textAt(rule, 'destinationPortRange'), ...(Array.isArray(many) ? many.map(String) : [])];
}

function covers(range: string, port: number): boolean {
  const [from = '', to = from] = range.split('-');
  return range === '*' || (Number(from) <= port && port <= Number(to) && range !== '');
}

export function textAt(rule: JsonObject, key: string): string {
  const value = at(rule, `properties.${key}`);
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** A group with one rule, which lets everybody in on a port. */
export function openGroup(port: string, protocol = 'Tcp'): JsonObject {
  const rule = {
    direction: 'Inbound',
    access: 'Allow',
    protocol,
    priority: 100,
    sourceAddressPrefix: '*',
    destinationPortRange: port,
  };
  return { properties: { securityRules: [{ name: 'open', properties: rule }] } };
}
