// The virtual machine sizes a gateway may have, as data: what they are called in Azure, what they carry, which
// image and disk they can boot, and when Azure retires them.

export type VmSize = 'A2_v2' | 'A4_v2' | 'B2s';

export interface SizeFacts {
  /** The name Azure gives it. */
  readonly sku: string;
  /** The quota it is counted against. */
  readonly family: string;
  readonly vCpus: number;
  readonly memoryGiB: number;
  /** Clients at a time that one instance serves well. */
  readonly clients: number;
  readonly lab: boolean;
  /** Av2 boots generation 1 only and takes no premium disk. */
  readonly imageSku: string;
  readonly diskType: string;
  readonly retiresOn: string;
}

// clients: https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/perf-scale
// families and what Av2 cannot do: https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/av2-series
// retirement of Av2 and Bv1: https://learn.microsoft.com/azure/virtual-machines/sizes/retirement/retired-sizes-list
export const sizes: Readonly<Record<VmSize, SizeFacts>> = {
  A2_v2: {
    sku: 'Standard_A2_v2',
    family: 'standardAv2Family',
    vCpus: 2,
    memoryGiB: 4,
    clients: 6_000,
    lab: false,
    imageSku: '2022-datacenter-smalldisk',
    diskType: 'StandardSSD_LRS',
    retiresOn: '2028-11-15',
  },
  A4_v2: {
    sku: 'Standard_A4_v2',
    family: 'standardAv2Family',
    vCpus: 4,
    memoryGiB: 8,
    clients: 10_000,
    lab: false,
    imageSku: '2022-datacenter-smalldisk',
    diskType: 'StandardSSD_LRS',
    retiresOn: '2028-11-15',
  },
  B2s: {
    sku: 'Standard_B2s',
    family: 'standardBSFamily',
    vCpus: 2,
    memoryGiB: 4,
    clients: 10,
    lab: true,
    imageSku: '2022-datacenter-smalldisk-g2',
    diskType: 'StandardSSD_LRS',
    retiresOn: '2028-11-15',
  },
};

export const sizeNames: readonly VmSize[] = ['A2_v2', 'A4_v2', 'B2s'];
