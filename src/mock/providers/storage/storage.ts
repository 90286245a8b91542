// Microsoft.Storage: accounts, their blob service and its containers.
import { storageAccounts } from './accounts.ts';
import { blobServices } from './blob-services.ts';
import { containers } from './containers.ts';
import { nameRoute } from './name-rules.ts';
import { skuRoute } from './skus.ts';
import { usageRoute } from './usage.ts';
import type { Provider } from '../provider.ts';

export const storage: Provider = {
  namespace: 'Microsoft.Storage',
  registered: true,
  types: [storageAccounts, blobServices, containers],
  routes: [nameRoute, skuRoute, usageRoute],
};
