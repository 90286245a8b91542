// Bytes to values and back, and what is refused on the way.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeDer, DerFault } from '../../src/certificates/der.ts';
import { integerOf, octetsOf, oidOf, textOf, timeOf } from '../../src/certificates/der-values.ts';
import { bitString, integer, octetString, oid, sequence, time } from '../../src/certificates/der-write.ts';
import { parseIpAddress } from '../../src/certificates/ip-address.ts';

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('DER', () => {
  it('writes what the standard gives as examples', () => {
    assert.equal(text(oid('1.2.840.113549')), '06062a864886f70d');
    assert.equal(text(oid('2.999.3')), '0603883703');
    assert.equal(text(integer(128)), '02020080');
    assert.equal(text(integer(0)), '020100');
    assert.equal(text(bitString(hex('6e5dc0'), 6)), '0304066e5dc0');
    assert.equal(text(octetString(Buffer.alloc(200))).slice(0, 6), '0481c8');
    assert.equal(text(time(new Date('2049-12-31T23:59:59Z'))), `170d${text(Buffer.from('491231235959Z'))}`);
    assert.equal(text(time(new Date('2050-01-01T00:00:00Z'))), `180f${text(Buffer.from('20500101000000Z'))}`);
  });

  it('reads back every number and identifier that it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 200n), (value) => integerOf(decodeDer(integer(value))) === value),
    );
    const arcs = fc.array(fc.nat(2 ** 31), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(39), arcs, (second, rest) => {
        const dotted = ['1', second, ...rest].join('.');
        return oidOf(decodeDer(oid(dotted))) === dotted;
      }),
    );
  });

  it('reads negative numbers, times with zones and every kind of text', () => {
    assert.equal(integerOf(decodeDer(hex('0202ff7f'))), -129n);
    assert.equal(
      timeOf(decodeDer(Buffer.concat([hex('1711'), Buffer.from('260301120000+0130')]))),
      '2026-03-01T10:30:00.000Z',
    );
    assert.equal(
      timeOf(decodeDer(Buffer.concat([hex('170d'), Buffer.from('500101000000Z')]))),
      '1950-01-01T00:00:00.000Z',
    );
    assert.equal(textOf(decodeDer(hex('1e04 004700fc'))), 'Gü');
    assert.equal(textOf(decodeDer(hex('0c03 47c3bc'))), 'Gü');
    assert.equal(textOf(decodeDer(hex('1402 47fc'))), 'Gü');
    assert.equal(textOf(decodeDer(hex('1c08 00000047000000fc'))), 'Gü');
  });

  it('joins the pieces of a string of indefinite length', () => {
    assert.equal(text(octetsOf(decodeDer(hex('2480 040201 02 0401 03 0000')))), '010203');
    assert.equal(text(octetsOf(decodeDer(hex('2480 2480 040101 0000 040102 0000')))), '0102');
  });

  const faults: readonly (readonly [string, string, 'truncated' | 'malformed', string])[] = [
    ['ends in a header', '30', 'truncated', 'ends at byte 1, inside the value at byte 1'],
    ['ends in a value', '300401', 'truncated', 'ends at byte 3, inside the value at byte 0'],
    ['ends without its end mark', '3080 020101', 'truncated', 'ends at byte 5, before a value has ended'],
    [
      'holds a value longer than itself',
      '3003 020501 0000000000',
      'malformed',
      'has a value at byte 2 that is longer than what holds it',
    ],
    ['goes on after its end', '020101 00', 'malformed', 'goes on after its end at byte 3'],
    ['has no length and is simple', '0480', 'malformed', 'has a value without a length at byte 0'],
    ['announces more than anybody has', '3085ffffffffff', 'malformed', 'has an absurd length at byte 1'],
    ['has a tag of many bytes', '3f8101', 'malformed', 'has an unknown kind of value at byte 0'],
    ['nests too deep', '3080'.repeat(60), 'malformed', 'nests deeper than 40 levels'],
    [
      'holds too many values',
      `30830186a0${'0500'.repeat(50_000)}`,
      'malformed',
      'has more than 50000 values',
    ],
  ];
  for (const [title, bytes, kind, message] of faults) {
    it(`is refused where it ${title}`, () => {
      assert.throws(() => decodeDer(hex(bytes)), { name: 'DerFault', kind, message });
    });
  }

  it('throws nothing but its own fault, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeDer(sequence(bytes));
        } catch (fault) {
          assert.ok(fault instanceof DerFault);
        }
      }),
    );
  });
});

describe('an IP address in a certificate', () => {
  const table: readonly (readonly [string, string | undefined])[] = [
    ['127.0.0.1', '7f000001'],
    ['::1', '00000000000000000000000000000001'],
    ['2001:db8::8:800:200C:417A', '20010db80000000000080800200c417a'],
    ['::ffff:10.1.2.3', '00000000000000000000ffff0a010203'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['256.0.0.1', undefined],
    ['1.2.3', undefined],
    ['01.2.3.4', undefined],
    ['1::2::3', undefined],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7:8::', undefined],
    ['localhost', undefined],
    ['', undefined],
  ];
  for (const [address, expected] of table) {
    it(`${expected === undefined ? 'is not' : 'is'} '${address}'`, () => {
      const bytes = parseIpAddress(address);
      assert.equal(bytes === undefined ? undefined : text(bytes), expected);
    });
  }
});
