// How a deployment ends when no step of it is running any more: sweeping the group in complete mode, outputs, and
// the tree of errors in which Azure wraps what went wrong.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-modes
import { TemplateError } from '../../arm/problem.ts';
import { resolveResidual } from '../../arm/runtime.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { isJsonObject } from '../../base/json.ts';
import { schedule } from '../due.ts';
import { ArmFault, type FaultDetail } from '../fault.ts';
import type { StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import { topLevelOf } from '../resources/listing.ts';
import { deleteWave } from '../resources/wave.ts';
import { endDeployment } from './ending.ts';
import { beginOnError } from './on-error.ts';
import { isRunning, type DeploymentRecord } from './record.ts';
import { runtimeAt } from './runtime.ts';
import { camelCase, isSecure, typeWord } from './words.ts';
import { workOf } from './work.ts';

const failed =
  'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.';

export function concludeDeployment(moment: Moment, record: DeploymentRecord): void {
  const failures = record.steps.flatMap(({ error }) => (error === undefined ? [] : [error]));
  if (failures.length > 0) return fail(moment, record, failures);
  sweepDeployment(moment, record.id);
}

/** Complete mode: what the template does not name is deleted, after all that it names stands. */
export function sweepDeployment(moment: Moment, id: string): void {
  const record = moment.realm.tables.deployments.get(id);
  if (record === undefined || !isRunning(record)) return;
  const left = record.mode === 'Complete' ? straysOf(moment, record) : [];
  if (left.length === 0) return succeed(moment, record);
  const wave = deleteWave(moment, left);
  if ('refusals' in wave) return fail(moment, record, wave.refusals);
  schedule(moment, wave.until, { kind: 'deployment-sweeps', deployment: id });
}

function straysOf(moment: Moment, record: DeploymentRecord): readonly StoredResource[] {
  const group = parseResourceId(record.id)?.resourceGroup;
  if (group === undefined) return [];
  const named = new Set(record.steps.map((step) => step.id.toLowerCase()));
  return topLevelOf(moment, group).filter((stored) => !named.has(stored.id.toLowerCase()));
}

function fail(moment: Moment, record: DeploymentRecord, details: readonly FaultDetail[]): void {
  const error = { code: 'DeploymentFailed', target: record.id, message: failed, details };
  endFailed(moment, record, error);
}

function endFailed(moment: Moment, record: DeploymentRecord, error: FaultDetail): void {
  const onError = beginOnError(moment, record);
  endDeployment(moment, record, {
    state: 'Failed',
    error,
    outputResources: resourcesOf(moment, record),
    ...(onError === undefined ? {} : { onError }),
  });
}

function succeed(moment: Moment, record: DeploymentRecord): void {
  const outputResources = resourcesOf(moment, record);
  try {
    const outputs = outputsOf(moment, record);
    endDeployment(moment, record, {
      state: 'Succeeded',
      outputResources,
      ...(outputs === undefined ? {} : { outputs }),
    });
  } catch (error) {
    endFailed(moment, record, outputFault(error, record));
  }
}

/** In the order of their ids; a nested deployment stands for what it made. Seen in recorded traffic. */
function resourcesOf(moment: Moment, record: DeploymentRecord): readonly string[] {
  const ids = record.steps
    .filter(({ state }) => state === 'succeeded')
    .flatMap(({ id }) => {
      const nested = moment.realm.tables.deployments.get(id);
      return nested === undefined
        ? [moment.realm.resources.get(id)?.id ?? id]
        : (nested.outputResources ?? []);
    });
  return [...new Set(ids)].toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

/** Undefined where the template has none. A secure output has a type and no value, for good. */
function outputsOf(moment: Moment, record: DeploymentRecord): JsonObject | undefined {
  const { outputs } = workOf(moment, record.id);
  if (outputs === null) return undefined;
  const runtime = runtimeAt(moment);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => {
      const { type = 'string', value = null, deferred } = isJsonObject(output) ? output : {};
      const word = typeWord(String(type));
      if (isSecure(String(type))) return [camelCase(name), { type: word }];
      const known: Json = deferred === true ? resolveResidual(String(value), runtime) : value;
      return [camelCase(name), { type: word, value: known }];
    }),
  );
}

function outputFault(error: unknown, record: DeploymentRecord): FaultDetail {
  if (!(error instanceof TemplateError) && !(error instanceof ArmFault)) throw error;
  const message = `Unable to evaluate template outputs. ${error.message} Please see https://aka.ms/arm-common-errors for usage details.`;
  return {
    code: 'DeploymentOutputEvaluationFailed',
    target: record.id,
    message,
    ...(error instanceof ArmFault ? { details: [error.detail] } : {}),
  };
}
