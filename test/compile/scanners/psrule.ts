// What PSRule for Azure asks of the types that a gateway is built of.
import type { JsonObject } from '../../../src/base/json.ts';
import { allowed, openGroup, textAt } from './ports.ts';
import { at, beside, each, has, isDiagnostics, listAt, rulesOf, types, type Look, type Row } from './rule.ts';

const profile = 'properties.virtualMachineProfile';

function named(type: string, pattern: RegExp): Look {
  return each(type, (_, { name }) => pattern.test(name.split('/').at(-1) ?? ''));
}

/** Of the rules in order of their priority, the first of a direction. */
function first(group: JsonObject, direction: string): JsonObject {
  const rules = listAt(group, 'properties.securityRules').filter(
    (rule) => textAt(rule, 'direction') === direction,
  );
  const order = (rule: JsonObject): number => Number(at(rule, 'properties.priority'));
  return rules.toSorted((a, b) => order(a) - order(b))[0] ?? {};
}

const denyAll: JsonObject = {
  properties: {
    securityRules: [
      { properties: { direction: 'Inbound', access: 'Deny', priority: 100, sourceAddressPrefix: '*' } },
    ],
  },
};

const rows: readonly (readonly [id: string, asks: string, look: Look])[] = [
  [
    'Azure.Identity.UserAssignedName',
    'names as Azure takes them',
    named(types.identity, /^[A-Za-z0-9][-\w]{2,127}$/),
  ],
  [
    'Azure.KeyVault.AccessPolicy',
    'no access policy gives all, or purging',
    each(types.vault, (vault) => listAt(vault, 'properties.accessPolicies').length === 0, {
      properties: { accessPolicies: [{ permissions: { secrets: ['all'] } }] },
    }),
  ],
  [
    'Azure.KeyVault.Firewall',
    'the firewall of the vault denies by default',
    each(types.vault, has('properties.networkAcls.defaultAction', 'Deny')),
  ],
  ['Azure.KeyVault.Logs', 'what is read of the vault is logged', beside(types.vault, isDiagnostics)],
  [
    'Azure.KeyVault.Name',
    'names as Azure takes them',
    named(types.vault, /^[A-Za-z](?:-?[A-Za-z0-9]){2,23}$/),
  ],
  [
    'Azure.KeyVault.PurgeProtect',
    'a deleted vault cannot be purged',
    each(types.vault, has('properties.enablePurgeProtection', true)),
  ],
  [
    'Azure.KeyVault.RBAC',
    'roles decide who may do what',
    each(types.vault, has('properties.enableRbacAuthorization', true)),
  ],
  ['Azure.KeyVault.SecretName', 'names as Azure takes them', named(types.secret, /^[A-Za-z0-9-]{2,127}$/)],
  [
    'Azure.KeyVault.SoftDelete',
    'a deleted vault can be had back',
    each(types.vault, has('properties.enableSoftDelete', true)),
  ],
  [
    'Azure.LB.AvailabilityZone',
    'a frontend is in all zones, or leaves it to its address',
    each(
      types.balancer,
      (balancer) =>
        listAt(balancer, 'properties.frontendIPConfigurations').every(({ zones = [] }) =>
          ['', '1,2,3'].includes(String(zones)),
        ),
      { properties: { frontendIPConfigurations: [{ name: 'public', zones: ['1'] }] } },
    ),
  ],
  ['Azure.LB.Name', 'names as Azure takes them', named(types.balancer, /^[A-Za-z0-9][-\w.]{0,78}\w$/)],
  [
    'Azure.LB.Probe',
    'a probe of a web port asks for a page other than the root',
    each(
      types.balancer,
      (balancer) =>
        listAt(balancer, 'properties.probes').every(
          (probe) =>
            ![80, 443, 8080].includes(Number(at(probe, 'properties.port'))) ||
            !['', '/'].includes(textAt(probe, 'requestPath')),
        ),
      { properties: { probes: [{ properties: { port: 80, protocol: 'Http', requestPath: '/' } }] } },
    ),
  ],
  [
    'Azure.LB.StandardSKU',
    'the balancer is a standard one',
    each(types.balancer, has('sku.name', 'Standard')),
  ],
  [
    'Azure.NSG.AnyInboundSource',
    'no rule lets in any source',
    each(
      types.securityGroup,
      (group) => allowed(group, 'inbound').every((rule) => textAt(rule, 'sourceAddressPrefix') !== '*'),
      openGroup('443'),
    ),
  ],
  [
    'Azure.NSG.DenyAllInbound',
    'not everything is denied before anything is allowed',
    each(types.securityGroup, (group) => textAt(first(group, 'inbound'), 'access') === 'allow', denyAll),
  ],
  [
    'Azure.NSG.LateralTraversal',
    'an instance cannot reach remote desktops of its network',
    each(types.securityGroup, (group) => {
      const out = first(group, 'outbound');
      const all = textAt(out, 'destinationPortRange') === '*' && textAt(out, 'access') === 'deny';
      return all && ['*', 'virtualnetwork'].includes(textAt(out, 'destinationAddressPrefix'));
    }),
  ],
  ['Azure.NSG.Name', 'names as Azure takes them', named(types.securityGroup, /^[A-Za-z0-9][-\w.]{0,78}\w$/)],
  [
    'Azure.PublicIP.AvailabilityZone',
    'the address is in all zones',
    each(types.address, has('zones', ['1', '2', '3'])),
  ],
  [
    'Azure.PublicIP.DNSLabel',
    'labels as Azure takes them',
    each(
      types.address,
      (address) =>
        /^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(String(at(address, 'properties.dnsSettings.domainNameLabel'))),
      { properties: { dnsSettings: { domainNameLabel: '1-' } } },
    ),
  ],
  ['Azure.PublicIP.Name', 'names as Azure takes them', named(types.address, /^[A-Za-z0-9][-\w.]{0,78}\w$/)],
  [
    'Azure.PublicIP.StandardSKU',
    'the address is a standard one',
    each(types.address, has('sku.name', 'Standard')),
  ],
  [
    'Azure.Storage.BlobAccessType',
    'containers are private',
    each(types.container, has('properties.publicAccess', 'None')),
  ],
  [
    'Azure.Storage.BlobPublicAccess',
    'no container can be made public',
    each(types.storage, has('properties.allowBlobPublicAccess', false)),
  ],
  [
    'Azure.Storage.ContainerSoftDelete',
    'deleted containers can be had back',
    each(types.blobs, has('properties.containerDeleteRetentionPolicy.enabled', true)),
  ],
  [
    'Azure.Storage.DefenderCloud',
    'Defender watches the storage account',
    beside(types.storage, ({ type }) => /^Microsoft\.Security\//i.test(type)),
  ],
  [
    'Azure.Storage.Firewall',
    'the firewall of the storage account denies by default',
    each(types.storage, has('properties.networkAcls.defaultAction', 'Deny')),
  ],
  [
    'Azure.Storage.MinTLS',
    'the storage account takes no less than TLS 1.2',
    each(types.storage, has('properties.minimumTlsVersion', 'TLS1_2')),
  ],
  ['Azure.Storage.Name', 'names as Azure takes them', named(types.storage, /^[a-z0-9]{3,24}$/)],
  [
    'Azure.Storage.SecureTransfer',
    'the storage account answers over HTTPS only',
    each(types.storage, has('properties.supportsHttpsTrafficOnly', true)),
  ],
  [
    'Azure.Storage.SoftDelete',
    'deleted blobs can be had back',
    each(types.blobs, has('properties.deleteRetentionPolicy.enabled', true)),
  ],
  [
    'Azure.Storage.UseReplication',
    'the storage account is copied to another region',
    each(types.storage, (account) => /_(?:RA)?G(?:Z)?RS$/.test(String(at(account, 'sku.name')))),
  ],
  [
    'Azure.VMSS.AMA',
    'the monitoring agent runs on the instances',
    each(types.scaleSet, (set) =>
      listAt(set, `${profile}.extensionProfile.extensions`).some((extension) =>
        /^AzureMonitor(?:Windows|Linux)Agent$/.test(String(at(extension, 'properties.type'))),
      ),
    ),
  ],
  [
    'Azure.VMSS.AutoInstanceRepairs',
    'instances that look unwell are replaced',
    each(types.scaleSet, has('properties.automaticRepairsPolicy.enabled', true)),
  ],
  [
    'Azure.VMSS.ComputerName',
    'names as Windows takes them',
    each(
      types.scaleSet,
      (set) =>
        /^[A-Za-z][A-Za-z0-9-]{0,14}$/.test(String(at(set, `${profile}.osProfile.computerNamePrefix`))),
      { properties: { virtualMachineProfile: { osProfile: { computerNamePrefix: '123' } } } },
    ),
  ],
  ['Azure.VMSS.Name', 'names as Azure takes them', named(types.scaleSet, /^[A-Za-z0-9][-\w.]{0,62}\w$/)],
  [
    'Azure.VMSS.ScriptExtensions',
    'commands are in settings that nobody reads back',
    each(
      types.scaleSet,
      (set) =>
        listAt(set, `${profile}.extensionProfile.extensions`).every(
          (extension) => at(extension, 'properties.settings.commandToExecute') === undefined,
        ),
      {
        properties: {
          virtualMachineProfile: {
            extensionProfile: { extensions: [{ properties: { settings: { commandToExecute: 'run' } } }] },
          },
        },
      },
    ),
  ],
  [
    'Azure.VNET.LocalDNS',
    'the network asks no name server elsewhere',
    each(types.network, (network) => at(network, 'properties.dhcpOptions') === undefined, {
      properties: { dhcpOptions: { dnsServers: ['192.0.2.1'] } },
    }),
  ],
  ['Azure.VNET.Name', 'names as Azure takes them', named(types.network, /^[A-Za-z0-9][-\w.]{0,62}\w$/)],
  [
    'Azure.VNET.SubnetName',
    'names as Azure takes them',
    each(
      types.network,
      (network) =>
        listAt(network, 'properties.subnets').every(({ name }) =>
          /^[A-Za-z0-9][-\w.]{0,78}\w$/.test(String(name)),
        ),
      { properties: { subnets: [{ name: '-' }] } },
    ),
  ],
  [
    'Azure.VNET.UseNSGs',
    'every subnet has a security group',
    each(
      types.network,
      (network) =>
        listAt(network, 'properties.subnets').every(
          (subnet) => at(subnet, 'properties.networkSecurityGroup.id') !== undefined,
        ),
      { properties: { subnets: [{ name: 'gateway', properties: {} }] } },
    ),
  ],
];

export const psrule = rulesOf(
  'PSRule',
  'https://azure.github.io/PSRule.Rules.Azure/en/rules/',
  rows.map(([id, asks, look]): Row => ({ id, file: id, asks, look })),
);
