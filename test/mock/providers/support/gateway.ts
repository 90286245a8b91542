// A gateway's resources in the fake world, valid each; a test states only its difference.
import { fakeWorld, group, type FakeWorld } from './fake-world.ts';
import type { JsonObject } from '../../../../src/base/json.ts';

const network = `${group}/providers/Microsoft.Network`;
export const ids = {
  identity: `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/gateway`,
  securityGroup: `${network}/networkSecurityGroups/nsg`,
  virtualNetwork: `${network}/virtualNetworks/vnet`,
  subnet: `${network}/virtualNetworks/vnet/subnets/instances`,
  address: `${network}/publicIPAddresses/pip`,
  balancer: `${network}/loadBalancers/lb`,
  pool: `${network}/loadBalancers/lb/backendAddressPools/pool`,
  frontend: `${network}/loadBalancers/lb/frontendIPConfigurations/public`,
  probe: `${network}/loadBalancers/lb/probes/https`,
  scaleSet: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/gateway`,
  vault: `${group}/providers/Microsoft.KeyVault/vaults/gateway`,
  account: `${group}/providers/Microsoft.Storage/storageAccounts/gateway`,
  actionGroup: `${group}/providers/Microsoft.Insights/actionGroups/ops`,
  alert: `${group}/providers/Microsoft.Insights/metricAlerts/outbound`,
} as const;

export const bodies = {
  identity: { location: 'westus2' },
  securityGroup: {
    location: 'westus2',
    properties: {
      securityRules: [
        {
          name: 'https',
          properties: {
            protocol: 'tcp',
            sourcePortRange: '*',
            destinationPortRange: 443,
            sourceAddressPrefix: 'Internet',
            destinationAddressPrefix: '*',
            access: 'Allow',
            priority: '100',
            direction: 'Inbound',
          },
        },
      ],
    },
  },
  virtualNetwork: {
    location: 'westus2',
    properties: {
      addressSpace: { addressPrefixes: ['10.42.0.0/24'] },
      subnets: [
        {
          name: 'instances',
          properties: {
            addressPrefix: '10.42.0.0/25',
            defaultOutboundAccess: false,
            networkSecurityGroup: { id: ids.securityGroup },
          },
        },
      ],
    },
  },
  address: {
    location: 'westus2',
    sku: { name: 'Standard' },
    properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'granitefalls' } },
  },
  balancer: {
    location: 'westus2',
    sku: { name: 'Standard' },
    properties: {
      frontendIPConfigurations: [{ name: 'public', properties: { publicIPAddress: { id: ids.address } } }],
      backendAddressPools: [{ name: 'pool' }],
      probes: [{ name: 'https', properties: { protocol: 'Tcp', port: 443 } }],
      loadBalancingRules: [
        {
          name: 'https',
          properties: {
            frontendIPConfiguration: { id: ids.frontend },
            backendAddressPool: { id: ids.pool },
            probe: { id: ids.probe },
            protocol: 'tcp',
            frontendPort: 443,
            backendPort: 443,
            disableOutboundSnat: true,
          },
        },
      ],
    },
  },
  scaleSet: {
    location: 'westus2',
    sku: { name: 'Standard_A2_v2', capacity: 2 },
    properties: {
      upgradePolicy: { mode: 'Manual' },
      virtualMachineProfile: {
        osProfile: {
          computerNamePrefix: 'cmg',
          adminUsername: 'cmgadmin',
          adminPassword: 'Planted-Secret-1',
        },
        storageProfile: {
          imageReference: {
            publisher: 'MicrosoftWindowsServer',
            offer: 'WindowsServer',
            sku: '2022-datacenter-smalldisk',
            version: 'latest',
          },
          osDisk: { createOption: 'FromImage', caching: 'ReadWrite' },
        },
        networkProfile: {
          healthProbe: { id: ids.probe },
          networkInterfaceConfigurations: [
            {
              name: 'nic',
              properties: {
                primary: 'true',
                ipConfigurations: [
                  {
                    name: 'ip',
                    properties: {
                      subnet: { id: ids.subnet },
                      loadBalancerBackendAddressPools: [{ id: ids.pool }],
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    },
  },
  vault: {
    location: 'westus2',
    properties: {
      tenantId: '11111111-1111-4111-8111-111111111111',
      sku: { family: 'A', name: 'standard' },
      enableRbacAuthorization: true,
    },
  },
  account: { location: 'westus2', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' },
  actionGroup: {
    location: 'global',
    properties: { groupShortName: 'ops', emailReceivers: [{ name: 'ops', emailAddress: 'ops@contoso.com' }] },
  },
  alert: {
    location: 'global',
    properties: {
      severity: 2,
      scopes: [ids.address],
      evaluationFrequency: 'PT1H',
      windowSize: 'P1D',
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria',
        allOf: [
          {
            name: 'bytes',
            metricName: 'ByteCount',
            operator: 'GreaterThan',
            threshold: 1,
            timeAggregation: 'Total',
          },
        ],
      },
      actions: [{ actionGroupId: ids.actionGroup }],
    },
  },
} satisfies Record<string, JsonObject>;

type Step = Exclude<keyof typeof bodies, 'alert'>;
const order: readonly Step[] = [
  'identity',
  'securityGroup',
  'virtualNetwork',
  'address',
  'balancer',
  'scaleSet',
  'vault',
  'account',
  'actionGroup',
];

/** The gateway's resources up to and with the one named, all of them done. */
export function gatewayUpTo(last: Step): FakeWorld {
  const fake = fakeWorld();
  for (const step of order.slice(0, order.indexOf(last) + 1)) fake.put(ids[step], bodies[step]);
  fake.pass();
  return fake;
}

/** A body with one member changed, named by its path. */
export function changed(body: JsonObject, path: readonly (string | number)[], value: unknown): JsonObject {
  const copy = structuredClone(body);
  let here: unknown = copy;
  for (const key of path.slice(0, -1)) here = Reflect.get(Object(here), key);
  if (value === undefined) Reflect.deleteProperty(Object(here), path.at(-1) ?? '');
  else Reflect.set(Object(here), path.at(-1) ?? '', value);
  return copy;
}

/** What stands at a path in a body. */
export function at(body: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((here: unknown, key) => Reflect.get(Object(here), key), body);
}
