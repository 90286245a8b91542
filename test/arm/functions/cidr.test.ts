// Fixed vectors of the address range functions, from Microsoft's documentation.
import { gives, refuses } from '../world.ts';

describe('address range functions', () => {
  gives([
    [
      "parseCidr('10.144.0.0/20')",
      {
        network: '10.144.0.0',
        netmask: '255.255.240.0',
        broadcast: '10.144.15.255',
        firstUsable: '10.144.0.1',
        lastUsable: '10.144.15.254',
        cidr: 20,
      },
    ],
    ["parseCidr('10.144.7.9/20').network", '10.144.0.0'],
    ["parseCidr('10.0.0.0/31').lastUsable", '10.0.0.1'],
    ["parseCidr('0.0.0.0/0').broadcast", '255.255.255.255'],
    [
      "parseCidr('fdad:3236:5555::/48')",
      {
        network: 'fdad:3236:5555::',
        netmask: 'ffff:ffff:ffff::',
        firstUsable: 'fdad:3236:5555::',
        lastUsable: 'fdad:3236:5555:ffff:ffff:ffff:ffff:ffff',
        cidr: 48,
      },
    ],
    ["parseCidr('::ffff:10.0.0.0/104').network", '::ffff:a00:0'],
    ["cidrSubnet('10.144.0.0/20', 24, 4)", '10.144.4.0/24'],
    ["cidrSubnet('10.144.0.0/20', 20, 0)", '10.144.0.0/20'],
    ["cidrSubnet('fdad:3236:5555::/48', 52, 3)", 'fdad:3236:5555:3000::/52'],
    ["cidrHost('10.144.3.0/24', 1)", '10.144.3.2'],
    ["cidrHost('10.144.3.0/24', 253)", '10.144.3.254'],
    ["cidrHost('fdad:3236:5555:3000::/52', 2)", 'fdad:3236:5555:3000::3'],
  ]);
  refuses([
    ["cidrHost('10.144.3.0/24', 254)", /finds no host '254'/],
    ["cidrSubnet('10.144.0.0/20', 24, 16)", /finds no subnet '16'/],
    ["cidrSubnet('10.144.0.0/20', 16, 0)", /expects a size from '20' to '32'/],
    ["cidrSubnet('10.144.0.0/20', 24, -1)", /finds no subnet/],
    ["parseCidr('10.144.0.0/33')", /expects an address range/],
    ["parseCidr('10.144.0.0')", /expects an address range/],
    ["parseCidr('300.0.0.0/8')", /expects an address range/],
  ]);
});
