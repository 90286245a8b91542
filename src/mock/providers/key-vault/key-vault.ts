// Microsoft.KeyVault: vaults, their secrets as templates write them, and soft-deleted vaults.
import { deletedVaultRoutes } from './deleted-vaults.ts';
import { secrets } from './secrets.ts';
import { vaults } from './vaults.ts';
import type { Provider } from '../provider.ts';

export const keyVault: Provider = {
  namespace: 'Microsoft.KeyVault',
  registered: true,
  types: [vaults, secrets],
  routes: deletedVaultRoutes,
};
