// The two Azure clouds a gateway can stand in, as data: where they listen, which DNS suffixes they use, and
// which regions they have. ConfigMgr knows no others:
// https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/setup-cloud-management-gateway

export type CloudName = 'AzurePublicCloud' | 'AzureUSGovernmentCloud';

export interface CloudFacts {
  readonly resourceManager: string;
  readonly authority: string;
  readonly suffixes: { readonly cloudApp: string; readonly storage: string; readonly vault: string };
  /** Short name to display name. https://learn.microsoft.com/azure/reliability/regions-list */
  readonly regions: Readonly<Record<string, string>>;
}

export const clouds: Readonly<Record<CloudName, CloudFacts>> = {
  AzurePublicCloud: {
    resourceManager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    suffixes: { cloudApp: 'cloudapp.azure.com', storage: 'core.windows.net', vault: 'vault.azure.net' },
    regions: {
      australiacentral: 'Australia Central',
      australiaeast: 'Australia East',
      australiasoutheast: 'Australia Southeast',
      austriaeast: 'Austria East',
      belgiumcentral: 'Belgium Central',
      brazilsouth: 'Brazil South',
      canadacentral: 'Canada Central',
      canadaeast: 'Canada East',
      centralindia: 'Central India',
      centralus: 'Central US',
      chilecentral: 'Chile Central',
      denmarkeast: 'Denmark East',
      eastasia: 'East Asia',
      eastus: 'East US',
      eastus2: 'East US 2',
      francecentral: 'France Central',
      germanywestcentral: 'Germany West Central',
      indonesiacentral: 'Indonesia Central',
      israelcentral: 'Israel Central',
      italynorth: 'Italy North',
      japaneast: 'Japan East',
      japanwest: 'Japan West',
      koreacentral: 'Korea Central',
      koreasouth: 'Korea South',
      malaysiawest: 'Malaysia West',
      mexicocentral: 'Mexico Central',
      newzealandnorth: 'New Zealand North',
      northcentralus: 'North Central US',
      northeurope: 'North Europe',
      norwayeast: 'Norway East',
      polandcentral: 'Poland Central',
      qatarcentral: 'Qatar Central',
      southafricanorth: 'South Africa North',
      southcentralus: 'South Central US',
      southindia: 'South India',
      southeastasia: 'Southeast Asia',
      spaincentral: 'Spain Central',
      swedencentral: 'Sweden Central',
      switzerlandnorth: 'Switzerland North',
      uaenorth: 'UAE North',
      uksouth: 'UK South',
      ukwest: 'UK West',
      westcentralus: 'West Central US',
      westeurope: 'West Europe',
      westindia: 'West India',
      westus: 'West US',
      westus2: 'West US 2',
      westus3: 'West US 3',
    },
  },
  AzureUSGovernmentCloud: {
    resourceManager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    suffixes: {
      cloudApp: 'cloudapp.usgovcloudapi.net',
      storage: 'core.usgovcloudapi.net',
      vault: 'vault.usgovcloudapi.net',
    },
    regions: {
      usgovarizona: 'US Gov Arizona',
      usgovtexas: 'US Gov Texas',
      usgovvirginia: 'US Gov Virginia',
    },
  },
};

/** `West US 2`, `WestUS2` and `westus2` are one region. */
export function normalizeRegion(region: string): string {
  return region.replaceAll(/[\s-]/g, '').toLowerCase();
}
