// The rows behind `schema.ts`, by resource type in lower case. Data only; a star is any element or any name. What is
// left out on purpose, since somebody reported it as noise, is listed in BEHAVIOUR.md with its address.

export interface Row {
  readonly readOnly?: readonly string[];
  readonly writeOnly?: readonly string[];
  readonly defaults?: readonly string[];
  readonly assigned?: readonly string[];
  /** The version with which a property came: an older one does not answer it. */
  readonly since?: Readonly<Record<string, string>>;
}

/** What every part of a network resource has of its own: never shown in a part (the documented example). */
function part(at: string, more: readonly string[] = []): readonly string[] {
  return ['id', 'etag', 'type', 'properties.provisioningState', ...more].map((name) => `${at}.*.${name}`);
}

const profile = 'properties.virtualMachineProfile';
const nic = `${profile}.networkProfile.networkInterfaceConfigurations.*.properties`;

export const rows: Readonly<Record<string, Row>> = {
  'microsoft.authorization/policydefinitions': {
    // Recorded.
    defaults: ['properties.mode'],
  },
  'microsoft.authorization/roleassignments': {
    readOnly: [
      'properties.scope',
      'properties.createdOn',
      'properties.updatedOn',
      'properties.createdBy',
      'properties.updatedBy',
    ],
    // https://github.com/Azure/arm-template-whatif/issues/127
    defaults: ['properties.principalType'],
  },
  'microsoft.compute/virtualmachinescalesets': {
    readOnly: ['properties.uniqueId', 'properties.timeCreated', `${profile}.timeCreated`],
    writeOnly: [`${profile}.osProfile.adminPassword`, `${profile}.osProfile.customData`],
    defaults: [
      'sku.tier',
      'properties.doNotRunExtensionsOnOverprovisionedVMs',
      'properties.overprovision',
      'properties.platformFaultDomainCount',
      'properties.singlePlacementGroup',
      `${profile}.osProfile.allowExtensionOperations`,
      `${profile}.osProfile.windowsConfiguration.provisionVMAgent`,
      `${profile}.osProfile.windowsConfiguration.enableAutomaticUpdates`,
      `${profile}.storageProfile.osDisk.caching`,
      `${profile}.storageProfile.osDisk.managedDisk.storageAccountType`,
      `${profile}.storageProfile.osDisk.osType`,
      `${nic}.enableAcceleratedNetworking`,
      `${nic}.enableIPForwarding`,
      `${nic}.ipConfigurations.*.properties.privateIPAddressVersion`,
    ],
  },
  'microsoft.insights/metricalerts': {
    readOnly: ['properties.lastUpdatedTime', 'properties.isMigrated'],
    defaults: ['properties.autoMitigate'],
  },
  'microsoft.insights/actiongroups': {
    readOnly: ['properties.emailReceivers.*.status'],
  },
  'microsoft.keyvault/vaults': {
    readOnly: ['properties.vaultUri', 'properties.hsmPoolResourceId'],
    defaults: ['properties.enabledForDeployment', 'properties.enableSoftDelete'],
  },
  'microsoft.keyvault/vaults/secrets': {
    readOnly: [
      'properties.attributes.created',
      'properties.attributes.updated',
      'properties.secretUri',
      'properties.secretUriWithVersion',
    ],
    defaults: ['properties.attributes.enabled'],
  },
  'microsoft.managedidentity/userassignedidentities': {
    readOnly: ['properties.clientId', 'properties.principalId', 'properties.tenantId'],
  },
  'microsoft.network/loadbalancers': {
    readOnly: [
      'properties.resourceGuid',
      ...part('properties.backendAddressPools', [
        'properties.backendIPConfigurations',
        'properties.inboundNatRules',
        'properties.loadBalancingRules',
        'properties.outboundRules',
      ]),
      ...part('properties.frontendIPConfigurations', [
        'properties.inboundNatPools',
        'properties.inboundNatRules',
        'properties.loadBalancingRules',
        'properties.outboundRules',
      ]),
      ...part('properties.inboundNatPools'),
      ...part('properties.inboundNatRules', ['properties.backendIPConfiguration']),
      ...part('properties.loadBalancingRules'),
      ...part('properties.outboundRules'),
      ...part('properties.probes', ['properties.loadBalancingRules']),
    ],
    defaults: [
      'sku.tier',
      'properties.frontendIPConfigurations.*.properties.privateIPAllocationMethod',
      'properties.inboundNatRules.*.properties.enableFloatingIP',
      'properties.inboundNatRules.*.properties.enableTcpReset',
      'properties.inboundNatRules.*.properties.idleTimeoutInMinutes',
      'properties.loadBalancingRules.*.properties.disableOutboundSnat',
      'properties.loadBalancingRules.*.properties.enableFloatingIP',
      'properties.loadBalancingRules.*.properties.enableTcpReset',
      'properties.loadBalancingRules.*.properties.idleTimeoutInMinutes',
      'properties.loadBalancingRules.*.properties.loadDistribution',
      'properties.outboundRules.*.properties.allocatedOutboundPorts',
      'properties.outboundRules.*.properties.enableTcpReset',
      'properties.outboundRules.*.properties.idleTimeoutInMinutes',
    ],
  },
  'microsoft.network/networksecuritygroups': {
    readOnly: [
      'properties.defaultSecurityRules',
      'properties.flowLogs',
      'properties.networkInterfaces',
      'properties.resourceGuid',
      'properties.subnets',
      ...part('properties.securityRules'),
    ],
  },
  'microsoft.network/publicipaddresses': {
    readOnly: ['properties.resourceGuid', 'properties.ipConfiguration', 'properties.dnsSettings.fqdn'],
    defaults: [
      'sku.tier',
      'properties.idleTimeoutInMinutes',
      'properties.publicIPAddressVersion',
      'properties.publicIPAllocationMethod',
    ],
    // https://github.com/MicrosoftDocs/azure-docs/issues/107531
    assigned: ['properties.ipAddress'],
  },
  'microsoft.network/virtualnetworks': {
    readOnly: [
      'properties.resourceGuid',
      ...part('properties.subnets', [
        'properties.ipConfigurations',
        'properties.privateEndpoints',
        'properties.purpose',
        'properties.serviceEndpoints.*.provisioningState',
      ]),
      ...part('properties.virtualNetworkPeerings'),
    ],
    // The documented example answers it and does not show it.
    defaults: ['properties.enableDdosProtection'],
    since: {
      'properties.subnets.*.properties.privateEndpointNetworkPolicies': '2019-02-01',
      'properties.subnets.*.properties.privateLinkServiceNetworkPolicies': '2019-02-01',
    },
  },
  'microsoft.network/virtualnetworks/subnets': {
    readOnly: [
      'properties.ipConfigurations',
      'properties.privateEndpoints',
      'properties.purpose',
      'properties.serviceEndpoints.*.provisioningState',
    ],
  },
  'microsoft.resources/resourcegroups': {
    readOnly: ['managedBy', 'properties'],
  },
  'microsoft.storage/storageaccounts': {
    // Recorded: none of these is shown, and the defaults below stay as they are.
    readOnly: [
      'sku.tier',
      'properties.creationTime',
      'properties.encryption.services',
      'properties.keyCreationTime',
      'properties.primaryEndpoints',
      'properties.primaryLocation',
      'properties.privateEndpointConnections',
      'properties.secondaryEndpoints',
      'properties.secondaryLocation',
      'properties.statusOfPrimary',
      'properties.statusOfSecondary',
    ],
    defaults: [
      'properties.accessTier',
      'properties.encryption.keySource',
      'properties.networkAcls.bypass',
      'properties.networkAcls.defaultAction',
      'properties.supportsHttpsTrafficOnly',
    ],
    since: {
      'properties.allowBlobPublicAccess': '2019-06-01',
      'properties.allowCrossTenantReplication': '2021-06-01',
      'properties.minimumTlsVersion': '2019-06-01',
    },
  },
  'microsoft.storage/storageaccounts/blobservices': {
    readOnly: ['sku'],
    defaults: ['properties.deleteRetentionPolicy.enabled'],
  },
  'microsoft.storage/storageaccounts/blobservices/containers': {
    readOnly: [
      'properties.deleted',
      'properties.hasImmutabilityPolicy',
      'properties.hasLegalHold',
      'properties.immutabilityPolicy',
      'properties.lastModifiedTime',
      'properties.leaseState',
      'properties.leaseStatus',
      'properties.legalHold',
      'properties.remainingRetentionDays',
    ],
    defaults: ['properties.publicAccess'],
  },
};
