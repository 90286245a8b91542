// How many accounts the subscription has in a region, and may have.
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-storage-limits
import { textAt } from '../body.ts';
import { accountType } from './name-rules.ts';
import { isSame, regionOf } from '../references.ts';
import type { ProviderRoute } from '../provider.ts';

const limit = 250;

export const usageRoute: ProviderRoute = {
  method: 'GET',
  path: 'locations/{location}/usages',
  handle({ parameters, world }) {
    const region = regionOf(parameters['location'] ?? '');
    const currentValue = world
      .list(accountType)
      .filter(({ body }) => isSame(textAt(body, 'location'), region)).length;
    const name = { value: 'StorageAccounts', localizedValue: 'Storage Accounts' };
    return { status: 200, body: { value: [{ unit: 'Count', currentValue, limit, name }] } };
  },
};
