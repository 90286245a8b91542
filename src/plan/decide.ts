// Desired × live → the plan. Decides what happens to each resource, why, and what it costs the clients; changes
// nothing and asks nobody.
import { diagnostic, type Diagnostic } from '../base/diagnostic.ts';
import { digestOf } from '../base/digest.ts';
import { jsonOf } from '../base/json.ts';
import type { Tags } from '../cloud/cloud.ts';
import type { Compiled } from '../compile/compile.ts';
import { tagNames } from '../compile/tags.ts';
import type { DecideAsk } from './ask.ts';
import { groupChange, leftovers, resourceChange } from './change.ts';
import { parseMoment } from '../spec/expiry.ts';
import { desire, settle, type DesiredResource } from './desired.ts';
import { bodyOf, tagsOf } from './live.ts';
import type { Change, Plan, Summary } from './plan.ts';
import { rulesFor } from './rules.ts';

export function decide(ask: DecideAsk): Plan {
  const { desired } = ask;
  const last = once(() => lastDesired(ask));
  const changes = [
    groupChange(ask),
    ...desired.map((resource) =>
      resourceChange(resource, () => last()?.resources.get(resource.id.toLowerCase()), ask),
    ),
    ...leftovers(desired, () => last()?.resources, ask),
  ];
  return {
    gateway: ask.compiled.gateway,
    file: ask.file,
    target: ask.target,
    summary: summarize(changes),
    changes,
    unknown: [...new Set(desired.flatMap(unknownNames))],
    ...(ask.dns !== undefined && changes.some(isNewAddress) ? { dns: ask.dns } : {}),
    diagnostics: [
      ...ask.diagnostics,
      ...strangers(desired, ask),
      ...strayState(changes, ask),
      ...replacements(changes),
      ...overdue(changes, ask),
    ],
    // A plan that changes nothing renews nothing.
    expiresAt: changes.every(({ action }) => action === 'none') ? ask.standingExpiresAt : ask.expiresAt,
    fingerprint: digestOf(jsonOf({ target: ask.target, changes })),
  };
}

function isNewAddress({ type, action }: Change): boolean {
  return type === 'Microsoft.Network/publicIPAddresses' && action === 'create';
}

export interface LastDesired {
  readonly compiled: Compiled;
  readonly resources: ReadonlyMap<string, DesiredResource>;
}

/**
 * What the last deploy wanted, so that a difference can be told from a drift: the same template with the
 * parameters that Azure kept. Undefined after a failed run, and when another version's template was deployed.
 */
function lastDesired({ compiled, place, live, anchor }: DecideAsk): LastDesired | undefined {
  const { last } = live;
  if (last?.state !== 'succeeded') return undefined;
  const template = anchor[tagNames.template];
  if (template !== undefined && template !== compiled.group.tags[tagNames.template]) return undefined;
  const kept = Object.entries(compiled.parameters).map(([name, parameter]) => {
    const value = last.parameters[name];
    return [name, value === undefined ? parameter : { value }] as const;
  });
  const then: Compiled = { ...compiled, parameters: Object.fromEntries(kept) };
  const resources = settle(desire(then, place), (id) => bodyOf(live, id));
  return {
    compiled: then,
    resources: new Map(resources.map((resource) => [resource.id.toLowerCase(), resource])),
  };
}

/** Costs an evaluation of the whole template, so only where there is a difference to explain. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Resources that another deployment of cmg made: never taken over. */
function strangers(desired: readonly DesiredResource[], { live, compiled, locate }: DecideAsk): Diagnostic[] {
  const ours = compiled.group.tags[tagNames.deployment];
  return desired.flatMap(({ id, type, name }) => {
    const tags = tagsOf(bodyOf(live, id));
    const owner = tags[tagNames.deployment];
    if (owner === undefined || owner === ours || isEarlierSelf(tags, compiled)) return [];
    const message = `${rulesFor(type).label} ${name} belongs to another deployment, of gateway '${tags[tagNames.gateway] ?? '?'}'`;
    const hint = 'choose another name or resource group, or tear that gateway down first';
    return [diagnostic('CMG2106', message, { hint, place: locate(['name']) })];
  });
}

/** What holds data of others is never taken over: it would be reconfigured now, and be missed later. */
function strayState(changes: readonly Change[], { locate }: DecideAsk): Diagnostic[] {
  return changes.flatMap(({ adopt, action, type, name }) => {
    const key = keysOfState[type];
    if (!adopt || action === 'none' || key === undefined) return [];
    const message = `${rulesFor(type).label} ${name} stands already and is not cmg's`;
    const place = locate(['names', key]) ?? locate(['name']);
    return [diagnostic('CMG2106', message, { hint: `choose another name with names.${key}`, place })];
  });
}

/** Building something anew under the name of what clients use would cut them off; a second gateway does not. */
function replacements(changes: readonly Change[]): Diagnostic[] {
  return changes.flatMap(({ action, type, name, reason, properties }) => {
    if (action !== 'replace') return [];
    const message = `${rulesFor(type).label} ${name} cannot be changed in place: ${reason}`;
    const hint = 'build a second gateway under another name, move the clients, then tear this one down';
    const place = properties.find(({ origin }) => origin !== undefined)?.origin;
    return [diagnostic('CMG2113', message, { hint, place })];
  });
}

const keysOfState: Readonly<Record<string, string>> = {
  'Microsoft.KeyVault/vaults': 'vault',
  'Microsoft.Storage/storageAccounts': 'storageAccount',
};

/** Nothing to do, but the gateway's time is over: the next reap takes it down. */
function overdue(changes: readonly Change[], { standingExpiresAt, now, locate }: DecideAsk): Diagnostic[] {
  const moment = standingExpiresAt === undefined ? undefined : parseMoment(standingExpiresAt);
  if (moment === undefined || moment.getTime() > now.getTime()) return [];
  if (changes.some(({ action }) => action !== 'none')) return [];
  const hint = 'cmg reap will delete it; a change of expiry, deployed, keeps it longer';
  return [
    diagnostic('CMG2109', `the gateway expired at ${standingExpiresAt}`, { hint, place: locate(['expiry']) }),
  ];
}

/** A vault that was recovered comes back with the tags of the deployment that was torn down. */
function isEarlierSelf(tags: Tags, { gateway, group }: Compiled): boolean {
  return group.create && tags[tagNames.gateway] === gateway;
}

function unknownNames({ type, unknown }: DesiredResource): string[] {
  return unknown.map((path) => `${path.split('.').at(-1)} of the ${rulesFor(type).label}`);
}

function summarize(changes: readonly Change[]): Summary {
  const count = (action: Change['action']): number =>
    changes.filter((change) => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    unchanged: count('none'),
  };
}
