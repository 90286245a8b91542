// Follows a deployment that Azure carries out, from its own records: what began, what ended, how it came out.
// Holds nothing that another run could not find again.
import { CmgError } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Cloud, DeploymentOperation, DeploymentRecord } from '../cloud/cloud.ts';
import type { DeployEvent, Item } from './events.ts';
import { explainFailure } from './explain.ts';
import type { Prepared } from './prepare.ts';

export interface WatchWith {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** When, of which gateway: what every event begins with. */
export type Happened = () => Pick<DeployEvent, 'gateway' | 'time' | 'elapsedMs'>;

const pollMs = 5_000;

export async function* watch(
  prepared: Prepared,
  begun: DeploymentRecord,
  { cloud, clock, signal }: WatchWith,
  happened: Happened,
): AsyncGenerator<DeployEvent, void> {
  const group = prepared.compiled.group.name;
  const seen = new Map<string, string>();
  for (;;) {
    const record = await cloud.deployments.read(group, begun.name);
    if (record === undefined) throw new CmgError('CMG4002', `the deployment ${begun.name} is gone`);
    const operations = inOrder(await cloud.deployments.operations(group, begun.name));
    for (const event of news(prepared, operations, seen)) {
      yield { ...happened(), ...event };
    }
    if (record.state !== 'running') {
      if (record.state === 'succeeded') return;
      throw explainFailure(prepared, record, operations);
    }
    const running = operations.filter(({ state }) => state === 'running');
    yield {
      ...happened(),
      type: 'waiting',
      running: running.map((operation) => itemOf(operation, prepared)),
    };
    await clock.sleep(record.retryAfterMs ?? pollMs, signal);
  }
}

/** Azure lists what began last first. */
function inOrder(operations: readonly DeploymentOperation[]): readonly DeploymentOperation[] {
  return operations.toReversed().toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

type News =
  | { readonly type: 'started'; readonly item: Item }
  | { readonly type: 'finished'; readonly item: Item; readonly durationMs: number }
  | {
      readonly type: 'failed';
      readonly item: Item;
      readonly durationMs: number;
      readonly problem: { readonly code: string; readonly message: string };
    };

/** What changed since the last look; `seen` remembers what was told. */
function* news(
  prepared: Prepared,
  operations: readonly DeploymentOperation[],
  seen: Map<string, string>,
): Generator<News> {
  for (const operation of operations) {
    const { resourceId, state, durationMs, error } = operation;
    const before = seen.get(resourceId.toLowerCase());
    if (before === state) continue;
    seen.set(resourceId.toLowerCase(), state);
    const item = itemOf(operation, prepared);
    if (before === undefined) yield { type: 'started', item };
    if (state === 'succeeded') yield { type: 'finished', item, durationMs };
    if (state === 'failed') {
      const { code, message } = error ?? { code: 'Unknown', message: 'Azure gave no reason' };
      yield { type: 'failed', item, durationMs, problem: { code, message } };
    }
  }
}

function itemOf({ resourceId, resourceType }: DeploymentOperation, { desired }: Prepared): Item {
  const known = desired.find(({ id }) => id.toLowerCase() === resourceId.toLowerCase());
  return { id: resourceId, resourceType: known?.type ?? resourceType, name: known?.name ?? resourceId };
}
