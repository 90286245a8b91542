// All recorded deployments, sent to the mock: status and headers, the echo on acceptance, the order of the statuses
// and what stands at the end are Azure's. What differs is a table with reasons, each row still needed.
import assert from 'node:assert/strict';
import { isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';
import { parseResourceId } from '../../src/arm/resource-id.ts';
import { parentsOf } from '../mock/providers/support/recorded-parents.ts';
import type { Answered, Driven } from '../mock/support/driven.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';
import { inWorld, plantedWorld, type PlantedWorld } from './support/planted-world.ts';

interface Recorded {
  readonly id: string;
  readonly status: number;
  readonly request: {
    readonly template: JsonObject;
    readonly parameters?: JsonObject;
    readonly location?: string;
    readonly mode: string;
  };
  readonly accepted: JsonObject;
  readonly statuses: readonly string[];
  readonly final?: {
    readonly provisioningState: string;
    readonly outputs: JsonObject | null;
    readonly outputResources: readonly { readonly id: string }[];
  };
}

interface Run {
  readonly status: number;
  readonly watched: boolean;
  readonly accepted: Answered;
  readonly statuses: readonly string[];
  readonly final: Answered;
}

/** How the case's id begins, and why ours differs. */
const admitted: Readonly<Record<string, string>> = {
  'resource/test_management_group_deployment.yaml#8': 'of management groups the root alone is there',
  'vm/test_vmss_create_existing_ids_options.yaml#22':
    'the mock offers a part of the sizes, and Standard_A3, which is gone from Azure too, is none of them',
  'vm/test_vmss_simple_orchestration_mode.yaml#5': 'a flexible set without any machines is not played',
  'vm/test_vmss_simple_placement.yaml#3':
    'the mock offers a part of the sizes, and Standard_M8ms is none of them',
};

describe('recorded deployments, on the wire', () => {
  const data = recordedData('arm-deployments-recorded.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const all = isJsonObject(data) && Array.isArray(data['cases']) ? data['cases'].filter(isRecorded) : [];
  const used = new Set<string>();

  it('are as many as they are known to be', () => {
    assert.equal(all.length, 111);
    assert.equal(all.filter(({ final }) => final !== undefined).length, 101);
  });

  for (const recorded of all)
    it(`are accepted, watched and ended as by Azure: ${recorded.id}`, async () => {
      const planted = plantedWorld(1);
      const one = inWorld(planted.world, recorded);
      const differences = differencesOf(one, await run(planted, one));
      const row = Object.keys(admitted).find((start) => recorded.id.startsWith(start));
      if (row !== undefined && differences.length > 0) used.add(row);
      else assert.deepEqual(differences, []);
    });

  it('need every admitted difference', () => {
    assert.deepEqual(
      Object.keys(admitted).filter((id) => !used.has(id)),
      [],
    );
  });
});

async function run(planted: PlantedWorld, one: Recorded): Promise<Run> {
  const { world } = planted;
  const at = `${await scopeOf(planted, one)}/providers/Microsoft.Resources/deployments/recorded`;
  for (const parent of parentsOf(at, [one.request.parameters ?? {}, one.request.template]))
    await planted.plant(parent.id, parent.type, parent.body);
  const { location, ...properties } = one.request;
  const body: Json = { properties, ...(location === undefined ? {} : { location }) };
  if (one.status === 200) await usedBefore(world, at, body);
  const answered = await world.send('PUT', `${at}?api-version=2022-09-01`, body);
  const watch = answered.headers['azure-asyncoperation'];
  const statuses: string[] = [];
  for (const ms of [0, 1_500, 7_200_000]) {
    world.pass(ms);
    if (watch !== undefined) statuses.push(String((await world.send('GET', watch)).body['status']));
  }
  const final = await world.send('GET', `${at}?api-version=2022-09-01`);
  const nothing: Answered = {};
  return {
    status: answered.status,
    watched: watch !== undefined,
    accepted: answered.body['properties'] ?? answered.body,
    statuses,
    final: final.body['properties'] ?? nothing,
  };
}

/** A name that was used before is answered with 200. */
async function usedBefore(world: Driven, at: string, body: Json): Promise<void> {
  await world.send('PUT', `${at}?api-version=2022-09-01`, body);
  world.pass(7_200_000);
  await world.send('GET', at);
}

/** The group that the deployment was made in is not recorded; what came of it says so. */
async function scopeOf(planted: PlantedWorld, { request, final, id }: Recorded): Promise<string> {
  const { subscription, azure } = planted.world;
  const root = `/providers/Microsoft.Management/managementGroups/${azure.tenantId}`;
  if (request.location !== undefined) return id.includes('management_group') ? root : subscription;
  const said = JSON.stringify(request).toLowerCase();
  const groups = (final?.outputResources ?? []).flatMap(
    (one) => parseResourceId(one.id)?.resourceGroup ?? [],
  );
  for (const name of groups) await planted.group(`${subscription}/resourceGroups/${name}`);
  const own = groups.find((name) => !said.includes(name.toLowerCase())) ?? groups[0] ?? 'recorded';
  await planted.group(`${subscription}/resourceGroups/${own}`);
  return `${subscription}/resourceGroups/${own}`;
}

function differencesOf(theirs: Recorded, ours: Run): readonly string[] {
  if (ours.status !== theirs.status)
    return [`status ${String(ours.status)} ${JSON.stringify(ours.accepted).slice(0, 700)}`];
  const found: string[] = [];
  const compare = (what: string, ofUs: unknown, ofThem: unknown): void => {
    const [a, b] = [JSON.stringify(ofUs), JSON.stringify(ofThem)];
    if (a !== b) found.push(`${what}: ours ${a}, Azure's ${b}`);
  };
  if (!ours.watched) found.push('no Azure-AsyncOperation');
  for (const name of Object.keys(theirs.accepted))
    if (!(name in ours.accepted)) found.push(`the answer has no ${name}`);
  compare('parameters', ours.accepted['parameters'], theirs.accepted['parameters']);
  compare('providers', providersIn(ours.accepted), providersIn(theirs.accepted));
  compare('state', ours.accepted['provisioningState'], theirs.accepted['provisioningState']);
  if (theirs.final === undefined) return found;
  // Azure's clients did not look at every moment.
  const order = new Set(ours.statuses.filter((status) => theirs.statuses.includes(status)));
  compare('statuses', [...order], theirs.statuses);
  compare('end', ours.final['provisioningState'], theirs.final.provisioningState);
  if (String(ours.final['provisioningState']) !== 'Succeeded')
    found.push(JSON.stringify(ours.final['error']).slice(0, 900));
  compare('outputs', outputsIn(ours.final['outputs'] ?? {}), outputsIn(theirs.final.outputs ?? {}));
  compare('resources', idsIn(ours.final), idsIn(theirs.final));
  return found;
}

/** `Microsoft.Storage/storageAccounts westus`, sorted: the order of both levels says nothing. */
function providersIn(properties: object): readonly string[] {
  const { providers = [] } = properties as { providers?: readonly Namespace[] };
  return providers
    .flatMap(({ namespace, resourceTypes }) =>
      resourceTypes.map(({ resourceType, locations }) =>
        `${namespace}/${resourceType} ${locations.map(String).toSorted().join(',')}`.toLowerCase(),
      ),
    )
    .toSorted();
}

interface Namespace {
  readonly namespace: string;
  readonly resourceTypes: readonly {
    readonly resourceType: string;
    readonly locations: readonly (string | null)[];
  }[];
}

function outputsIn(outputs: object): readonly string[] {
  return Object.entries(outputs)
    .map(([name, output]: [string, { type?: string }]) => `${name} ${String(output.type)}`)
    .toSorted();
}

function idsIn(final: object): readonly string[] {
  const { outputResources = [] } = final as { outputResources?: readonly { readonly id: string }[] };
  return [...new Set(outputResources.map(({ id }) => id.toLowerCase()))].toSorted();
}

function isRecorded(value: unknown): value is Recorded {
  return isJsonObject(value) && isJsonObject(value['request']) && isJsonObject(value['accepted']);
}
