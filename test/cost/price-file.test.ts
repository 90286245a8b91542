import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { priceOf } from '../../src/cost/book.ts';
import { meterNames } from '../../src/cost/meters.ts';
import { parsePriceFile } from '../../src/cost/price-file.ts';
import { textOf2018 } from './support.ts';

const row = { meter: 'osDisk', region: 'westus2', price: 2.4, asOf: '2026-11-26', source: 'our agreement' };

function bookText(difference: object = {}): string {
  return JSON.stringify({ version: 1, currency: 'EUR', prices: [row], ...difference });
}

function rowText(difference: object): string {
  return bookText({ prices: [{ ...row, ...difference }] });
}

function faultsOf(text: string): readonly string[] {
  const { book, diagnostics } = parsePriceFile('prices.json', text);
  assert.equal(book === undefined, diagnostics.length > 0);
  assert.ok(diagnostics.every(({ code }) => code === 'CMG1402'));
  return diagnostics.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`));
}

describe('a price file of our own form', () => {
  it('is a book, its prices kept to the last decimal', () => {
    const text = bookText({
      title: 'Ours',
      standIn: 'eastus',
      prices: [{ ...row, price: '0.000000000001' }],
    });
    assert.deepEqual(parsePriceFile('prices.json', text).book, {
      title: 'Ours',
      currency: 'EUR',
      standIn: 'eastus',
      rows: [
        {
          meter: 'osDisk',
          region: 'westus2',
          tiers: [{ from: 0, price: '0.000000000001' }],
          asOf: '2026-11-26',
          source: 'our agreement',
        },
      ],
    });
  });

  it('is named after its file, and undated, where it says nothing else', () => {
    const { book } = parsePriceFile('prices.json', rowText({ asOf: undefined }));
    assert.deepEqual([book?.title, book?.rows[0]?.asOf], ['the prices of prices.json', 'undated']);
  });

  it('holds the prices of 2018', () => {
    const { book } = parsePriceFile('prices-2018.json', textOf2018());
    assert.ok(book);
    assert.deepEqual(priceOf(book, 'egress', 'westus2')?.tiers, [
      { from: 0, price: '0' },
      { from: 5, price: '0.087' },
    ]);
  });

  it('is described as it is: the example of the page is a book, and no meter is left out', () => {
    const page = readFileSync('docs/cost.md', 'utf8');
    const [, example = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
    assert.equal(parsePriceFile('docs/cost.md', example).book?.rows.length, 2);
    for (const meter of meterNames) assert.ok(page.includes(`\`${meter}\``), meter);
  });

  for (const [what, text, faults] of [
    [
      'text that is no JSON',
      '{',
      [
        'prices.json is not JSON (a price book is { "version": 1, "currency": …, "prices": [ … ] }, or an answer of prices.azure.com)',
      ],
    ],
    ['a list', '[]', ['prices.json must be an object']],
    [
      'an empty object',
      '{}',
      [
        'prices.json: version must be 1',
        'prices.json: currency must be three capitals, as in USD, not nothing',
        'prices.json: prices must be a list',
      ],
    ],
    [
      'an unknown key',
      bookText({ curency: 'EUR' }),
      ["prices.json: curency is not known (did you mean 'currency'?)"],
    ],
    [
      'a price in capitals of two letters',
      bookText({ currency: 'eu' }),
      ['prices.json: currency must be three capitals, as in USD, not "eu"'],
    ],
    ['a title without words', bookText({ title: ' ' }), ['prices.json: title must be text']],
    [
      'a stand-in that is no region',
      bookText({ standIn: 'East US' }),
      ['prices.json: standIn must be the short name of a region, or global, not "East US"'],
    ],
    ['a row that is none', bookText({ prices: [7] }), ['prices.json: prices[0] must be an object']],
    [
      'an unknown meter',
      rowText({ meter: 'osDisc' }),
      ['prices.json: prices[0].meter must be a meter, not "osDisc" (did you mean \'osDisk\'?)'],
    ],
    [
      'a region with spaces',
      rowText({ region: 'West US 2' }),
      ['prices.json: prices[0].region must be the short name of a region, or global, not "West US 2"'],
    ],
    [
      'a day that is none',
      rowText({ asOf: 'yesterday' }),
      ['prices.json: prices[0].asOf must be a day, as in 2026-11-26, not "yesterday"'],
    ],
    [
      'a price without a source',
      rowText({ source: undefined }),
      ['prices.json: prices[0].source must say where the price is from'],
    ],
    ['a note without words', rowText({ note: 3 }), ['prices.json: prices[0].note must be text']],
    [
      'a price below nothing',
      rowText({ price: -1 }),
      ['prices.json: prices[0].price must be a price of 0 or more, not -1'],
    ],
    ['no price', rowText({ price: undefined }), ['prices.json: prices[0] must have either price or tiers']],
    [
      'both a price and tiers',
      rowText({ tiers: [{ from: 0, price: 1 }] }),
      ['prices.json: prices[0] must have either price or tiers'],
    ],
    [
      'no tier',
      rowText({ price: undefined, tiers: [] }),
      ['prices.json: prices[0].tiers must be a list with something in it'],
    ],
    [
      'tiers that do not begin at 0, do not rise, and say more',
      rowText({
        price: undefined,
        tiers: [
          { from: 5, price: 1 },
          { from: 5, price: 'dear', free: true },
          { from: 4, price: 1 },
        ],
      }),
      [
        'prices.json: prices[0].tiers[0].from must be 0',
        'prices.json: prices[0].tiers[1].free is not known',
        'prices.json: prices[0].tiers[1].price must be a price of 0 or more, not "dear"',
        'prices.json: prices[0].tiers[1].from must be more than that of the tier before',
        'prices.json: prices[0].tiers[2].from must be more than that of the tier before',
      ],
    ],
    [
      'a key that reaches into prototypes',
      '{ "version": 1, "currency": "EUR", "prices": [], "__proto__": {} }',
      ['prices.json: __proto__ is not known'],
    ],
  ] satisfies [string, string, readonly string[]][]) {
    it(`is refused with ${what}`, () => {
      assert.deepEqual(faultsOf(text), faults);
    });
  }
});
