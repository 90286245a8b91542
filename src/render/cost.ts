// What gateways cost and carry, as text and as JSON. Works out nothing: sums and sentences come from `cost/`.
import type { JsonObject } from '../base/json.ts';
import { jsonObjectOf } from '../base/json.ts';
import type { Capacity } from '../cost/capacity.ts';
import type { Charge, Item } from '../cost/charges.ts';
import type { Estimate } from '../cost/estimate.ts';
import { meters } from '../cost/meters.ts';
import { countText, currencyUnits, moneyText } from '../cost/money.ts';
import { wrapText } from './cut.ts';
import { formatVersion } from './plan-json.ts';
import { twoSides } from './plan-text.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { momentFrom } from './time.ts';

export interface CostView {
  readonly file: string;
  readonly estimate: Estimate;
  readonly capacity: Capacity;
}

export interface CostsView {
  readonly gateways: readonly CostView[];
  readonly currency: string;
  readonly monthlyCents: number;
}

export function renderCosts(
  { gateways, currency, monthlyCents }: CostsView,
  now: Date,
  style: Style,
): string {
  const each = gateways.map((view) => renderCost(view, now, style));
  if (gateways.length === 1) return each.join('\n');
  const total = `${gateways.length} gateways   ${moneyText(monthlyCents)} ${currency} a month\n`;
  return [...each, style.strong(total)].join('\n');
}

const nameWidth = 16;
const moneyWidth = 10;
const indent = 2;

function renderCost({ file, estimate, capacity }: CostView, now: Date, style: Style): string {
  const { gateway, region, currency, items, monthlyCents, whenStoppedCents, untilExpiry } = estimate;
  const title = `${style.strong(gateway)}   ${region} ${style.symbols.dot} ${currency}`;
  const row = (name: string, amount: string, about: string): string => {
    const left = `${' '.repeat(indent)}${name.padEnd(nameWidth)}  ${amount.padStart(moneyWidth)}  `;
    return `${left}${wrapText(sanitizeLine(about), style.width - left.length, left.length)}`;
  };
  const sum = (cents: number, which: Which): string => (hasPrice(items, which) ? moneyText(cents) : '?');
  return [
    twoSides(title, style.dim(sanitizeLine(file)), style.width),
    '',
    ...items.map((item) => row(item.name, amountText(item), aboutText(item))),
    '',
    row('a month', sum(monthlyCents, 'all'), sumText(estimate)),
    ...(untilExpiry === undefined
      ? []
      : [row('until it expires', sum(untilExpiry.cents, 'all'), momentFrom(new Date(untilExpiry.at), now))]),
    row('while stopped', sum(whenStoppedCents, 'stopped'), stoppedText(items)),
    '',
    ...capacityLines(capacity, style),
    '',
    ...assumptionLines(estimate.assumptions, style),
    '',
  ].join('\n');
}

type Which = 'all' | 'stopped';

/** Where nothing has a price, no sum is known; nothing to be paid is a sum of its own. */
function hasPrice(items: readonly Item[], which: Which): boolean {
  const charges = items
    .flatMap((item) => item.charges)
    .filter(({ whenStopped }) => which === 'all' || whenStopped);
  return charges.length === 0 || charges.some(({ price }) => price !== undefined);
}

function amountText({ charges, cents }: Item): string {
  if (charges.length === 0) return '-';
  return cents === undefined ? '?' : moneyText(cents);
}

/** What would have it counted, by the names of the command line. */
const options: Readonly<Record<string, string>> = {
  'data to clients': '--clients or --egress-gib',
  content: '--stored-gib',
};

function aboutText({ name, about, charges, cents }: Item): string {
  const option = options[name];
  if (charges.length === 0) return option === undefined ? about : `${about}: see ${option}`;
  if (charges.every(({ price }) => price !== undefined)) return about;
  return `${about}; ${cents === undefined ? 'no price is known' : 'not all of it has a price'}`;
}

function sumText({ items, unpriced }: Estimate): string {
  const isMissing = ({ meter }: Charge): boolean => unpriced.includes(meter);
  const without = items.filter(({ charges }) => charges.every(isMissing)).map(({ name }) => name);
  const inPart = items
    .filter(({ charges }) => charges.some(isMissing) && !charges.every(isMissing))
    .map(({ name }) => name);
  const parts = [
    ...(without.length === 0 ? [] : [`without ${without.join(', ')}`]),
    ...(inPart.length === 0 ? [] : [`not all of ${inPart.join(', ')}`]),
  ];
  return parts.length === 0 ? 'all of the above' : parts.join('; ');
}

function stoppedText(items: readonly Item[]): string {
  const names = items
    .filter(({ charges }) =>
      charges.some(
        ({ whenStopped, cents, price }) => whenStopped && (price === undefined || (cents ?? 0) > 0),
      ),
    )
    .map(({ name }) => name);
  return names.length === 0 ? 'nothing goes on' : `a month: ${names.join(', ')}`;
}

function capacityLines(
  { instances, clients, clientsPerInstance, connectionPoints, notes }: Capacity,
  style: Style,
): string[] {
  const points = connectionPoints === 1 ? '1 connection point' : `${connectionPoints} connection points`;
  const on = instances === 1 ? '1 instance' : `each of ${instances} instances`;
  const rows = [
    ['capacity', `${countText(clients)} clients at a time, ${countText(clientsPerInstance)} on ${on}`],
    ['needs', `${points} at the site: one for every 4 instances`],
    ...notes.map((note, index) => [index === 0 ? 'note' : '', note]),
  ];
  const margin = indent + 'capacity'.length + 2;
  return rows.map(
    ([name = '', text = '']) =>
      `${' '.repeat(indent)}${name.padEnd('capacity'.length)}  ${wrapText(text, style.width - margin, margin)}`,
  );
}

function assumptionLines(assumptions: readonly string[], style: Style): string[] {
  const lines = assumptions.map((text) => `    ${wrapText(sanitizeLine(text), style.width - 6, 6)}`);
  return ['  assumed', ...lines].flatMap((text) => text.split('\n')).map((line) => style.dim(line));
}

export function costsJson({ gateways, currency, monthlyCents }: CostsView): JsonObject {
  const [only] = gateways;
  if (gateways.length === 1 && only !== undefined) return { formatVersion, ...costJson(only) };
  return { formatVersion, currency, monthly: currencyUnits(monthlyCents), gateways: gateways.map(costJson) };
}

function costJson({ file, estimate, capacity }: CostView): JsonObject {
  const { gateway, region, currency, untilExpiry, items, unpriced, assumptions } = estimate;
  return {
    gateway,
    file,
    region,
    currency,
    monthly: hasPrice(items, 'all') ? currencyUnits(estimate.monthlyCents) : null,
    whenStopped: hasPrice(items, 'stopped') ? currencyUnits(estimate.whenStoppedCents) : null,
    ...(untilExpiry === undefined
      ? {}
      : { untilExpiry: currencyUnits(untilExpiry.cents), expiresAt: untilExpiry.at }),
    items: items.map(itemJson),
    unpriced,
    capacity: jsonObjectOf(capacity),
    assumptions,
  };
}

function itemJson({ name, about, charges, cents }: Item): JsonObject {
  return {
    name,
    about,
    counted: charges.length > 0,
    monthly: cents === undefined ? null : currencyUnits(cents),
    charges: charges.map(chargeJson),
  };
}

function chargeJson({ meter, quantity, cents, price, whenStopped }: Charge): JsonObject {
  const { about, unit } = meters[meter];
  return {
    meter,
    about,
    quantity,
    unit,
    monthly: cents === undefined ? null : currencyUnits(cents),
    whenStopped,
    price:
      price === undefined
        ? null
        : jsonObjectOf({
            tiers: price.tiers,
            region: price.region,
            asOf: price.asOf,
            source: price.source,
            note: price.note,
          }),
  };
}
