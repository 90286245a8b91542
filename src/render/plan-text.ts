// A plan as text for people: what changes, where in their own file it comes from, what it disturbs.
import { ruleFor } from '../plan/rules.ts';
import { changesOf, hasChanges, type Change, type Plan, type PropertyChange } from '../plan/plan.ts';
import { cutLine, visibleLength } from './cut.ts';
import { placeText } from './diagnostics.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import {
  disruptionText,
  isScriptNumber,
  labelOf,
  nameOf,
  propertyLabel,
  shownProperties,
  valueText,
} from './words.ts';

export function renderPlan(plan: Plan, style: Style): string {
  if (!hasChanges(plan)) return `${upToDate(plan, style)}${notes(plan, style)}`;
  const changes = changesOf(plan);
  const adding = changes.filter(({ action }) => action === 'create');
  const others = changes.filter(({ action }) => action !== 'create');
  const { resourceGroup, region } = plan.target;
  const title = `${style.strong(plan.gateway)}   ${region} ${style.symbols.dot} ${resourceGroup}`;
  return [
    twoSides(title, style.dim(sanitizeLine(plan.file)), style.width),
    '',
    ...others.flatMap((change) => changeLines(change, style)),
    ...additions(adding, style),
    ...(plan.summary.unchanged === 0
      ? []
      : [`  ${style.symbols.waiting} ${style.dim(`${plan.summary.unchanged} unchanged`)}`]),
    '',
    summaryLine(plan),
    ...unknownLines(plan),
    ...dnsLines(plan, style),
    notes(plan, style),
  ].join('\n');
}

export function upToDate({ gateway, changes }: Plan, style: Style): string {
  return `${style.strong(gateway)}  up to date (${countOf(changes.length)})\n`;
}

export function summaryLine({ changes, summary }: Plan): string {
  const adopted = changes.filter(({ adopt, action }) => adopt && action !== 'none').length;
  const parts = [
    `${summary.create} to add`,
    `${summary.update - adopted} to change`,
    ...(adopted === 0 ? [] : [`${adopted} to adopt`]),
    `${summary.replace} to replace`,
    `${summary.delete} to remove`,
  ];
  return parts.join(', ');
}

const additionLimit = 3;

/** A whole new gateway is a list; a few additions among other changes are lines like them. */
function additions(changes: readonly Change[], style: Style): string[] {
  return changes.map((change) => {
    const why = change.reason === undefined ? '' : style.dim(change.reason);
    const drift =
      change.cause === 'drift' && changes.length <= additionLimit ? style.drift('deleted in Azure') : why;
    return twoSides(`  ${style.add('+')} ${labelOf(change)}  ${nameOf(change)}`, drift, style.width);
  });
}

function changeLines(change: Change, style: Style): string[] {
  const { adopt } = change;
  const properties = shownProperties(change);
  const symbol = adopt ? '= adopt ' : symbolOf(change, style);
  const effect = adopt ? 'stands already, not ours' : effectOf(change);
  const head = twoSides(`  ${symbol} ${labelOf(change)}  ${nameOf(change)}`, effect, style.width);
  const longest = Math.max(0, ...properties.map((property) => propertyLabel(change, property).length));
  const width = Math.min(longest, labelLimit);
  return [head, ...properties.map((property) => propertyLine(change, property, { style, width }))];
}

function symbolOf({ action }: Change, style: Style): string {
  if (action === 'delete') return style.remove('-');
  return action === 'replace' ? style.remove(style.symbols.replace) : style.change('~');
}

function effectOf({ reason, disruption }: Change): string {
  return reason === undefined ? disruptionText(disruption) : `replace: ${reason}`;
}

const labelLimit = 26;

function propertyLine(
  change: Change,
  property: PropertyChange,
  { style, width }: { style: Style; width: number },
): string {
  const { cause, origin } = property;
  const label = cutLine(propertyLabel(change, property), width, '...').padEnd(width);
  const where = origin === undefined ? '' : style.dim(placeText(origin));
  const side = cause === 'spec' ? where : besides(style.drift('drift'), where);
  const left = `      ${label}  `;
  const unit = ruleFor(change.type, property.path)?.unit;
  const taken = left.length + (side === '' ? 0 : visibleLength(side) + 2);
  return twoSides(
    `${left}${valuesText(property, style, { room: style.width - taken, unit })}`,
    side,
    style.width,
  );
}

function besides(left: string, right: string): string {
  return [left, right].filter((part) => part !== '').join('  ');
}

/** What a whole thing is inside is of no interest where it comes or goes as one. */
function valuesText(
  property: PropertyChange,
  { symbols }: Style,
  { room, unit }: { readonly room: number; readonly unit: 'bytes' | undefined },
): string {
  const { before, after, cause } = property;
  const arrow = ` ${symbols.arrow} `;
  const isWhole = typeof (before ?? after) === 'object';
  if (after === undefined && (isWhole || cause !== 'spec')) {
    return cause === 'spec' ? 'removed' : `added in Azure${arrow}removed`;
  }
  if (before === undefined && isWhole) return cause === 'spec' ? 'added' : `removed in Azure${arrow}added`;
  if (isScriptNumber(property) && before !== undefined && after !== undefined) return 'changed';
  const half = Math.max(leastValue, Math.floor((room - arrow.length) / 2));
  return twoValues(valueText(before, unit), valueText(after, unit), half).join(arrow);
}

/** Each cut where there is no room for both; where they begin alike, it is their ends that tell. */
function twoValues(left: string, right: string, half: number): readonly string[] {
  // What one side does not need is the other's.
  const room = (other: string): number => half + Math.max(0, half - other.length);
  const [leftRoom, rightRoom] = [room(right), room(left)];
  const isTold = (text: string, most: number): boolean =>
    text.length <= most || commonStart(left, right) < most - '...'.length;
  if (isTold(left, leftRoom) && isTold(right, rightRoom)) {
    return [cutLine(left, leftRoom, '...'), cutLine(right, rightRoom, '...')];
  }
  const alike = left.slice(0, commonStart(left, right));
  const word = alike.lastIndexOf(' ') + 1;
  const from = alike.length - word <= leastValue ? word : alike.length;
  const ends = [left, right].map((text) => `...${text.slice(from)}`);
  const [leftEnd = '', rightEnd = ''] = ends;
  return [cutLine(leftEnd, room(rightEnd), '...'), cutLine(rightEnd, room(leftEnd), '...')];
}

/** How many letters they have in common at their beginnings. */
function commonStart(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  // A letter of two halves stays whole.
  return /[\uD800-\uDBFF]$/.test(left.slice(0, length)) ? length - 1 : length;
}

const leastValue = 8;

const unknownLimit = 4;

function unknownLines({ unknown }: Plan): string[] {
  if (unknown.length === 0) return [];
  const named = unknown.slice(0, unknownLimit).map(sanitizeLine).join(', ');
  const more = unknown.length > unknownLimit ? ` and ${unknown.length - unknownLimit} more` : '';
  return [`only Azure can tell: ${named}${more}`];
}

function dnsLines({ dns }: Plan, { symbols, width }: Style): string[] {
  if (dns === undefined) return [];
  const [record, target] = [
    `your DNS needs: ${dns.type}  ${sanitizeLine(dns.name)}`,
    `${symbols.arrow} ${dns.target}`,
  ];
  const line = `${record} ${target}`;
  return visibleLength(line) <= width ? [line] : [record, `${' '.repeat(16)}${target}`];
}

function notes({ diagnostics }: Plan, style: Style): string {
  const lines = diagnostics.map(({ severity, code, message, place }) => {
    const paint = severity === 'error' ? style.remove : style.change;
    const where = place === undefined ? '' : style.dim(placeText(place));
    const text = `${paint(`${severity} ${code}`)}: ${sanitizeLine(message)}`;
    // What is wrong is never cut; where it is moves to a line of its own instead.
    const fits = visibleLength(text) + visibleLength(where) + 2 <= style.width;
    if (where === '') return text;
    return fits ? twoSides(text, where, style.width) : `${text}\n    ${where}`;
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Left and right at the margins of the screen; the left is cut where there is no room for both. */
export function twoSides(left: string, right: string, width: number): string {
  if (right === '') return cutLine(left, Math.max(leastLeft, width), '...');
  const room = Math.max(leastLeft, width - visibleLength(right) - 2);
  const kept = cutLine(left, room, '...');
  const gap = width - visibleLength(kept) - visibleLength(right);
  return `${kept}${' '.repeat(Math.max(2, gap))}${right}`;
}

const leastLeft = 24;

function countOf(resources: number): string {
  return resources === 1 ? '1 resource' : `${resources} resources`;
}
