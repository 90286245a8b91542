// How each of Azure's errors comes about on the mock by what a client does, without a fault on demand: one small
// story for a code, in a world of its own with a group `lab`. The answer is the refusal itself.
import { drive, type Driven, type Heard } from '../../mock/support/driven.ts';
import type { Json, JsonObject } from '../../../src/base/json.ts';
import { roleIds } from '../../mock/support/roles.ts';

interface Lab {
  readonly world: Driven;
  readonly group: string;
  /** `{group}/providers/Microsoft.{path}` with a version. */
  put(path: string, body?: Json): Promise<Heard>;
  get(path: string): Promise<Heard>;
  remove(path: string): Promise<Heard>;
  post(path: string, body?: Json): Promise<Heard>;
  deploy(resources: readonly Json[], parts?: JsonObject, parameters?: JsonObject): Promise<Heard>;
}

type Story = (lab: Lab) => Promise<Heard>;

const place = { location: 'westus2' };
const hall = 'Network/virtualNetworks/hall';
const door = 'Network/publicIPAddresses/door';
const fence = 'Network/networkSecurityGroups/fence';
const balancer = 'Network/loadBalancers/lb';
const account = 'Storage/storageAccounts/provoked';
const ops = 'Insights/actionGroups/ops';
const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const lrs = { ...place, sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} };
const standard = { ...place, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } };
const open = { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } };

export async function provoke(code: string): Promise<Heard | undefined> {
  const story = stories[code];
  return story === undefined ? undefined : await story(await openLab(code.includes('Throttled')));
}

export function canProvoke(code: string): boolean {
  return code in stories;
}

async function openLab(throttle: boolean): Promise<Lab> {
  const world = drive({ throttle, speed: 'instant' });
  const group = `${world.subscription}/resourceGroups/lab`;
  await world.send('PUT', group, place);
  const version = (path: string): string => (path.includes('/locks/') ? '2016-09-01' : '2021-04-01');
  const at = (path: string): string => `${group}/providers/Microsoft.${path}?api-version=${version(path)}`;
  const main = 'Resources/deployments/main';
  return {
    world,
    group,
    put: (path, body = place) => world.send('PUT', at(path), body),
    get: (path) => world.send('GET', at(path)),
    remove: (path) => world.send('DELETE', at(path)),
    post: (path, body = {}) => world.send('POST', at(path), body),
    async deploy(resources, parts = {}, parameters = {}) {
      const template = { $schema: schema, contentVersion: '1.0.0.0', resources, ...parts };
      return await world.send('PUT', at(main), { properties: { mode: 'Incremental', template, parameters } });
    },
  };
}

function readerAsks(lab: Lab): Promise<Heard> {
  const path = `${lab.group}/providers/Microsoft.Storage/storageAccounts/x?api-version=2021-04-01`;
  return lab.world.as('reader')('PUT', path, lrs);
}

async function subnetInUse(lab: Lab): Promise<void> {
  await lab.put(fence);
  const subnet = (id: string): JsonObject => ({
    name: 'web',
    properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: { id } },
  });
  const id = `${lab.group}/providers/Microsoft.${fence}`;
  await lab.put(hall, { ...place, properties: { ...open, subnets: [subnet(id)] } });
  const front = {
    name: 'front',
    properties: { subnet: { id: `${lab.group}/providers/Microsoft.${hall}/subnets/web` } },
  };
  const properties = { frontendIPConfigurations: [front] };
  await lab.put(balancer, { ...place, sku: { name: 'Standard' }, properties });
}

async function doorInUse(lab: Lab): Promise<void> {
  await lab.put(door, standard);
  const front = {
    name: 'f',
    properties: { publicIPAddress: { id: `${lab.group}/providers/Microsoft.${door}` } },
  };
  const properties = { frontendIPConfigurations: [front] };
  await lab.put(balancer, { ...place, sku: { name: 'Standard' }, properties });
}

function labelled(): Json {
  return {
    ...standard,
    properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'taken' } },
  };
}

function assignmentOf(principalId: string): Json {
  const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${roleIds.reader}`;
  return { properties: { roleDefinitionId, principalId } };
}

function storageIn(name: string, location = '[resourceGroup().location]'): Json {
  return { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2022-09-01', name, ...lrs, location };
}

const assignment = 'Authorization/roleAssignments/11111111-1111-4111-8111-11111111111';
const nobody = '99999999-9999-4999-8999-999999999999';

async function ended(lab: Lab, heard: Heard): Promise<Heard> {
  lab.world.pass(3_600_000);
  return await lab.world.send('GET', heard.headers['azure-asyncoperation'] ?? '');
}

const stories: Readonly<Record<string, Story>> = {
  AuthorizationFailed: readerAsks,
  async DeploymentActive() {
    const world = drive();
    const at = `${world.subscription}/resourceGroups/lab/providers/Microsoft.Resources/deployments/main`;
    await world.send('PUT', `${world.subscription}/resourceGroups/lab`, place);
    const template = { $schema: schema, contentVersion: '1.0.0.0', resources: [storageIn('slow')] };
    const body = { properties: { mode: 'Incremental', template } };
    await world.send('PUT', at, body);
    return await world.send('PUT', at, body);
  },
  async DeploymentFailed(lab) {
    const bad = {
      ...standard,
      type: 'Microsoft.Network/publicIPAddresses',
      apiVersion: '2022-01-01',
      name: 'x',
    };
    const properties = { publicIPAllocationMethod: 'Dynamic' };
    return await ended(lab, await lab.deploy([{ ...bad, properties }]));
  },
  async DnsRecordInUse(lab) {
    await lab.put('Network/publicIPAddresses/first', labelled());
    return await lab.put('Network/publicIPAddresses/second', labelled());
  },
  GlobalPublicIPAddressNotSupportedForBasicPublicIpAddress: (lab) =>
    lab.put(door, { ...place, sku: { name: 'Basic', tier: 'Global' }, properties: {} }),
  async InUseNetworkSecurityGroupCannotBeDeleted(lab) {
    await subnetInUse(lab);
    return await lab.remove(fence);
  },
  async InUseSubnetCannotBeDeleted(lab) {
    await subnetInUse(lab);
    return await lab.remove(`${hall}/subnets/web`);
  },
  InvalidAddressPrefixFormat: (lab) =>
    lab.put(hall, { ...place, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/24--no-wait'] } } }),
  InvalidApiVersionParameter: ({ world, group }) => world.send('GET', `${group}?api-version=soon`),
  InvalidRequestContent: ({ world, group }) =>
    world.send('PUT', `${group}?api-version=2021-04-01`, '{"location":'),
  InvalidRequestPropertyValue: (lab) => lab.put(account, { ...lrs, sku: { name: 'Cheap' } }),
  async InvalidResourceType(lab) {
    await lab.put(door, standard);
    return await lab.post(`${door}/dance`);
  },
  InvalidStorageAccountImmutabilityPolicy: (lab) =>
    lab.put(account, {
      ...lrs,
      properties: {
        immutableStorageWithVersioning: { enabled: true, immutabilityPolicy: { state: 'Disabled' } },
      },
    }),
  InvalidTemplate: (lab) =>
    lab.deploy([], { parameters: { p2: { type: 'int', maxValue: 10 } } }, { p2: { value: 11 } }),
  async InvalidTemplateDeployment(lab) {
    const other = `${lab.world.subscription}/resourceGroups/other`;
    await lab.world.send('PUT', other, place);
    await lab.world.send('PUT', `${other}/providers/Microsoft.${account}?api-version=2021-04-01`, lrs);
    return await lab.deploy([storageIn('provoked')]);
  },
  LocationNotAvailableForResourceGroup: ({ world }) =>
    world.send('PUT', `${world.subscription}/resourceGroups/new`, { location: 'atlantis' }),
  LocationNotAvailableForResourceType: (lab) => lab.put(account, { ...lrs, location: 'atlantis' }),
  MissingApiVersionParameter: ({ world }) => world.send('GET', `${world.azure.endpoint}/subscriptions`),
  async MissingSubscriptionRegistration(lab) {
    await lab.world.send('POST', `${lab.world.subscription}/providers/Microsoft.Storage/unregister`);
    return await lab.put(account, lrs);
  },
  NoRegisteredProviderFound: ({ world, group }) =>
    world.send('PUT', `${group}/providers/Microsoft.${account}?api-version=2099-01-01`, lrs),
  NotFound: ({ world }) =>
    world.send(
      'GET',
      `${world.subscription}/providers/Microsoft.Network/locations/westus2/operations/${nobody}`,
    ),
  async OperationNotAllowed(lab) {
    const subnets = [{ name: 'web', properties: { addressPrefix: '10.0.0.0/16' } }];
    await lab.put(hall, { ...place, properties: { ...open, subnets } });
    const sku = { name: 'Standard_DS2_v2', capacity: 200 };
    return await lab.put('Compute/virtualMachineScaleSets/many', scaleSet(lab, { sku }));
  },
  ParentResourceNotFound: (lab) =>
    lab.put(`${hall}/subnets/web`, { properties: { addressPrefix: '10.0.0.0/24' } }),
  PolicyDefinitionNotFound: ({ world }) =>
    world.send('GET', `${world.subscription}/providers/Microsoft.Authorization/policyDefinitions/${nobody}`),
  PolicySetDefinitionNotFound: ({ world }) =>
    world.send(
      'GET',
      `${world.subscription}/providers/Microsoft.Authorization/policySetDefinitions/${nobody}`,
    ),
  async PreflightValidationCheckFailed(lab) {
    const heard = await provoke('InvalidTemplateDeployment');
    const detail = heard?.body['error']?.['details']?.['0'];
    return detail === undefined || heard === undefined
      ? await lab.get(account)
      : { ...heard, body: { error: detail } };
  },
  async PreconditionFailed(lab) {
    await lab.put(door, standard);
    const path = `${lab.group}/providers/Microsoft.${door}?api-version=2021-04-01`;
    return await lab.world.send('PUT', path, standard, { 'if-match': '"other"' });
  },
  PrincipalNotFound: (lab) => lab.put(`${assignment}1`, assignmentOf(nobody)),
  async PublicIPAddressCannotBeDeleted(lab) {
    await doorInUse(lab);
    return await lab.remove(door);
  },
  ReceiverAlreadyEnabled: (lab) => subscribe(lab, 'alice'),
  ReceiverNotFound: (lab) => subscribe(lab, 'nobody'),
  async RequestDisallowedByPolicy(lab) {
    const rule = {
      if: { field: 'type', equals: 'Microsoft.Storage/storageAccounts' },
      then: { effect: 'deny' },
    };
    const definition = 'Authorization/policyDefinitions/none';
    const subscription = `${lab.world.subscription}/providers/Microsoft.${definition}`;
    const properties = { policyType: 'Custom', mode: 'All', policyRule: rule };
    await lab.world.send('PUT', `${subscription}?api-version=2021-06-01`, { properties });
    await lab.put('Authorization/policyAssignments/none', {
      properties: { policyDefinitionId: subscription },
    });
    return await lab.put(account, lrs);
  },
  ResourceGroupNotFound: ({ world }) => world.send('GET', `${world.subscription}/resourceGroups/nowhere`),
  ResourceNotFound: (lab) => lab.get(account),
  async RoleAssignmentExists(lab) {
    const who = assignmentOf(lab.world.azure.principals[2]?.objectId ?? '');
    await lab.put(`${assignment}1`, who);
    return await lab.put(`${assignment}2`, who);
  },
  async ScopeLocked(lab) {
    await lab.put(account, lrs);
    await lab.put('Authorization/locks/kept', { properties: { level: 'CanNotDelete' } });
    return await lab.remove(account);
  },
  async SkuNotAvailable(lab) {
    const subnets = [{ name: 'web', properties: { addressPrefix: '10.0.0.0/16' } }];
    await lab.put(hall, { location: 'westus3', properties: { ...open, subnets } });
    const more = { location: 'westus3', sku: { name: 'Standard_A2_v2', capacity: 1 } };
    return await lab.put('Compute/virtualMachineScaleSets/many', scaleSet(lab, more));
  },
  async StorageAccountAlreadyTaken(lab) {
    const other = `${lab.world.subscription}/resourceGroups/other`;
    await lab.world.send('PUT', other, place);
    await lab.put(account, lrs);
    return await lab.world.send('PUT', `${other}/providers/Microsoft.${account}?api-version=2021-04-01`, lrs);
  },
  async SubscriptionRequestsThrottled({ world, group }) {
    for (let call = 0; call < 250; call += 1) await world.send('GET', group);
    return await world.send('GET', group);
  },
};

async function subscribe(lab: Lab, receiverName: string): Promise<Heard> {
  const emailReceivers = [{ name: 'alice', emailAddress: 'alice@example.com' }];
  const properties = { groupShortName: 'ops', enabled: true, emailReceivers };
  await lab.put(ops, { location: 'Global', properties });
  return await lab.post(`${ops}/subscribe`, { receiverName });
}

function scaleSet(lab: Lab, more: JsonObject): Json {
  const subnet = { id: `${lab.group}/providers/Microsoft.${hall}/subnets/web` };
  const ipConfigurations = [{ name: 'ip', properties: { subnet } }];
  const networkProfile = {
    networkInterfaceConfigurations: [{ name: 'nic', properties: { primary: true, ipConfigurations } }],
  };
  const storageProfile = {
    imageReference: { publisher: 'Contoso', offer: 'Plain', sku: '1', version: 'latest' },
  };
  const osProfile = {
    computerNamePrefix: 'many',
    adminUsername: 'ops',
    adminPassword: 'Provoked-Password-1',
  };
  return {
    ...place,
    ...more,
    properties: {
      upgradePolicy: { mode: 'Manual' },
      virtualMachineProfile: {
        storageProfile,
        osProfile,
        networkProfile,
      },
    },
  };
}
