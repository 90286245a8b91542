// The events of the activity log, newest first: a beginning and an end for each thing that was done, by requests and
// by the steps of deployments. https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
import type { Json, JsonObject } from '../../base/json.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import type { DeploymentRecord, Step } from '../deployments/record.ts';
import { presentFault } from '../envelope.ts';
import { writeOf } from '../guard/action.ts';
import { principalWith, shownName } from '../identity/principals.ts';
import type { Moment } from '../realm.ts';
import type { ActivityRecord } from '../records.ts';
import { azureTime } from '../table.ts';

interface Happened extends ActivityRecord {
  /** What the two events of one act share, where it is known; else it follows from the act. */
  readonly operation?: string;
  /** Where it ended at another moment than it began. */
  readonly until?: string;
  readonly isRunning?: boolean;
}

/** Half of what happened; shown in full only to whoever asks for it. */
export interface LogEvent {
  readonly at: string;
  readonly word: 'Started' | 'Accepted' | 'Succeeded' | 'Failed';
  readonly kind: 'BeginRequest' | 'EndRequest';
  readonly happened: Happened;
}

export function eventsOf(moment: Moment): readonly LogEvent[] {
  const { tables } = moment.realm;
  const requests = tables.activity.list().map((record): Happened => record);
  const steps = tables.deployments
    .list()
    .flatMap((record) => record.steps.flatMap((step) => happenedIn(moment, record, step)));
  return [...requests, ...steps].flatMap(pairOf).toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function happenedIn({ realm }: Moment, record: DeploymentRecord, step: Step): readonly Happened[] {
  if (step.startedAt === undefined) return [];
  const caller = principalWith(realm.principals, record.by);
  const status = step.status ?? (step.created === true ? 201 : 200);
  const until = step.endedAt;
  return [
    {
      at: step.startedAt,
      action: writeOf(step.type, step.id).action,
      resourceId: step.id,
      caller: caller === undefined ? '' : shownName(caller),
      correlationId: record.correlationId,
      status,
      operation: step.trackingId,
      ...(until === undefined ? { isRunning: true } : { until }),
      ...(step.error === undefined ? {} : { failure: { error: presentFault(step.error) } }),
    },
  ];
}

function pairOf(happened: Happened): readonly LogEvent[] {
  const { at: begunAt, status } = happened;
  const begin: LogEvent = { at: begunAt, word: 'Started', kind: 'BeginRequest', happened };
  if (happened.isRunning === true) return [begin];
  const word = status >= 400 ? 'Failed' : status === 202 ? 'Accepted' : 'Succeeded';
  return [{ at: happened.until ?? begunAt, word, kind: 'EndRequest', happened }, begin];
}

export function levelOf({ word }: LogEvent): string {
  return word === 'Failed' ? 'Error' : 'Informational';
}

export function presentEvent({ realm }: Moment, event: LogEvent): JsonObject {
  const { at, word, kind, happened } = event;
  const { action, resourceId, caller, correlationId, status, failure } = happened;
  const operation =
    happened.operation ?? realm.chance.guidOf('act', happened.at, correlationId, action, resourceId);
  const id = realm.chance.guidOf('event', operation, kind);
  const parsed = parseResourceId(resourceId);
  const isEnd = kind === 'EndRequest';
  const code = statusWords[status] ?? String(status);
  const namespace = action.split('/', 1)[0] ?? '';
  return {
    authorization: { action, scope: resourceId },
    caller,
    channels: 'Operation',
    claims: {},
    correlationId,
    description: '',
    eventDataId: id,
    eventName: localized(kind, isEnd ? 'End request' : 'Begin request'),
    category: localized('Administrative'),
    eventTimestamp: azureTime(at),
    id: `${resourceId}/events/${id}/ticks/${Date.parse(at)}`,
    level: levelOf(event),
    operationId: operation,
    operationName: localized(action),
    resourceGroupName: parsed?.resourceGroup ?? '',
    resourceProviderName: localized(namespace),
    resourceType: localized(action.split('/').slice(0, -1).join('/')),
    resourceId,
    status: localized(word),
    subStatus: isEnd ? localized(code, `${code} (HTTP Status Code: ${status})`) : localized(''),
    submissionTimestamp: azureTime(at),
    subscriptionId: realm.subscriptionId,
    tenantId: realm.tenantId,
    properties: isEnd
      ? {
          statusCode: code,
          serviceRequestId: null,
          ...(failure === undefined ? {} : { statusMessage: JSON.stringify(failure) }),
        }
      : {},
    relatedEvents: [],
  };
}

function localized(value: string, localizedValue: Json = value): JsonObject {
  return { value, localizedValue };
}

const statusWords: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'NoContent',
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  412: 'PreconditionFailed',
};
