// The limits of Microsoft.Compute for scale sets and their instances: for each policy a bucket of the resource and
// one of the subscription. https://learn.microsoft.com/azure/virtual-machines/compute-throttling-limits
import { occasionOf } from '../faults/match.ts';
import type { Moment } from '../realm.ts';
import type { Bucket } from './buckets.ts';

interface Policy {
  readonly name: string;
  /** Tokens a minute; three times as many fit. Absent where only the subscription counts. */
  readonly resource?: number;
  readonly subscription: number;
}

const capacityTimes = 3;
const create: Policy = { name: 'PutVMScaleSet', resource: 4, subscription: 125 };
const update: Policy = { name: 'UpdateVMScaleSet', resource: 4, subscription: 500 };
const deleting: Policy = { name: 'DeleteVMScaleSet', resource: 4, subscription: 175 };
const lowCostGet: Policy = { name: 'LowCostGetVMScaleSet', resource: 12, subscription: 800 };
const highCostGet: Policy = { name: 'HighCostGetVMScaleSet', resource: 10, subscription: 360 };
const updateInstance: Policy = { name: 'UpdateVMScaleSetVM', resource: 4, subscription: 500 };
const deleteInstance: Policy = { name: 'DeleteVMScaleSetVM', resource: 4, subscription: 500 };
const getInstance: Policy = { name: 'GetVMScaleSetVM', resource: 12, subscription: 2_000 };

const scaleSets = 'microsoft.compute/virtualmachinescalesets';

interface ComputeAsk {
  readonly method: string;
  readonly segments: readonly string[];
}

export function computeBuckets(
  moment: Moment,
  { method, segments }: ComputeAsk,
): readonly { readonly bucket: Bucket; readonly name: string }[] {
  const { type, operation, path } = occasionOf(method, segments, 0);
  const kind = type.toLowerCase();
  if (kind !== scaleSets && !kind.startsWith(`${scaleSets}/`)) return [];
  const word = method === 'POST' ? (segments.at(-1)?.toLowerCase() ?? '') : operation;
  const isNew = method === 'PUT' && moment.realm.resources.get(path) === undefined;
  const policy = kind === scaleSets ? policyOf(word, isNew) : policyOfPart(kind, word);
  const { name, resource, subscription } = policy;
  const target =
    /^.*\/virtualmachinescalesets(?:\/[^/]+)?(?:\/virtualmachines\/[^/]+)?/i.exec(path)?.[0] ?? path;
  const bucket = (key: string, perMinute: number): Bucket => ({
    key: `compute/${name}/${key}`.toLowerCase(),
    capacity: perMinute * capacityTimes,
    perSecond: perMinute / 60,
  });
  return [
    { name: `${name}SubscriptionMaximum`, bucket: bucket('subscription', subscription) },
    ...(resource === undefined ? [] : [{ name: `${name}Resource`, bucket: bucket(target, resource) }]),
  ];
}

const stopping = ['poweroff', 'deallocate'];
const subscriptionOnly = [
  'start',
  'restart',
  'redeploy',
  'performmaintenance',
  'reimage',
  'reimageall',
  'poweroff',
  'list',
];

function policyOf(word: string, isNew: boolean): Policy {
  const policy = scaleSetPolicy(word, isNew);
  if (!subscriptionOnly.includes(word)) return policy;
  const { resource: _, ...rest } = policy;
  return rest;
}

function scaleSetPolicy(word: string, isNew: boolean): Policy {
  if (word === 'read') return lowCostGet;
  if (word === 'list') return highCostGet;
  if (word === 'delete' || stopping.includes(word)) return deleting;
  return isNew ? create : update;
}

/** Instances, extensions, rolling upgrades: what stands below a scale set. */
function policyOfPart(kind: string, word: string): Policy {
  const reads = word === 'read' || word === 'list';
  if (!kind.startsWith(`${scaleSets}/virtualmachines`)) {
    if (reads) return word === 'list' || kind.endsWith('/instanceview') ? highCostGet : lowCostGet;
    return update;
  }
  if (reads) return getInstance;
  return word === 'delete' || stopping.includes(word) ? deleteInstance : updateInstance;
}
