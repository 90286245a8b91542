// Blob containers as the resource manager sees them. Blobs are the data plane's, which is not played here.
import { apiVersions } from '../api-versions.ts';
import { listAt, objectAt, ordered } from '../body.ts';
import { word } from '../coerce.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { plainAnswers } from '../forms.ts';
import { lastName, parentOf, requireParent } from '../references.ts';
import type { ResourceType, WriteAsk, Written } from '../provider.ts';

const type = 'Microsoft.Storage/storageAccounts/blobServices/containers';

export const containers: ResourceType = {
  type,
  apiVersions: apiVersions.storage,
  location: 'none',
  answers: plainAnswers,
  provisioningState: 'none',
  write: writeContainer,
  remove: () => ({ durationMs: durations.synchronous.ms }),
};

const propertyOrder = [
  'immutableStorageWithVersioning',
  'deleted',
  'remainingRetentionDays',
  'defaultEncryptionScope',
  'denyEncryptionScopeOverride',
  'metadata',
  'publicAccess',
  'leaseStatus',
  'leaseState',
  'lastModifiedTime',
  'legalHold',
  'hasImmutabilityPolicy',
  'hasLegalHold',
];

function writeContainer(ask: WriteAsk): Written {
  const { world } = ask;
  const name = lastName(ask.id);
  if (!/^(?!.*--)[a-z0-9$][a-z0-9-]{1,61}[a-z0-9]$/.test(name))
    refuse(400, 'ContainerOperationFailure', 'The specified resource name contains invalid characters.');
  const properties = objectAt(ask.body, 'properties');
  const publicAccess =
    word(properties, 'publicAccess', { among: ['None', 'Blob', 'Container'], path: 'properties' }) ?? 'None';
  if (publicAccess !== 'None' && !allowsPublic(ask))
    refuse(409, 'PublicAccessNotPermitted', 'Public access is not permitted on this storage account.');
  const body = {
    id: ask.id,
    name,
    type,
    etag: `"0x8${world.guid().replaceAll('-', '').slice(0, 14).toUpperCase()}"`,
    properties: ordered(propertyOrder, {
      ...properties,
      deleted: false,
      remainingRetentionDays: 0,
      defaultEncryptionScope: properties['defaultEncryptionScope'] ?? '$account-encryption-key',
      denyEncryptionScopeOverride: properties['denyEncryptionScopeOverride'] ?? false,
      publicAccess,
      leaseStatus: 'Unlocked',
      leaseState: 'Available',
      lastModifiedTime: world.now.toISOString(),
      legalHold: { hasLegalHold: false, tags: listAt(properties, 'legalHold', 'tags') },
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
    }),
  };
  return { body, durationMs: durations.synchronous.ms };
}

/** The blob service stands whether or not somebody wrote it, so the account is asked for. */
function allowsPublic(ask: WriteAsk): boolean {
  const service = parentOf(ask.id) ?? '';
  const account = ask.world.read(parentOf(service) ?? '') ?? requireParent(ask);
  return objectAt(account.body, 'properties')['allowBlobPublicAccess'] === true;
}
