// Books and specs that tests of costs share: round prices that are easy to multiply by hand, and the prices of 2018.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { PriceBook, PriceRow } from '../../src/cost/book.ts';
import type { Costed } from '../../src/cost/charges.ts';
import type { Meter } from '../../src/cost/meters.ts';
import type { Tier } from '../../src/cost/money.ts';
import { parsePriceFile } from '../../src/cost/price-file.ts';
import { specOf } from '../support/spec.ts';

export const now = new Date('2026-11-20T12:00:00Z');

export function costed(difference: Partial<Costed> = {}): Costed {
  const { name, region, vmSize, instances, content, expiry } = specOf();
  return { name, region, vmSize, instances, content, expiry, ...difference };
}

export function rowOf(meter: Meter, price: string | readonly Tier[], region = 'westus2'): PriceRow {
  const tiers = typeof price === 'string' ? [{ from: 0, price }] : price;
  return { meter, region, tiers, asOf: '2026-11-01', source: 'made up for a test' };
}

export function bookOf(rows: readonly PriceRow[], difference: Partial<PriceBook> = {}): PriceBook {
  return { title: 'round prices', currency: 'USD', rows, ...difference };
}

export const roundPrices: PriceBook = bookOf([
  rowOf('vm.A2_v2', '0.1'),
  rowOf('vm.A4_v2', '0.2'),
  rowOf('vm.B2s', '0.05'),
  rowOf('osDisk', '2'),
  rowOf('publicIp', '0.01'),
  rowOf('loadBalancer', '0.02'),
  rowOf('loadBalancerData', '0.005'),
  rowOf('blobStored', '0.02'),
  rowOf('blobWrites', '0.05'),
  rowOf('blobLists', '0.05'),
  rowOf('blobReads', '0.004'),
  rowOf('blobOthers', '0.004'),
  rowOf('egress', [
    { from: 0, price: '0' },
    { from: 100, price: '0.08' },
  ]),
  rowOf('vaultOperations', '0.03'),
  rowOf('alertRule', [
    { from: 0, price: '0' },
    { from: 10, price: '0.1' },
  ]),
]);

export function pricesOf2018(): PriceBook {
  const { book, diagnostics } = parsePriceFile('prices-2018.json', textOf2018());
  assert.ok(book, diagnostics.map(({ message }) => message).join('\n'));
  return book;
}

export function textOf2018(): string {
  return readFileSync('test/cost/prices-2018.json', 'utf8');
}
