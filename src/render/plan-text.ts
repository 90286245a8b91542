// A plan as text for people: what changes, where in their own file it comes from, what it disturbs.
import { stripVTControlCharacters } from 'node:util';
import { changesOf, hasChanges, type Change, type Plan, type PropertyChange } from '../plan/plan.ts';
import { placeText } from './diagnostics.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { disruptionText, labelOf, nameOf, propertyLabel, valueText } from './words.ts';

export function renderPlan(plan: Plan, style: Style): string {
  if (!hasChanges(plan)) return `${upToDate(plan, style)}${notes(plan, style)}`;
  const changes = changesOf(plan);
  const adding = changes.filter(({ action }) => action === 'create');
  const others = changes.filter(({ action }) => action !== 'create');
  const { resourceGroup, region } = plan.target;
  const title = `${style.strong(plan.gateway)}   ${region} · ${resourceGroup}`;
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
    notes(plan, style),
  ].join('\n');
}

export function upToDate({ gateway, changes }: Plan, style: Style): string {
  return `${style.strong(gateway)}  up to date (${changes.length} resources)\n`;
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
  const { action, disruption, adopt, reason } = change;
  if (adopt) {
    return [
      twoSides(`  = adopt  ${labelOf(change)}  ${nameOf(change)}`, 'stands already, not ours', style.width),
    ];
  }
  const symbol =
    action === 'delete' ? style.remove('-') : action === 'replace' ? style.remove('±') : style.change('~');
  const effect = reason === undefined ? disruptionText(disruption) : `replace: ${reason}`;
  const head = twoSides(`  ${symbol} ${labelOf(change)}  ${nameOf(change)}`, effect, style.width);
  const width = Math.max(0, ...change.properties.map((property) => propertyLabel(change, property).length));
  return [head, ...change.properties.map((property) => propertyLine(change, property, { style, width }))];
}

function propertyLine(
  change: Change,
  property: PropertyChange,
  { style, width }: { style: Style; width: number },
): string {
  const { before, after, cause, origin } = property;
  const label = propertyLabel(change, property).padEnd(width);
  const arrow = style.symbols.arrow;
  const drifted = cause !== 'spec';
  const text =
    drifted && after === undefined
      ? `added in Azure ${arrow} removed`
      : `${shorten(valueText(before))} ${arrow} ${shorten(valueText(after))}`;
  const where = origin === undefined ? '' : style.dim(placeText(origin));
  const side = drifted ? [style.drift('drift'), where].filter((part) => part !== '').join('  ') : where;
  return twoSides(`      ${label}  ${text}`, side, style.width);
}

function shorten(text: string): string {
  return text.length <= 48 ? text : `${text.slice(0, 45)}...`;
}

const unknownLimit = 4;

function unknownLines({ unknown }: Plan): string[] {
  if (unknown.length === 0) return [];
  const named = unknown.slice(0, unknownLimit).map(sanitizeLine).join(', ');
  const more = unknown.length > unknownLimit ? ` and ${unknown.length - unknownLimit} more` : '';
  return [`only Azure can tell: ${named}${more}`];
}

function notes({ diagnostics }: Plan, style: Style): string {
  const lines = diagnostics.map(({ severity, code, message, place }) => {
    const paint = severity === 'error' ? style.remove : style.change;
    const where = place === undefined ? '' : style.dim(placeText(place));
    return twoSides(`${paint(`${severity} ${code}`)}: ${sanitizeLine(message)}`, where, style.width);
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Left and right at the margins of the screen, or one space apart where there is no room. */
export function twoSides(left: string, right: string, width: number): string {
  if (right === '') return left;
  const gap = width - visible(left) - visible(right);
  return `${left}${' '.repeat(Math.max(2, gap))}${right}`;
}

function visible(text: string): number {
  return stripVTControlCharacters(text).length;
}
