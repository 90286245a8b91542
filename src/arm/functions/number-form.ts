// Numbers in .NET's numeric format strings, invariant culture: N, D, F, X, P, E, G, C, and custom patterns of zeros
// and hashes. https://learn.microsoft.com/dotnet/standard/base-types/standard-numeric-format-strings
import { TemplateError } from '../problem.ts';

export function formatNumber(value: number, form: string): string {
  const standard = /^([a-zA-Z])(\d{0,2})$/.exec(form);
  if (standard === null) return form === '' ? String(value) : custom(value, form);
  const [, letter = '', digits = ''] = standard;
  const write = forms[letter.toUpperCase()];
  if (write === undefined) throw new TemplateError(`The number format '${form}' is not valid`);
  const text = write(Math.abs(value), digits === '' ? undefined : Number(digits));
  const cased = letter === letter.toLowerCase() ? text.toLowerCase() : text;
  return value < 0 && letter.toUpperCase() !== 'X' ? `-${cased}` : cased;
}

type Form = (value: number, digits: number | undefined) => string;

const forms: Readonly<Record<string, Form>> = {
  C: (value, digits) => `¤${grouped(value, digits ?? 2)}`,
  D: (value, digits) => String(integer(value)).padStart(digits ?? 0, '0'),
  E: (value, digits) => exponential(value, digits ?? 6),
  F: (value, digits) => value.toFixed(digits ?? 2),
  G: (value, digits) =>
    digits === undefined || digits === 0 ? String(value) : String(Number(value.toPrecision(digits))),
  N: (value, digits) => grouped(value, digits ?? 2),
  P: (value, digits) => `${grouped(value * 100, digits ?? 2)} %`,
  R: String,
  X: (value, digits) =>
    integer(value)
      .toString(16)
      .toUpperCase()
      .padStart(digits ?? 0, '0'),
};

function integer(value: number): number {
  if (!Number.isInteger(value)) throw new TemplateError('The number format is only for integers');
  return value;
}

function grouped(value: number, digits: number): string {
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

function exponential(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits).split('e');
  const power = Number(exponent);
  return `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(3, '0')}`;
}

/** `000`, `#,##0.00`, `0.##`: zeros are always written, hashes only where there is a digit. */
function custom(value: number, form: string): string {
  const pattern = /[0#,.]+/.exec(form);
  if (pattern === null) return form;
  const [whole = '', fraction = ''] = pattern[0].split('.');
  const fixed = Math.abs(value).toFixed(Math.min(fraction.length, 20));
  const [digits = '0', decimals = ''] = fixed.split('.');
  const least = fraction.lastIndexOf('0') + 1;
  const kept = decimals.replace(new RegExp(`0{0,${fraction.length - least}}$`), '');
  const padded = digits.replace(/^0$/, '').padStart([...whole].filter((mark) => mark === '0').length, '0');
  const separated = whole.includes(',') ? padded.replaceAll(/\B(?=(\d{3})+$)/g, ',') : padded;
  const text = kept === '' ? separated : `${separated}.${kept}`;
  const sign = value < 0 ? '-' : '';
  return `${sign}${form.slice(0, pattern.index)}${text}${form.slice(pattern.index + pattern[0].length)}`;
}
