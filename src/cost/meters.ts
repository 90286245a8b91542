// What Azure meters of a gateway, by the names that price books use. Names and units only: prices are in the book, how
// much of each a gateway takes is in `estimate.ts`.
import type { VmSize } from '../spec/sizes.ts';

interface MeterFacts {
  readonly about: string;
  /** What the price is for. */
  readonly unit: 'hour' | 'month' | 'GiB' | 'GiB a month' | '10,000';
}

export type Meter =
  | `vm.${VmSize}`
  | 'osDisk'
  | 'publicIp'
  | 'loadBalancer'
  | 'loadBalancerData'
  | 'blobStored'
  | 'blobWrites'
  | 'blobLists'
  | 'blobReads'
  | 'blobOthers'
  | 'egress'
  | 'vaultOperations'
  | 'alertRule';

export const meters: Readonly<Record<Meter, MeterFacts>> = {
  'vm.A2_v2': { about: 'an instance of A2_v2, with Windows', unit: 'hour' },
  'vm.A4_v2': { about: 'an instance of A4_v2, with Windows', unit: 'hour' },
  'vm.B2s': { about: 'an instance of B2s, with Windows', unit: 'hour' },
  // The image is 30 GiB large, and disks are billed by sizes: E4 is the one of 32 GiB.
  // https://learn.microsoft.com/azure/virtual-machines/disks-types#standard-ssd-size
  osDisk: { about: 'a standard SSD of 32 GiB (E4), locally redundant', unit: 'month' },
  publicIp: { about: 'a standard static public IP address', unit: 'hour' },
  loadBalancer: { about: 'a standard load balancer with up to five rules', unit: 'hour' },
  loadBalancerData: { about: 'data through the load balancer', unit: 'GiB' },
  blobStored: { about: 'content in hot, locally redundant blobs', unit: 'GiB a month' },
  blobWrites: { about: 'writes of blobs', unit: '10,000' },
  blobLists: { about: 'lists of blobs', unit: '10,000' },
  blobReads: { about: 'reads of blobs', unit: '10,000' },
  blobOthers: { about: 'other operations on blobs', unit: '10,000' },
  egress: { about: 'data to the internet', unit: 'GiB' },
  vaultOperations: { about: 'operations on a standard key vault', unit: '10,000' },
  alertRule: { about: 'metrics that alert rules watch', unit: 'month' },
};

export const meterNames: readonly string[] = Object.keys(meters);

export function isMeter(name: string): name is Meter {
  return Object.hasOwn(meters, name);
}
