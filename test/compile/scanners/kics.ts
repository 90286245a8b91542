// What KICS asks of the types that a gateway is built of, and of templates. Its rules go by the names of folders.
import { isJsonObject } from '../../../src/base/json.ts';
import { isOpen, openGroup } from './ports.ts';
import { at, each, has, rulesOf, states, types, whole, type Look, type Row } from './rule.ts';

const rows: readonly (readonly [id: string, asks: string, look: Look])[] = [
  [
    'default_azure_storage_account_network_access_is_too_permissive',
    'the storage account has no public endpoint, and denies by default',
    each(
      types.storage,
      (account) =>
        at(account, 'properties.publicNetworkAccess') === 'Disabled' &&
        at(account, 'properties.networkAcls.defaultAction') === 'Deny',
    ),
  ],
  [
    'hardcoded_securestring_parameter_default_value',
    'secure parameters have no default',
    whole(
      (template) =>
        Object.entries(at(template, 'parameters') ?? {}).flatMap(([name, declared]) =>
          isJsonObject(declared) &&
          /^secure/i.test(String(declared['type'])) &&
          ![undefined, ''].includes(declared['defaultValue'] as string | undefined)
            ? [name]
            : [],
        ),
      { parameters: { adminPassword: { type: 'secureString', defaultValue: 'P@ssw0rd' } } },
    ),
  ],
  [
    'key_vault_not_recoverable',
    'a deleted vault can be had back and not be purged',
    each(
      types.vault,
      (vault) =>
        at(vault, 'properties.enableSoftDelete') === true &&
        at(vault, 'properties.enablePurgeProtection') === true,
    ),
  ],
  ...(
    [
      ['network_security_group_with_unrestricted_access_to_rdp', 3389],
      ['network_security_group_with_unrestricted_access_to_ssh', 22],
    ] as const
  ).map(
    ([id, port]) =>
      [
        id,
        `the Internet does not reach port ${port}`,
        each(types.securityGroup, (group) => !isOpen(group, port), openGroup(String(port))),
      ] as const,
  ),
  [
    'secret_without_expiration_date',
    'secrets have an end',
    each(types.secret, states('properties.attributes.exp')),
  ],
  [
    'storage_account_allows_network_default_access',
    'the firewall of the storage account denies by default',
    each(types.storage, has('properties.networkAcls.defaultAction', 'Deny')),
  ],
  [
    'storage_account_allows_unsecure_transfer',
    'the storage account answers over HTTPS only',
    each(types.storage, has('properties.supportsHttpsTrafficOnly', true)),
  ],
  [
    'storage_blob_service_container_with_public_access',
    'containers are private',
    each(types.container, has('properties.publicAccess', 'None')),
  ],
  [
    'trusted_microsoft_services_not_enabled',
    "Azure's own services pass the firewall of the storage account",
    each(types.storage, has('properties.networkAcls.bypass', 'AzureServices')),
  ],
];

export const kics = rulesOf(
  'KICS',
  'https://github.com/Checkmarx/kics/tree/master/assets/queries/azureResourceManager/',
  rows.map(([id, asks, look]): Row => ({ id, file: id, asks, look })),
);
