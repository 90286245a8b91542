// Types that exist in Azure and that no provider here describes: kept as they were sent, but named, since clients
// ask a namespace for its types before they write one. Also how a few of them answer, where Azure's command line
// takes no other status (the codes are those of its own library, python3-azure 20230112).
// Types and versions: https://learn.microsoft.com/azure/templates
import { apiVersions } from './api-versions.ts';
import {
  alwaysOkAnswers,
  computeAnswers,
  diskAnswers,
  hsmAnswers,
  immutabilityAnswers,
  plainAnswers,
  privateZoneAnswers,
  vaultConnectionAnswers,
  zoneAnswers,
} from './forms.ts';
import type { Answers } from './provider.ts';

export interface KeptType {
  readonly type: string;
  readonly apiVersions: readonly string[];
  readonly location: 'region' | 'global' | 'none';
  /** Where it differs from the service's other types. */
  readonly answers?: Answers;
}

type Row = readonly [
  type: string,
  location: KeptType['location'],
  answers?: Answers,
  versions?: readonly string[],
];

interface Kept {
  readonly versions: readonly string[];
  readonly rows: readonly Row[];
}

// DNS has versions of its own: https://learn.microsoft.com/azure/templates/microsoft.network/dnszones,
// …/privatednszones, …/trafficmanagerprofiles
const zoneVersions = ['2018-05-01', '2017-10-01', '2016-04-01'];
const privateZoneVersions = ['2024-06-01', '2020-06-01', '2020-01-01', '2018-09-01'];
const trafficManagerVersions = ['2022-04-01', '2018-08-01', '2018-04-01', '2017-05-01'];

function recordsOf(zone: string, kinds: readonly string[], versions: readonly string[]): readonly Row[] {
  return kinds.map((kind) => [`${zone}/${kind}`, 'none', plainAnswers, versions]);
}

const kept: Readonly<Record<string, Kept>> = {
  'Microsoft.ApiManagement': { versions: ['2022-08-01'], rows: [['service', 'region']] },
  'Microsoft.App': {
    versions: ['2023-05-01'],
    rows: [
      ['containerApps', 'region'],
      ['managedEnvironments', 'region'],
    ],
  },
  'Microsoft.Authorization': {
    versions: ['2022-06-01', '2021-06-01', '2020-09-01'],
    rows: [
      ['policyAssignments', 'none', plainAnswers],
      ['policyDefinitions', 'none', plainAnswers],
      ['policyExemptions', 'none', plainAnswers],
      ['policySetDefinitions', 'none', plainAnswers],
      ['privateLinkAssociations', 'none', plainAnswers],
      ['resourceManagementPrivateLinks', 'region', plainAnswers],
    ],
  },
  'Microsoft.Automation': { versions: ['2023-11-01'], rows: [['automationAccounts', 'region']] },
  'Microsoft.Cache': { versions: ['2023-08-01'], rows: [['Redis', 'region']] },
  'Microsoft.Cdn': { versions: ['2023-05-01'], rows: [['profiles', 'global']] },
  'Microsoft.CognitiveServices': { versions: ['2023-05-01'], rows: [['accounts', 'region']] },
  'Microsoft.Compute': {
    versions: apiVersions.compute,
    rows: [
      ['availabilitySets', 'region', alwaysOkAnswers],
      ['diskAccesses', 'region', diskAnswers],
      ['diskEncryptionSets', 'region', diskAnswers],
      ['disks', 'region', diskAnswers],
      ['galleries', 'region'],
      ['galleries/applications', 'region', plainAnswers],
      ['galleries/applications/versions', 'region', computeAnswers],
      ['galleries/images', 'region', computeAnswers],
      ['galleries/images/versions', 'region', computeAnswers],
      ['hostGroups', 'region', plainAnswers],
      ['hostGroups/hosts', 'region', computeAnswers],
      ['images', 'region'],
      ['proximityPlacementGroups', 'region', plainAnswers],
      ['restorePointCollections', 'region', zoneAnswers],
      ['restorePointCollections/restorePoints', 'none', computeAnswers],
      ['snapshots', 'region', diskAnswers],
      ['sshPublicKeys', 'region', plainAnswers],
      ['virtualMachines', 'region'],
      ['virtualMachines/extensions', 'region'],
    ],
  },
  'Microsoft.ContainerRegistry': { versions: ['2023-07-01'], rows: [['registries', 'region']] },
  'Microsoft.ContainerService': { versions: ['2023-11-01'], rows: [['managedClusters', 'region']] },
  'Microsoft.DataFactory': { versions: ['2018-06-01'], rows: [['factories', 'region']] },
  'Microsoft.DocumentDB': { versions: ['2023-11-15'], rows: [['databaseAccounts', 'region']] },
  'Microsoft.EventGrid': { versions: ['2022-06-15'], rows: [['topics', 'region']] },
  'Microsoft.EventHub': { versions: ['2021-11-01'], rows: [['namespaces', 'region']] },
  'Microsoft.Insights': {
    versions: ['2022-10-01', '2021-05-01-preview', '2020-10-01', '2020-02-02', '2017-04-01'],
    rows: [
      ['activityLogAlerts', 'global'],
      ['autoscaleSettings', 'region'],
      ['components', 'region'],
      ['dataCollectionRules', 'region'],
      ['diagnosticSettings', 'none', alwaysOkAnswers],
      ['scheduledQueryRules', 'region'],
    ],
  },
  'Microsoft.KeyVault': {
    versions: apiVersions.keyVault,
    rows: [
      ['managedHSMs', 'region', hsmAnswers],
      ['managedHSMs/privateEndpointConnections', 'none', vaultConnectionAnswers],
      ['vaults/privateEndpointConnections', 'none', vaultConnectionAnswers],
    ],
  },
  'Microsoft.Logic': { versions: ['2019-05-01'], rows: [['workflows', 'region']] },
  'Microsoft.ManagedIdentity': {
    versions: apiVersions.managedIdentity,
    rows: [['userAssignedIdentities/federatedIdentityCredentials', 'none']],
  },
  'Microsoft.Network': {
    versions: apiVersions.network,
    rows: [
      ['applicationGateways', 'region'],
      ['applicationSecurityGroups', 'region'],
      ['azureFirewalls', 'region'],
      ['bastionHosts', 'region'],
      ['connections', 'region'],
      ['dnsZones', 'global', zoneAnswers, zoneVersions],
      ...recordsOf(
        'dnsZones',
        ['A', 'AAAA', 'CAA', 'CNAME', 'DS', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TLSA', 'TXT'],
        zoneVersions,
      ),
      ['firewallPolicies', 'region'],
      ['localNetworkGateways', 'region'],
      ['natGateways', 'region'],
      ['networkInterfaces', 'region'],
      ['networkWatchers', 'region'],
      ['privateDnsZones', 'global', privateZoneAnswers, privateZoneVersions],
      ...recordsOf(
        'privateDnsZones',
        ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'SOA', 'SRV', 'TXT'],
        privateZoneVersions,
      ),
      ['privateDnsZones/virtualNetworkLinks', 'global', privateZoneAnswers, privateZoneVersions],
      ['privateEndpoints', 'region'],
      ['privateEndpoints/privateDnsZoneGroups', 'none'],
      ['publicIPPrefixes', 'region'],
      ['routeTables', 'region'],
      ['routeTables/routes', 'none'],
      ['trafficmanagerprofiles', 'global', plainAnswers, trafficManagerVersions],
      ['virtualNetworkGateways', 'region'],
      ['virtualNetworks/virtualNetworkPeerings', 'none'],
    ],
  },
  'Microsoft.OperationalInsights': {
    versions: ['2022-10-01', '2021-12-01-preview'],
    rows: [['workspaces', 'region']],
  },
  'Microsoft.RecoveryServices': { versions: ['2023-04-01'], rows: [['vaults', 'region']] },
  'Microsoft.ServiceBus': { versions: ['2021-11-01'], rows: [['namespaces', 'region']] },
  'Microsoft.Sql': {
    versions: ['2021-11-01'],
    rows: [
      ['servers', 'region'],
      ['servers/databases', 'region'],
    ],
  },
  'Microsoft.Storage': {
    versions: apiVersions.storage,
    rows: [
      ['storageAccounts/blobServices/containers/immutabilityPolicies', 'none', immutabilityAnswers],
      ['storageAccounts/encryptionScopes', 'none', plainAnswers],
      ['storageAccounts/fileServices', 'none', alwaysOkAnswers],
      ['storageAccounts/fileServices/shares', 'none', plainAnswers],
      ['storageAccounts/inventoryPolicies', 'none', alwaysOkAnswers],
      ['storageAccounts/localUsers', 'none', alwaysOkAnswers],
      ['storageAccounts/managementPolicies', 'none', alwaysOkAnswers],
      ['storageAccounts/objectReplicationPolicies', 'none', alwaysOkAnswers],
      ['storageAccounts/queueServices', 'none', alwaysOkAnswers],
      ['storageAccounts/tableServices', 'none', alwaysOkAnswers],
    ],
  },
  'Microsoft.Web': {
    versions: ['2022-09-01'],
    rows: [
      ['serverfarms', 'region', alwaysOkAnswers],
      ['sites', 'region', alwaysOkAnswers],
    ],
  },
};

export const keptTypes: readonly KeptType[] = Object.entries(kept).flatMap(
  ([namespace, { versions, rows }]) =>
    rows.map(([name, location, answers, own]) => ({
      type: `${namespace}/${name}`,
      apiVersions: own ?? versions,
      location,
      ...(answers === undefined ? {} : { answers }),
    })),
);
