// The part of the session of Azure CLI that concerns networks, security groups, addresses and load balancers.

/** What Debian's hybrid profile cannot do for want of modules of its own, so that it is left to the other way. */
const notHybrid =
  /^network (?:list-usages|nsg rule show|public-ip (?:show|delete)|lb (?:show|delete)|.* update )/;

export function networkSteps(group, way = 'shim') {
  const at = `-g ${group}`;
  const lb = `${at} --lb-name doors`;
  const steps = [
    [`group create -n ${group} -l westus2`],
    [`network nsg create ${at} -n guard`, { json: { 'NewNSG.provisioningState': 'Succeeded' } }],
    [
      `network nsg rule create ${at} --nsg-name guard -n https --priority 100 --protocol Tcp --destination-port-ranges 443 --source-address-prefixes Internet`,
      { json: { access: 'Allow', destinationPortRange: '443' } },
    ],
    [`network nsg rule list ${at} --nsg-name guard`, { json: { length: 1 } }],
    [`network nsg rule list ${at} --nsg-name guard --include-default`, { json: { length: 7 } }],
    [`network nsg rule show ${at} --nsg-name guard -n https`, { json: { priority: 100 } }],
    [`network nsg rule update ${at} --nsg-name guard -n https --priority 120`, { json: { priority: 120 } }],
    [`network nsg show ${at} -n guard`, { json: { 'securityRules.0.name': 'https' } }],
    [`network nsg update ${at} -n guard --set tags.a=b`, { json: { 'tags.a': 'b' } }],
    [`network nsg list ${at}`, { json: { length: 1 } }],
    [
      `network vnet create ${at} -n hall --address-prefixes 10.0.0.0/16 --subnet-name web --subnet-prefixes 10.0.0.0/24`,
      { json: { 'newVNet.subnets.0.addressPrefix': '10.0.0.0/24' } },
    ],
    [`network vnet show ${at} -n hall`, { json: { 'subnets.length': 1 } }],
    [`network vnet list ${at}`, { json: { length: 1 } }],
    [
      `network vnet update ${at} -n hall --address-prefixes 10.0.0.0/16 10.1.0.0/16`,
      { json: { 'addressSpace.addressPrefixes.1': '10.1.0.0/16' } },
    ],
    [
      `network vnet subnet create ${at} --vnet-name hall -n data --address-prefixes 10.0.1.0/24 --network-security-group guard --service-endpoints Microsoft.KeyVault`,
      { json: { 'serviceEndpoints.0.service': 'Microsoft.KeyVault' } },
    ],
    [`network vnet subnet show ${at} --vnet-name hall -n data`, { json: { addressPrefix: '10.0.1.0/24' } }],
    [`network vnet subnet list ${at} --vnet-name hall`, { json: { length: 2 } }],
    [
      `network vnet subnet update ${at} --vnet-name hall -n data --service-endpoints Microsoft.Storage`,
      { json: { 'serviceEndpoints.0.service': 'Microsoft.Storage' } },
    ],
    [
      `network vnet subnet create ${at} --vnet-name hall -n twice --address-prefixes 10.0.1.0/25`,
      { exit: 1, says: 'NetcfgSubnetRangesOverlap' },
    ],
    [`network nsg delete ${at} -n guard`, { exit: 1, says: 'InUseNetworkSecurityGroupCannotBeDeleted' }],
    [
      `network public-ip create ${at} -n front --sku Standard --allocation-method Static --dns-name ${group}one`,
      { json: { 'publicIp.dnsSettings.fqdn': `${group}one.westus2.cloudapp.azure.com` } },
    ],
    [`network public-ip show ${at} -n front`, { json: { 'sku.name': 'Standard' } }],
    [`network public-ip update ${at} -n front --idle-timeout 10`, { json: { idleTimeoutInMinutes: 10 } }],
    [`network public-ip list ${at}`, { json: { length: 1 } }],
    [
      `network lb create ${at} -n doors --sku Standard --public-ip-address front --frontend-ip-name street --backend-pool-name rooms`,
      { json: { 'loadBalancer.provisioningState': 'Succeeded' } },
    ],
    [`network lb show ${at} -n doors`, { json: { 'frontendIPConfigurations.0.name': 'street' } }],
    [`network lb list ${at}`, { json: { length: 1 } }],
    [`network lb probe create ${lb} -n alive --protocol Tcp --port 443`, { json: { port: 443 } }],
    [`network lb probe list ${lb}`, { json: { length: 1 } }],
    [
      `network lb rule create ${lb} -n https --protocol Tcp --frontend-port 443 --backend-port 443 --frontend-ip-name street --backend-pool-name rooms --probe-name alive --disable-outbound-snat true`,
      { json: { frontendPort: 443 } },
    ],
    [`network lb rule show ${lb} -n https`, { json: { disableOutboundSnat: true } }],
    [`network lb rule update ${lb} -n https --idle-timeout 15`, { json: { idleTimeoutInMinutes: 15 } }],
    [`network lb rule list ${lb}`, { json: { length: 1 } }],
    [
      `network lb inbound-nat-rule create ${lb} -n desk --protocol Tcp --frontend-port 5000 --backend-port 22 --frontend-ip-name street`,
      { json: { frontendPort: 5000 } },
    ],
    [`network lb inbound-nat-rule list ${lb}`, { json: { length: 1 } }],
    [
      `network lb outbound-rule create ${lb} -n out --protocol All --frontend-ip-configs street --address-pool rooms`,
      { json: { protocol: 'All' } },
    ],
    [`network lb outbound-rule list ${lb}`, { json: { length: 1 } }],
    [`network lb frontend-ip show ${lb} -n street`, { json: { name: 'street' } }],
    [`network lb frontend-ip list ${lb}`, { json: { length: 1 } }],
    [`network public-ip delete ${at} -n front`, { exit: 1, says: 'PublicIPAddressCannotBeDeleted' }],
    [`network lb delete ${at} -n doors`],
    [`network public-ip delete ${at} -n front`],
    ['network list-usages -l westus2', { says: 'PublicIPAddresses' }],
    [`network vnet subnet delete ${at} --vnet-name hall -n data`],
    [`network nsg rule delete ${at} --nsg-name guard -n https`],
    [`network nsg delete ${at} -n guard`],
    [`network vnet delete ${at} -n hall`],
    [`group delete -n ${group} -y`],
  ];
  return way === 'hybrid' ? steps.filter(([line]) => !notHybrid.test(line)) : steps;
}
