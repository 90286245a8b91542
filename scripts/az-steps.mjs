// What the session of Azure CLI does, as data: a line for `az`, and what is expected of it: the exit code (0 where
// nothing is said), words in what it prints, values in its JSON by path, and values that later lines name in `<>`.
// `way` is how it is run: `az` as it is, `shim` with three version numbers put right, `hybrid` with that profile.
import { networkSteps } from './az-steps-network.mjs';
import { scaleSetSteps } from './az-steps-compute.mjs';
import { keyVaultSteps, monitorSteps, storageSteps } from './az-steps-services.mjs';

const login = 'login --service-principal -u <clientId> -t <tenantId>';
const gone = { exit: 3, says: 'NotFound' };

const accountSteps = [
  ['cloud register -n mock --cloud-config @cloud.json'],
  ['cloud set -n mock'],
  ['cloud show', { json: { 'endpoints.resourceManager': '<arm>' } }],
  [`${login} -p wrong`, { exit: 1, says: 'AADSTS7000215' }],
  [`${login} --federated-token @federated.jwt`, { json: { '0.user.name': '<clientId>' } }],
  ['logout'],
  [`${login} -p <clientSecret>`, { json: { '0.id': '<subscriptionId>', '0.state': 'Enabled' } }],
  ['account show', { json: { id: '<subscriptionId>', tenantId: '<tenantId>' } }],
  ['account list --refresh', { json: { length: 1 } }],
  ['account set -s <subscriptionId>'],
  ['account get-access-token', { json: { tokenType: 'Bearer', subscription: '<subscriptionId>' } }],
  ["account list-locations --query [?name=='westus2'].displayName", { json: { 0: 'West US 2' } }],
];

const groupSteps = [
  ["group create -n web -l 'West US 2' --tags stage=test owner=ops", { json: { location: 'westus2' } }],
  ['group create -n web -l eastus', { exit: 1, says: 'InvalidResourceGroupLocation' }],
  ['group show -n web', { json: { 'properties.provisioningState': 'Succeeded', 'tags.stage': 'test' } }],
  ['group show -n nobody', { exit: 3, says: 'ResourceGroupNotFound' }],
  ['group exists -n web', { json: { '': true } }],
  ['group exists -n nobody', { json: { '': false } }],
  ['group list', { json: { '0.name': 'web' } }],
  ['group list --tag stage=test', { json: { length: 1 } }],
  ['group list --tag stage=none', { json: { length: 0 } }],
  ['group update -n web --set tags.extra=1', { json: { 'tags.extra': '1', 'tags.owner': 'ops' } }],
  ['group wait -n web --exists'],
  ['group export -n web', { json: { contentVersion: '1.0.0.0' } }],
  ['group create -n spare -l westus2'],
  ['group delete -n spare -y'],
  ['group show -n spare', gone],
  ['group delete -n spare -y', { exit: 3, says: 'ResourceGroupNotFound' }],
];

const providerSteps = [
  ['group create -n web -l westus2 --tags stage=test'],
  [
    "provider list --query [?namespace=='Microsoft.Compute'].registrationState",
    { json: { 0: 'Registered' } },
  ],
  ['provider show -n Microsoft.Network', { json: { namespace: 'Microsoft.Network' } }],
  ['provider show -n Microsoft.Web', { json: { registrationState: 'Registered' } }],
  ['provider show -n Nobody.Knows', { exit: 3, says: 'InvalidResourceNamespace' }],
  ['provider unregister -n Microsoft.Insights'],
  ['provider show -n Microsoft.Insights', { json: { registrationState: 'NotRegistered' } }],
  ['provider register -n Microsoft.Insights --wait'],
  ['provider show -n Microsoft.Insights', { json: { registrationState: 'Registered' } }],
  ['feature list', { json: { length: 0 } }],
  ['feature list --namespace Microsoft.Compute', { json: { length: 0 } }],
  ['policy definition list'],
  ['policy assignment list', { json: { length: 0 } }],
  ['policy assignment list -g web', { json: { length: 0 } }],
];

const deploymentSteps = [
  ['group create -n dep -l westus2'],
  ['deployment group validate -g dep -f network.json', { json: { error: null } }],
  ['deployment group what-if -g dep -f network.json --no-pretty-print', { json: { 'changes.length': 2 } }],
  [
    'deployment group create -g dep -n first -f network.json -p subnets=3 secret=hush',
    {
      json: {
        'properties.provisioningState': 'Succeeded',
        'properties.outputs.lines.value': 'one line\nand another',
        'properties.parameters.subnets.value': 3,
        'properties.parameters.secret': { type: 'SecureString' },
        'properties.outputResources.length': 2,
      },
    },
  ],
  ['deployment group show -g dep -n first', { json: { 'properties.mode': 'Incremental' } }],
  ['deployment group list -g dep', { json: { length: 1, '0.name': 'first' } }],
  ['deployment group wait -g dep -n first --created'],
  [
    'deployment operation group list -g dep -n first',
    { json: { '0.properties.provisioningState': 'Succeeded' } },
  ],
  ['deployment group export -g dep -n first', { json: { contentVersion: '1.0.0.0' } }],
  ['deployment group what-if -g dep -f network.json -p subnets=3', { says: 'no change' }],
  ['deployment group create -g dep -n again -f network.json --no-wait'],
  ['deployment group create -g dep -n all -f network.json --mode Complete -p group=other'],
  ["resource list -g dep --query '[].name'", { json: { length: 2, 0: 'other', 1: 'hall' } }],
  ['deployment group cancel -g dep -n first', { exit: 1, says: 'DeploymentCannotBeCancelled' }],
  ['deployment group validate -g dep -f wrong.json', { exit: 1, says: 'AccountNameInvalid' }],
  ['deployment group create -g dep -f wrong.json', { exit: 1, says: 'InvalidTemplateDeployment' }],
  ['deployment group create -g dep -f unreadable.json', { exit: 1, says: 'InvalidTemplate' }],
  ['deployment group show -g dep -n none', { exit: 3, says: 'DeploymentNotFound' }],
  ['deployment group delete -g dep -n first'],
  ['deployment group show -g dep -n first', { exit: 3, says: 'DeploymentNotFound' }],
  ['deployment sub validate -l westus2 -f bySubscription.json', { json: { error: null } }],
  [
    'deployment sub what-if -l westus2 -f bySubscription.json --no-pretty-print',
    { json: { 'changes.0.changeType': 'Create' } },
  ],
  ['deployment sub create -l westus2 -n outer -f bySubscription.json', { json: { location: 'westus2' } }],
  ['group show -n inner', { json: { location: 'westus2' } }],
  ['deployment sub show -n outer', { json: { 'properties.provisioningState': 'Succeeded' } }],
  ['deployment sub list', { json: { length: 1 } }],
  ['deployment operation sub list -n outer', { json: { '0.properties.provisioningState': 'Succeeded' } }],
  ['deployment sub export -n outer', { json: { contentVersion: '1.0.0.0' } }],
  ['deployment sub cancel -n outer', { exit: 1, says: 'DeploymentCannotBeCancelled' }],
  ['deployment sub delete -n outer'],
  ['group delete -n dep -y'],
  ['group delete -n inner -y'],
];

const gateway =
  '-g gateway -f gateway.json -p @gateway.parameters.json certificatePfx=AAAA adminPassword=Passw0rd!Passw0rd';

const gatewaySteps = [
  ['group create -n gateway -l westus2'],
  [`deployment group validate ${gateway}`, { json: { error: null } }],
  [
    `deployment group create ${gateway} -n built`,
    {
      json: {
        'properties.provisioningState': 'Succeeded',
        'properties.parameters.adminPassword': { type: 'SecureString' },
      },
    },
  ],
  [
    'resource show -g gateway -n granitefalls --resource-type Microsoft.Compute/virtualMachineScaleSets',
    { json: { 'sku.capacity': 2 } },
  ],
  ['keyvault show -n granitefalls', { json: { 'properties.enableRbacAuthorization': true } }],
  ['storage account show -n granitefalls', { json: { allowSharedKeyAccess: false } }],
  ['group export -n gateway', { json: { contentVersion: '1.0.0.0' } }],
  ['group delete -n gateway -y'],
  ['keyvault purge -n granitefalls'],
];

const table = '-g web -n routes --resource-type Microsoft.Network/routeTables';

const resourceSteps = [
  ['group create -n web -l westus2 --tags stage=test'],
  [`resource create ${table} --properties {}`, { json: { name: 'routes' }, keep: { routes: 'id' } }],
  [`resource show ${table}`, { json: { type: 'Microsoft.Network/routeTables' } }],
  ['resource show --ids <routes>', { json: { name: 'routes' } }],
  ['resource list', { json: { '0.name': 'routes' } }],
  ['resource list -g web', { json: { length: 1 } }],
  ['resource list --resource-type Microsoft.Network/routeTables -l westus2', { json: { length: 1 } }],
  ['resource list -n routes -g web', { json: { length: 1 } }],
  [`resource tag ${table} --tags a=b`, { json: { 'tags.a': 'b' } }],
  [`resource tag -i ${table} --tags c=d`, { json: { tags: { a: 'b', c: 'd' } } }],
  ['resource list --tag a=b', { json: { length: 1 } }],
  [`resource update ${table} --set properties.disableBgpRoutePropagation=true`, { json: { 'tags.c': 'd' } }],
  [`resource wait ${table} --exists`],
  [`resource invoke-action ${table} --action nothing`, { exit: 3, says: 'resource type could not be found' }],
  ['group create -n other -l westus2'],
  ['resource move --destination-group other --ids <routes>'],
  [`resource show ${table}`, gone],
  ['resource list -g other', { json: { '0.resourceGroup': 'other' } }],
  ['resource delete -g other -n routes --resource-type Microsoft.Network/routeTables'],
  [
    'resource create -g web -n plan --resource-type Microsoft.Web/serverfarms --is-full-object --properties \'{"location":"westus2","sku":{"name":"F1"}}\'',
    { json: { 'sku.name': 'F1' } },
  ],
  ['resource delete -g web -n plan --resource-type Microsoft.Web/serverfarms'],
  ['disk create -g web -n disk --size-gb 10', { json: { diskSizeGb: 10, provisioningState: 'Succeeded' } }],
  ['disk update -g web -n disk --size-gb 20', { json: { diskSizeGb: 20 } }],
  ['disk list -g web', { json: { length: 1 } }],
  ['disk delete -g web -n disk -y'],
  ['snapshot list', { json: { length: 0 } }],
  ['group delete -n other -y'],
];

const tagSteps = [
  ['group create -n web -l westus2 --tags stage=test'],
  ['tag create -n department', { json: { tagName: 'department', 'count.value': 0 } }],
  ['tag add-value -n department --value finance', { json: { tagValue: 'finance' } }],
  ["tag list --query [?tagName=='department']", { json: { '0.values.0.tagValue': 'finance' } }],
  ['tag remove-value -n department --value finance'],
  ['tag delete -n department -y'],
  ["tag list --query [?tagName=='department']", { json: { length: 0 } }],
  ['tag delete -n stage -y', { exit: 1, says: 'stage' }],
  ['group show -n web', { keep: { web: 'id' } }],
  ['tag create --resource-id <web> --tags team=x', { json: { 'properties.tags': { team: 'x' } } }],
  ['tag update --resource-id <web> --operation Merge --tags q=r', { json: { 'properties.tags.team': 'x' } }],
  ['tag list --resource-id <web>', { json: { 'properties.tags': { team: 'x', q: 'r' } } }],
  [
    'tag update --resource-id <web> --operation Delete --tags q=r',
    { json: { 'properties.tags': { team: 'x' } } },
  ],
  ['tag delete --resource-id <web> -y'],
  ['group show -n web', { json: { tags: {} } }],
  [
    'tag create --resource-id /subscriptions/<subscriptionId> --tags all=1',
    { json: { 'properties.tags.all': '1' } },
  ],
];

const lockSteps = [
  ['group create -n web -l westus2 --tags stage=test'],
  ['lock create -n keep -g web --lock-type CanNotDelete --notes why', { json: { level: 'CanNotDelete' } }],
  ['lock list', { json: { '0.name': 'keep' } }],
  ['lock list -g web', { json: { length: 1 } }],
  ['lock show -n keep -g web', { json: { notes: 'why' } }],
  ['lock update -n keep -g web --notes because', { json: { notes: 'because' } }],
  ['lock delete -n keep -g web'],
  ['group create -n shut -l westus2'],
  ['lock create -n door -g shut --lock-type CanNotDelete'],
  ['group delete -n shut -y', { exit: 1, says: 'ScopeLocked' }],
  ['lock delete -n door -g shut'],
  ['group delete -n shut -y'],
  ['group lock create -n read -g web --lock-type ReadOnly', { json: { level: 'ReadOnly' } }],
  ['group lock show -n read -g web', { json: { level: 'ReadOnly' } }],
  ['group lock delete -n read -g web'],
  ['account lock create -n whole --lock-type CanNotDelete', { keep: { whole: 'id' } }],
  ['account lock list', { json: { length: 1 } }],
  ['lock delete --ids <whole>'],
  ['storage account create -g web -n lockedone'],
  [
    'lock create -n firm -g web --resource lockedone --resource-type Microsoft.Storage/storageAccounts --lock-type CanNotDelete',
    { json: { level: 'CanNotDelete' }, keep: { firm: 'id' } },
  ],
  [
    'lock list -g web --resource lockedone --resource-type Microsoft.Storage/storageAccounts',
    { json: { length: 1 } },
  ],
  ['lock show --ids <firm>', { json: { name: 'firm' } }],
  ['lock delete --ids <firm>'],
  ['storage account delete -g web -n lockedone -y'],
];

const identitySteps = [
  ['group create -n web -l westus2', { keep: { web: 'id' } }],
  ['identity create -g web -n porter', { keep: { principal: 'principalId', porter: 'id' } }],
  ['identity show -g web -n porter', { json: { principalId: '<principal>' } }],
  ['identity list', { json: { length: 1 } }],
  ['identity list -g web', { json: { length: 1 } }],
  ['identity list-operations'],
  [
    'identity federated-credential create -g web --identity-name porter -n trust --issuer https://issuer.example --subject me --audiences api',
    { json: { name: 'trust' } },
  ],
  ['identity federated-credential list -g web --identity-name porter', { json: { length: 1 } }],
  ['identity federated-credential delete -g web --identity-name porter -n trust -y'],
  // Debian's package crashes in every `az role` that meets a definition, so these go by `az rest`.
  [
    "rest -u /subscriptions/<subscriptionId>/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01&$filter=roleName%20eq%20'Reader'",
    { json: { 'value.length': 1 }, keep: { reader: 'value.0.id' } },
  ],
  [
    'rest -m put -u <web>/providers/Microsoft.Authorization/roleAssignments/5b4d7a3c-52a7-4d11-9d3e-7f0c8a51c001?api-version=2022-04-01 -b \'{"properties":{"roleDefinitionId":"<reader>","principalId":"<principal>","principalType":"ServicePrincipal"}}\'',
    { json: { 'properties.principalId': '<principal>' } },
  ],
  [
    "rest -u <web>/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=principalId%20eq%20'<principal>'",
    { json: { 'value.length': 1 } },
  ],
  [
    'rest -m delete -u <web>/providers/Microsoft.Authorization/roleAssignments/5b4d7a3c-52a7-4d11-9d3e-7f0c8a51c001?api-version=2022-04-01',
  ],
  ['identity delete -g web -n porter'],
  ['identity show -g web -n porter', gone],
  ['group delete -n web -y'],
];

const restSteps = [
  ['rest -u /subscriptions/<subscriptionId>?api-version=2022-12-01', { json: { state: 'Enabled' } }],
  [
    'rest -m put -u /subscriptions/<subscriptionId>/resourcegroups/byrest?api-version=2021-04-01 -b \'{"location":"westus2"}\'',
    { json: { name: 'byrest' } },
  ],
  [
    'rest -m patch -u /subscriptions/<subscriptionId>/resourcegroups/byrest?api-version=2021-04-01 -b \'{"tags":{"a":"b"}}\'',
    { json: { tags: { a: 'b' } } },
  ],
  [
    'rest -m post -u /providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01 -b \'{"query":"resourcecontainers | project name"}\'',
    { says: 'byrest' },
  ],
  ['rest -m delete -u /subscriptions/<subscriptionId>/resourcegroups/byrest?api-version=2021-04-01'],
  ['rest -u /subscriptions/<subscriptionId>/nowhere?api-version=2021-04-01', { exit: 1, says: 'NotFound' }],
  ['group list', { json: { length: 0 } }],
];

const hybridSteps = [
  ['cloud register -n mock --cloud-config @cloud.json'],
  ['cloud set -n mock --profile 2020-09-01-hybrid'],
  [`${login} -p <clientSecret>`, { json: { '0.id': '<subscriptionId>' } }],
];

export const sections = [
  { title: 'account', way: 'az', always: true, steps: accountSteps },
  { title: 'group', way: 'az', steps: groupSteps },
  { title: 'provider', way: 'az', steps: providerSteps },
  { title: 'deployment', way: 'az', steps: deploymentSteps },
  { title: 'gateway', way: 'az', steps: gatewaySteps },
  { title: 'resource', way: 'az', steps: resourceSteps },
  { title: 'tag', way: 'az', steps: tagSteps },
  { title: 'lock', way: 'az', steps: lockSteps },
  { title: 'identity', way: 'az', steps: identitySteps },
  { title: 'storage', way: 'az', steps: storageSteps },
  { title: 'keyvault', way: 'az', steps: keyVaultSteps },
  { title: 'monitor', way: 'az', steps: monitorSteps },
  { title: 'network', way: 'shim', steps: networkSteps('netshim') },
  { title: 'vmss', way: 'shim', steps: scaleSetSteps('setshim') },
  { title: 'hybrid', way: 'hybrid', always: true, steps: hybridSteps },
  { title: 'network', way: 'hybrid', steps: networkSteps('nethybrid', 'hybrid') },
  { title: 'vmss', way: 'hybrid', steps: scaleSetSteps('sethybrid', 'hybrid') },
  { title: 'rest', way: 'az', steps: restSteps },
];
