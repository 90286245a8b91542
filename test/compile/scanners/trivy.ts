// What trivy asks of the types that a gateway is built of.
import { allowed, isOpen, openGroup, openRules, textAt } from './ports.ts';
import { at, beside, each, has, isDiagnostics, rulesOf, states, types } from './rule.ts';

const acls = 'properties.networkAcls';
/** Old protocols, and data bases. */
const sensitive = [
  20, 21, 23, 25, 53, 110, 135, 139, 143, 161, 389, 636, 993, 995, 1433, 1521, 3306, 5432, 6379,
];

export const trivy = rulesOf(
  'trivy',
  'https://github.com/aquasecurity/trivy-checks/blob/main/checks/cloud/azure/',
  [
    {
      id: 'AZU-0007',
      file: 'storage/no_public_access.rego',
      asks: 'containers are private',
      look: each(types.container, has('properties.publicAccess', 'None')),
    },
    {
      id: 'AZU-0008',
      file: 'storage/enforce_https.rego',
      asks: 'the storage account answers over HTTPS only',
      look: each(types.storage, has('properties.supportsHttpsTrafficOnly', true)),
    },
    {
      id: 'AZU-0010',
      file: 'storage/allow_microsoft_service_bypass.rego',
      asks: "Azure's own services pass the firewall of the storage account",
      look: each(types.storage, has(`${acls}.bypass`, 'AzureServices')),
    },
    {
      id: 'AZU-0011',
      file: 'storage/use_secure_tls_policy.rego',
      asks: 'the storage account takes no less than TLS 1.2',
      look: each(types.storage, has('properties.minimumTlsVersion', 'TLS1_2', 'TLS1_3')),
    },
    {
      id: 'AZU-0012',
      file: 'storage/default_action_deny.rego',
      asks: 'the firewall of the storage account denies by default',
      look: each(types.storage, has(`${acls}.defaultAction`, 'Deny')),
    },
    {
      id: 'AZU-0013',
      file: 'keyvault/specify_network_acl.rego',
      asks: 'the firewall of the vault denies by default',
      look: each(types.vault, has(`${acls}.defaultAction`, 'Deny')),
    },
    {
      id: 'AZU-0015',
      file: 'keyvault/content_type_for_secret.rego',
      asks: 'secrets say what they are',
      look: each(types.secret, states('properties.contentType')),
    },
    {
      id: 'AZU-0016',
      file: 'keyvault/no_purge.rego',
      asks: 'a deleted vault cannot be purged for 7 to 90 days',
      look: each(types.vault, (vault) => {
        const days = Number(at(vault, 'properties.softDeleteRetentionInDays'));
        return at(vault, 'properties.enablePurgeProtection') === true && days >= 7 && days <= 90;
      }),
    },
    {
      id: 'AZU-0017',
      file: 'keyvault/ensure_secret_expiry.rego',
      asks: 'secrets have an end',
      look: each(types.secret, states('properties.attributes.exp')),
    },
    {
      id: 'AZU-0037',
      file: 'compute/no_secrets_in_custom_data.rego',
      asks: 'what an instance is given at its start holds no credentials',
      look: each(
        types.scaleSet,
        (set) => !/AccountKey=|password\s*=|SharedAccessSignature|\bsig=/i.test(startOf(set)),
        {
          properties: {
            virtualMachineProfile: { userData: Buffer.from('AccountKey=abc').toString('base64') },
          },
        },
      ),
    },
    {
      id: 'AZU-0047',
      file: 'network/no_public_ingress.rego',
      asks: 'nothing is open to every address',
      look: each(types.securityGroup, (group) => openRules(group).length === 0, openGroup('443')),
    },
    ...(
      [
        ['AZU-0048', 'network/disable_rdp_from_internet.rego', 3389],
        ['AZU-0050', 'network/ssh_blocked_from_internet.rego', 22],
      ] as const
    ).map(([id, source, port]) => ({
      id,
      file: source,
      asks: `the Internet does not reach port ${port}`,
      look: each(types.securityGroup, (group) => !isOpen(group, port), openGroup(String(port))),
    })),
    {
      id: 'AZU-0051',
      file: 'network/no_public_egress.rego',
      asks: 'no rule of its own lets traffic out to every address',
      look: each(
        types.securityGroup,
        (group) =>
          allowed(group, 'outbound').every(
            (rule) => !['*', '0.0.0.0/0', 'internet'].includes(textAt(rule, 'destinationAddressPrefix')),
          ),
        {
          properties: {
            securityRules: [
              { properties: { direction: 'Outbound', access: 'Allow', destinationAddressPrefix: '*' } },
            ],
          },
        },
      ),
    },
    {
      id: 'AZU-0056',
      file: 'storage/blobs_soft_deletion_enabled.rego',
      asks: 'deleted blobs can be had back',
      look: each(types.blobs, (blobs) => Number(at(blobs, 'properties.deleteRetentionPolicy.days')) > 0),
    },
    {
      id: 'AZU-0057',
      file: 'storage/storage_account_logging_enabled.rego',
      asks: 'requests to the storage account are logged',
      look: beside(types.storage, isDiagnostics),
    },
    {
      id: 'AZU-0058',
      file: 'storage/enable_geo_redundant_backups.rego',
      asks: 'the storage account is copied to another region',
      look: each(types.storage, (account) => /_(?:RA)?G(?:Z)?RS$/.test(String(at(account, 'sku.name')))),
    },
    {
      id: 'AZU-0060',
      file: 'storage/blob_container_cmk_encrypted.rego',
      asks: 'the storage account is encrypted with a key of its owner',
      look: each(types.storage, has('properties.encryption.keySource', 'Microsoft.Keyvault')),
    },
    {
      id: 'AZU-0061',
      file: 'storage/infrastructure_encryption_enabled.rego',
      asks: 'the storage account is encrypted twice',
      look: each(types.storage, has('properties.encryption.requireInfrastructureEncryption', true)),
    },
    {
      id: 'AZU-0074',
      file: 'network/sensitive_port_exposed_to_network.rego',
      asks: 'the Internet reaches no port of an old protocol or a data base',
      look: each(
        types.securityGroup,
        (group) => sensitive.every((port) => !isOpen(group, port)),
        openGroup('1433'),
      ),
    },
  ],
);

function startOf(set: Parameters<typeof at>[0]): string {
  const data = at(set, 'properties.virtualMachineProfile.userData');
  return Buffer.from(typeof data === 'string' ? data : '', 'base64').toString('utf8');
}
