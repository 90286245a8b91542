// The part of the session of Azure CLI that concerns sizes, images, scale sets and autoscale. `az vmss create` makes
// a template of its own, with addresses, a load balancer and the set, so it tries the template engine as well.

const image = 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-smalldisk:latest';
const administrator = '--admin-username keeper --admin-password Passw0rd!Passw0rd';

/** Newer than the hybrid profile, or for want of modules of its own. */
const notHybrid =
  /^(?:vm list-skus|vmss reimage.*instance-ids|vmss (?:get-os-upgrade-history|list-instance-connection-info)|monitor)/;

const offerSteps = [
  ['vm list-skus -l westus2 --size Standard_B2s', { json: { '0.name': 'Standard_B2s' } }],
  ['vm list-usage -l westus2', { json: { '1.name.value': 'cores' } }],
  ["vm list-sizes -l westus2 --query [?name=='Standard_B2s'].numberOfCores", { json: { 0: 2 } }],
  ['vm image list-publishers -l westus2', { says: 'MicrosoftWindowsServer' }],
  ['vm image list-offers -l westus2 -p MicrosoftWindowsServer', { json: { '0.name': 'WindowsServer' } }],
  [
    'vm image list-skus -l westus2 -p MicrosoftWindowsServer -f WindowsServer',
    { says: '2022-datacenter-smalldisk' },
  ],
  [`vm image show -l westus2 --urn ${image}`, { json: { hyperVGeneration: 'V1' } }],
  ['vm list', { json: { length: 0 } }],
];

const powerSteps = (at, set) => [
  [
    `vmss create ${set} --image ${image} ${administrator} --instance-count 2 --vm-sku Standard_A2_v2 --upgrade-policy-mode manual --lb-sku Standard`,
    { json: { 'vmss.provisioningState': 'Succeeded' } },
  ],
  [`vmss show ${set}`, { json: { 'sku.capacity': 2, 'upgradePolicy.mode': 'Manual' }, keep: { set: 'id' } }],
  [`vmss list ${at}`, { json: { length: 1 } }],
  ['vmss list', { json: { length: 1 } }],
  [`vmss list-instances ${set}`, { json: { length: 2 }, keep: { one: '0.instanceId' } }],
  [
    `vmss list-instances ${set} --expand instanceView`,
    { json: { '0.instanceView.statuses.1.code': 'PowerState/running' } },
  ],
  [`vmss get-instance-view ${set}`, { json: { 'virtualMachine.statusesSummary.0.count': 2 } }],
  [
    `vmss get-instance-view ${set} --instance-id <one>`,
    { json: { 'statuses.1.code': 'PowerState/running' } },
  ],
  [`vmss show ${set} --instance-id <one>`, { json: { instanceId: '<one>' } }],
  [`vmss list-skus ${set}`, { json: { '0.sku.name': 'Standard_A2_v2' } }],
  [`vmss list-instance-connection-info ${set}`],
  [`vmss nic list ${at} --vmss-name fleet`, { json: { length: 2 } }],
  [`vmss nic list-vm-nics ${at} --vmss-name fleet --instance-id <one>`, { json: { length: 1 } }],
  [`vmss scale ${set} --new-capacity 3`, { json: { 'sku.capacity': 3 } }],
  [`vmss update ${set} --set tags.a=b`, { json: { 'tags.a': 'b', 'sku.capacity': 3 } }],
  [`vmss stop ${set}`],
  [
    `vmss get-instance-view ${set} --instance-id <one>`,
    { json: { 'statuses.1.code': 'PowerState/stopped' } },
  ],
  [`vmss start ${set}`],
  [`vmss restart ${set} --instance-ids <one>`],
  [`vmss deallocate ${set}`],
  [
    `vmss get-instance-view ${set} --instance-id <one>`,
    { json: { 'statuses.1.code': 'PowerState/deallocated' } },
  ],
  [`vmss start ${set}`],
];

const modelSteps = (at, set) => [
  [`vmss update-instances ${set} --instance-ids *`],
  [`vmss reimage ${set}`],
  [`vmss reimage ${set} --instance-id <one>`],
  [`resource invoke-action --ids <set> --action restart --request-body {}`],
  [
    `vmss extension set ${at} --vmss-name fleet -n CustomScriptExtension --publisher Microsoft.Compute --version 1.10 --settings '{"commandToExecute":"hostname"}'`,
    { says: 'CustomScriptExtension' },
  ],
  [`vmss extension list ${at} --vmss-name fleet`, { json: { length: 1 } }],
  [
    `vmss extension show ${at} --vmss-name fleet -n CustomScriptExtension`,
    { json: { publisher: 'Microsoft.Compute' } },
  ],
  [`vmss extension delete ${at} --vmss-name fleet -n CustomScriptExtension`],
  [`vmss identity assign ${set}`, { says: 'systemAssignedIdentity' }],
  [`vmss identity show ${set}`, { json: { type: 'SystemAssigned' } }],
  [`vmss identity remove ${set}`],
  [`vmss rolling-upgrade start ${set}`],
  [`vmss rolling-upgrade get-latest ${set}`, { json: { 'runningStatus.code': 'Completed' } }],
  [`vmss get-os-upgrade-history ${set}`, { json: { length: 0 } }],
  [`vmss delete-instances ${set} --instance-ids <one>`],
  [`vmss show ${set}`, { json: { 'sku.capacity': 2 } }],
  [`vmss wait ${set} --created`],
];

const autoscaleSteps = (at) => [
  [
    `monitor autoscale create ${at} --resource fleet --resource-type Microsoft.Compute/virtualMachineScaleSets -n pace --min-count 1 --max-count 4 --count 2`,
    { json: { enabled: true } },
  ],
  [
    `monitor autoscale rule create ${at} --autoscale-name pace --condition 'Percentage CPU > 70 avg 5m' --scale out 1`,
    { says: 'Percentage CPU' },
  ],
  [`monitor autoscale rule list ${at} --autoscale-name pace`, { json: { length: 1 } }],
  [`monitor autoscale list ${at}`, { json: { length: 1 } }],
  [`monitor autoscale delete ${at} -n pace`],
];

export function scaleSetSteps(group, way = 'shim') {
  const at = `-g ${group}`;
  const set = `${at} -n fleet`;
  const steps = [
    [`group create -n ${group} -l westus2`],
    ...offerSteps,
    ...powerSteps(at, set),
    ...modelSteps(at, set),
    ...autoscaleSteps(at),
    [`vmss delete ${set}`],
    [`vmss show ${set}`, { exit: 3, says: 'ResourceNotFound' }],
    [`group delete -n ${group} -y`],
  ];
  return way === 'hybrid' ? steps.filter(([line]) => !notHybrid.test(line)) : steps;
}
