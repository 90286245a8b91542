// Microsoft.Network: what a gateway's instances stand in and are reached through.
import { backendAddressPools, inboundNatRules } from './load-balancer-children.ts';
import { labelRoute } from './dns-labels.ts';
import { loadBalancers } from './load-balancers.ts';
import { networkSecurityGroups } from './security-groups.ts';
import { publicIPAddresses } from './public-ip-addresses.ts';
import { securityRules } from './security-rules.ts';
import { subnets } from './subnets.ts';
import { serviceRoute, usageRoute } from './usage.ts';
import { virtualNetworks } from './virtual-networks.ts';
import type { Provider } from '../provider.ts';

export const network: Provider = {
  namespace: 'Microsoft.Network',
  registered: true,
  types: [
    networkSecurityGroups,
    securityRules,
    virtualNetworks,
    subnets,
    publicIPAddresses,
    loadBalancers,
    backendAddressPools,
    inboundNatRules,
  ],
  routes: [labelRoute, usageRoute, serviceRoute],
};
