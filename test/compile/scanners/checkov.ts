// What checkov asks of the types that a gateway is built of.
import { isOpen, openGroup, openRules } from './ports.ts';
import { at, each, has, listAt, rulesOf, states, types } from './rule.ts';

const purge = 'properties.enablePurgeProtection';
const acls = 'properties.networkAcls';

export const checkov = rulesOf(
  'checkov',
  'https://github.com/bridgecrewio/checkov/blob/main/checkov/arm/checks/resource/',
  [
    {
      id: 'CKV_AZURE_3',
      file: 'StorageAccountsTransportEncryption.py',
      asks: 'the storage account answers over HTTPS only',
      look: each(types.storage, has('properties.supportsHttpsTrafficOnly', true)),
    },
    ...(
      [
        ['CKV_AZURE_9', 'NSGRuleRDPAccessRestricted.py', 3389],
        ['CKV_AZURE_10', 'NSGRuleSSHAccessRestricted.py', 22],
        ['CKV_AZURE_160', 'NSGRuleHTTPAccessRestricted.py', 80],
      ] as const
    ).map(([id, source, port]) => ({
      id,
      file: source,
      asks: `the Internet does not reach port ${port}`,
      look: each(types.securityGroup, (group) => !isOpen(group, port), openGroup(String(port))),
    })),
    {
      id: 'CKV_AZURE_77',
      file: 'NSGRuleUDPAccessRestricted.py',
      asks: 'nothing is open to the Internet over UDP',
      look: each(
        types.securityGroup,
        (group) => openRules(group, 'udp').length === 0,
        openGroup('53', 'Udp'),
      ),
    },
    {
      id: 'CKV_AZURE_34',
      file: 'StorageBlobServiceContainerPrivateAccess.py',
      asks: 'containers are private',
      look: each(types.container, has('properties.publicAccess', 'None')),
    },
    {
      id: 'CKV_AZURE_35',
      file: 'StorageAccountDefaultNetworkAccessDeny.py',
      asks: 'the firewall of the storage account denies by default',
      look: each(types.storage, has(`${acls}.defaultAction`, 'Deny')),
    },
    {
      id: 'CKV_AZURE_36',
      file: 'StorageAccountAzureServicesAccessEnabled.py',
      asks: "Azure's own services pass the firewall of the storage account",
      look: each(types.storage, has(`${acls}.bypass`, 'AzureServices')),
    },
    {
      id: 'CKV_AZURE_41',
      file: 'SecretExpirationDate.py',
      asks: 'secrets have an end',
      look: each(types.secret, states('properties.attributes.exp')),
    },
    {
      id: 'CKV_AZURE_42',
      file: 'KeyvaultRecoveryEnabled.py',
      asks: 'a deleted vault can be had back and not be purged',
      look: each(
        types.vault,
        (vault) => at(vault, 'properties.enableSoftDelete') === true && at(vault, purge) === true,
      ),
    },
    {
      id: 'CKV_AZURE_43',
      file: 'StorageAccountName.py',
      asks: 'the name of the storage account follows the rules',
      look: each(types.storage, (_, { name }) => /^[a-z0-9]{3,24}$/.test(name)),
    },
    {
      id: 'CKV_AZURE_44',
      file: 'StorageAccountMinimumTlsVersion.py',
      asks: 'the storage account takes no less than TLS 1.2',
      look: each(types.storage, has('properties.minimumTlsVersion', 'TLS1_2')),
    },
    {
      id: 'CKV_AZURE_59',
      file: 'StorageAccountDisablePublicAccess.py',
      asks: 'the storage account has no public endpoint',
      look: each(types.storage, (account) => at(account, 'properties.publicNetworkAccess') !== 'Enabled', {
        properties: { publicNetworkAccess: 'Enabled' },
      }),
    },
    {
      id: 'CKV_AZURE_95',
      file: 'VMScaleSetsAutoOSImagePatchingEnabled.py',
      asks: 'the scale set is uniform, and an extension of it is kept new by Azure',
      look: each(
        types.scaleSet,
        (set) =>
          at(set, 'properties.orchestrationMode') !== 'Flexible' &&
          listAt(set, 'properties.virtualMachineProfile.extensionProfile.extensions').some(
            (extension) => at(extension, 'properties.enableAutomaticUpgrade') === true,
          ),
      ),
    },
    {
      id: 'CKV_AZURE_97',
      file: 'VMEncryptionAtHostEnabled.py',
      asks: 'the hosts encrypt caches and temporary disks',
      look: each(
        types.scaleSet,
        has('properties.virtualMachineProfile.securityProfile.encryptionAtHost', true),
      ),
    },
    {
      id: 'CKV_AZURE_109',
      file: 'KeyVaultEnablesFirewallRulesSettings.py',
      asks: 'the firewall of the vault denies by default',
      look: each(types.vault, has(`${acls}.defaultAction`, 'Deny')),
    },
    {
      id: 'CKV_AZURE_110',
      file: 'KeyVaultEnablesPurgeProtection.py',
      asks: 'a deleted vault cannot be purged',
      look: each(types.vault, has(purge, true)),
    },
    {
      id: 'CKV_AZURE_111',
      file: 'KeyVaultEnablesSoftDelete.py',
      asks: 'a deleted vault can be had back',
      look: each(types.vault, has('properties.enableSoftDelete', true)),
    },
    {
      id: 'CKV_AZURE_114',
      file: 'SecretContentType.py',
      asks: 'secrets say what they are',
      look: each(types.secret, states('properties.contentType')),
    },
    {
      id: 'CKV_AZURE_183',
      file: 'VnetLocalDNS.py',
      asks: 'the network asks no name server elsewhere',
      look: each(types.network, (network) => at(network, 'properties.dhcpOptions') === undefined, {
        properties: { dhcpOptions: { dnsServers: ['192.0.2.1'] } },
      }),
    },
    {
      id: 'CKV_AZURE_189',
      file: 'KeyVaultDisablesPublicNetworkAccess.py',
      asks: 'the vault has no public endpoint, or names the addresses that may reach it',
      look: each(
        types.vault,
        (vault) =>
          at(vault, 'properties.publicNetworkAccess') === 'Disabled' ||
          listAt(vault, `${acls}.ipRules`).length > 0,
      ),
    },
    {
      id: 'CKV_AZURE_206',
      file: 'StorageAccountsUseReplication.py',
      asks: 'the storage account is copied to another region',
      look: each(types.storage, (account) => /_(?:RA)?G(?:Z)?RS$/.test(String(at(account, 'sku.name')))),
    },
  ],
);
