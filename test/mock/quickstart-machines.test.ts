// Templates of machines as people write them, small and in our own words: the features that public quickstarts put
// together (copies, names from functions, waiting for a loop) meet in each.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import {
  here,
  namesOf,
  network,
  openQuickstarts,
  template,
  type Quickstarts,
} from './support/quickstarts.ts';

describe('templates of machines, as people write them', () => {
  let lab: Quickstarts;
  beforeEach(async () => {
    lab = await openQuickstarts();
  });

  it('make a scale set behind a balancer with NAT pools, and a rule that scales it', async () => {
    const lb = `[resourceId('${network}/loadBalancers/', variables('lb'))]`;
    const part = (kind: string): JsonObject => ({
      id: `[concat(resourceId('${network}/loadBalancers', variables('lb')), '/${kind}')]`,
    });
    const end = await lab.deploy(
      template({
        parameters: { base: { type: 'string' }, password: { type: 'securestring' } },
        variables: {
          infix: "[toLower(substring(concat(parameters('base'), uniqueString(resourceGroup().id)), 0, 9))]",
          lb: "[concat(variables('infix'), 'lb')]",
          linux: { disablePasswordAuthentication: false },
        },
        resources: [
          {
            type: `${network}/virtualNetworks`,
            apiVersion: '2020-06-01',
            name: 'hall',
            location: here,
            properties: {
              addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
              subnets: [{ name: 'web', properties: { addressPrefix: '10.0.0.0/24' } }],
            },
          },
          {
            type: `${network}/publicIPAddresses`,
            apiVersion: '2020-06-01',
            name: 'door',
            location: here,
            properties: {
              publicIPAllocationMethod: 'Dynamic',
              dnsSettings: { domainNameLabel: "[variables('infix')]" },
            },
          },
          {
            type: `${network}/loadBalancers`,
            apiVersion: '2020-06-01',
            name: "[variables('lb')]",
            location: here,
            dependsOn: [`[concat('${network}/publicIPAddresses/', 'door')]`],
            properties: {
              frontendIPConfigurations: [
                {
                  name: 'Front',
                  properties: {
                    publicIPAddress: { id: `[resourceId('${network}/publicIPAddresses', 'door')]` },
                  },
                },
              ],
              backendAddressPools: [{ name: 'pool' }],
              inboundNatPools: [
                {
                  name: 'ssh',
                  properties: {
                    frontendIPConfiguration: part('frontendIPConfigurations/front'),
                    protocol: 'tcp',
                    frontendPortRangeStart: 50_000,
                    frontendPortRangeEnd: 50_119,
                    backendPort: 22,
                  },
                },
              ],
            },
          },
          {
            type: 'Microsoft.Compute/virtualMachineScaleSets',
            apiVersion: '2020-06-01',
            name: "[variables('infix')]",
            location: here,
            sku: { name: 'Standard_DS1_v2', tier: 'Standard', capacity: 2 },
            dependsOn: [lb, `${network}/virtualNetworks/hall`],
            properties: {
              overprovision: 'false',
              upgradePolicy: { mode: 'Manual' },
              virtualMachineProfile: {
                storageProfile: {
                  osDisk: { createOption: 'FromImage' },
                  imageReference: {
                    publisher: 'Contoso',
                    offer: 'Plain',
                    sku: '1',
                    version: 'latest',
                  },
                },
                osProfile: {
                  computerNamePrefix: "[variables('infix')]",
                  adminUsername: 'ops',
                  adminPassword: "[parameters('password')]",
                  linuxConfiguration: "[if(empty(parameters('base')), json('null'), variables('linux'))]",
                },
                networkProfile: {
                  networkInterfaceConfigurations: [
                    {
                      name: 'nic',
                      properties: {
                        primary: 'true',
                        ipConfigurations: [
                          {
                            name: 'ip',
                            properties: {
                              subnet: {
                                id: "[concat(resourceGroup().id, '/providers/Microsoft.Network/virtualNetworks/hall/subnets/web')]",
                              },
                              loadBalancerBackendAddressPools: [part('backendAddressPools/pool')],
                              loadBalancerInboundNatPools: [part('inboundNatPools/ssh')],
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
          {
            type: 'Microsoft.Insights/autoscaleSettings',
            apiVersion: '2015-04-01',
            name: 'pace',
            location: here,
            dependsOn: ["[variables('infix')]"],
            properties: { enabled: true, profiles: [] },
          },
        ],
        outputs: {
          address: { type: 'string', value: "[reference('door').dnsSettings.fqdn]" },
          size: {
            type: 'string',
            value:
              "[reference(resourceId('Microsoft.Compute/virtualMachineScaleSets', variables('infix')), '2020-06-01', 'Full').sku.name]",
          },
        },
      }),
      { base: { value: 'Shop' }, password: { value: 'Quick-Start-1' } },
    );
    assert.match(
      String(end['outputs']?.['address']?.['value']),
      /^shop\w{5}\.westus2\.cloudapp\.azure\.com$/,
    );
    assert.equal(end['outputs']?.['size']?.['value'], 'Standard_DS1_v2');
    assert.equal(namesOf(end).length, 5);
  });

  it('build lists of properties in a loop, and wait for a whole loop by its name', async () => {
    const end = await lab.deploy(
      template({
        parameters: { ports: { type: 'array', defaultValue: [80, 443] } },
        resources: [
          {
            type: `${network}/networkSecurityGroups`,
            apiVersion: '2021-08-01',
            name: 'fence',
            location: here,
            properties: {
              copy: [
                {
                  name: 'securityRules',
                  count: "[length(parameters('ports'))]",
                  input: {
                    name: "[concat('port', parameters('ports')[copyIndex('securityRules')])]",
                    properties: {
                      protocol: '*',
                      sourcePortRange: '*',
                      destinationPortRange: "[string(parameters('ports')[copyIndex('securityRules')])]",
                      sourceAddressPrefix: 'Internet',
                      destinationAddressPrefix: '*',
                      access: 'Allow',
                      priority: "[add(100, copyIndex('securityRules'))]",
                      direction: 'Inbound',
                    },
                  },
                },
              ],
            },
          },
          {
            copy: { name: 'cards', count: 2 },
            type: `${network}/networkInterfaces`,
            apiVersion: '2021-08-01',
            name: "[concat('card', copyIndex(1))]",
            location: here,
            dependsOn: ['fence'],
            properties: {},
          },
          {
            copy: { name: 'machines', count: 2 },
            type: 'Microsoft.Compute/virtualMachines',
            apiVersion: '2021-11-01',
            name: "[concat('machine', copyIndex(1))]",
            location: here,
            zones: ['[string(copyIndex(1))]'],
            dependsOn: ['cards'],
            properties: {
              networkProfile: {
                networkInterfaces: [
                  { id: `[resourceId('${network}/networkInterfaces', concat('card', copyIndex(1)))]` },
                ],
              },
            },
          },
        ],
        outputs: {
          ports: {
            type: 'array',
            value:
              "[map(reference('fence').securityRules, lambda('r', lambdaVariables('r').properties.destinationPortRange))]",
          },
        },
      }),
    );
    assert.deepEqual(end['outputs']?.['ports']?.['value'], ['80', '443']);
    assert.equal(namesOf(end).length, 5);
  });
});
