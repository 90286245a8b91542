// The built-in policies that users of a gateway meet, as data. Ids and rules are the same in every tenant.
// https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies
import type { Json, JsonObject } from '../../../base/json.ts';

interface BuiltIn {
  readonly name: string;
  readonly displayName: string;
  readonly mode: 'All' | 'Indexed';
  readonly category: string;
  readonly parameters: JsonObject;
  readonly if: Json;
  readonly then: Json;
}

const text = { type: 'String' };
const list = { type: 'Array' };
const tag = "[concat('tags[', parameters('tagName'), ']')]";
const isGroup = { field: 'type', equals: 'Microsoft.Resources/subscriptions/resourceGroups' };
const deny = { effect: 'deny' };
const contributor = '/providers/microsoft.authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c';
const hasOther = { field: tag, notEquals: "[parameters('tagValue')]" };

const policies: readonly BuiltIn[] = [
  {
    name: 'e56962a6-4747-49cd-b67b-bf8b01975c4c',
    displayName: 'Allowed locations',
    mode: 'Indexed',
    category: 'General',
    parameters: { listOfAllowedLocations: list },
    if: {
      allOf: [
        { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" },
        { field: 'location', notEquals: 'global' },
        { field: 'type', notEquals: 'Microsoft.AzureActiveDirectory/b2cDirectories' },
      ],
    },
    then: deny,
  },
  {
    name: 'e765b5de-1225-4ba3-bd56-1ac6695af988',
    displayName: 'Allowed locations for resource groups',
    mode: 'All',
    category: 'General',
    parameters: { listOfAllowedLocations: list },
    if: { allOf: [isGroup, { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" }] },
    then: deny,
  },
  {
    name: 'a08ec900-254a-4555-9bf5-e42af04b5c5c',
    displayName: 'Allowed resource types',
    mode: 'Indexed',
    category: 'General',
    parameters: { listOfResourceTypesAllowed: list },
    if: { not: { field: 'type', in: "[parameters('listOfResourceTypesAllowed')]" } },
    then: deny,
  },
  {
    name: '6c112d4e-5bc7-47ae-a041-ea2d9dccd749',
    displayName: 'Not allowed resource types',
    mode: 'All',
    category: 'General',
    parameters: { listOfResourceTypesNotAllowed: list, effect: { ...text, defaultValue: 'Deny' } },
    if: { field: 'type', in: "[parameters('listOfResourceTypesNotAllowed')]" },
    then: { effect: "[parameters('effect')]" },
  },
  {
    name: '871b6d14-10aa-478d-b590-94f262ecfa99',
    displayName: 'Require a tag on resources',
    mode: 'Indexed',
    category: 'Tags',
    parameters: { tagName: text },
    if: { field: tag, exists: 'false' },
    then: deny,
  },
  {
    name: '96670d01-0a4d-4649-9c89-2d3abc0a5025',
    displayName: 'Require a tag on resource groups',
    mode: 'All',
    category: 'Tags',
    parameters: { tagName: text },
    if: { allOf: [isGroup, { field: tag, exists: 'false' }] },
    then: deny,
  },
  {
    name: '1e30110a-5ceb-460c-a204-c1c3969c6d62',
    displayName: 'Require a tag and its value on resources',
    mode: 'Indexed',
    category: 'Tags',
    parameters: { tagName: text, tagValue: text },
    if: { not: { field: tag, equals: "[parameters('tagValue')]" } },
    then: deny,
  },
  {
    name: '8ce3da23-7156-49e4-b145-24f95f9dcb46',
    displayName: 'Require a tag and its value on resource groups',
    mode: 'All',
    category: 'Tags',
    parameters: { tagName: text, tagValue: text },
    if: { allOf: [isGroup, hasOther] },
    then: deny,
  },
  {
    name: '4f9dc7db-30c1-420c-b61a-e1d640128d26',
    displayName: 'Add a tag to resources',
    mode: 'Indexed',
    category: 'Tags',
    parameters: { tagName: text, tagValue: text },
    if: { field: tag, exists: 'false' },
    then: {
      effect: 'modify',
      details: {
        roleDefinitionIds: [contributor],
        operations: [{ operation: 'add', field: tag, value: "[parameters('tagValue')]" }],
      },
    },
  },
  {
    name: 'ea3f2387-9b95-492a-a190-fcdc54f7b070',
    displayName: 'Inherit a tag from the resource group if missing',
    mode: 'Indexed',
    category: 'Tags',
    parameters: { tagName: text },
    if: {
      allOf: [
        { field: tag, exists: 'false' },
        { value: "[contains(resourceGroup().tags, parameters('tagName'))]", equals: true },
      ],
    },
    then: {
      effect: 'modify',
      details: {
        roleDefinitionIds: [contributor],
        operations: [
          { operation: 'add', field: tag, value: "[resourceGroup().tags[parameters('tagName')]]" },
        ],
      },
    },
  },
  {
    name: '404c3081-a854-4457-ae30-26a93ef643f9',
    displayName: 'Secure transfer to storage accounts should be enabled',
    mode: 'Indexed',
    category: 'Storage',
    parameters: { effect: { ...text, defaultValue: 'Audit' } },
    if: {
      allOf: [
        { field: 'type', equals: 'Microsoft.Storage/storageAccounts' },
        { not: { field: 'Microsoft.Storage/storageAccounts/supportsHttpsTrafficOnly', equals: 'true' } },
      ],
    },
    then: { effect: "[parameters('effect')]" },
  },
];

const type = 'Microsoft.Authorization/policyDefinitions';

interface Definition {
  readonly id: string;
  readonly name: string;
  readonly properties: JsonObject;
}

const definitions: readonly Definition[] = policies.map((policy) => ({
  id: `/providers/${type}/${policy.name}`,
  name: policy.name,
  properties: {
    displayName: policy.displayName,
    policyType: 'BuiltIn',
    mode: policy.mode,
    description: policy.displayName,
    metadata: { version: '1.0.0', category: policy.category },
    parameters: policy.parameters,
    policyRule: { if: policy.if, then: policy.then },
  },
}));

export function builtInPolicy(id: string): Definition | undefined {
  const wanted = id.toLowerCase();
  return definitions.find((definition) => definition.id.toLowerCase() === wanted);
}

export function builtInPolicies(): readonly JsonObject[] {
  return definitions.map(({ id, name, properties }) => ({ properties, id, type, name }));
}
