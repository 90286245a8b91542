// The templates that the session of Azure CLI deploys. Azure CLI sends the text of such a file as it stands, so the
// first has what its own parser allows and JSON does not: comments, and strings over several lines. The last is a
// gateway, as `cmg export` writes it.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const schema = 'https://schema.management.azure.com/schemas';

const network = `{
  // A network behind a security group.
  "$schema": "${schema}/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "group": { "type": "string", "defaultValue": "guard" },
    "subnets": { "type": "int", "defaultValue": 2 },
    "secret": { "type": "securestring", "defaultValue": "" }
  },
  "variables": {
    "note": "one line
and another"
  },
  "resources": [
    {
      "type": "Microsoft.Network/networkSecurityGroups",
      "apiVersion": "2022-01-01",
      "name": "[parameters('group')]",
      "location": "[resourceGroup().location]",
      "properties": {}
    },
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2022-01-01",
      "name": "hall",
      "location": "[resourceGroup().location]",
      "dependsOn": ["[resourceId('Microsoft.Network/networkSecurityGroups', parameters('group'))]"],
      "properties": {
        "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] },
        "copy": [
          {
            "name": "subnets",
            "count": "[parameters('subnets')]",
            "input": {
              "name": "[concat('room', copyIndex('subnets'))]",
              "properties": {
                "addressPrefix": "[concat('10.0.', copyIndex('subnets'), '.0/24')]",
                "networkSecurityGroup": {
                  "id": "[resourceId('Microsoft.Network/networkSecurityGroups', parameters('group'))]"
                }
              }
            }
          }
        ]
      }
    } /* nothing else */
  ],
  "outputs": {
    "network": { "type": "string", "value": "[resourceId('Microsoft.Network/virtualNetworks', 'hall')]" },
    "lines": { "type": "string", "value": "[variables('note')]" }
  }
}
`;

const bySubscription = {
  $schema: `${schema}/2018-05-01/subscriptionDeploymentTemplate.json#`,
  contentVersion: '1.0.0.0',
  resources: [
    {
      type: 'Microsoft.Resources/resourceGroups',
      apiVersion: '2021-04-01',
      name: 'inner',
      location: '[deployment().location]',
    },
  ],
  outputs: {},
};

const wrong = {
  $schema: `${schema}/2019-04-01/deploymentTemplate.json#`,
  contentVersion: '1.0.0.0',
  resources: [
    {
      type: 'Microsoft.Storage/storageAccounts',
      apiVersion: '2022-09-01',
      name: 'Not_A_Name',
      location: 'westus2',
      sku: { name: 'Standard_LRS' },
      kind: 'StorageV2',
    },
  ],
  outputs: {},
};

const unreadable = { ...wrong, resources: [{ ...wrong.resources[0], name: "[parameters('nobody')]" }] };

const root = fileURLToPath(new URL('..', import.meta.url));

function exported(format) {
  const args = [
    join(root, 'bin', 'cmg.js'),
    'export',
    'examples/granitefalls.yaml',
    '--format',
    format,
    '-q',
  ];
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
}

/** Into the folder in which Azure CLI is run. */
export function writeTemplates(folder) {
  writeFileSync(join(folder, 'network.json'), network);
  writeFileSync(join(folder, 'gateway.json'), exported('arm'));
  writeFileSync(join(folder, 'gateway.parameters.json'), exported('parameters'));
  for (const [name, template] of Object.entries({ bySubscription, wrong, unreadable })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(template, undefined, 2));
  }
  // A federated token is believed for its form: this is the one of RFC 7519, with nothing behind it.
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = [
    part({ alg: 'RS256', typ: 'JWT' }),
    part({ iss: 'https://issuer.example', sub: 'pipeline' }),
  ];
  writeFileSync(join(folder, 'federated.jwt'), `${token.join('.')}.${part('signature')}`);
}
