// format(): .NET's composite formatting, `{index,alignment:form}`, with the standard and the plain custom forms of
// numbers. https://learn.microsoft.com/dotnet/standard/base-types/composite-formatting
import { isJsonObject, type Json } from '../../base/json.ts';
import { joinText, limits, tooLarge } from '../limits.ts';
import { refuse, textAt, type Invocation } from './function.ts';
import { formatNumber } from './number-form.ts';
import { textOf } from './text-of.ts';

const piece = /\{\{|\}\}|\{\s*(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?\}|[{}]|[^{}]+/g;

export function format(ask: Invocation): string {
  const parts: string[] = [];
  let total = 0;
  for (const [found, index, alignment, form] of textAt(ask, 0).matchAll(piece)) {
    const part = index === undefined ? plain(ask, found) : item(ask, { index, alignment, form });
    total += part.length;
    if (total > limits.valueSize) tooLarge(total);
    parts.push(part);
  }
  return joinText(parts);
}

function plain(ask: Invocation, found: string): string {
  if (found === '{{') return '{';
  if (found === '}}') return '}';
  if (found === '{' || found === '}') return refuse(ask, 'input string was not in a correct format');
  return found;
}

function item(
  ask: Invocation,
  { index, alignment, form }: { index: string; alignment: string | undefined; form: string | undefined },
): string {
  const value = ask.args[Number(index) + 1];
  if (value === undefined)
    return refuse(ask, `has no argument for the place holder '{${index}}'. Indexes begin with zero`);
  const text = formatted(value, form);
  const width = Number(alignment ?? 0);
  if (Math.abs(width) > limits.valueSize) tooLarge(Math.abs(width));
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

function formatted(value: Json, form: string | undefined): string {
  if (typeof value === 'number') return form === undefined ? textOf(value) : formatNumber(value, form);
  // Objects and arrays print as JSON with single quotes; json() reads that back.
  if (Array.isArray(value) || isJsonObject(value)) return singleQuoted(value);
  return textOf(value);
}

function singleQuoted(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(singleQuoted).join(',')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([key, member]) => `${singleQuoted(key)}:${singleQuoted(member)}`,
    );
    return `{${members.join(',')}}`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  const inner = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  return `'${inner}'`;
}
