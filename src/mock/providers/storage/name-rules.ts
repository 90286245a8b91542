// What a storage account may be called, and whether the name is free anywhere. Owns the check that writes and the
// name route share.
import { isSame } from '../references.ts';
import { isTakenElsewhere } from '../taken-names.ts';
import type { ProviderRoute, World } from '../provider.ts';

export const accountType = 'Microsoft.Storage/storageAccounts';

/** Names are unique in all of Azure; `id` is the account that is being written, if any. */
export function isNameTaken(name: string, world: World, id?: string): boolean {
  const other = world.list(accountType, name).some((account) => !isSame(account.id, id));
  return other || isTakenElsewhere('storage', name, world);
}

/** https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-name */
export function accountNameFault(name: string): string | undefined {
  return /^[a-z0-9]{3,24}$/.test(name)
    ? undefined
    : `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`;
}

export function takenMessage(name: string): string {
  return `The storage account named ${name} is already taken.`;
}

export const nameRoute: ProviderRoute = {
  method: 'POST',
  path: 'checkNameAvailability',
  handle({ body, world }) {
    const name = typeof body['name'] === 'string' ? body['name'] : '';
    const fault = accountNameFault(name);
    if (fault !== undefined)
      return { status: 200, body: { nameAvailable: false, reason: 'AccountNameInvalid', message: fault } };
    if (isNameTaken(name, world))
      return {
        status: 200,
        body: { nameAvailable: false, reason: 'AlreadyExists', message: takenMessage(name) },
      };
    return { status: 200, body: { nameAvailable: true } };
  },
};
