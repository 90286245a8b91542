// A valid deployment to stand in, and short ways to ask for one value: a test states only what differs.
import assert from 'node:assert/strict';
import type { DeploymentContext } from '../../src/arm/context.ts';
import { expand } from '../../src/arm/expand.ts';
import type { Expansion } from '../../src/arm/expansion.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';

export const group = '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-falls';

export const context: DeploymentContext = {
  tenantId: '00000000-0000-4000-8000-00000000000a',
  subscriptionId: '00000000-0000-4000-8000-000000000001',
  subscriptionName: 'Falls',
  resourceGroup: { name: 'rg-falls', location: 'westus2', tags: { costCenter: 'it-42' } },
  deploymentName: 'main',
  now: new Date('2026-01-02T03:04:05.678Z'),
  newGuid: () => '11111111-1111-4111-8111-111111111111',
  environment: { name: 'AzureCloud', suffixes: { storage: 'core.windows.net' } },
};

export function expandIn(
  template: JsonObject,
  parameters: Readonly<Record<string, Json>> = {},
  differences: Partial<DeploymentContext> = {},
): Expansion {
  return expand({ template, parameters, context: { ...context, ...differences } });
}

/** The value of one expression, or what Azure would say against it. */
export function evaluated(
  expression: string,
  differences: Partial<DeploymentContext> = {},
): { readonly value: Json | undefined; readonly problem: string | undefined } {
  const template = { resources: [], outputs: { it: { type: 'any', value: expression } } };
  const { outputs, problems } = expandIn(template, {}, differences);
  return { value: outputs['it']?.value, problem: problems[0]?.message };
}

export type Row = readonly [expression: string, expected: Json];

/** One test for each row: its expression gives its value. */
export function gives(rows: readonly Row[]): void {
  for (const [expression, expected] of rows)
    it(`gives ${JSON.stringify(expected)} for ${expression}`, () => {
      const { value, problem } = evaluated(`[${expression}]`);
      assert.equal(problem, undefined);
      assert.deepEqual(value, expected);
    });
}

/** One test for each row: its expression is refused with words that match. */
export function refuses(rows: readonly (readonly [expression: string, words: RegExp])[]): void {
  for (const [expression, words] of rows)
    it(`refuses ${expression}`, () => {
      assert.match(evaluated(`[${expression}]`).problem ?? 'not refused', words);
    });
}

export function resource(differences: JsonObject = {}): JsonObject {
  return {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2023-05-01',
    name: 'falls',
    ...differences,
  };
}
