// A group to deploy templates into as people write them, in the world of a mock at once: each is deployed twice, since
// the second run must change nothing.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json.ts';
import { drive, type Answered, type Driven } from './driven.ts';

const schemas = {
  group: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
};
export const here = '[resourceGroup().location]';
export const network = 'Microsoft.Network';
export const account = 'Microsoft.Storage/storageAccounts';

export function template(parts: JsonObject, scope: keyof typeof schemas = 'group'): JsonObject {
  return { $schema: schemas[scope], contentVersion: '1.0.0.0', ...parts };
}

export function storage(name: string, more: JsonObject = {}): JsonObject {
  return {
    type: account,
    apiVersion: '2022-09-01',
    name,
    location: here,
    sku: { name: 'Standard_LRS' },
    kind: 'StorageV2',
    ...more,
  };
}

export interface Quickstarts {
  readonly world: Driven;
  readonly group: string;
  /** What stands in the record of the second run. */
  deploy(content: JsonObject, parameters?: JsonObject, scope?: string): Promise<Answered>;
}

export async function openQuickstarts(): Promise<Quickstarts> {
  const world = drive({ speed: 'instant' });
  const group = `${world.subscription}/resourceGroups/lab`;
  await world.send('PUT', group, { location: 'westus2' });
  return {
    world,
    group,
    async deploy(content, parameters = {}, scope = group) {
      const at = `${scope}/providers/Microsoft.Resources/deployments/main`;
      const properties = { mode: 'Incremental', template: content, parameters };
      const place = scope === group ? {} : { location: 'westus2' };
      let end: Answered = {};
      for (const run of ['first', 'second']) {
        const { status, text } = await world.send('PUT', at, { ...place, properties });
        assert.ok(status < 300, `${run} run: ${text}`);
        end = (await world.send('GET', at)).body['properties'] ?? {};
        assert.equal(
          String(end['provisioningState']),
          'Succeeded',
          `${run} run: ${JSON.stringify(end['error'])}`,
        );
      }
      return end;
    },
  };
}

/** From the namespace on: `vaults/kv/secrets/one`. */
export function namesOf(end: Answered): readonly string[] {
  return Object.values(end['outputResources'] ?? {}).map((one) =>
    String(one['id']).replace(/^.*\/providers\/[^/]+\//, ''),
  );
}
