// Vaults after their deletion: kept under their name for the retention time, to be recovered with what was in
// them, listed, or purged. Owns the notes `deletedVault/…` and the routes over them.
import { isJsonObject, type JsonObject } from '../../../base/json.ts';
import { compact, numberAt, objectAt, objectsAt, textAt } from '../body.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { regionOf } from '../references.ts';
import { isTakenElsewhere } from '../taken-names.ts';
import type { ChildWrite, NoteWrite, ProviderRoute, RouteAsk, StoredResource, World } from '../provider.ts';

export const vaultType = 'Microsoft.KeyVault/vaults';
export const secretType = 'Microsoft.KeyVault/vaults/secrets';
const prefix = 'deletedVault/';
const dayMs = 86_400_000;

/** What remains of a vault; undefined where there is none, or where its time is over. */
export function deletedVault(name: string, world: World): JsonObject | undefined {
  const note = world.note(prefix + name.toLowerCase());
  return note !== undefined && isKept(note, world) ? note : undefined;
}

export function noteOfDeletion(stored: StoredResource, world: World): NoteWrite {
  const days = numberAt(stored.body, 'properties', 'softDeleteRetentionInDays') ?? 90;
  const secrets = world.children(stored.id, secretType);
  const value = {
    name: stored.name,
    vaultId: stored.id,
    location: textAt(stored.body, 'location') ?? '',
    deletionDate: world.now.toISOString(),
    scheduledPurgeDate: new Date(world.now.getTime() + days * dayMs).toISOString(),
    body: stored.body,
    secrets: secrets.map(({ id, body, hidden }) => ({ id, body, hidden: hidden ?? {} })),
  };
  return { key: prefix + stored.name.toLowerCase(), value };
}

/** The secrets of a recovered vault, as they were. */
export function recoveredSecrets(note: JsonObject): readonly ChildWrite[] {
  return objectsAt(note, 'secrets').map((secret) => ({
    id: textAt(secret, 'id') ?? '',
    type: secretType,
    body: objectAt(secret, 'body'),
    hidden: objectAt(secret, 'hidden'),
  }));
}

export function forget(name: string): NoteWrite {
  return { key: prefix + name.toLowerCase(), value: undefined };
}

export const deletedVaultRoutes: readonly ProviderRoute[] = [
  {
    method: 'GET',
    path: 'deletedVaults',
    handle: ({ world }) => ({ status: 200, body: { value: kept(world) } }),
  },
  {
    method: 'GET',
    path: 'locations/{location}/deletedVaults/{name}',
    handle: (ask) => ({ status: 200, body: shown(requireDeleted(ask), ask.world) }),
  },
  { method: 'POST', path: 'locations/{location}/deletedVaults/{name}/purge', handle: purge },
  { method: 'POST', path: 'checkNameAvailability', handle: checkName },
  { method: 'POST', path: 'checkMhsmNameAvailability', handle: checkModuleName },
];

function purge(ask: RouteAsk): ReturnType<ProviderRoute['handle']> {
  const note = requireDeleted(ask);
  if (objectAt(note, 'body', 'properties')['enablePurgeProtection'] === true)
    refuse(405, 'MethodNotAllowed', "Operation 'DeletedVaultPurge' is not allowed.");
  return {
    status: 202,
    operation: 'location',
    durationMs: durations.vaultPurge.ms,
    notes: [forget(textAt(note, 'name') ?? '')],
  };
}

function checkName({ body, world }: RouteAsk): ReturnType<ProviderRoute['handle']> {
  const name = textAt(body, 'name') ?? '';
  if (nameFault(name) !== undefined) return unavailable('AccountNameInvalid', nameFault(name) ?? '');
  const standing = world.list(vaultType, name).length > 0;
  if (standing || isTakenElsewhere('vault', name, world) || deletedVault(name, world) !== undefined)
    return unavailable('AlreadyExists', inUseMessage(name));
  return { status: 200, body: { nameAvailable: true } };
}

/** Hardware modules are kept, not played; Azure CLI's `keyvault check-name` asks for nothing else. */
function checkModuleName({ body, world }: RouteAsk): ReturnType<ProviderRoute['handle']> {
  const name = textAt(body, 'name') ?? '';
  const standing = world.list('Microsoft.KeyVault/managedHSMs', name).length > 0;
  if (standing) return unavailable('AlreadyExists', `The name '${name}' is already in use.`);
  return { status: 200, body: { nameAvailable: true } };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault */
export function nameFault(name: string): string | undefined {
  const valid = /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/.test(name);
  return valid
    ? undefined
    : `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2147742`;
}

export function inUseMessage(name: string): string {
  return `The vault name '${name}' is already in use. Vault names are globaly unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name. For more information on soft delete and purging a vault follow this link https://go.microsoft.com/fwlink/?linkid=2147740.`;
}

function unavailable(reason: string, message: string): ReturnType<ProviderRoute['handle']> {
  return { status: 200, body: { nameAvailable: false, reason, message } };
}

function requireDeleted({ parameters, world }: RouteAsk): JsonObject {
  const name = parameters['name'] ?? '';
  const note = deletedVault(name, world);
  const region = regionOf(parameters['location'] ?? '');
  if (note !== undefined && textAt(note, 'location') === region) return note;
  return refuse(404, 'DeletedVaultNotFound', `The specified deleted vault '${name}' does not exist.`);
}

function kept(world: World): readonly JsonObject[] {
  return world
    .notes(prefix)
    .map(({ value }) => value)
    .filter((note) => isJsonObject(note) && isKept(note, world))
    .map((note) => shown(note, world));
}

function isKept(note: JsonObject, world: World): boolean {
  return Date.parse(textAt(note, 'scheduledPurgeDate') ?? '') > world.now.getTime();
}

function shown(note: JsonObject, world: World): JsonObject {
  const name = textAt(note, 'name') ?? '';
  const location = textAt(note, 'location') ?? '';
  const guarded = objectAt(note, 'body', 'properties')['enablePurgeProtection'];
  return {
    id: `/subscriptions/${world.subscriptionId}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`,
    name,
    type: 'Microsoft.KeyVault/deletedVaults',
    properties: compact({
      vaultId: textAt(note, 'vaultId'),
      location,
      tags: objectAt(note, 'body', 'tags'),
      deletionDate: textAt(note, 'deletionDate'),
      scheduledPurgeDate: textAt(note, 'scheduledPurgeDate'),
      purgeProtectionEnabled: guarded === true ? true : undefined,
    }),
  };
}
