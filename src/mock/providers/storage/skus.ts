// Which kinds of account can be had with which redundancy. A table, read for every region alike: where Azure lacks
// zones is not known here.
import { regionsOf } from '../regions.ts';
import type { ProviderRoute } from '../provider.ts';

const local = ['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS'];
const zonal = ['Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'];
const premium = ['Premium_LRS', 'Premium_ZRS'];

/** https://learn.microsoft.com/azure/storage/common/storage-account-overview#types-of-storage-accounts */
const offered: Readonly<Record<string, readonly string[]>> = {
  Storage: local,
  StorageV2: [...local, ...zonal, ...premium],
  BlobStorage: local,
  BlockBlobStorage: premium,
  FileStorage: premium,
};

export const skuRoute: ProviderRoute = {
  method: 'GET',
  path: 'skus',
  handle({ world }) {
    const rows = Object.entries(offered).flatMap(([kind, names]) => names.map((name) => ({ kind, name })));
    const value = regionsOf(world).flatMap((region) =>
      rows.map(({ kind, name }) => ({
        resourceType: 'storageAccounts',
        name,
        tier: name.startsWith('Premium') ? 'Premium' : 'Standard',
        kind,
        locations: [region],
        capabilities: [],
        restrictions: [],
      })),
    );
    return { status: 200, body: { value } };
  },
};
