// Templates that the real service took: each expands without a problem, with the dependencies and, where nothing was
// scrubbed from it, the hash that the service answered.
import assert from 'node:assert/strict';
import { expand } from '../../src/arm/expand.ts';
import { templateHash } from '../../src/arm/hash.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';
import { context } from '../arm/world.ts';
import { recordedData } from '../support/recorded-data.ts';

interface Recorded {
  readonly id: string;
  readonly status: number;
  readonly templateHashExact?: boolean;
  readonly request: {
    readonly template: JsonObject;
    readonly parameters?: Readonly<Record<string, JsonObject>>;
  };
  readonly accepted: {
    readonly templateHash?: string;
    readonly dependencies?: readonly {
      readonly resourceName: string;
      readonly dependsOn: readonly { readonly resourceName: string }[];
    }[];
  };
}

describe('recorded deployments', () => {
  const data = recordedData('arm-deployments-recorded.json');
  if (data === undefined) {
    it('are not on this machine: nothing was expanded', () =>
      assert.equal(recordedData('arm-functions.json'), undefined));
    return;
  }
  const all = isJsonObject(data) && Array.isArray(data['cases']) ? data['cases'].filter(isRecorded) : [];
  const accepted = all.filter(({ status }) => status < 300);

  it('are as many as they are known to be', () => {
    assert.ok(accepted.length >= 100, `${accepted.length}`);
    assert.ok(all.filter(({ templateHashExact }) => templateHashExact === true).length >= 5);
  });

  for (const { id, request, accepted: answer } of accepted)
    it(`expand with the service's dependencies: ${id}`, () => {
      const { resources, problems } = expand({
        template: request.template,
        parameters: valuesOf(request.parameters ?? {}),
        context: { ...context, provider: () => ({ apiVersions: ['2024-07-01'] }) },
      });
      assert.deepEqual(problems, []);
      const names = new Map(resources.map((one) => [one.id, one.name]));
      const ours = resources.map(
        (one) => [one.name, one.dependsOn.map((other) => names.get(other) ?? '')] as const,
      );
      const theirs = (answer.dependencies ?? []).map(
        (one) => [one.resourceName, one.dependsOn.map(({ resourceName }) => resourceName)] as const,
      );
      assert.deepEqual(edges(ours), edges(theirs));
    });

  for (const { id, request, accepted: answer } of all.filter((one) => one.templateHashExact === true))
    it(`have the service's hash: ${id}`, () => {
      assert.equal(templateHash(request.template), answer.templateHash);
    });
});

/** As a set: the service lists one twice that is both stated and referenced, and the recorder changed the case. */
function edges(all: readonly (readonly [string, readonly string[]])[]): readonly string[] {
  return [
    ...new Set(all.flatMap(([name, before]) => before.map((other) => `${name} <- ${other}`.toLowerCase()))),
  ].toSorted();
}

function valuesOf(parameters: Readonly<Record<string, JsonObject>>): Readonly<Record<string, Json>> {
  // A Key Vault reference stands for a secret that was not recorded.
  return Object.fromEntries(
    Object.entries(parameters).map(([name, given]) => [name, given['value'] ?? 'from the vault']),
  );
}

function isRecorded(value: unknown): value is Recorded {
  if (!isJsonObject(value) || typeof value['id'] !== 'string') return false;
  const { request, accepted } = value;
  return isJsonObject(request) && isJsonObject(request['template']) && isJsonObject(accepted);
}
