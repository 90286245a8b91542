// The blob service of an account: there is always one, called `default`, which settings change and nobody deletes.
import { apiVersions } from '../api-versions.ts';
import { listAt, objectAt, ordered } from '../body.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { alwaysOkAnswers } from '../forms.ts';
import { lastName, requireParent } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ResourceType, StoredResource, WriteAsk, Written } from '../provider.ts';

export const blobServiceType = 'Microsoft.Storage/storageAccounts/blobServices';

export const blobServices: ResourceType = {
  type: blobServiceType,
  apiVersions: apiVersions.storage,
  location: 'none',
  answers: alwaysOkAnswers,
  provisioningState: 'none',
  write: writeBlobService,
  remove: () =>
    refuse(405, 'MethodNotAllowed', "The requested resource does not support http method 'DELETE'."),
};

const propertyOrder = [
  'changeFeed',
  'restorePolicy',
  'containerDeleteRetentionPolicy',
  'lastAccessTimeTrackingPolicy',
  'cors',
  'defaultServiceVersion',
  'deleteRetentionPolicy',
  'isVersioningEnabled',
];

/** What a new account's blob service is, before anybody wrote it. */
export function defaultBlobService(account: Pick<StoredResource, 'id' | 'body'>): JsonObject {
  return {
    sku: objectAt(account.body, 'sku'),
    id: `${account.id}/blobServices/default`,
    name: 'default',
    type: blobServiceType,
    properties: {
      cors: { corsRules: [] },
      deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false },
    },
  };
}

function writeBlobService(ask: WriteAsk): Written {
  const account = requireParent(ask);
  const name = lastName(ask.id);
  if (name !== 'default')
    refuse(
      400,
      'InvalidUri',
      "The requested URI does not represent any resource on the server. The blob service's name must be 'default'.",
    );
  const sent = objectAt(ask.body, 'properties');
  const tracking = objectAt(sent, 'lastAccessTimeTrackingPolicy');
  const properties = ordered(propertyOrder, {
    ...sent,
    lastAccessTimeTrackingPolicy:
      tracking['enable'] === true ? tracked(tracking) : sent['lastAccessTimeTrackingPolicy'],
    cors: { corsRules: listAt(sent, 'cors', 'corsRules') },
    deleteRetentionPolicy: {
      allowPermanentDelete: false,
      enabled: false,
      ...retention(sent, 'deleteRetentionPolicy'),
    },
    containerDeleteRetentionPolicy:
      sent['containerDeleteRetentionPolicy'] === undefined
        ? undefined
        : retention(sent, 'containerDeleteRetentionPolicy'),
  });
  const body = { ...defaultBlobService(account), id: ask.id, properties };
  return { body, durationMs: durations.synchronous.ms };
}

function tracked(policy: JsonObject): JsonObject {
  return {
    enable: true,
    name: 'AccessTimeTracking',
    trackingGranularityInDays: 1,
    blobType: ['blockBlob'],
    ...policy,
  };
}

function retention(sent: JsonObject, key: string): JsonObject {
  const policy = objectAt(sent, key);
  const { days, enabled } = policy;
  if (enabled === true && !(typeof days === 'number' && days >= 1 && days <= 365))
    refuse(
      400,
      'InvalidRequestPropertyValue',
      `The value '${JSON.stringify(days ?? '')}' is not allowed for property days.`,
    );
  return policy;
}
