// What Azure knows beside its resources: quotas, sizes, names that are taken, vaults that can be recovered,
// providers. Read for the preflight, never kept.
import { createPipelineRequest, RestError, type HttpMethods } from '@azure/core-rest-pipeline';
import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import type { DeletedVault, Facts, NameAnswer } from '../cloud/cloud.ts';
import type { Clients, Connection } from './clients.ts';
import { toFailure } from './errors.ts';
import { allOf } from './pages.ts';

const vaultApi = '2023-07-01';
const networkApi = '2024-05-01';

export function azureFacts(clients: Clients, { endpoint, subscriptionId }: Connection): Facts {
  const base = `${endpoint}/subscriptions/${subscriptionId}/providers`;

  const call = caller(clients);
  return {
    async tenantId() {
      return await asking('read the subscription', async () => {
        const answer = await call(
          'GET',
          `${endpoint}/subscriptions/${subscriptionId}?api-version=2022-12-01`,
        );
        return textIn(answer, 'tenantId');
      });
    },
    async quotas(region) {
      return await asking('read the quotas', async () => {
        const { usageOperations } = await clients
          .compute()
          .then((compute) => ({ usageOperations: compute.usage }));
        const rows = await allOf(usageOperations.list(region));
        return rows.map(({ name, limit, currentValue }) => ({
          name: name.value ?? '',
          limit,
          used: currentValue,
        }));
      });
    },
    async sizes(region) {
      return await asking('read the sizes', async () => {
        const { resourceSkus } = await clients.compute();
        const rows = await allOf(resourceSkus.list({ filter: `location eq '${region}'` }));
        return rows
          .filter(({ resourceType, restrictions = [] }) => {
            const barred = restrictions.some(({ type }) => type === 'Location');
            return resourceType === 'virtualMachines' && !barred;
          })
          .flatMap(({ name }) => (name === undefined ? [] : [name]));
      });
    },
    async deletedVaults() {
      return await asking('list the deleted vaults', async () => {
        return await deletedVaultsOf(
          call,
          `${base}/Microsoft.KeyVault/deletedVaults?api-version=${vaultApi}`,
        );
      });
    },
    async storageName(name) {
      return await asking('check the storage account name', async () => {
        const { storageAccounts } = await clients.storage();
        const answer = await storageAccounts.checkNameAvailability({
          name,
          type: 'Microsoft.Storage/storageAccounts',
        });
        return toNameAnswer(answer.nameAvailable, answer.message);
      });
    },
    async vaultName(name) {
      return await asking('check the vault name', async () => {
        const url = `${base}/Microsoft.KeyVault/checkNameAvailability?api-version=${vaultApi}`;
        const answer = await call('POST', url, { name, type: 'Microsoft.KeyVault/vaults' });
        const { nameAvailable, message } = isJsonObject(answer) ? answer : {};
        return toNameAnswer(nameAvailable === true, typeof message === 'string' ? message : undefined);
      });
    },
    vaultId: async (name) => await vaultIdOf(clients, name),
    async dnsLabel(label, region) {
      return await asking('check the DNS label', async () => {
        const query = `domainNameLabel=${encodeURIComponent(label)}&api-version=${networkApi}`;
        const url = `${base}/Microsoft.Network/locations/${encodeURIComponent(region)}/CheckDnsNameAvailability?${query}`;
        const answer = await call('GET', url);
        return toNameAnswer(
          isJsonObject(answer) && answer['available'] === true,
          `it is in use in ${region}`,
        );
      });
    },
    async registeredProviders() {
      return await asking('list the resource providers', async () => {
        const { providers } = await clients.resources();
        const rows = await allOf(providers.list());
        return rows.flatMap(({ namespace, registrationState }) =>
          namespace !== undefined && registrationState === 'Registered' ? [namespace] : [],
        );
      });
    },
  };
}

async function vaultIdOf(clients: Clients, name: string): Promise<string | undefined> {
  return await asking(`look for the vault ${name}`, async () => {
    const { resources } = await clients.resources();
    const filter = `resourceType eq 'Microsoft.KeyVault/vaults' and name eq '${name}'`;
    const [found] = await allOf(resources.list({ filter }));
    return found?.id;
  });
}

type Call = (method: HttpMethods, url: string, body?: JsonObject) => Promise<Json>;

/** The vault and network clients would cost 75 MB for these few calls; the pipeline is the same. */
function caller(clients: Clients): Call {
  return async (method, url, body) => {
    const client = await clients.resources();
    const request = createPipelineRequest({ url, method });
    request.headers.set('accept', 'application/json');
    if (body !== undefined) {
      request.headers.set('content-type', 'application/json');
      request.body = JSON.stringify(body);
    }
    const response = await client.sendRequest(request);
    const { status, bodyAsText } = response;
    if (status >= 400) throw new RestError(`status ${status}`, { statusCode: status, request, response });
    return JSON.parse(bodyAsText ?? 'null') as Json;
  };
}

const pageLimit = 1_000;

async function deletedVaultsOf(call: Call, first: string): Promise<readonly DeletedVault[]> {
  const found: DeletedVault[] = [];
  let next = first;
  for (let pages = 0; next !== '' && pages < pageLimit; pages += 1) {
    const answer = await call('GET', next);
    const rows = isJsonObject(answer) && Array.isArray(answer['value']) ? answer['value'] : [];
    found.push(...(rows as readonly Json[]).flatMap(toDeletedVault));
    next = textIn(answer, 'nextLink');
  }
  return found;
}

function textIn(answer: Json, key: string): string {
  const value = isJsonObject(answer) ? answer[key] : undefined;
  return typeof value === 'string' ? value : '';
}

async function asking<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw toFailure(error, what);
  }
}

function toNameAnswer(free: boolean | undefined, reason: string | undefined): NameAnswer {
  return free === true ? { free: true } : { free: false, reason: reason ?? 'Azure gave no reason' };
}

function toDeletedVault(row: Json): DeletedVault[] {
  const properties = isJsonObject(row) ? row['properties'] : undefined;
  if (!isJsonObject(row) || !isJsonObject(properties)) return [];
  const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
  const tags = isJsonObject(properties['tags']) ? properties['tags'] : {};
  return [
    {
      name: text(row['name']),
      location: text(properties['location']),
      vaultId: text(properties['vaultId']),
      deletedAt: text(properties['deletionDate']),
      purgeAt: text(properties['scheduledPurgeDate']),
      tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)])),
    },
  ];
}
