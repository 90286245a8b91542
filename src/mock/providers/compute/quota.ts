// vCPU quotas of the subscription in a region: their limits, and use counted from the scale sets that stand.
// Allocated or not, an instance counts: https://learn.microsoft.com/azure/virtual-machines/quotas
import { numberAt, textAt } from '../body.ts';
import { refuse } from '../../fault.ts';
import { isSame } from '../references.ts';
import { sizeNamed, sizes } from './sizes.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

const scaleSetType = 'Microsoft.Compute/virtualMachineScaleSets';

/** A usual subscription; a note under `quotaKey` says otherwise. */
const usualLimit = 100;

export function quotaKey(region: string, family: string): string {
  return `quota/${region}/${family.toLowerCase()}`;
}

const familyTitles: Readonly<Record<string, string>> = {
  cores: 'Total Regional vCPUs',
  standardAv2Family: 'Standard Av2 Family vCPUs',
  standardBSFamily: 'Standard BS Family vCPUs',
  standardDSv2Family: 'Standard DSv2 Family vCPUs',
  standardDv2Family: 'Standard Dv2 Family vCPUs',
  standardDSv3Family: 'Standard DSv3 Family vCPUs',
  standardDSv5Family: 'Standard DSv5 Family vCPUs',
};

interface Load {
  readonly id: string;
  readonly size: string;
  readonly capacity: number;
}

/** Refuses what would go past the limit of the size's family, or of all together. */
export function refuseOverQuota(load: Load, region: string, world: World): void {
  const size = sizeNamed(load.size);
  if (size === undefined) return;
  const required = load.capacity * size.vCpus;
  for (const family of [size.family, 'cores']) {
    const limit = limitOf(region, family, world);
    const others = coresInUse(region, family, world, load.id);
    const before = coresInUse(region, family, world) - others;
    if (required <= before || others + required <= limit) continue;
    const name = family === 'cores' ? 'Total Regional' : family;
    refuse(
      409,
      'OperationNotAllowed',
      `Operation could not be completed as it results in exceeding approved ${name} Cores quota. Additional details - Deployment Model: Resource Manager, Location: ${region}, Current Limit: ${String(limit)}, Current Usage: ${String(others + before)}, Additional Required: ${String(required - before)}, (Minimum) New Limit Required: ${String(others + required)}. Submit a request for Quota increase at https://aka.ms/ProdportalCRP/#blade/Microsoft_Azure_Capacity/UsageAndQuota.ReactView/Parameters/ by specifying parameters listed in the 'Details' section for deployment to succeed. Please read more about quota limits at https://docs.microsoft.com/en-us/azure/azure-supportability/per-vm-quota-requests`,
    );
  }
}

export function usagesOf(region: string, world: World): readonly JsonObject[] {
  const families = ['cores', ...new Set(sizes.map(({ family }) => family))];
  const scaleSets = standing(region, world);
  const instances = scaleSets.reduce((sum, { capacity }) => sum + capacity, 0);
  return [
    usage('availabilitySets', 'Availability Sets', [2_500, 0]),
    ...families.map((family) =>
      usage(family, familyTitles[family] ?? family, [
        limitOf(region, family, world),
        coresInUse(region, family, world),
      ]),
    ),
    usage('virtualMachines', 'Virtual Machines', [25_000, instances]),
    usage('virtualMachineScaleSets', 'Virtual Machine Scale Sets', [2_500, scaleSets.length]),
  ];
}

function usage(
  value: string,
  localizedValue: string,
  [limit, currentValue]: readonly [number, number],
): JsonObject {
  return { limit, unit: 'Count', currentValue, name: { value, localizedValue } };
}

function limitOf(region: string, family: string, world: World): number {
  return numberAt(world.note(quotaKey(region, family)) ?? {}, 'limit') ?? usualLimit;
}

function coresInUse(region: string, family: string, world: World, except?: string): number {
  return standing(region, world)
    .filter(({ id }) => !isSame(id, except))
    .reduce((sum, load) => {
      const size = sizeNamed(load.size);
      return size === undefined || (family !== 'cores' && size.family !== family)
        ? sum
        : sum + load.capacity * size.vCpus;
    }, 0);
}

function standing(region: string, world: World): readonly Load[] {
  return world
    .list(scaleSetType)
    .filter(({ body }) => textAt(body, 'location') === region)
    .map(({ id, body }) => ({
      id,
      size: textAt(body, 'sku', 'name') ?? '',
      capacity: numberAt(body, 'sku', 'capacity') ?? 0,
    }));
}
