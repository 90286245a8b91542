// Storage accounts: rules for their names, SKUs and kinds, and their keys. The defaults that the service adds are
// in `account-shape.ts`.
import { createHash } from 'node:crypto';
import { accountProperties, kinds, skus } from './account-shape.ts';
import { apiVersions } from '../api-versions.ts';
import { blobServiceType, defaultBlobService } from './blob-services.ts';
import { compact, given, objectAt, textAt } from '../body.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { answered, gone, located, storageAnswers } from '../forms.ts';
import { managedIdentityOf } from '../identity-block.ts';
import { accountNameFault, accountType, isNameTaken, takenMessage } from './name-rules.ts';
import { requireSoundImmutability } from './immutability.ts';
import { unwrittenSettings } from './file-queue-table.ts';
import { lastName, locationOf } from '../references.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type {
  ActionAnswer,
  ActionAsk,
  ResourceType,
  StoredResource,
  World,
  WriteAsk,
  Written,
} from '../provider.ts';

export const storageAccounts: ResourceType = {
  type: accountType,
  apiVersions: apiVersions.storage,
  location: 'region',
  answers: storageAnswers,
  provisioningState: 'properties',
  stateWords: { Updating: 'Succeeded' },
  write: writeAccount,
  view: viewAccount,
  remove: () => ({ durationMs: durations.synchronous.ms }),
  actions: {
    listkeys: listKeys,
    regeneratekey: regenerateKey,
    revokeuserdelegationkeys: () => ({ form: gone, durationMs: durations.synchronous.ms }),
    failover,
  },
  computed: unwrittenSettings,
};

function writeAccount(ask: WriteAsk): Written {
  const { world, existing } = ask;
  const name = lastName(ask.id);
  const fault = accountNameFault(name);
  if (fault !== undefined) refuse(400, 'AccountNameInvalid', fault);
  if (isNameTaken(name, world, ask.id)) refuse(409, 'StorageAccountAlreadyTaken', takenMessage(name));
  const before = existing?.body ?? {};
  // Versions before 2016 said it as `properties.accountType`.
  const wanted = textAt(ask.body, 'sku', 'name') ?? textAt(ask.body, 'properties', 'accountType');
  const sku = choice('sku.name', wanted ?? textAt(before, 'sku', 'name'), skus);
  const usual = ask.apiVersion < '2016' ? 'Storage' : undefined;
  const kind = choice('kind', textAt(ask.body, 'kind') ?? textAt(before, 'kind') ?? usual, kinds);
  const location = locationOf(ask);
  const sent = objectAt(ask.body, 'properties');
  requireSoundImmutability(sent, existing === undefined ? undefined : objectAt(before, 'properties'));
  const properties = accountProperties({
    name,
    location,
    kind,
    sku,
    sent,
    world,
    before: objectAt(before, 'properties'),
  });
  const body = compact({
    identity: managedIdentityOf(ask),
    sku: { name: sku, tier: sku.startsWith('Premium') ? 'Premium' : 'Standard' },
    kind,
    id: ask.id,
    name,
    type: accountType,
    location,
    tags: given(ask.body, 'tags') ?? given(before, 'tags') ?? {},
    properties,
  });
  // The blob service is there from the start, without anybody writing it.
  const service = {
    id: `${ask.id}/blobServices/default`,
    type: blobServiceType,
    body: defaultBlobService({ id: ask.id, body }),
  };
  return {
    body,
    children: existing === undefined ? [service] : [],
    hidden: existing?.hidden ?? { key1: world.guid(), key2: world.guid() },
    durationMs: existing === undefined ? durations.storageAccount.ms : durations.synchronous.ms,
  };
}

/** Where the blobs are is no fact of the account, since a kept world may find another blob service beside it. */
function viewAccount({ name, body }: StoredResource, { blobEndpoint }: World): JsonObject {
  if (blobEndpoint === undefined) return body;
  const properties = objectAt(body, 'properties');
  const primaryEndpoints = { ...objectAt(properties, 'primaryEndpoints'), blob: blobEndpoint(name) };
  return { ...body, properties: { ...properties, primaryEndpoints } };
}

function choice(property: string, wanted: string | undefined, among: readonly string[]): string {
  const found = among.find((known) => known.toLowerCase() === wanted?.toLowerCase());
  if (found !== undefined) return found;
  if (wanted === undefined)
    return refuse(
      400,
      'InvalidRequestPropertyValue',
      `The value '' is not allowed for property ${property}.`,
    );
  return refuse(
    400,
    'InvalidRequestPropertyValue',
    `The value '${wanted}' is not allowed for property ${property}.`,
  );
}

function listKeys({ stored }: ActionAsk): ActionAnswer {
  return {
    form: answered,
    durationMs: durations.synchronous.ms,
    result: keysOf(stored, stored.hidden ?? {}),
  };
}

function regenerateKey({ stored, body, world }: ActionAsk): ActionAnswer {
  const name = textAt(body, 'keyName') ?? '';
  if (name !== 'key1' && name !== 'key2')
    return refuse(
      400,
      'InvalidRequestPropertyValue',
      `The value '${name}' is not allowed for property keyName.`,
    );
  const hidden = { ...stored.hidden, [name]: world.guid() };
  const properties = objectAt(stored.body, 'properties');
  const times = { ...objectAt(properties, 'keyCreationTime'), [name]: world.now.toISOString() };
  const changed = { ...stored.body, properties: { ...properties, keyCreationTime: times } };
  return {
    form: answered,
    durationMs: durations.synchronous.ms,
    result: keysOf({ ...stored, body: changed }, hidden),
    body: changed,
    hidden,
  };
}

/** Only an account with a copy elsewhere has anything to fail over to, and comes out of it without one. */
function failover({ stored }: ActionAsk): ActionAnswer {
  const sku = textAt(stored.body, 'sku', 'name') ?? '';
  const left = /GZ?RS$/.test(sku) ? 'Standard_LRS' : undefined;
  if (left === undefined)
    return refuse(
      409,
      'AccountFailoverNotSupported',
      `Failover is not supported for the storage account '${stored.name}' with the SKU '${sku}'.`,
    );
  return {
    form: located,
    durationMs: durations.storageFailover.ms,
    body: { ...stored.body, sku: { name: left, tier: 'Standard' } },
  };
}

/** Keys are worked out from a seed, so that the store holds none. */
function keysOf(stored: StoredResource, seeds: JsonObject): Json {
  const keys = ['key1', 'key2'].map((keyName) => ({
    creationTime: textAt(stored.body, 'properties', 'keyCreationTime', keyName) ?? stored.createdAt,
    keyName,
    value: createHash('sha512')
      .update(textAt(seeds, keyName) ?? keyName)
      .digest('base64'),
    permissions: 'FULL',
  }));
  return { keys };
}
