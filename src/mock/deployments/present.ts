// A deployment as its readers see it: the record, its operations, and the answer to a validation.
import type { Json, JsonObject } from '../../base/json.ts';
import { azureTime } from '../table.ts';
import { presentFault } from '../envelope.ts';
import type { Moment } from '../realm.ts';
import { dependenciesOf, providersOf } from './graph.ts';
import type { Prepared } from './prepare.ts';
import { isRunning, type DeploymentRecord, type OnError, type Step } from './record.ts';
import type { Target } from './target.ts';
import { isoDuration } from './words.ts';

const type = 'Microsoft.Resources/deployments';

export function presentDeployment(moment: Moment, record: DeploymentRecord): JsonObject {
  const ended = record.endedAt ?? moment.now.toISOString();
  return {
    id: record.id,
    name: record.name,
    type,
    ...(record.location === undefined ? {} : { location: record.location }),
    ...(record.tags === undefined ? {} : { tags: record.tags }),
    properties: {
      ...record.links,
      templateHash: record.templateHash,
      parameters: record.parameters,
      mode: record.mode,
      ...(record.debugSetting === undefined ? {} : { debugSetting: record.debugSetting }),
      provisioningState: record.state,
      timestamp: azureTime(ended),
      duration: isoDuration(Date.parse(ended) - Date.parse(record.acceptedAt)),
      correlationId: record.correlationId,
      providers: record.providers,
      dependencies: record.dependencies,
      ...presentOnError(moment, record),
      ...(record.outputs === undefined ? {} : { outputs: record.outputs }),
      ...(record.outputResources === undefined
        ? {}
        : { outputResources: record.outputResources.map((id) => ({ id })) }),
      ...(record.error === undefined ? {} : { error: presentFault(record.error) }),
    },
  };
}

/** With the state of the other deployment from the moment it was begun. */
function presentOnError({ realm }: Moment, { id, onError }: DeploymentRecord): JsonObject {
  if (onError === undefined) return {};
  const { deploymentName, operationId, state } = onError;
  const other = realm.tables.deployments.get(id.replace(/[^/]+$/, deploymentName));
  const known = state ?? (other?.operationId === operationId ? other?.state : undefined);
  const told = operationId === undefined && state === undefined ? undefined : known;
  const provisioningState = told === undefined ? {} : { provisioningState: told };
  return { onErrorDeployment: { ...provisioningState, type: onError.type, deploymentName } };
}

/** `operationStatuses`: always 200, whatever became of it. */
export function presentStatus(record: DeploymentRecord): JsonObject {
  const { state, error } = record;
  return error === undefined ? { status: state } : { status: state, error: presentFault(error) };
}

/** The body of an answered validation: a deployment that never was, hence the first year. */
export function presentValidation({
  target,
  prepared,
  correlationId,
  onError,
}: {
  target: Target;
  prepared: Prepared;
  correlationId: string;
  onError: OnError | undefined;
}): JsonObject {
  const { expansion, mode } = prepared;
  const { location } = prepared;
  return {
    id: target.id,
    name: target.name,
    type,
    ...(location === undefined ? {} : { location }),
    properties: {
      ...prepared.links,
      templateHash: prepared.templateHash,
      parameters: prepared.parameters,
      mode,
      provisioningState: 'Succeeded',
      timestamp: '0001-01-01T00:00:00Z',
      duration: 'PT0S',
      correlationId,
      providers: providersOf(expansion),
      dependencies: dependenciesOf(expansion),
      ...(onError === undefined ? {} : { onErrorDeployment: { ...onError } }),
      validatedResources: expansion.resources.map(({ id }) => ({ id })),
    },
  };
}

/** One for each step that has begun, newest first as Azure lists them, and one for the outputs. */
export function presentOperations(moment: Moment, record: DeploymentRecord): readonly JsonObject[] {
  const begun = record.steps.filter(({ startedAt }) => startedAt !== undefined);
  const steps = begun.map((step) => presentStep(moment, record, step)).toReversed();
  const { endedAt } = record;
  if (isRunning(record) || record.outputs === undefined || endedAt === undefined) return steps;
  const operationId = record.operationId;
  const outputs = {
    provisioningOperation: 'EvaluateDeploymentOutput',
    provisioningState: record.state === 'Succeeded' ? 'Succeeded' : 'Failed',
    timestamp: azureTime(endedAt),
    duration: 'PT0S',
    trackingId: moment.realm.chance.guidOf('tracking', record.id, operationId),
    statusCode: record.state === 'Succeeded' ? 'OK' : 'BadRequest',
  };
  return [{ id: `${record.id}/operations/${operationId}`, operationId, properties: outputs }, ...steps];
}

const statusWords: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'InternalServerError',
};

function presentStep(moment: Moment, record: DeploymentRecord, step: Step): JsonObject {
  const { operationId, startedAt = '', status } = step;
  const changed = step.endedAt ?? record.endedAt ?? moment.now.toISOString();
  const fallback = step.created === true ? 201 : 200;
  const properties: Readonly<Record<string, Json>> = {
    provisioningOperation: 'Create',
    provisioningState: stateOf(step, record),
    timestamp: azureTime(changed),
    duration: isoDuration(Date.parse(changed) - Date.parse(startedAt)),
    trackingId: step.trackingId,
    serviceRequestId: moment.realm.chance.guidOf('service', step.trackingId),
    statusCode: statusWords[status ?? fallback] ?? String(status ?? fallback),
    ...(step.error === undefined ? {} : { statusMessage: { error: presentFault(step.error) } }),
    targetResource: { id: step.id, resourceType: step.type, resourceName: step.name },
  };
  return { id: `${record.id}/operations/${operationId}`, operationId, properties };
}

function stateOf({ state }: Step, record: DeploymentRecord): string {
  if (state === 'succeeded') return 'Succeeded';
  if (state === 'failed') return 'Failed';
  return record.state === 'Canceled' ? 'Canceled' : 'Running';
}
