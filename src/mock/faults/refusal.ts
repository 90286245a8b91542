// A refusal that was asked for, in Azure's words: the code's own status and message, with the facts of the occasion
// in the places that are open in it.
import { parseResourceId } from '../../arm/resource-id.ts';
import { namespaceOf } from '../catalogue.ts';
import { faultAnswer, presentFault } from '../envelope.ts';
import { ArmFault, type FaultDetail } from '../fault.ts';
import type { Answer } from '../message.ts';
import { rowOf } from '../own.ts';
import { waitHeaders } from '../pacing.ts';
import type { Moment } from '../realm.ts';
import { codeOfStatus, codeRows } from './codes.ts';
import type { Occasion, Refusal } from './document.ts';

const usualSeconds = 10;
const weekMs = 604_800_000;

type TimedRefusal = Refusal & { readonly retryAfter?: number };

export function refusalOf(moment: Moment, refusal: TimedRefusal, occasion: Occasion): ArmFault {
  const code = refusal.code ?? codeOfStatus(refusal.status ?? 500);
  const row = rowOf(codeRows, code);
  const status = refusal.status ?? row?.status ?? 500;
  const seconds = refusal.retryAfter ?? row?.retryAfter ?? usualSeconds;
  const detail = detailOf(code, { occasion, moment, seconds });
  return new ArmFault(status, {
    ...detail,
    message: refusal.message ?? detail.message,
    ...(refusal.target === undefined ? {} : { target: refusal.target }),
  });
}

/** The same on the wire, with what a client is told of when to come back. */
export function answerOf(moment: Moment, refusal: TimedRefusal, occasion: Occasion): Answer {
  const fault = refusalOf(moment, refusal, occasion);
  const row = rowOf(codeRows, fault.detail.code);
  const seconds = refusal.retryAfter ?? row?.retryAfter;
  const waits = seconds === undefined ? {} : waitHeaders(moment.realm, seconds);
  const { status, body, headers } = faultAnswer(fault);
  // A success has no error in it.
  if (fault.status < 300 && row?.isPoll !== true) return { status, body: {} };
  const told = { status, headers: { ...headers, ...waits } };
  if (row?.isPoll === true) return { ...told, body: { status: 'Failed', error: presentFault(fault.detail) } };
  return body === undefined ? told : { ...told, body };
}

interface DetailAsk {
  readonly occasion: Occasion;
  readonly moment: Moment;
  readonly seconds: number;
}

function detailOf(code: string, ask: DetailAsk): FaultDetail {
  const row = rowOf(codeRows, code);
  const { inner, additionalInfo } = row ?? {};
  return {
    code,
    message: filled(row?.message ?? code, factsOf(ask)),
    ...(inner === undefined ? {} : { details: [detailOf(inner, ask)] }),
    ...(additionalInfo === undefined ? {} : { additionalInfo }),
  };
}

function filled(message: string, facts: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => rowOf(facts, name) ?? whole);
}

function factsOf({ occasion, moment, seconds }: DetailAsk): Readonly<Record<string, string>> {
  const { path, type, operation, method } = occasion;
  const { realm, now } = moment;
  const parsed = parseResourceId(path);
  const group = parsed?.resourceGroup ?? '';
  const stored = realm.resources.get(path)?.body['location'];
  const scope = `/subscriptions/${realm.subscriptionId}${group === '' ? '' : `/resourceGroups/${group}`}`;
  return {
    id: path,
    type,
    name: parsed?.name ?? '',
    group,
    namespace: namespaceOf(type),
    parent: path.split('/').slice(0, -2).join('/'),
    verb: operation === 'delete' ? 'delete' : operation === 'read' || operation === 'list' ? 'read' : 'write',
    operation: `${method ?? 'PUT'}${path.toUpperCase()}`,
    scope,
    subscription: realm.subscriptionId,
    client: realm.clientId,
    principal: realm.principalId,
    location: typeof stored === 'string' ? stored : (realm.tables.groups.get(group)?.location ?? 'global'),
    version: '2021-04-01',
    time: now.toISOString(),
    week: new Date(now.getTime() + weekMs).toISOString(),
    seconds: String(seconds),
    guid: realm.chance.guidOf('fault', path, now.toISOString()),
  };
}
