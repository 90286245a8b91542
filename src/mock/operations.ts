// Long-running operations: where they are watched and what they say. An operation is stored as facts, so that
// its state at any moment, also after a restart, follows from the clock.
import type { Json } from '../base/json.ts';
import { azureTime } from './table.ts';
import { faultBody } from './envelope.ts';
import { refuse } from './fault.ts';
import type { Answer } from './message.ts';
import { waitHeaders } from './pacing.ts';
import type { AnswerForm } from './providers/provider.ts';
import { isOver, type Moment } from './realm.ts';
import type { OperationOutcome, OperationRecord } from './records.ts';
import { findResource } from './resources/lookup.ts';
import { presentResource } from './resources/present.ts';
import { rowOf } from './own.ts';

interface Manners {
  /** Below `/subscriptions/{s}/providers/{namespace}/locations/{location}/`. */
  readonly watch: string;
  readonly result: string;
  /** Put behind the result's address: compute and storage tell both apart by it. */
  readonly monitor: boolean;
  /** The body of a watch has `startTime`, `endTime` and `name` beside the status. */
  readonly timed: boolean;
  readonly notification: boolean;
}

const usual: Manners = {
  watch: 'operationStatuses',
  result: 'operationResults',
  monitor: false,
  timed: true,
  notification: false,
};

// From recorded traffic: address patterns and bodies of each service's operations.
const manners: Readonly<Record<string, Manners>> = {
  'microsoft.network': {
    ...usual,
    watch: 'operations',
    timed: false,
    notification: true,
  },
  'microsoft.compute': {
    ...usual,
    watch: 'operations',
    result: 'operations',
    monitor: true,
    notification: true,
  },
  'microsoft.storage': { ...usual, watch: 'asyncoperations', result: 'asyncoperations', monitor: true },
};

interface OperationStart {
  readonly namespace: string;
  readonly location: string;
  readonly apiVersion: string;
  /** Undefined where nobody can tell yet. */
  readonly until: Date | undefined;
  readonly outcome: OperationOutcome;
}

/** Stores the operation and gives the headers by which the caller may watch it. */
export function beginOperation(
  moment: Moment,
  form: AnswerForm['operation'],
  start: OperationStart,
): Readonly<Record<string, string>> {
  if (form === 'none') return {};
  const id = recordOperation(moment, start);
  const { watch, result, monitor, notification } = mannersOf(start.namespace);
  const { realm } = moment;
  const place = `${realm.endpoint}/subscriptions/${realm.subscriptionId}/providers/${start.namespace}/locations/${start.location}`;
  const query = `api-version=${start.apiVersion}`;
  const marked = monitor ? `monitor=true&${query}` : query;
  return {
    ...(form === 'location' ? {} : { 'azure-asyncoperation': `${place}/${watch}/${id}?${query}` }),
    ...(form === 'azure-async' ? {} : { location: `${place}/${result}/${id}?${marked}` }),
    ...(notification ? { 'azure-asyncnotification': 'Enabled' } : {}),
    ...waitHeaders(realm),
  };
}

export function recordOperation(
  moment: Moment,
  { namespace, until, outcome }: Pick<OperationStart, 'namespace' | 'until' | 'outcome'>,
): string {
  const id = moment.world.guid();
  const startedAt = moment.now.toISOString();
  const ends = until === undefined ? {} : { until: until.toISOString() };
  moment.realm.tables.operations.put(id, { id, startedAt, outcome, namespace, ...ends });
  return id;
}

export function findOperation(moment: Moment, id: string): OperationRecord {
  return (
    moment.realm.tables.operations.get(id) ??
    refuse(404, 'NotFound', `The operation '${id}' could not be found.`)
  );
}

/** Network watches and results differ by their path, the others' by `monitor=true`. */
export function asksForResult(operation: OperationRecord, word: string, query: URLSearchParams): boolean {
  const { watch, result, monitor } = mannersOf(operation.namespace);
  if (word.toLowerCase().startsWith('operationresult')) return true;
  if (monitor) return query.get('monitor') === 'true';
  return result === watch;
}

/** `Azure-AsyncOperation`: always 200, the state is in the body. */
export function watchOperation(moment: Moment, operation: OperationRecord): Answer {
  const running = isRunning(moment, operation);
  const { outcome } = operation;
  const status = running ? 'InProgress' : outcome.kind === 'fault' ? 'Failed' : 'Succeeded';
  const timed = mannersOf(operation.namespace).timed;
  const body: Record<string, Json> = timed ? { startTime: azureTime(operation.startedAt) } : {};
  if (timed && !running && operation.until !== undefined) body['endTime'] = azureTime(operation.until);
  body['status'] = status;
  if (timed) body['name'] = operation.id;
  if (!running && outcome.kind === 'fault') Object.assign(body, faultBody(outcome.fault));
  if (!running && outcome.kind === 'value') body['properties'] = { output: outcome.value };
  return { status: 200, body, headers: running ? waitHeaders(moment.realm) : {} };
}

/** `Location`: 202 without a body until the result is there. */
export function resultOfOperation(moment: Moment, operation: OperationRecord, url: string): Answer {
  if (isRunning(moment, operation))
    return { status: 202, headers: { location: url, ...waitHeaders(moment.realm) } };
  const { outcome } = operation;
  if (outcome.kind === 'nothing') return { status: outcome.status };
  if (outcome.kind === 'value') return { status: 200, body: outcome.value };
  if (outcome.kind === 'fault') return { status: outcome.status, body: faultBody(outcome.fault) };
  return { status: 200, body: presentResource(findResource(moment, outcome.id), moment) };
}

function isRunning(moment: Moment, { until }: OperationRecord): boolean {
  return until === undefined || !isOver(moment, until);
}

function mannersOf(namespace: string): Manners {
  return rowOf(manners, namespace.toLowerCase()) ?? usual;
}
