// What the network provider answers about a region: how much of each kind the subscription has and may have, and
// which services a subnet can reach by an endpoint of its own.
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-networking-limits
import { textAt } from '../body.ts';
import { isSame, regionOf } from '../references.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { ProviderRoute, World } from '../provider.ts';

interface Row {
  readonly type: string;
  readonly title: string;
  readonly limit: number;
}

const rows: Readonly<Record<string, Row>> = {
  VirtualNetworks: { type: 'virtualNetworks', title: 'Virtual Networks', limit: 1_000 },
  StaticPublicIPAddresses: { type: 'publicIPAddresses', title: 'Static Public IP Addresses', limit: 1_000 },
  NetworkSecurityGroups: { type: 'networkSecurityGroups', title: 'Network Security Groups', limit: 5_000 },
  PublicIPAddresses: { type: 'publicIPAddresses', title: 'Public IP Addresses', limit: 1_000 },
  NetworkInterfaces: { type: 'networkInterfaces', title: 'Network Interfaces', limit: 65_536 },
  LoadBalancers: { type: 'loadBalancers', title: 'Load Balancers', limit: 1_000 },
  RouteTables: { type: 'routeTables', title: 'Route Tables', limit: 200 },
};

export const usageRoute: ProviderRoute = {
  method: 'GET',
  path: 'locations/{location}/usages',
  handle({ parameters, world }) {
    const region = regionOf(parameters['location'] ?? '');
    return {
      status: 200,
      body: { value: Object.entries(rows).map(([name, row]) => usage(name, row, { region, world })) },
    };
  },
};

interface Place {
  readonly region: string;
  readonly world: World;
}

function usage(value: string, { type, title, limit }: Row, { region, world }: Place): JsonObject {
  const isStatic = value.startsWith('Static');
  const currentValue = world
    .list(`Microsoft.Network/${type}`)
    .filter(({ body }) => isSame(textAt(body, 'location'), region))
    .filter(
      ({ body }) => !isStatic || textAt(body, 'properties', 'publicIPAllocationMethod') === 'Static',
    ).length;
  const id = `/subscriptions/${world.subscriptionId}/providers/Microsoft.Network/locations/${region}/usages/${value}`;
  return { currentValue, id, limit, unit: 'Count', name: { localizedValue: title, value } };
}

/** https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview */
const services = [
  'Microsoft.Storage',
  'Microsoft.Sql',
  'Microsoft.AzureActiveDirectory',
  'Microsoft.AzureCosmosDB',
  'Microsoft.Web',
  'Microsoft.KeyVault',
  'Microsoft.EventHub',
  'Microsoft.ServiceBus',
  'Microsoft.ContainerRegistry',
  'Microsoft.CognitiveServices',
  'Microsoft.Storage.Global',
];

export const serviceRoute: ProviderRoute = {
  method: 'GET',
  path: 'locations/{location}/virtualNetworkAvailableEndpointServices',
  handle: ({ world }) => ({
    status: 200,
    body: {
      value: services.map((name) => ({
        name,
        id: `/subscriptions/${world.subscriptionId}/providers/Microsoft.Network/virtualNetworkEndpointServices/${name}`,
        type: 'Microsoft.Network/virtualNetworkEndpointServices',
      })),
    },
  }),
};
