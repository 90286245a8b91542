// `/metadata/endpoints`: where the parts of this cloud are, in the three forms that its versions had. Answers
// without a token. What `environment()` says in a template comes from the same facts.
import type { JsonObject } from '../../base/json.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import type { Realm } from '../realm.ts';

/** 2015-01-01: a flat object; 2019-05-01: a list of clouds; 2020-06-01 and later: one cloud. */
export function answerCloudDocument(realm: Realm, apiVersion: string): Answer {
  if (apiVersion >= '2020-06-01') return ok(cloudDocument(realm));
  if (apiVersion >= '2018-05-01') return ok([cloudDocument(realm)]);
  const { gallery, graph, portal, authentication } = environmentOf(realm);
  return ok({
    galleryEndpoint: gallery ?? '',
    graphEndpoint: graph ?? '',
    portalEndpoint: portal ?? '',
    authentication: authentication ?? {},
  });
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment#environment */
export function environmentOf(realm: Realm): JsonObject {
  const { storage, vault } = realm.cloud.suffixes;
  return {
    name: 'AzureMock',
    gallery: `${realm.endpoint}/gallery/`,
    graph: `${realm.endpoint}/graph/`,
    portal: `${realm.endpoint}/portal`,
    graphAudience: `${realm.endpoint}/graph/`,
    activeDirectoryDataLake: `${realm.endpoint}/datalake/`,
    batch: `${realm.endpoint}/batch/`,
    media: `${realm.endpoint}/media`,
    sqlManagement: `${realm.endpoint}/sql/`,
    vmImageAliasDoc: `${realm.endpoint}/images/aliases.json`,
    resourceManager: `${realm.endpoint}/`,
    authentication: {
      loginEndpoint: realm.authority,
      audiences: [realm.endpoint, `${realm.endpoint}/`],
      tenant: realm.tenantId,
      identityProvider: 'AAD',
    },
    suffixes: {
      acrLoginServer: '.azurecr.io',
      azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
      azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
      keyvaultDns: `.${vault}`,
      sqlServerHostname: storage.replace(/^core/, '.database'),
      storage,
    },
  };
}

function cloudDocument(realm: Realm): JsonObject {
  const { storage, vault } = realm.cloud.suffixes;
  return {
    ...environmentOf(realm),
    microsoftGraphResourceId: `${realm.endpoint}/graph/`,
    // Spelled otherwise here than in a template.
    suffixes: { storage, keyVaultDns: vault, sqlServerHostname: storage.replace(/^core/, 'database') },
  };
}
