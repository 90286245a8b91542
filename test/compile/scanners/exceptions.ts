// What scanners ask and a gateway does not do: which rules, of what, and why. The page for security reviewers shows
// this table; a rule that holds after all may not stand in it.

export interface Exception {
  readonly what: string;
  readonly rules: readonly string[];
  /** What breaks them: resources, or types. */
  readonly on: readonly string[];
  readonly why: string;
}

export const exceptions: readonly Exception[] = [
  {
    what: 'The gateway answers the Internet',
    rules: ['AZU-0047'],
    on: ['granitefalls-nsg'],
    why: 'That is what it is for: clients and connection points come from addresses that nobody knows beforehand. Open are 443, 8443 and 10124 to 10139, over TCP; nothing else.',
  },
  {
    what: 'The storage account has a public endpoint, and its firewall allows',
    rules: [
      'CKV_AZURE_35',
      'CKV_AZURE_59',
      'AZU-0012',
      'Azure.Storage.Firewall',
      'default_azure_storage_account_network_access_is_too_permissive',
      'storage_account_allows_network_default_access',
    ],
    on: ['granitefalls'],
    why: 'Clients on the Internet fetch content straight from it, each with a link that is good for a day. Without content (`content.enabled: false`) it denies, and without a payload too it has no public endpoint.',
  },
  {
    what: 'The vault has a public endpoint',
    rules: ['CKV_AZURE_189'],
    on: ['granitefalls'],
    why: 'Its firewall denies all but the subnet of the gateway and trusted services of Azure, which carry out deployments. A private endpoint would cut those off, and the support of Microsoft refuses a gateway with nothing else.',
  },
  {
    what: 'A vault can be purged once it is deleted, without `protect`',
    rules: [
      'CKV_AZURE_42',
      'CKV_AZURE_110',
      'AZU-0016',
      'Azure.KeyVault.PurgeProtect',
      'key_vault_not_recoverable',
    ],
    on: ['granitefalls, without protect'],
    why: 'Purge protection is for ever, and keeps the name of a deleted vault from everybody for 90 days. A gateway that is built for days must leave its name free. `protect: true` turns it on.',
  },
  {
    what: "The administrator's password has no end",
    rules: ['CKV_AZURE_41', 'AZU-0017', 'secret_without_expiration_date'],
    on: ['granitefalls/admin-password'],
    why: 'Nobody signs in with it, and no port for that is open. Azure reads it again for each instance that it builds, for as long as the gateway stands; a date would promise a rotation that nobody makes.',
  },
  {
    what: 'The storage account is in one region only',
    rules: ['CKV_AZURE_206', 'AZU-0058', 'Azure.Storage.UseReplication'],
    on: ['granitefalls'],
    why: 'What it holds is a copy of what the site has, and the gateway that serves it is in one region too.',
  },
  {
    what: 'The storage account is encrypted with keys of Azure',
    rules: ['AZU-0060'],
    on: ['granitefalls'],
    why: 'It is encrypted twice. A key of your own would be one more thing whose loss stops the gateway, for content that every client gets.',
  },
  {
    what: 'Requests to storage and vault are not logged by the template',
    rules: ['AZU-0057', 'Azure.KeyVault.Logs'],
    on: ['granitefalls'],
    why: 'Logs belong in a workspace that outlives the gateway and is not its own. Azure Policy sends them there, for this and every other vault and account.',
  },
  {
    what: 'No monitoring agent on the instances',
    rules: ['Azure.VMSS.AMA'],
    on: ['granitefalls'],
    why: 'It needs the same workspace, and rules of what to collect; Azure Policy installs both.',
  },
  {
    what: 'Defender for Storage is not turned on',
    rules: ['Azure.Storage.DefenderCloud'],
    on: ['granitefalls'],
    why: 'It is bought for a subscription, not for a gateway.',
  },
  {
    what: 'Hosts do not encrypt caches and temporary disks',
    rules: ['CKV_AZURE_97'],
    on: ['granitefalls'],
    why: 'A subscription has to be registered for it first, and not every size of a gateway is known to have it: a deploy would fail. Disks are encrypted at rest, as all of Azure are.',
  },
  {
    what: 'No availability zones',
    rules: ['Azure.PublicIP.AvailabilityZone'],
    on: ['granitefalls'],
    why: "ConfigMgr builds its own gateways without: at an address that has zones, the site's maintenance task fails.",
  },
  {
    what: 'The balancer asks whether 443 answers, and for no page',
    rules: ['Azure.LB.Probe'],
    on: ['granitefalls-lb'],
    why: 'The program behind it comes from the site and has no page for probes that Microsoft documents; it may ask for a certificate of the client.',
  },
  {
    what: 'Instances that look unwell are not replaced by themselves',
    rules: ['Azure.VMSS.AutoInstanceRepairs'],
    on: ['granitefalls'],
    why: 'What is looked at is whether Windows answers. A restart looks unwell as well, and a new instance serves nobody until the site has installed it.',
  },
  {
    what: 'Alerts are asked for in versions of 2018 and 2023',
    rules: ['apiVersions-Should-Be-Recent'],
    on: ['Microsoft.Insights/actionGroups', 'Microsoft.Insights/metricAlerts'],
    why: 'They are the newest that are no previews.',
  },
];

export function exceptionTable(): string {
  return [
    '| what is not done | why | rules |',
    '| --- | --- | --- |',
    ...exceptions.map(
      ({ what, why, rules }) => `| ${what} | ${why} | ${rules.map((rule) => `\`${rule}\``).join(', ')} |`,
    ),
  ].join('\n');
}
