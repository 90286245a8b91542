// Teardown and reap as text: what will go, what stays and until when, what stands in the way.
import type { Json, JsonObject } from '../base/json.ts';
import { stageOf } from '../teardown/order.ts';
import type { Verdict } from '../teardown/reap.ts';
import type { Holding } from '../teardown/ownership.ts';
import type { TeardownOutcome } from '../teardown/teardown.ts';
import { sanitizeLine } from './sanitize.ts';
import type { Style } from './style.ts';
import { momentFrom } from './time.ts';
import { labelOf } from './words.ts';

const vaultType = 'microsoft.keyvault/vaults';
/** How long Azure keeps a deleted vault that asks for nothing else; the template asks for the same. */
const vaultKeptMs = 90 * 86_400_000;

export interface TeardownView {
  readonly now: Date;
  /** Where the gateway is reached, which a CNAME points at. */
  readonly address: string;
}

export function renderTeardownPlan(holding: Holding, view: TeardownView, style: Style): string {
  const { gateway, group, groupIsOurs, foreign } = holding;
  const rows = inOrder(holding).map(
    ({ type, name }) => `  ${style.remove('-')} ${labelOf({ type })}  ${sanitizeLine(name)}`,
  );
  const count = countOf(holding);
  return [
    `${style.strong(sanitizeLine(gateway))}   ${sanitizeLine(group.location)} ${style.symbols.dot} ${sanitizeLine(group.name)}${foreign.length === 0 ? ', nothing foreign in it' : ''}`,
    '',
    ...rows,
    ...(groupIsOurs ? [`  ${style.remove('-')} resource group  ${sanitizeLine(group.name)}`] : []),
    ...staysLines(holding, view),
    '',
    `${count} ${count === 1 ? 'resource' : 'resources'} to delete`,
    '',
  ].join('\n');
}

/** As they will go. */
function inOrder({ ours }: Holding): Holding['ours'] {
  return ours.toSorted((a, b) => stageOf(a.type) - stageOf(b.type));
}

/** The group is one of them, as it is in a plan. */
function countOf({ ours, groupIsOurs }: Holding): number {
  return ours.length + (groupIsOurs ? 1 : 0);
}

export function renderTornDown(
  { gateway, deleted, remaining, groupDeleted }: TeardownOutcome,
  style: Style,
): string {
  const name = sanitizeLine(gateway);
  const count = deleted.length + (groupDeleted ? 1 : 0);
  const head = `${style.add(style.symbols.done)} ${style.strong(name)} is gone: ${count} resources deleted\n`;
  if (remaining.length === 0) return head;
  const lines = remaining.map(({ id, reason }) => `  ${sanitizeLine(id)}\n      ${sanitizeLine(reason)}\n`);
  return `${style.remove(style.symbols.failed)} ${name}: ${deleted.length} deleted, ${remaining.length} still there\n\n${lines.join('')}`;
}

/** What a teardown cannot take with it. */
export function staysOf({ ours }: Holding, { now, address }: TeardownView): readonly string[] {
  const vault = ours.find(({ type }) => type.toLowerCase() === vaultType);
  const until = new Date(now.getTime() + vaultKeptMs).toISOString().slice(0, 10);
  return [
    ...(vault === undefined
      ? []
      : [`vault ${sanitizeLine(vault.name)} can be recovered until ${until}, its name is taken`]),
    `a CNAME at your DNS that points at ${sanitizeLine(address)}`,
    'in the site: the gateway, its connection point role, the Entra apps',
  ];
}

function staysLines(holding: Holding, view: TeardownView): string[] {
  return staysOf(holding, view).map((line, index) => `  ${index === 0 ? 'stays: ' : '       '}${line}`);
}

export function renderVerdict(verdict: Verdict, now: Date, style: Style): string {
  const { found, due, refusal, postponed, holding } = verdict;
  const name = style.strong(sanitizeLine(found.gateway));
  if (!due.due) {
    const why = {
      never: 'no expiry',
      later: due.expiresAt === undefined ? 'not yet' : `expires ${momentFrom(due.expiresAt, now)}`,
      unreadable: 'left alone: its expiry cannot be read, which never means now',
      protected: 'left alone: protected',
      stop: stopText(verdict, now),
    }[due.why];
    return `${name}   ${why}\n`;
  }
  const expired = `expired ${momentFrom(due.expiresAt, now)}`;
  if (refusal !== undefined)
    return `${name}   ${expired}, left alone   ${style.dim(refusal.code)}\n  ${sanitizeLine(refusal.message)}\n`;
  if (postponed) return `${name}   ${expired}, left for the next run\n`;
  return `${name}   ${expired}${holding === undefined ? '' : `: ${goesText(holding)}`}\n`;
}

function goesText(holding: Holding): string {
  const { group, groupIsOurs } = holding;
  const count = countOf(holding);
  const what = `${count} ${count === 1 ? 'resource' : 'resources'}`;
  const name = sanitizeLine(group.name);
  return groupIsOurs ? `${what}, with the group ${name}` : `${what} of the group ${name}, which stays`;
}

function stopText({ due, toStop, refusal, postponed }: Verdict, now: Date): string {
  const expired = due.expiresAt === undefined ? 'expired' : `expired ${momentFrom(due.expiresAt, now)}`;
  if (refusal !== undefined) return `${expired}, left alone: ${sanitizeLine(refusal.message)}`;
  if (toStop === undefined) return `${expired}, stopped`;
  return postponed ? `${expired}, to be stopped by the next run` : `${expired}, to be stopped and kept`;
}

export function verdictJson({ found, due, refusal, postponed, toStop }: Verdict): JsonObject {
  const expiresAt: Json = due.expiresAt === undefined ? null : due.expiresAt.toISOString();
  return {
    gateway: found.gateway,
    resourceGroup: found.group.name,
    due: due.due,
    expiresAt,
    ...(due.due ? {} : { reason: due.why }),
    ...(toStop === undefined ? {} : { toStop: toStop.name }),
    ...(refusal === undefined ? {} : { refused: { code: refusal.code, message: refusal.message } }),
    postponed,
  };
}
