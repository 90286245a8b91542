// Which gateways have expired and may go: the judgement of `cmg reap`, gateway by gateway. Deletes nothing; a
// caller passes each that is due to `teardown`.
import { CmgError } from '../base/failure.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { CloudName } from '../spec/clouds.ts';
import { dueAt, type Due } from './due.ts';
import { findGateways, type Found } from './find.ts';
import { readHolding, type Holding } from './ownership.ts';
import { obstacle } from './teardown.ts';
import type { Place } from '../plan/desired.ts';

export interface Verdict {
  readonly found: Found;
  readonly due: Due;
  /** Only read for a gateway that is due. */
  readonly holding?: Holding;
  /** Its scale set, where that is to be stopped and runs. */
  readonly toStop?: ScaleSetName;
  /** Due, but something forbids it. */
  readonly refusal?: CmgError;
  /** Due and allowed, but more than one run may delete. */
  readonly postponed: boolean;
}

export interface ScaleSetName {
  readonly group: string;
  readonly name: string;
}

export interface ReapAsk {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly environment: CloudName;
  readonly now: Date;
  /** No run deletes or stops more gateways than this: a wrong clock must not empty a subscription. */
  readonly atMost: number;
  readonly exclude: readonly string[];
}

export async function judge(cloud: Cloud, ask: ReapAsk): Promise<readonly Verdict[]> {
  const gateways = (await findGateways(cloud)).filter(({ gateway }) => !ask.exclude.includes(gateway));
  const place = { tenantId: ask.tenantId, subscriptionId: ask.subscriptionId, cloud: ask.environment };
  const verdicts: Verdict[] = [];
  let allowed = 0;
  for (const found of gateways) {
    const due = dueAt(found.anchor, ask.now);
    if (!due.due && due.why !== 'stop') {
      verdicts.push({ found, due, postponed: false });
      continue;
    }
    const read = await holdingOrFailure(cloud, found, place);
    if (read instanceof CmgError) {
      verdicts.push({ found, due, refusal: read, postponed: false });
      continue;
    }
    const holding = read;
    if (!due.due) {
      const toStop = await running(cloud, holding);
      if (toStop !== undefined) allowed += 1;
      const postponed = toStop !== undefined && allowed > ask.atMost;
      verdicts.push({ found, due, holding, postponed, ...(toStop === undefined ? {} : { toStop }) });
      continue;
    }
    const refusal = obstacle(holding);
    if (refusal === undefined) allowed += 1;
    verdicts.push({
      found,
      due,
      holding,
      postponed: allowed > ask.atMost,
      ...(refusal === undefined ? {} : { refusal }),
    });
  }
  return verdicts;
}

/** The gateway's own scale set, if any instance of it still costs something. */
async function running(
  { scaleSets }: Cloud,
  { ours, group, doubt }: Holding,
): Promise<ScaleSetName | undefined> {
  const own = ours.find(({ type }) => type.toLowerCase() === 'microsoft.compute/virtualmachinescalesets');
  if (own === undefined || doubt !== undefined) return undefined;
  const instances = await scaleSets.instances(group.name, own.name);
  return instances.every(({ power }) => power === 'deallocated')
    ? undefined
    : { group: group.name, name: own.name };
}

/** One gateway that cannot be read does not keep the others. */
async function holdingOrFailure(
  cloud: Cloud,
  { group, anchor }: Found,
  place: Place,
): Promise<Holding | CmgError> {
  try {
    return await readHolding(cloud, { group, anchor, place });
  } catch (error) {
    if (error instanceof CmgError) return error;
    throw error;
  }
}
