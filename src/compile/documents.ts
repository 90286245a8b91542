// The documents in `templates/`, in the order in which a gateway is built. The one importer of those files;
// what they mean is said in them.
import alerts from '../../templates/alerts.json' with { type: 'json' };
import content from '../../templates/content.json' with { type: 'json' };
import identity from '../../templates/identity.json' with { type: 'json' };
import loadBalancer from '../../templates/load-balancer.json' with { type: 'json' };
import network from '../../templates/network.json' with { type: 'json' };
import protection from '../../templates/protection.json' with { type: 'json' };
import scaleSet from '../../templates/scale-set.json' with { type: 'json' };
import vault from '../../templates/vault.json' with { type: 'json' };
import type { Json, JsonObject } from '../base/json.ts';

export interface TemplateDocument {
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly resources: readonly JsonObject[];
}

const identityId =
  "resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', format('{0}-id', parameters('name')))";
const networkId = "resourceId('Microsoft.Network/virtualNetworks', format('{0}-vnet', parameters('name')))";
const scaleSetId = "resourceId('Microsoft.Compute/virtualMachineScaleSets', parameters('name'))";
const storageId = "resourceId('Microsoft.Storage/storageAccounts', parameters('storageAccountName'))";
const addressId = "resourceId('Microsoft.Network/publicIPAddresses', parameters('name'))";
const vaultId = "resourceId('Microsoft.KeyVault/vaults', parameters('vaultName'))";

/**
 * What has to stand first although another document builds it. Not in the documents, so that each of them deploys
 * by itself where that stands already.
 */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Network/loadBalancers': [addressId],
  // Its firewall lets in the subnet, like that of the storage.
  'Microsoft.KeyVault/vaults': [networkId],
  'Microsoft.Storage/storageAccounts': [networkId],
  'Microsoft.Authorization/roleAssignments': [identityId],
  'Microsoft.Insights/metricAlerts': [
    scaleSetId,
    storageId,
    "resourceId('Microsoft.Insights/actionGroups', format('{0}-alerts', parameters('name')))",
  ],
  // A lock on something stands when that does.
  'Microsoft.Authorization/locks': [addressId, vaultId, storageId, scaleSetId],
  'Microsoft.Compute/virtualMachineScaleSets': [
    identityId,
    networkId,
    "resourceId('Microsoft.Network/loadBalancers', format('{0}-lb', parameters('name')))",
    // The certificate and the right to fetch it, so that the first boot finds both.
    "resourceId('Microsoft.KeyVault/vaults/secrets', parameters('vaultName'), 'gateway-certificate')",
    `extensionResourceId(${vaultId}, 'Microsoft.Authorization/roleAssignments', guid(${vaultId}, ${identityId}, '4633458b-17de-408a-b874-0445c86b69e6'))`,
  ],
};

export const documents: readonly TemplateDocument[] = [
  identity,
  network,
  loadBalancer,
  vault,
  content,
  scaleSet,
  alerts,
  protection,
].map(({ parameters, resources }) => ({
  parameters: records(parameters),
  resources: resources.map((resource) => withNeighbours(record(resource))),
}));

function withNeighbours(resource: JsonObject): JsonObject {
  const own = Array.isArray(resource['dependsOn']) ? (resource['dependsOn'] as readonly Json[]) : [];
  const others = (neighbours[String(resource['type'])] ?? []).map((id) => `[${id}]`);
  return others.length === 0 ? resource : { ...resource, dependsOn: [...own, ...others] };
}

function record(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value) as [string, Json][]);
}

function records(value: object): Record<string, JsonObject> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, record(item as object)]));
}
