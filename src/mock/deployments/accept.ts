// Taking a deployment on: nobody else may be at work under its name, the history has its bounds, and what is to
// be done is written down. The work itself is `engine.ts`.
import { schedule } from '../due.ts';
import type { ExpandedResource } from '../../arm/expansion.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import { isLocked } from '../guard/locks.ts';
import { endOf, type Moment } from '../realm.ts';
import { forgetDeployment } from './ending.ts';
import { dependenciesOf, providersOf } from './graph.ts';
import type { Prepared } from './prepare.ts';
import {
  isRunning,
  type DeploymentRecord,
  type DeploymentWork,
  type OnError,
  type OuterScope,
  type Step,
} from './record.ts';
import type { Target } from './target.ts';
import { messageTime } from './words.ts';

interface Acceptance {
  readonly target: Target;
  readonly prepared: Prepared;
  readonly apiVersion: string;
  readonly correlationId: string;
  readonly onError?: OnError | undefined;
  readonly parent?: { readonly deployment: string; readonly step: number };
  readonly outer?: OuterScope | undefined;
}

// Between acceptance and the first resource; seen in recorded polls (Accepted once, then Running).
const acceptedMs = 1_000;

export function acceptDeployment(moment: Moment, acceptance: Acceptance): DeploymentRecord {
  const { target, prepared, parent } = acceptance;
  const { realm } = moment;
  makeRoom(moment, target);
  const record = recordOf(moment, acceptance);
  realm.tables.deployments.put(record.id, record);
  realm.tables.templates.put(record.id, prepared.template);
  realm.tables.work.put(record.id, { sealed: realm.chance.seal(workOf(acceptance)) });
  if (parent === undefined)
    realm.tables.sent.put(record.id, { sealed: realm.chance.seal(prepared.sentParameters) });
  const start = endOf(moment, parent === undefined ? acceptedMs : 0);
  schedule(moment, start, { kind: 'deployment-starts', deployment: record.id });
  return record;
}

const activeDays = 7;

export function refuseWhileActive(moment: Moment, { id, name }: Target): DeploymentRecord | undefined {
  const standing = moment.realm.tables.deployments.get(id);
  if (standing === undefined || !isRunning(standing)) return standing;
  const since = new Date(standing.acceptedAt);
  const until = new Date(since.getTime() + activeDays * 86_400_000);
  return refuse(
    409,
    'DeploymentActive',
    `Unable to edit or replace deployment '${name}': previous deployment from '${messageTime(since)}' is still active (expiration time is '${messageTime(until)}'). Please see https://aka.ms/arm-deploy for usage details.`,
  );
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-history-deletions */
const historyLimit = 800;

function makeRoom(moment: Moment, { id }: Target): void {
  const scope = id.slice(0, id.lastIndexOf('/') + 1);
  const others = moment.realm.tables.deployments.list(scope).filter((other) => other.id !== id);
  if (others.length < historyLimit) return;
  const [oldest] = others
    // A lock on the group keeps its history too.
    .filter((other) => !isRunning(other) && !isLocked(moment, other.id, 'delete'))
    .toSorted((a, b) => (a.acceptedAt < b.acceptedAt ? -1 : 1));
  if (oldest === undefined)
    return refuse(
      409,
      'DeploymentQuotaExceeded',
      `The number of deployments in the history has reached the limit of '${historyLimit}'. Please see https://aka.ms/800LimitFix for usage details.`,
    );
  forgetDeployment(moment, oldest.id);
}

function recordOf(moment: Moment, acceptance: Acceptance): DeploymentRecord {
  const { target, prepared, apiVersion, correlationId, onError, parent } = acceptance;
  const { expansion, location, tags, debugSetting } = prepared;
  return {
    id: target.id,
    name: target.name,
    apiVersion,
    mode: prepared.mode,
    state: 'Accepted',
    ...(location === undefined ? {} : { location }),
    ...(tags === undefined ? {} : { tags }),
    correlationId,
    ...(moment.world.caller === undefined ? {} : { by: moment.world.caller.objectId }),
    operationId: decimalId(moment.world.guid()),
    acceptedAt: moment.now.toISOString(),
    templateHash: prepared.templateHash,
    ...(Object.keys(prepared.links).length === 0 ? {} : { links: prepared.links }),
    parameters: prepared.parameters,
    providers: providersOf(expansion),
    dependencies: dependenciesOf(expansion),
    ...(debugSetting === undefined ? {} : { debugSetting }),
    steps: expansion.resources.map((resource) => stepOf(moment, resource)),
    ...(onError === undefined ? {} : { onError }),
    ...(parent === undefined ? {} : { parent }),
  };
}

function stepOf(moment: Moment, { id, type, name, apiVersion, dependsOn }: ExpandedResource): Step {
  const trackingId = moment.world.guid();
  const operationId = trackingId.replaceAll('-', '').slice(0, 16).toUpperCase();
  return { id, type, name, apiVersion, dependsOn, state: 'waiting', operationId, trackingId };
}

/** Twenty digits, as the operations of deployments have them. */
function decimalId(guid: string): string {
  const number = BigInt(`0x${guid.replaceAll('-', '').slice(0, 15)}`);
  return `0858${number.toString().padStart(16, '0').slice(-16)}`;
}

function workOf({ prepared: { expansion, template }, outer }: Acceptance): DeploymentWork {
  const outputs = template['outputs'] === undefined ? null : outputsOf(expansion.outputs);
  return {
    bodies: expansion.resources.map(({ body, deferred, loop }) => ({
      body,
      deferred,
      ...(loop === undefined ? {} : { loop }),
    })),
    outputs,
    parameters: Object.fromEntries(
      Object.entries(expansion.parameters).map(([name, { value = null }]) => [name, value]),
    ),
    ...(outer === undefined ? {} : { outer }),
  };
}

function outputsOf(
  outputs: Readonly<Record<string, { type: string; value: Json; deferred: boolean }>>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, value, deferred }]) => [name, { type, value, deferred }]),
  );
}
