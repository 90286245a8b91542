// What counts as equal, and what a difference costs, as data. The reasons are in RULES.md beside this file; a
// property that has no row is compared as it stands and disturbs nobody.
import type { Disruption } from './plan.ts';

export type Equality =
  /** Compared as it stands. */
  | 'exact'
  /** Azure answers in another case than it was given. */
  | 'ignore-case'
  /** Sent and never answered: passwords, protected settings, modes of creation. */
  | 'write-only'
  /** A list of which ours must be part; what others added to it does no harm. */
  | 'includes';

export interface PropertyRule {
  readonly path: string;
  readonly equality?: Equality;
  readonly disruption?: Disruption;
  /** Cannot be changed in place, and why. */
  readonly replace?: string;
  /** An array whose members are ours alone: what somebody added to it is a change. */
  readonly owned?: true;
  readonly label?: string;
  /** What a number counts, for people. */
  readonly unit?: 'bytes';
}

export interface TypeRules {
  /** What people call it. */
  readonly label: string;
  /** What any change of it costs where no property says more. */
  readonly disruption: Disruption;
  readonly properties: readonly PropertyRule[];
}

const profile = 'properties.virtualMachineProfile';
const lb = 'properties';

export const typeRules: Readonly<Record<string, TypeRules>> = {
  'Microsoft.Resources/resourceGroups': {
    label: 'resource group',
    disruption: 'none',
    properties: [],
  },
  'Microsoft.ManagedIdentity/userAssignedIdentities': {
    label: 'identity',
    disruption: 'none',
    properties: [],
  },
  'Microsoft.Network/networkSecurityGroups': {
    label: 'security group',
    disruption: 'none',
    properties: [
      { path: 'properties.securityRules', owned: true, label: 'rule' },
      { path: 'properties.securityRules.*.properties.protocol', equality: 'ignore-case' },
    ],
  },
  'Microsoft.Network/virtualNetworks': {
    label: 'network',
    disruption: 'none',
    properties: [
      {
        path: 'properties.addressSpace.addressPrefixes',
        equality: 'includes',
        replace: 'the subnet is in use',
        label: 'address space',
        disruption: 'outage',
      },
      {
        path: 'properties.subnets.*.properties.addressPrefix',
        label: 'subnet',
        replace: 'the subnet is in use',
        disruption: 'outage',
      },
    ],
  },
  'Microsoft.Network/publicIPAddresses': {
    label: 'public IP',
    disruption: 'none',
    properties: [
      { path: 'properties.dnsSettings.domainNameLabel', disruption: 'outage', label: 'DNS label' },
      { path: 'sku.name', replace: 'the SKU of an address is for life', disruption: 'outage' },
    ],
  },
  'Microsoft.Network/loadBalancers': {
    label: 'load balancer',
    disruption: 'none',
    properties: [
      { path: `${lb}.frontendIPConfigurations`, owned: true, disruption: 'outage', label: 'frontend' },
      { path: `${lb}.backendAddressPools`, owned: true, disruption: 'outage', label: 'pool' },
      { path: `${lb}.probes`, owned: true, label: 'probe' },
      { path: `${lb}.loadBalancingRules`, owned: true, disruption: 'outage', label: 'rule' },
      { path: `${lb}.inboundNatRules`, owned: true, disruption: 'outage', label: 'channel' },
      { path: `${lb}.outboundRules`, owned: true, label: 'outbound rule' },
      { path: 'sku.name', replace: 'the SKU of a load balancer is for life', disruption: 'outage' },
    ],
  },
  'Microsoft.KeyVault/vaults': {
    label: 'vault',
    disruption: 'none',
    properties: [
      { path: 'properties.sku.family', equality: 'ignore-case' },
      { path: 'properties.sku.name', equality: 'ignore-case' },
      { path: 'properties.networkAcls.bypass', equality: 'ignore-case' },
      { path: 'properties.networkAcls.defaultAction', equality: 'ignore-case' },
      { path: 'properties.networkAcls.virtualNetworkRules', owned: true },
      {
        path: 'properties.networkAcls.virtualNetworkRules.*.ignoreMissingVnetServiceEndpoint',
        equality: 'write-only',
      },
      { path: 'properties.networkAcls.ipRules', owned: true },
      { path: 'properties.enablePurgeProtection', label: 'purge protection' },
    ],
  },
  'Microsoft.KeyVault/vaults/secrets': {
    label: 'secret',
    disruption: 'none',
    properties: [
      { path: 'properties.value', equality: 'write-only' },
      // Follows from the certificate, whose mark is compared.
      { path: 'properties.attributes.exp', equality: 'write-only' },
      { path: 'tags.cmg-certificate', label: 'certificate' },
    ],
  },
  'Microsoft.Authorization/roleAssignments': {
    label: 'role',
    disruption: 'none',
    properties: [{ path: 'properties.principalId', label: 'identity' }],
  },
  'Microsoft.Storage/storageAccounts': {
    label: 'storage',
    disruption: 'none',
    properties: [
      { path: 'kind', replace: 'an account keeps its kind', disruption: 'outage' },
      {
        path: 'properties.encryption.requireInfrastructureEncryption',
        replace: 'an account keeps the encryption it was made with',
        disruption: 'outage',
        label: 'second encryption',
      },
      { path: 'properties.publicNetworkAccess', label: 'public access' },
      { path: 'properties.networkAcls.defaultAction', label: 'firewall' },
      { path: 'properties.networkAcls.bypass', equality: 'ignore-case' },
      { path: 'properties.networkAcls.virtualNetworkRules', owned: true },
      { path: 'properties.networkAcls.ipRules', owned: true },
    ],
  },
  'Microsoft.Storage/storageAccounts/blobServices': {
    label: 'blob service',
    disruption: 'none',
    properties: [],
  },
  'Microsoft.Storage/storageAccounts/blobServices/containers': {
    label: 'container',
    disruption: 'none',
    properties: [],
  },
  'Microsoft.Insights/actionGroups': {
    label: 'action group',
    disruption: 'none',
    properties: [{ path: 'properties.emailReceivers', owned: true, label: 'mail' }],
  },
  'Microsoft.Insights/metricAlerts': {
    label: 'alert',
    disruption: 'none',
    properties: [
      { path: 'properties.criteria.allOf.*.threshold', label: 'threshold', unit: 'bytes' },
      { path: 'properties.actions', label: 'told to' },
    ],
  },
  'Microsoft.Authorization/locks': {
    label: 'lock',
    disruption: 'none',
    properties: [],
  },
  'Microsoft.Compute/virtualMachineScaleSets': {
    label: 'scale set',
    disruption: 'none',
    properties: [
      { path: 'sku.name', disruption: 'rolling', label: 'vm size' },
      { path: 'sku.capacity', disruption: 'none', label: 'instances' },
      {
        path: 'properties.orchestrationMode',
        replace: 'a scale set keeps its orchestration mode',
        disruption: 'outage',
      },
      { path: `${profile}.osProfile.adminPassword`, equality: 'write-only' },
      {
        path: `${profile}.osProfile.adminUsername`,
        replace: 'instances keep their administrator',
        disruption: 'outage',
      },
      { path: `${profile}.userData`, equality: 'write-only' },
      // With another script, the extension runs anew.
      { path: 'tags.cmg-bootstrap', disruption: 'rolling', label: 'bootstrap' },
      {
        path: `${profile}.osProfile.computerNamePrefix`,
        replace: 'instances keep their names',
        disruption: 'outage',
      },
      { path: `${profile}.storageProfile.imageReference`, disruption: 'reimage', label: 'image' },
      { path: `${profile}.storageProfile.osDisk`, disruption: 'reimage', label: 'disk' },
      { path: `${profile}.networkProfile`, disruption: 'rolling', label: 'network' },
      {
        path: `${profile}.extensionProfile.extensions`,
        owned: true,
        disruption: 'rolling',
        label: 'extension',
      },
      {
        path: `${profile}.extensionProfile.extensions.*.properties.protectedSettings`,
        equality: 'write-only',
      },
      { path: `${profile}.extensionProfile.extensions.*.properties.settings.timestamp`, label: 'bootstrap' },
      { path: `${profile}.extensionProfile.extensions.*.properties.forceUpdateTag`, equality: 'write-only' },
    ],
  },
};

const unknownType: TypeRules = { label: 'resource', disruption: 'none', properties: [] };

export function rulesFor(type: string): TypeRules {
  return typeRules[type] ?? unknownType;
}

/** The row that says most about a path: the exact one, or the nearest above it. */
export function ruleFor(type: string, path: string): PropertyRule | undefined {
  const matching = rulesFor(type).properties.filter((rule) => covers(rule.path, path));
  return matching.toSorted((a, b) => b.path.split('.').length - a.path.split('.').length)[0];
}

/** What a change of this path costs: as the nearest row says that says anything of it. */
export function disruptionAt(type: string, path: string): Disruption {
  const rules = rulesFor(type).properties.filter(
    (rule) => covers(rule.path, path) && rule.disruption !== undefined,
  );
  const nearest = rules.toSorted((a, b) => b.path.split('.').length - a.path.split('.').length)[0];
  return nearest?.disruption ?? rulesFor(type).disruption;
}

/** The row for exactly this path; what it says of equality and ownership does not reach below. */
export function ruleAt(type: string, path: string): PropertyRule | undefined {
  return rulesFor(type).properties.find((rule) => matches(rule.path.split('.'), path.split('.')));
}

const rank: readonly Disruption[] = ['none', 'restart', 'rolling', 'reimage', 'outage'];

export function worst(disruptions: readonly Disruption[]): Disruption {
  return disruptions.reduce((a, b) => (rank.indexOf(b) > rank.indexOf(a) ? b : a), 'none');
}

function covers(pattern: string, path: string): boolean {
  const wanted = pattern.split('.');
  return matches(wanted, path.split('.').slice(0, wanted.length));
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length && pattern.every((step, index) => step === '*' || step === path[index])
  );
}
