// The resource providers that the mock plays. Any other type is kept as a generic resource by the resource manager.
import { authorization } from './authorization/authorization.ts';
import { compute } from './compute/compute.ts';
import { insights } from './insights/insights.ts';
import { keyVault } from './key-vault/key-vault.ts';
import { managedIdentity } from './managed-identity.ts';
import { network } from './network/network.ts';
import { storage } from './storage/storage.ts';
import type { Provider } from './provider.ts';

export const providers: readonly Provider[] = [
  authorization,
  compute,
  insights,
  keyVault,
  managedIdentity,
  network,
  storage,
];
