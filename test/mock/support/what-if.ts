// A what-if from the request to its result, and what a test likes to look at of a change.
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/base/json.ts';
import { drive, type Answered, type Driven, type Heard } from './driven.ts';

export interface WhatIfOptions {
  readonly parameters?: JsonObject;
  readonly mode?: string;
  readonly more?: JsonObject;
  readonly apiVersion?: string;
}

export async function whatIf(
  world: Driven,
  deployment: string,
  template: JsonObject,
  { parameters = {}, mode = 'Incremental', more = {}, apiVersion = '2021-04-01' }: WhatIfOptions = {},
): Promise<Heard> {
  const group = deployment.toLowerCase().includes('/resourcegroups/');
  const body = {
    ...(group ? {} : { location: 'westus2' }),
    properties: { mode, template, parameters, ...more },
  };
  const accepted = await world.send('POST', `${deployment}/whatIf?api-version=${apiVersion}`, body);
  if (accepted.status !== 202) return accepted;
  world.pass(10_000);
  return await world.send('GET', accepted.headers['location'] ?? '');
}

export function changesIn(heard: Heard): readonly Answered[] {
  return Object.values(heard.body['properties']?.['changes'] ?? {});
}

/** `Create …/vaults/a`: from the namespace on. */
export function summary(heard: Heard): readonly string[] {
  return changesIn(heard).map((change) => {
    const id = String(change['resourceId']);
    return `${String(change['changeType'])} ${id.replace(/^\/subscriptions\/[^/]+\//, '')}`;
  });
}

/** `Modify sku.name Standard_LRS => Standard_GRS`, and children indented below. */
export function deltaOf(change: Answered | undefined): readonly string[] {
  const delta: unknown = change?.['delta'] ?? [];
  return linesOf(delta as readonly JsonObject[], '');
}

function linesOf(delta: readonly JsonObject[], indent: string): readonly string[] {
  return delta.flatMap(({ path = '', propertyChangeType = '', before, after, children }) => {
    const values = [before, after].map((value) => (value === undefined ? '' : JSON.stringify(value)));
    const [from, to] = values;
    const line = `${indent}${String(propertyChangeType)} ${String(path)}`;
    const inside = linesOf((children ?? []) as readonly JsonObject[], `${indent}  `);
    const shown = before === undefined && after === undefined ? '' : `: ${from} => ${to}`;
    return [`${line}${shown}`, ...inside];
  });
}

export function templateOf(resources: readonly Json[] | JsonObject, parts: JsonObject = {}): JsonObject {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
    ...parts,
  };
}

/** A group `lab` with a deployment `main` in it. */
export interface WhatIfLab {
  readonly world: Driven;
  readonly group: string;
  readonly at: string;
  ask(resources: readonly JsonObject[], parts?: JsonObject, options?: WhatIfOptions): Promise<Heard>;
  /** Deploys, and waits until it is done. */
  deploy(resources: readonly JsonObject[], parts?: JsonObject, parameters?: JsonObject): Promise<void>;
}

export async function openWhatIf(world: Driven = drive()): Promise<WhatIfLab> {
  const group = `${world.subscription}/resourceGroups/lab`;
  const at = `${group}/providers/Microsoft.Resources/deployments/main`;
  await world.send('PUT', group, { location: 'westus2' });
  return {
    world,
    group,
    at,
    ask: (resources, parts = {}, options = {}) => whatIf(world, at, templateOf(resources, parts), options),
    async deploy(resources, parts = {}, parameters = {}) {
      const properties = { mode: 'Incremental', template: templateOf(resources, parts), parameters };
      const { status, text } = await world.send('PUT', at, { properties });
      assert.ok(status < 300, text);
      world.pass(900_000);
      const { body } = await world.send('GET', at);
      assert.equal(body['properties']?.['provisioningState'], 'Succeeded', JSON.stringify(body));
    },
  };
}

export function account(sku: string, more: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2019-04-01',
    name: 'whatifstore',
    location: '[resourceGroup().location]',
    sku: { name: sku },
    kind: 'StorageV2',
    properties: {},
    ...more,
  };
}

export function identity(name: string, more: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2023-01-31',
    name,
    location: 'westus2',
    ...more,
  };
}

export function assignment(name: string, principalId: string): JsonObject {
  return {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name,
    properties: {
      roleDefinitionId:
        "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]",
      principalId,
      principalType: 'ServicePrincipal',
    },
  };
}

export function nested(name: string, template: JsonObject, properties: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2021-04-01',
    name,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      template,
      ...properties,
    },
  };
}
