// Network security groups: their default rules, what refers to them, and that they stay while something does.
import { apiVersions } from '../api-versions.ts';
import { attachments } from './attachments.ts';
import { given, objectAt, objectsAt, ordered, textAt } from '../body.ts';
import {
  childrenInOrder,
  idOnly,
  nestedBody,
  newEtag,
  orderOf,
  requireName,
  shownInParent,
  stateIn,
} from './nested.ts';
import { durations } from '../durations.ts';
import { refuse } from '../../fault.ts';
import { networkAnswers } from '../forms.ts';
import { isSame, lastName, locationOf } from '../references.ts';
import { refuseConflicts, ruleProperties, ruleType } from './security-rules.ts';
import type { JsonObject } from '../../../base/json.ts';
import type {
  ChildWrite,
  Removed,
  ResourceType,
  StoredResource,
  World,
  WriteAsk,
  Written,
} from '../provider.ts';

const type = 'Microsoft.Network/networkSecurityGroups';

export const networkSecurityGroups: ResourceType = {
  type,
  apiVersions: apiVersions.network,
  location: 'region',
  answers: networkAnswers,
  provisioningState: 'properties',
  stateWords: { Creating: 'Updating' },
  write: writeGroup,
  view: viewGroup,
  remove: removeGroup,
};

// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
const defaultRules: readonly (readonly [
  name: string,
  description: string,
  from: string,
  to: string,
  allowed: boolean,
  priority: number,
  direction: string,
])[] = [
  [
    'AllowVnetInBound',
    'Allow inbound traffic from all VMs in VNET',
    'VirtualNetwork',
    'VirtualNetwork',
    true,
    65_000,
    'Inbound',
  ],
  [
    'AllowAzureLoadBalancerInBound',
    'Allow inbound traffic from azure load balancer',
    'AzureLoadBalancer',
    '*',
    true,
    65_001,
    'Inbound',
  ],
  ['DenyAllInBound', 'Deny all inbound traffic', '*', '*', false, 65_500, 'Inbound'],
  [
    'AllowVnetOutBound',
    'Allow outbound traffic from all VMs to all VMs in VNET',
    'VirtualNetwork',
    'VirtualNetwork',
    true,
    65_000,
    'Outbound',
  ],
  [
    'AllowInternetOutBound',
    'Allow outbound traffic from all VMs to Internet',
    '*',
    'Internet',
    true,
    65_001,
    'Outbound',
  ],
  ['DenyAllOutBound', 'Deny all outbound traffic', '*', '*', false, 65_500, 'Outbound'],
];

function writeGroup(ask: WriteAsk): Written {
  const { world, existing, id } = ask;
  requireName(lastName(id));
  const sent = objectAt(ask.body, 'properties');
  const etag = newEtag(world);
  const kept = ask.method === 'PATCH' || given(sent, 'securityRules') === undefined;
  const rules = objectsAt(sent, 'securityRules').map((rule) => {
    const ruleId = `${id}/securityRules/${requireName(textAt(rule, 'name'))}`;
    return { id: ruleId, properties: ruleProperties(rule, ruleId) };
  });
  refuseConflicts(rules);
  const written: ChildWrite[] = rules.map((rule) => ({
    id: rule.id,
    type: ruleType,
    body: nestedBody({ ...rule, type: ruleType, etag }),
  }));
  const gone: ChildWrite[] = world
    .children(id, ruleType)
    .filter((child) => !kept && !rules.some((rule) => isSame(rule.id, child.id)))
    .map((child) => ({ id: child.id, removed: true }));
  const body = ordered(['name', 'id', 'etag', 'type', 'location', 'tags', 'properties'], {
    name: lastName(id),
    id,
    etag,
    type,
    location: locationOf(ask),
    tags: given(ask.body, 'tags'),
    properties: { resourceGuid: textAt(existing?.body ?? {}, 'properties', 'resourceGuid') ?? world.guid() },
  });
  return {
    body,
    durationMs: durations.networkSecurityGroup.ms,
    hidden: kept ? (existing?.hidden ?? {}) : orderOf(ruleType, objectsAt(sent, 'securityRules')),
    children: [...written, ...gone],
  };
}

function viewGroup(stored: StoredResource, world: World): JsonObject {
  const rules = childrenInOrder(stored, ruleType, world);
  const { nics, subnets } = usersOf(stored.id, world);
  return {
    ...stored.body,
    properties: {
      ...objectAt(stored.body, 'properties'),
      securityRules: rules.map((rule) => shownInParent(rule.body, stateIn(rule, world))),
      defaultSecurityRules: defaultsOf(stored),
      ...(nics.length === 0 ? {} : { networkInterfaces: nics.map(idOnly) }),
      ...(subnets.length === 0 ? {} : { subnets: subnets.map(idOnly) }),
    },
  };
}

function defaultsOf(stored: StoredResource): readonly JsonObject[] {
  return defaultRules.map(([name, description, from, to, allowed, priority, direction]) =>
    nestedBody({
      id: `${stored.id}/defaultSecurityRules/${name}`,
      type: `${type}/defaultSecurityRules`,
      etag: textAt(stored.body, 'etag') ?? '',
      properties: {
        provisioningState: 'Succeeded',
        description,
        protocol: '*',
        sourcePortRange: '*',
        destinationPortRange: '*',
        sourceAddressPrefix: from,
        destinationAddressPrefix: to,
        access: allowed ? 'Allow' : 'Deny',
        priority,
        direction,
        sourcePortRanges: [],
        destinationPortRanges: [],
        sourceAddressPrefixes: [],
        destinationAddressPrefixes: [],
      },
    }),
  );
}

function usersOf(
  id: string,
  world: World,
): { readonly nics: readonly string[]; readonly subnets: readonly string[] } {
  const subnets = world
    .list('Microsoft.Network/virtualNetworks/subnets')
    .filter(({ body }) => isSame(textAt(body, 'properties', 'networkSecurityGroup', 'id'), id));
  const nics = attachments(world).filter(({ securityGroupId }) => isSame(securityGroupId, id));
  return {
    nics: [...new Set(nics.map(({ interfaceId }) => interfaceId))],
    subnets: subnets.map((subnet) => subnet.id),
  };
}

function removeGroup(stored: StoredResource, world: World): Removed {
  const { nics, subnets } = usersOf(stored.id, world);
  const users = [...nics, ...subnets];
  if (users.length > 0)
    refuse(
      400,
      'InUseNetworkSecurityGroupCannotBeDeleted',
      `Network security group ${stored.id} cannot be deleted because it is in use by the following resources: ${users.join(', ')}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
    );
  return { durationMs: durations.networkRemoval.ms };
}
