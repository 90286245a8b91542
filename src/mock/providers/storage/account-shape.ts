// What a storage account answers: the defaults and read-only members that the service adds, in its order. Facts
// only; who may have such an account is in `accounts.ts`.
import { given, objectAt, objectsAt, ordered, textAt, without } from '../body.ts';
import { truth, word } from '../coerce.ts';
import type { Json, JsonObject } from '../../../base/json.ts';
import type { World } from '../provider.ts';

export const skus = [
  'Standard_LRS',
  'Standard_GRS',
  'Standard_RAGRS',
  'Standard_ZRS',
  'Premium_LRS',
  'Premium_ZRS',
  'Standard_GZRS',
  'Standard_RAGZRS',
];
export const kinds = ['Storage', 'StorageV2', 'BlobStorage', 'FileStorage', 'BlockBlobStorage'];

/** Order of the members as recorded of 2023-05-01. */
const propertyOrder = [
  'dnsEndpointType',
  'defaultToOAuthAuthentication',
  'publicNetworkAccess',
  'immutableStorageWithVersioning',
  'keyCreationTime',
  'allowCrossTenantReplication',
  'privateEndpointConnections',
  'routingPreference',
  'azureFilesIdentityBasedAuthentication',
  'isNfsV3Enabled',
  'isLocalUserEnabled',
  'isSftpEnabled',
  'minimumTlsVersion',
  'allowBlobPublicAccess',
  'allowSharedKeyAccess',
  'isHnsEnabled',
  'largeFileSharesState',
  'networkAcls',
  'supportsHttpsTrafficOnly',
  'encryption',
  'accessTier',
  'creationTime',
  'primaryEndpoints',
  'primaryLocation',
  'statusOfPrimary',
  'secondaryLocation',
  'statusOfSecondary',
  'secondaryEndpoints',
];
const notStored = ['provisioningState', 'geoReplicationStats', 'failoverInProgress', 'lastGeoFailoverTime'];

/** Where the copies of a geo-redundant account are: https://learn.microsoft.com/azure/reliability/cross-region-replication-azure */
const pairs: Readonly<Record<string, string>> = {
  westus: 'eastus',
  eastus: 'westus',
  westus2: 'westcentralus',
  westcentralus: 'westus2',
  westus3: 'eastus',
  eastus2: 'centralus',
  centralus: 'eastus2',
  northcentralus: 'southcentralus',
  southcentralus: 'northcentralus',
  northeurope: 'westeurope',
  westeurope: 'northeurope',
  uksouth: 'ukwest',
  ukwest: 'uksouth',
  southeastasia: 'eastasia',
  eastasia: 'southeastasia',
  eastus2euap: 'centraluseuap',
  centraluseuap: 'eastus2euap',
  usgovvirginia: 'usgovtexas',
  usgovtexas: 'usgovvirginia',
  usgovarizona: 'usgovtexas',
  francecentral: 'francesouth',
  germanywestcentral: 'germanynorth',
  swedencentral: 'swedensouth',
  japaneast: 'japanwest',
  australiaeast: 'australiasoutheast',
  canadacentral: 'canadaeast',
  canadaeast: 'canadacentral',
};

/** The number in `z22.web…` differs by region; the rest of the world shares one here. */
const webZones: Readonly<Record<string, string>> = {
  westus: 'z22',
  westus2: 'z5',
  eastus: 'z13',
  eastus2: 'z20',
  northeurope: 'z16',
  westeurope: 'z6',
  centralus: 'z19',
  southcentralus: 'z21',
  uksouth: 'z33',
  eastus2euap: 'z3',
  centraluseuap: 'z2',
};

interface AccountAsk {
  readonly name: string;
  readonly location: string;
  readonly kind: string;
  readonly sku: string;
  readonly sent: JsonObject;
  readonly before: JsonObject;
  readonly world: World;
}

export function accountProperties(ask: AccountAsk): JsonObject {
  const { sent, before, world } = ask;
  const path = 'properties';
  const now = world.now.toISOString();
  // What a write does not mention stays: a PUT of an existing account is a merge.
  const kept = { ...before, ...without(sent, notStored) };
  const tls = ['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLS1_3'];
  return ordered(propertyOrder, {
    ...kept,
    keyCreationTime: before['keyCreationTime'] ?? { key1: now, key2: now },
    allowCrossTenantReplication: truth(kept, 'allowCrossTenantReplication', path) ?? false,
    privateEndpointConnections: [],
    minimumTlsVersion: word(kept, 'minimumTlsVersion', { among: tls, path }) ?? 'TLS1_0',
    allowBlobPublicAccess: truth(kept, 'allowBlobPublicAccess', path) ?? false,
    allowSharedKeyAccess: truth(kept, 'allowSharedKeyAccess', path),
    isHnsEnabled: truth(kept, 'isHnsEnabled', path),
    networkAcls: networkRules(kept),
    supportsHttpsTrafficOnly: truth(kept, 'supportsHttpsTrafficOnly', path) ?? true,
    encryption: encryption(kept, objectAt(before, 'encryption'), now),
    accessTier: ask.kind === 'Storage' ? undefined : (given(kept, 'accessTier') ?? 'Hot'),
    creationTime: before['creationTime'] ?? now,
    primaryEndpoints: endpoints(ask, ask.name),
    primaryLocation: ask.location,
    statusOfPrimary: 'available',
    ...secondary(ask),
  });
}

function networkRules(kept: JsonObject): JsonObject {
  const acls = objectAt(kept, 'networkAcls');
  const path = 'properties.networkAcls';
  const access = objectsAt(acls, 'resourceAccessRules');
  return ordered(['ipv6Rules', 'resourceAccessRules'], {
    ipv6Rules: objectsAt(acls, 'ipv6Rules'),
    resourceAccessRules: access.length === 0 ? undefined : access,
    bypass: textAt(acls, 'bypass') ?? 'AzureServices',
    virtualNetworkRules: objectsAt(acls, 'virtualNetworkRules').map((rule) => ({
      state: 'Succeeded',
      ...rule,
    })),
    ipRules: objectsAt(acls, 'ipRules'),
    defaultAction: word(acls, 'defaultAction', { among: ['Allow', 'Deny'], path }) ?? 'Allow',
  });
}

function encryption(kept: JsonObject, before: JsonObject, now: string): JsonObject {
  const wanted = objectAt(kept, 'encryption');
  const service = (name: string): JsonObject => ({
    keyType: textAt(wanted, 'services', name, 'keyType') ?? 'Account',
    enabled: true,
    lastEnabledTime: textAt(before, 'services', name, 'lastEnabledTime') ?? now,
  });
  return ordered(['requireInfrastructureEncryption', 'keyvaultproperties'], {
    ...wanted,
    services: { file: service('file'), blob: service('blob') },
    keySource: textAt(wanted, 'keySource') ?? 'Microsoft.Storage',
  });
}

function endpoints({ kind, location, world }: AccountAsk, host: string, secondaryCopy = false): JsonObject {
  const suffix = world.suffixes.storage.replace(/^\./, '');
  const web = `${webZones[location] ?? 'z1'}.web`;
  const of = (service: string): Json => `https://${host}.${service}.${suffix}/`;
  const modern = kind === 'Storage' ? {} : { dfs: of('dfs'), web: of(web) };
  const all = { ...modern, blob: of('blob'), queue: of('queue'), table: of('table'), file: of('file') };
  // Files have no read access in the other region.
  return secondaryCopy ? without(all, ['file']) : all;
}

function secondary(ask: AccountAsk): JsonObject {
  const other = pairs[ask.location];
  if (!/GRS|GZRS/.test(ask.sku) || other === undefined) return {};
  const readable = ask.sku.includes('RAG')
    ? { secondaryEndpoints: endpoints(ask, `${ask.name}-secondary`, true) }
    : {};
  return { secondaryLocation: other, statusOfSecondary: 'available', ...readable };
}
