// Virtual machine sizes that the mock offers, as data, and where one cannot be had. Three are a gateway's; the others
// are those that clients and templates ask for by habit.
// https://learn.microsoft.com/azure/virtual-machines/sizes/overview
import { regionOf } from '../references.ts';
import type { World } from '../provider.ts';

export interface Size {
  readonly name: string;
  readonly family: string;
  readonly vCpus: number;
  readonly memoryGiB: number;
  readonly tempMiB: number;
  readonly dataDisks: number;
  readonly nics: number;
  readonly premiumIO: boolean;
  readonly generations: 'V1' | 'V2' | 'V1,V2';
  readonly accelerated: boolean;
  readonly ephemeral: boolean;
  /** Regions that never had it. */
  readonly notIn: readonly string[];
}

type Traits = Pick<Size, 'family' | 'premiumIO' | 'generations' | 'accelerated' | 'ephemeral' | 'notIn'>;

/** Av2: generation 1 only, no premium disks. West US 3 without it: Microsoft's note on gateways in that region. */
const av2: Traits = {
  family: 'standardAv2Family',
  premiumIO: false,
  generations: 'V1',
  accelerated: false,
  ephemeral: false,
  notIn: ['westus3'],
};
const bs: Traits = {
  family: 'standardBSFamily',
  premiumIO: true,
  generations: 'V1,V2',
  accelerated: false,
  ephemeral: true,
  notIn: [],
};
const dsv2: Traits = {
  family: 'standardDSv2Family',
  premiumIO: true,
  generations: 'V1,V2',
  accelerated: true,
  ephemeral: true,
  notIn: [],
};
const dv2: Traits = {
  family: 'standardDv2Family',
  premiumIO: false,
  generations: 'V1',
  accelerated: true,
  ephemeral: false,
  notIn: [],
};
const dsv3: Traits = {
  family: 'standardDSv3Family',
  premiumIO: true,
  generations: 'V1,V2',
  accelerated: true,
  ephemeral: true,
  notIn: [],
};
const dsv5: Traits = {
  family: 'standardDSv5Family',
  premiumIO: true,
  generations: 'V1,V2',
  accelerated: true,
  ephemeral: false,
  notIn: [],
};

function size(
  name: string,
  traits: Traits,
  numbers: readonly [cpus: number, memoryGiB: number, tempGiB: number, disks: number, nics: number],
): Size {
  const [vCpus, memoryGiB, tempGiB, dataDisks, nics] = numbers;
  // Two cores and more: https://learn.microsoft.com/azure/virtual-network/accelerated-networking-overview
  const accelerated = traits.accelerated && vCpus >= 2;
  return {
    name: `Standard_${name}`,
    ...traits,
    accelerated,
    vCpus,
    memoryGiB,
    tempMiB: tempGiB * 1024,
    dataDisks,
    nics,
  };
}

export const sizes: readonly Size[] = [
  size('A1_v2', av2, [1, 2, 10, 2, 2]),
  size('A2_v2', av2, [2, 4, 20, 4, 2]),
  size('A4_v2', av2, [4, 8, 40, 8, 4]),
  size('A8_v2', av2, [8, 16, 80, 16, 8]),
  size('A2m_v2', av2, [2, 16, 20, 4, 2]),
  size('B1s', bs, [1, 1, 4, 2, 2]),
  size('B1ms', bs, [1, 2, 4, 2, 2]),
  size('B2s', bs, [2, 4, 8, 4, 3]),
  size('B2ms', bs, [2, 8, 16, 4, 3]),
  size('B4ms', bs, [4, 16, 32, 8, 4]),
  size('D1_v2', dv2, [1, 3.5, 50, 4, 2]),
  size('D2_v2', dv2, [2, 7, 100, 8, 2]),
  size('DS1_v2', dsv2, [1, 3.5, 7, 4, 2]),
  size('DS2_v2', dsv2, [2, 7, 14, 8, 2]),
  size('DS3_v2', dsv2, [4, 14, 28, 16, 4]),
  size('DS4_v2', dsv2, [8, 28, 56, 32, 8]),
  size('DS5_v2', dsv2, [16, 56, 112, 64, 8]),
  size('D2s_v3', dsv3, [2, 8, 16, 4, 2]),
  size('D4s_v3', dsv3, [4, 16, 32, 8, 2]),
  size('D2s_v5', dsv5, [2, 8, 0, 4, 2]),
  size('D4s_v5', dsv5, [4, 16, 0, 8, 2]),
];

export function sizeNamed(name: string): Size | undefined {
  return sizes.find((known) => known.name.toLowerCase() === name.toLowerCase());
}

/** A note under this key makes a size unavailable in a region, as a lack of capacity would. */
export function restrictedKey(region: string, sizeName: string): string {
  return `restricted/${regionOf(region)}/${sizeName.toLowerCase()}`;
}

export function isOffered({ name, notIn }: Size, region: string, world: World): boolean {
  return !notIn.includes(regionOf(region)) && world.note(restrictedKey(region, name)) === undefined;
}
