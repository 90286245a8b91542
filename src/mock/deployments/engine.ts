// A running deployment, as a simulation of events: a step starts when all that it waits for has ended, its end is
// known when it starts, and each event is carried out at its own logical time, however late somebody looks. So a
// restart, or a jump of the clock, changes nothing.
import { TemplateError } from '../../arm/problem.ts';
import { resolveDeferred } from '../../arm/runtime.ts';
import type { JsonObject } from '../../base/json.ts';
import { schedule } from '../due.ts';
import { ArmFault, type FaultDetail } from '../fault.ts';
import { putGroup } from '../groups.ts';
import { requireStepRight } from '../guard/steps.ts';
import { endOf, type Moment } from '../realm.ts';
import { busyUntil } from '../resources/busy.ts';
import { writeResource } from '../resources/write.ts';
import { beginNested, faultOfNested } from './nested.ts';
import { concludeDeployment } from './outcome.ts';
import { isRunning, type DeploymentRecord, type DeploymentWork, type Step } from './record.ts';
import { runtimeAt } from './runtime.ts';
import { workOf } from './work.ts';

const groupMs = 1_000;

export function startDeployment(moment: Moment, id: string): void {
  const record = running(moment, id);
  if (record === undefined) return;
  moment.realm.tables.deployments.put(id, { ...record, state: 'Running' });
  advance(moment, id);
}

/** Starts what can start; where nothing runs any more, the deployment is over. */
function advance(moment: Moment, id: string): void {
  const record = running(moment, id);
  if (record === undefined) return;
  const stateOf = new Map(record.steps.map((step) => [step.id.toLowerCase(), step.state]));
  const isReady = ({ state, dependsOn }: Step): boolean =>
    state === 'waiting' &&
    dependsOn.every((other) => (stateOf.get(other.toLowerCase()) ?? 'succeeded') === 'succeeded');
  for (const [index, step] of record.steps.entries())
    if (isReady(step)) {
      change(moment, id, { index, changes: { state: 'running', startedAt: moment.now.toISOString() } });
      carryOut(moment, id, index);
    }
  const after = running(moment, id);
  if (after !== undefined && !after.steps.some(({ state }) => state === 'running'))
    concludeDeployment(moment, after);
}

/** One step that has its turn; it waits if its resource is still busy with somebody else. */
function carryOut(moment: Moment, id: string, index: number): void {
  const record = running(moment, id);
  const step = record?.steps[index];
  if (record === undefined || step === undefined) return;
  const busy = busyUntil(moment, step.id);
  if (busy !== undefined) return schedule(moment, busy, { kind: 'step-starts', deployment: id, step: index });
  try {
    begin(moment, { record, index, step, work: workOf(moment, id) });
  } catch (error) {
    const changes = failureOf(error, step);
    change(moment, id, {
      index,
      changes: { ...changes, state: 'failed', endedAt: moment.now.toISOString() },
    });
  }
}

interface Beginning {
  readonly record: DeploymentRecord;
  readonly index: number;
  readonly step: Step;
  readonly work: DeploymentWork;
}

function begin(moment: Moment, { record, index, step, work }: Beginning): void {
  const { body, deferred } = work.bodies[index] ?? { body: {}, deferred: [] };
  const sent = resolveDeferred(body, deferred, runtimeAt(moment));
  requireStepRight(moment, { ...step, body: sent });
  const kind = step.type.toLowerCase();
  if (kind === 'microsoft.resources/deployments')
    return beginNested(moment, { parent: record, index, step, body: sent });
  const { created, until, failure } =
    kind === 'microsoft.resources/resourcegroups'
      ? { ...putGroup(moment, step.name, sent), until: endOf(moment, groupMs), failure: undefined }
      : writeStep(moment, step, sent);
  const endsIn = failure === undefined ? {} : { endsIn: failure.detail };
  change(moment, record.id, { index, changes: { created, ...endsIn } });
  schedule(moment, until, { kind: 'step-ends', deployment: record.id, step: index });
}

function writeStep(moment: Moment, step: Step, body: JsonObject): ReturnType<typeof writeResource> {
  const { id, apiVersion } = step;
  return writeResource(moment, { id, method: 'PUT', body, apiVersion });
}

export function endStep(moment: Moment, id: string, index: number): void {
  const record = running(moment, id);
  const step = record?.steps[index];
  if (step === undefined || step.state !== 'running') return;
  const isNested = step.type.toLowerCase() === 'microsoft.resources/deployments';
  const error = isNested ? faultOfNested(moment, step) : failureAtEnd(step);
  const endedAt = moment.now.toISOString();
  const changes: Partial<Step> =
    error === undefined ? { state: 'succeeded', endedAt } : { state: 'failed', endedAt, error, status: 409 };
  change(moment, id, { index, changes });
  advance(moment, id);
}

/** As Azure wraps what an operation ended with. */
function failureAtEnd({ id, endsIn }: Step): FaultDetail | undefined {
  if (endsIn === undefined) return undefined;
  const message =
    "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.";
  return { code: 'ResourceDeploymentFailure', target: id, message, details: [endsIn] };
}

/** A step that had to wait for its resource has its turn now, and others may follow if it fails at once. */
export function startStep(moment: Moment, id: string, index: number): void {
  carryOut(moment, id, index);
  advance(moment, id);
}

function failureOf(error: unknown, step: Step): { status: number; error: FaultDetail } {
  if (error instanceof ArmFault)
    return { status: error.status, error: { ...error.detail, target: error.detail.target ?? step.id } };
  if (!(error instanceof TemplateError)) throw error;
  const message = `Unable to process template language expressions for resource '${step.id}'. '${error.message}'`;
  return { status: 400, error: { code: error.code, message, target: step.id } };
}

function running(moment: Moment, id: string): DeploymentRecord | undefined {
  const record = moment.realm.tables.deployments.get(id);
  return record !== undefined && isRunning(record) ? record : undefined;
}

function change(
  moment: Moment,
  id: string,
  { index, changes }: { readonly index: number; readonly changes: Partial<Step> },
): void {
  const { deployments } = moment.realm.tables;
  const record = deployments.get(id);
  if (record === undefined) return;
  const steps = record.steps.map((step, at) => (at === index ? { ...step, ...changes } : step));
  deployments.put(id, { ...record, steps });
}
