// Key vaults: their defaults, the global uniqueness of their names, and recovery of a soft-deleted one. What is in
// them is in `secrets.ts`; what remains of deleted ones in `deleted-vaults.ts`.
import { apiVersions } from '../api-versions.ts';
import { given, listAt, objectAt, objectsAt, ordered, textAt, without } from '../body.ts';
import { truth, wholeNumber, word } from '../coerce.ts';
import {
  deletedVault,
  forget,
  inUseMessage,
  nameFault,
  noteOfDeletion,
  recoveredSecrets,
  vaultType,
} from './deleted-vaults.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { vaultAnswers } from '../forms.ts';
import { isSame, lastName, locationOf } from '../references.ts';
import { systemData } from '../system-data.ts';
import { isTakenElsewhere } from '../taken-names.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

export const vaults: ResourceType = {
  type: vaultType,
  apiVersions: apiVersions.keyVault,
  location: 'region',
  answers: vaultAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'RegisteringDns' },
  write: writeVault,
  remove: (stored, world) => ({
    durationMs: durations.synchronous.ms,
    notes: [noteOfDeletion(stored, world)],
  }),
};

const propertyOrder = [
  'sku',
  'tenantId',
  'networkAcls',
  'accessPolicies',
  'enabledForDeployment',
  'enabledForDiskEncryption',
  'enabledForTemplateDeployment',
  'enableSoftDelete',
  'softDeleteRetentionInDays',
  'enableRbacAuthorization',
  'enablePurgeProtection',
  'vaultUri',
  'publicNetworkAccess',
];
const notStored = ['createMode', 'provisioningState', 'hsmPoolResourceId', 'privateEndpointConnections'];
const path = 'properties';

function writeVault(ask: WriteAsk): Written {
  const { world, existing } = ask;
  const name = lastName(ask.id);
  const sent = objectAt(ask.body, 'properties');
  const fault = nameFault(name);
  if (fault !== undefined) refuse(400, 'VaultNameNotValid', fault);
  if (existing === undefined) refuseTakenName(ask, name);
  const left = existing === undefined ? deletedVault(name, world) : undefined;
  const recover = textAt(sent, 'createMode')?.toLowerCase() === 'recover';
  if (left !== undefined && !recover)
    refuse(
      409,
      'ConflictError',
      'A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.',
    );
  if (left === undefined && recover && existing === undefined)
    refuse(
      404,
      'SoftDeletedVaultDoesNotExist',
      `A soft deleted vault with the given name does not exist. Ensure that the name for the vault that is being attempted to recover is in a recoverable state. For more information on soft delete please follow this link https://go.microsoft.com/fwlink/?linkid=2149745`,
    );
  if (left !== undefined) return recovered(ask, left);
  // Recovering what stands changes nothing.
  if (recover && existing !== undefined) return { body: existing.body, durationMs: durations.vaultChange.ms };
  return {
    body: vaultBody(ask, vaultProperties(ask, name, sent)),
    durationMs: existing === undefined ? durations.vault.ms : durations.vaultChange.ms,
  };
}

/** Recovery takes nothing from the request: policies, tags and settings come back as they were. */
function recovered(ask: WriteAsk, note: JsonObject): Written {
  const before = objectAt(note, 'body');
  if (!isSame(textAt(before, 'location'), locationOf(ask)))
    refuse(
      409,
      'VaultLocationMismatch',
      `The vault was deleted in location '${textAt(before, 'location') ?? ''}' and can only be recovered there.`,
    );
  const body = { ...before, id: ask.id, systemData: systemData(undefined, ask.world) };
  return {
    body,
    durationMs: durations.vault.ms,
    children: recoveredSecrets(note).map((child) => ({
      ...child,
      id: `${ask.id}/secrets/${lastName(child.id)}`,
    })),
    notes: [forget(lastName(ask.id))],
  };
}

function refuseTakenName({ world, id }: WriteAsk, name: string): void {
  const twin = world.list(vaultType, name).some((vault) => !isSame(vault.id, id));
  if (twin || isTakenElsewhere('vault', name, world)) refuse(409, 'VaultAlreadyExists', inUseMessage(name));
}

function vaultBody(ask: WriteAsk, properties: JsonObject): JsonObject {
  return {
    id: ask.id,
    name: lastName(ask.id),
    type: vaultType,
    location: locationOf(ask),
    tags: objectAt(ask.body, 'tags'),
    systemData: systemData(ask.existing, ask.world),
    properties,
  };
}

function vaultProperties(ask: WriteAsk, name: string, sent: JsonObject): JsonObject {
  const before = objectAt(ask.existing?.body ?? {}, 'properties');
  const tenantId = textAt(sent, 'tenantId');
  if (tenantId === undefined) invalid('The parameter tenantId is not specified.');
  const sku = word(objectAt(sent, 'sku'), 'name', { among: ['standard', 'premium'], path: 'properties.sku' });
  if (sku === undefined) invalid('The parameter sku is not specified.');
  const rbac = truth(sent, 'enableRbacAuthorization', path);
  if (rbac !== true && !Array.isArray(given(sent, 'accessPolicies')))
    invalid('The parameter accessPolicies is not specified.');
  return ordered(propertyOrder, {
    ...without(sent, notStored),
    sku: { family: 'A', name: sku ?? 'standard' },
    tenantId,
    networkAcls: networkRules(sent),
    accessPolicies: listAt(sent, 'accessPolicies'),
    enabledForDeployment: truth(sent, 'enabledForDeployment', path) ?? false,
    enableSoftDelete: softDelete(sent),
    softDeleteRetentionInDays: retention(sent, before),
    enablePurgeProtection: purgeProtection(sent, before),
    vaultUri: `https://${name.toLowerCase()}.${ask.world.suffixes.vault.replace(/^\./, '')}/`,
    publicNetworkAccess:
      word(sent, 'publicNetworkAccess', { among: ['Enabled', 'Disabled'], path }) ?? 'Enabled',
  });
}

/** Rules that say no more than the default are not answered, as recorded of 2023-02-01. */
function networkRules(sent: JsonObject): JsonObject | undefined {
  const acls = objectAt(sent, 'networkAcls');
  const where = 'properties.networkAcls';
  const bypass = word(acls, 'bypass', { among: ['AzureServices', 'None'], path: where }) ?? 'AzureServices';
  const defaultAction = word(acls, 'defaultAction', { among: ['Allow', 'Deny'], path: where }) ?? 'Allow';
  const ipRules = objectsAt(acls, 'ipRules');
  const virtualNetworkRules = objectsAt(acls, 'virtualNetworkRules');
  const plain = bypass === 'AzureServices' && defaultAction === 'Allow';
  if (plain && ipRules.length === 0 && virtualNetworkRules.length === 0) return undefined;
  return { bypass, defaultAction, ipRules, virtualNetworkRules };
}

function softDelete(sent: JsonObject): boolean {
  if (truth(sent, 'enableSoftDelete', path) === false)
    invalid(
      'The property "enableSoftDelete" can be set to false only for creating new vault. Enabling the \'soft delete\' functionality is an irreversible action.',
    );
  return true;
}

function retention(sent: JsonObject, before: JsonObject): number {
  const days = wholeNumber(sent, 'softDeleteRetentionInDays', path);
  const old = wholeNumber(before, 'softDeleteRetentionInDays', path);
  if (days !== undefined && (days < 7 || days > 90))
    invalid(
      `The value '${days}' for softDeleteRetentionInDays is invalid. It must be between 7 and 90 days.`,
    );
  if (days !== undefined && old !== undefined && days !== old)
    invalid('The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.');
  return days ?? old ?? 90;
}

function purgeProtection(sent: JsonObject, before: JsonObject): boolean | undefined {
  const wanted = truth(sent, 'enablePurgeProtection', path);
  if (wanted === false)
    invalid(
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    );
  return wanted ?? truth(before, 'enablePurgeProtection', path);
}

function invalid(message: string): never {
  return refuse(400, 'BadRequest', message);
}
