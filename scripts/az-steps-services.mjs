// The part of the session of Azure CLI that concerns storage accounts, key vaults and alerts.

export const storageSteps = [
  ['group create -n store -l westus2'],
  ['storage account check-name -n sessionacct', { json: { nameAvailable: true } }],
  ['storage account check-name -n Bad_Name', { json: { reason: 'AccountNameInvalid' } }],
  [
    'storage account create -g store -n sessionacct --sku Standard_LRS --min-tls-version TLS1_2 --allow-blob-public-access false',
    { json: { provisioningState: 'Succeeded', 'sku.name': 'Standard_LRS' }, keep: { account: 'id' } },
  ],
  ['storage account check-name -n sessionacct', { json: { reason: 'AlreadyExists' } }],
  [
    'storage account show -n sessionacct',
    { json: { minimumTlsVersion: 'TLS1_2', allowBlobPublicAccess: false } },
  ],
  ['storage account list', { json: { length: 1 } }],
  ['storage account list -g store', { json: { length: 1 } }],
  ['storage account update -g store -n sessionacct --tags a=b', { json: { tags: { a: 'b' } } }],
  [
    'storage account update -g store -n sessionacct --default-action Deny',
    { json: { 'networkRuleSet.defaultAction': 'Deny' } },
  ],
  ['storage account network-rule add -n sessionacct --ip-address 203.0.113.4'],
  ['storage account network-rule list -n sessionacct', { json: { 'ipRules.length': 1 } }],
  [
    'storage account network-rule remove -n sessionacct --ip-address 203.0.113.4',
    { json: { 'networkRuleSet.ipRules': [] } },
  ],
  ['storage account keys list -n sessionacct', { json: { length: 2, '0.keyName': 'key1' } }],
  ['storage account keys renew -n sessionacct --key primary', { json: { length: 2 } }],
  ['storage account show-connection-string -n sessionacct', { says: 'AccountName=sessionacct' }],
  ['storage account show-usage -l westus2', { json: { currentValue: 1, 'name.value': 'StorageAccounts' } }],
  ['storage account blob-service-properties show -n sessionacct', { json: { name: 'default' } }],
  [
    'storage account blob-service-properties update -n sessionacct --enable-delete-retention true --delete-retention-days 7',
    { json: { 'deleteRetentionPolicy.days': 7 } },
  ],
  ['storage account file-service-properties show -n sessionacct', { json: { name: 'default' } }],
  ['storage account management-policy create --account-name sessionacct -g store --policy \'{"rules":[]}\''],
  ['storage account management-policy show --account-name sessionacct -g store'],
  ['storage account management-policy delete --account-name sessionacct -g store'],
  ['storage account encryption-scope list --account-name sessionacct -g store', { json: { length: 0 } }],
  ['storage account or-policy list -n sessionacct -g store', { json: { length: 0 } }],
  ['storage account revoke-delegation-keys -n sessionacct -g store'],
  ['storage account failover -n sessionacct -y', { exit: 1 }],
  ['storage container-rm create -n box --storage-account sessionacct -g store', { json: { name: 'box' } }],
  ['storage container-rm list --storage-account sessionacct -g store', { json: { length: 1 } }],
  ['storage container-rm exists -n box --storage-account sessionacct -g store', { json: { exists: true } }],
  ['storage container-rm exists -n none --storage-account sessionacct -g store', { json: { exists: false } }],
  [
    'storage container-rm update -n box --storage-account sessionacct -g store --metadata a=b',
    { json: { metadata: { a: 'b' } } },
  ],
  [
    'storage container-rm show -n box --storage-account sessionacct -g store',
    { json: { publicAccess: 'None' } },
  ],
  ['storage container-rm delete -n box --storage-account sessionacct -g store -y'],
  ['storage share-rm create -n share --storage-account sessionacct -g store', { json: { name: 'share' } }],
  ['storage share-rm list --storage-account sessionacct -g store', { json: { length: 1 } }],
  ['storage account delete -g store -n sessionacct -y'],
  ['storage account show -g store -n sessionacct', { exit: 3, says: 'ResourceNotFound' }],
  ['group delete -n store -y'],
];

const someone = '--object-id 11111111-1111-1111-1111-111111111111';

export const keyVaultSteps = [
  ['group create -n safe -l westus2'],
  [
    'keyvault create -g safe -n sessionvault -l westus2 --enable-rbac-authorization true',
    { json: { 'properties.enableRbacAuthorization': true, 'properties.softDeleteRetentionInDays': 90 } },
  ],
  [
    'keyvault create -g safe -n sessionpolicies -l westus2',
    { json: { 'properties.accessPolicies.length': 1 } },
  ],
  ['keyvault create -g safe -n sessionvault -l westus2', { exit: 1, says: 'already' }],
  ['keyvault show -n sessionvault', { json: { location: 'westus2' } }],
  ['keyvault list', { json: { length: 2 } }],
  ['keyvault list -g safe', { json: { length: 2 } }],
  ['keyvault list --resource-type vault', { json: { length: 2 } }],
  [
    'keyvault update -n sessionvault -g safe --enabled-for-template-deployment true',
    { json: { 'properties.enabledForTemplateDeployment': true } },
  ],
  ['keyvault network-rule add -n sessionvault --ip-address 203.0.113.4'],
  ['keyvault network-rule list -n sessionvault', { json: { 'ipRules.0.value': '203.0.113.4' } }],
  ['keyvault network-rule remove -n sessionvault --ip-address 203.0.113.4'],
  [
    `keyvault set-policy -n sessionpolicies ${someone} --secret-permissions get`,
    { json: { 'properties.accessPolicies.length': 2 } },
  ],
  [
    `keyvault delete-policy -n sessionpolicies ${someone}`,
    { json: { 'properties.accessPolicies.length': 1 } },
  ],
  ['keyvault check-name -n sessionhsm', { json: { nameAvailable: true } }],
  ['keyvault wait -n sessionvault --created'],
  ['keyvault delete -n sessionvault'],
  ['keyvault show -n sessionvault', { exit: 1, says: 'not found' }],
  ['keyvault list-deleted --resource-type vault', { json: { length: 1, '0.name': 'sessionvault' } }],
  ['keyvault show-deleted -n sessionvault', { json: { 'properties.location': 'westus2' } }],
  [
    'keyvault create -g safe -n sessionvault -l westus2 --enable-rbac-authorization true',
    { exit: 1, says: 'recover' },
  ],
  ['keyvault recover -n sessionvault', { json: { 'properties.enabledForTemplateDeployment': true } }],
  ['keyvault delete -n sessionvault'],
  ['keyvault purge -n sessionvault'],
  ['keyvault list-deleted', { json: { length: 0 } }],
  ['group delete -n safe -y'],
];

const alert = "--condition 'total Egress > 100' --scopes <watched>";

export const monitorSteps = [
  ['group create -n watch -l westus2'],
  ['storage account create -g watch -n sessionwatched', { keep: { watched: 'id' } }],
  [
    'monitor action-group create -g watch -n people --action email me me@example.com',
    { json: { 'emailReceivers.0.status': 'Enabled' }, keep: { people: 'id' } },
  ],
  ['monitor action-group show -g watch -n people', { json: { groupShortName: 'people' } }],
  ['monitor action-group list', { json: { length: 1 } }],
  [
    'monitor action-group update -g watch -n people --short-name staff',
    { json: { groupShortName: 'staff' } },
  ],
  [
    'monitor action-group enable-receiver -g watch --action-group people -n nobody',
    { exit: 3, says: 'NotFound' },
  ],
  [
    `monitor metrics alert create -g watch -n much ${alert} --action <people>`,
    { json: { severity: 2, 'criteria.allOf.0.metricName': 'Egress' } },
  ],
  ['monitor metrics alert show -g watch -n much', { json: { enabled: true } }],
  ['monitor metrics alert list', { json: { length: 1 } }],
  ['monitor metrics alert list -g watch', { json: { length: 1 } }],
  ['monitor metrics alert update -g watch -n much --enabled false', { json: { enabled: false } }],
  ['monitor metrics list --resource <watched> --metric Egress'],
  ['monitor metrics alert delete -g watch -n much'],
  ['monitor activity-log list'],
  ['monitor activity-log list -g watch --offset 1d'],
  [
    'monitor activity-log alert create -g watch -n health -c category=ServiceHealth',
    { json: { enabled: true } },
  ],
  ['monitor activity-log alert list', { json: { length: 1 } }],
  ['monitor activity-log alert delete -g watch -n health'],
  [
    'monitor diagnostic-settings create -n flow --resource <watched> --storage-account <watched> --metrics \'[{"category":"Transaction","enabled":true}]\'',
    { json: { name: 'flow' } },
  ],
  ['monitor diagnostic-settings delete -n flow --resource <watched>'],
  [
    'monitor log-analytics workspace create -g watch -n sessionlogs',
    { json: { provisioningState: 'Succeeded' } },
  ],
  ['monitor log-analytics workspace list -g watch', { json: { length: 1 } }],
  ['monitor action-group delete -g watch -n people'],
  ['group delete -n watch -y'],
];
