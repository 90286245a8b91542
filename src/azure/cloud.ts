// The `Cloud` port over the Azure SDK. Translates and nothing more: no rule about gateways, no retry beyond the
// SDK's own, no wording beyond what was being done.
import type { GenericResourceExpanded, ResourceManagementClient } from '@azure/arm-resources';
import type { Clock } from '../base/ports.ts';
import { jsonObjectOf } from '../base/json.ts';
import type { Cloud, Group, Groups, ListedResource, Resources, ScaleSets, Tags } from '../cloud/cloud.ts';
import { clientsOf, type Clients, type Connection } from './clients.ts';
import { azureDeployments } from './deployments.ts';
import { isNotFound, toFailure } from './errors.ts';
import { azureFacts } from './facts.ts';
import { allOf } from './pages.ts';
import { RetryHint, waitFor } from './wait.ts';

export function azureCloud(connection: Connection, clock: Clock): Cloud {
  const clients = clientsOf(connection);
  return {
    groups: azureGroups(clients, clock),
    resources: azureResources(clients, clock),
    deployments: azureDeployments(clients),
    scaleSets: azureScaleSets(clients, clock),
    facts: azureFacts(clients, connection),
  };
}

function azureGroups(clients: Clients, clock: Clock): Groups {
  const toGroup = ({
    name = '',
    location,
    tags,
  }: {
    name?: string;
    location: string;
    tags?: Tags;
  }): Group => ({
    name,
    location,
    tags: tags ?? {},
  });
  return {
    async read(name) {
      return await found(`read the resource group ${name}`, async () => {
        const { resourceGroups } = await clients.resources();
        return toGroup(await resourceGroups.get(name));
      });
    },
    async listTagged(tag) {
      return await doing('list the resource groups', async () => {
        const { resourceGroups } = await clients.resources();
        const groups: Group[] = [];
        // The service filters by name and value only together, so those without the tag are left out here.
        for await (const group of resourceGroups.list()) {
          if (group.tags?.[tag] !== undefined) groups.push(toGroup(group));
        }
        return groups;
      });
    },
    async put({ name, location, tags }) {
      await doing(`write the resource group ${name}`, async () => {
        const { resourceGroups } = await clients.resources();
        await resourceGroups.createOrUpdate(name, { location, tags: { ...tags } });
      });
    },
    async delete(name, signal) {
      await doing(`delete the resource group ${name}`, async () => {
        const { resourceGroups } = await clients.resources();
        const hint = new RetryHint();
        const poller = await resourceGroups.beginDelete(name, { onResponse: hint.note });
        await waitFor(poller, { clock, hint, signal });
      });
    },
  };
}

function azureResources(clients: Clients, clock: Clock): Resources {
  return {
    async read(id, apiVersion) {
      return await found(`read ${id}`, async () => {
        const { resources } = await clients.resources();
        return jsonObjectOf(await resources.getById(id, apiVersion));
      });
    },
    async list(group) {
      return await doing(`list the resources of ${group}`, async () => {
        const { resources } = await clients.resources();
        const pages = resources.listByResourceGroup(group, { expand: 'createdTime' });
        return (await allOf(pages)).map(toListed);
      });
    },
    async listTagged(tag) {
      return await doing(`list the resources tagged ${tag}`, async () => {
        const { resources } = await clients.resources();
        const pages = resources.list({ filter: `tagName eq '${tag}'`, expand: 'createdTime' });
        return (await allOf(pages)).map(toListed);
      });
    },
    async delete(id, apiVersion, signal) {
      const deleted = await found(`delete ${id}`, async () => {
        const client = await clients.resources();
        const hint = new RetryHint();
        const version = apiVersion === '' ? await newestApiVersion(client, id) : apiVersion;
        const poller = await client.resources.beginDeleteById(id, version, { onResponse: hint.note });
        await waitFor(poller, { clock, hint, signal });
        return true;
      });
      return deleted ?? false;
    },
  };
}

function azureScaleSets(clients: Clients, clock: Clock): ScaleSets {
  return {
    async stop(group, name, signal) {
      await doing(`stop the scale set ${name}`, async () => {
        const { virtualMachineScaleSets } = await clients.compute();
        const hint = new RetryHint();
        const poller = virtualMachineScaleSets.deallocate(group, name, { onResponse: hint.note });
        await poller.submitted();
        await waitFor({ poll: () => poller.poll(), isDone: () => poller.isDone }, { clock, hint, signal });
      });
    },
    async resize(group, name, capacity, signal) {
      await doing(`resize the scale set ${name}`, async () => {
        const { virtualMachineScaleSets } = await clients.compute();
        const hint = new RetryHint();
        const poller = virtualMachineScaleSets.update(
          group,
          name,
          { sku: { capacity } },
          { onResponse: hint.note },
        );
        await poller.submitted();
        await waitFor({ poll: () => poller.poll(), isDone: () => poller.isDone }, { clock, hint, signal });
      });
    },
    async instances(group, name) {
      const instances = await found(`read the instances of ${name}`, async () => {
        const { virtualMachineScaleSetVMs } = await clients.compute();
        const pages = virtualMachineScaleSetVMs.list(group, name, { expand: 'instanceView' });
        return await allOf(pages);
      });
      return (instances ?? []).map(
        ({ instanceId = '', provisioningState = '', latestModelApplied, instanceView }) => {
          const power = instanceView?.statuses?.find(({ code }) => code?.startsWith('PowerState/'))?.code;
          const health = instanceView?.vmHealth?.status?.code;
          return {
            id: instanceId,
            provisioning: provisioningState,
            power: power?.slice('PowerState/'.length) ?? 'unknown',
            latestModel: latestModelApplied ?? false,
            ...(health === undefined ? {} : { health: health.slice('HealthState/'.length) }),
          };
        },
      );
    },
  };
}

function toListed({
  id = '',
  type = '',
  name = '',
  tags,
  createdTime,
}: GenericResourceExpanded): ListedResource {
  const createdAt = createdTime === undefined ? {} : { createdAt: createdTime.toISOString() };
  return { id, type, name, tags: tags ?? {}, ...createdAt };
}

/** For types that no template of ours names: the provider itself says which versions it takes. */
async function newestApiVersion(client: ResourceManagementClient, id: string): Promise<string> {
  const segments = id.slice(id.toLowerCase().lastIndexOf('/providers/') + '/providers/'.length).split('/');
  const [namespace = '', ...rest] = segments;
  const type = rest.filter((_, index) => index % 2 === 0).join('/');
  const { resourceTypes = [] } = await client.providers.get(namespace);
  const match = resourceTypes.find(({ resourceType }) => resourceType?.toLowerCase() === type.toLowerCase());
  const versions = match?.apiVersions ?? [];
  return versions.find((version) => !version.includes('preview')) ?? versions[0] ?? '2024-01-01';
}

async function doing<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw toFailure(error, what);
  }
}

async function found<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw toFailure(error, what);
  }
}
