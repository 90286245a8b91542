import assert from 'node:assert/strict';
import { parseNetwork } from '../../src/spec/network.ts';

const right: readonly [text: string, address: string, prefix: number][] = [
  ['10.0.0.0/8', '10.0.0.0', 8],
  ['10.42.0.0/24', '10.42.0.0', 24],
  ['10.42.0.224/27', '10.42.0.224', 27],
  ['172.16.0.0/12', '172.16.0.0', 12],
  ['172.31.255.0/24', '172.31.255.0', 24],
  ['192.168.7.0/26', '192.168.7.0', 26],
];

const wrong: readonly [text: string, why: string][] = [
  ['', "must be an IPv4 network, not ''"],
  ['10.42.0.0', "must be an IPv4 network, not '10.42.0.0'"],
  ['10.42.0.0/24 ', "must be an IPv4 network, not '10.42.0.0/24 '"],
  ['10.42.0.0/24\n', "must be an IPv4 network, not '10.42.0.0/24\n'"],
  ['fd00::/8', "must be an IPv4 network, not 'fd00::/8'"],
  ['10.42.0/24', "must be an IPv4 network, not '10.42.0/24'"],
  ['10.256.0.0/16', "has a number above 255 in '10.256.0.0/16'"],
  ['10.0.0.0/7', 'must be a /8 to a /27, not a /7'],
  ['10.0.0.0/28', 'must be a /8 to a /27, not a /28'],
  ['10.0.0.0/99', 'must be a /8 to a /27, not a /99'],
  ['10.42.0.1/24', "has bits set to the right of /24 in '10.42.0.1/24'"],
  ['10.42.0.16/27', "has bits set to the right of /27 in '10.42.0.16/27'"],
  ['8.8.8.0/24', "must be a private network (10.x, 172.16-31.x, 192.168.x), not '8.8.8.0/24'"],
  ['172.32.0.0/16', "must be a private network (10.x, 172.16-31.x, 192.168.x), not '172.32.0.0/16'"],
  ['192.169.0.0/16', "must be a private network (10.x, 172.16-31.x, 192.168.x), not '192.169.0.0/16'"],
  // A private beginning that reaches beyond the private range.
  ['172.0.0.0/8', "must be a private network (10.x, 172.16-31.x, 192.168.x), not '172.0.0.0/8'"],
  ['172.16.0.0/11', "has bits set to the right of /11 in '172.16.0.0/11'"],
  ['192.168.0.0/13', "must be a private network (10.x, 172.16-31.x, 192.168.x), not '192.168.0.0/13'"],
];

describe('an address space', () => {
  for (const [text, address, prefix] of right) {
    it(`is ${address} with ${prefix} bits in ${text}`, () => {
      assert.deepEqual(parseNetwork(text), { address, prefix });
    });
  }

  for (const [text, why] of wrong) {
    it(`is refused in ${JSON.stringify(text)}`, () => {
      assert.equal(parseNetwork(text), why);
    });
  }
});
