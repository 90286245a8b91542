// `cmg teardown`: what would go, a name typed, and then it goes.
import { jsonObjectOf, type JsonObject } from '../../base/json.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { tagNames } from '../../compile/tags.ts';
import type { Gateway } from '../../deploy/gateway.ts';
import { renderTeardownPlan, renderTornDown, staysOf } from '../../render/teardown.ts';
import { readHolding, type Holding } from '../../teardown/ownership.ts';
import { obstacle } from '../../teardown/teardown.ts';
import type { CommandRun } from '../command.ts';
import type { Options } from '../options.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { loadGateways, type LoadedGateway } from '../gateways.ts';
import { oneByOne } from '../one-by-one.ts';
import { tearDown } from '../tear-down.ts';

export const teardownCommand: CommandRun = async ({ arguments: names, options }, context) => {
  const gateways = await loadGateways(names, context, { toBuild: false });
  let complete = true;
  const each = async ({ gateway }: LoadedGateway): Promise<JsonObject> => {
    const result = await one(gateway, options, context);
    if (context.output === 'text') context.print(result.text);
    complete &&= result.complete;
    return result.json;
  };
  await oneByOne({ gateways, list: 'teardowns', each, failed: (failure) => failure }, context);
  return complete ? 0 : 13;
};

interface Result {
  readonly json: JsonObject;
  readonly text: string;
  readonly complete: boolean;
}

async function one(gateway: Gateway, options: Options, context: Context): Promise<Result> {
  const { spec, subscriptionId } = gateway;
  const backend = await context.backend();
  const cloud = await backend.cloudFor({ subscriptionId, environment: spec.environment });
  const holding = await holdingOf(gateway, cloud);
  if (holding === undefined) {
    return {
      json: { gateway: spec.name, deleted: [], remaining: [], stays: [] },
      text: `${spec.name} is not there: nothing to delete\n`,
      complete: true,
    };
  }
  const refusal = obstacle(holding);
  if (refusal !== undefined) throw refusal;
  const now = backend.clock.now();
  const stays = staysOf(holding, now);
  if (options['dryRun'] === true) {
    const wouldDelete = holding.ours.map(({ id }) => id);
    return {
      json: { gateway: spec.name, dryRun: true, wouldDelete, stays },
      text: renderTeardownPlan(holding, now, context.style),
      complete: true,
    };
  }
  const about = `${renderTeardownPlan(holding, now, context.noticeStyle)}\n`;
  await confirm({ about, text: `Type ${spec.name} to go on:`, answer: spec.name }, options, context);
  const outcome = await tearDown(holding, cloud, context);
  return {
    json: { ...jsonObjectOf(outcome), stays },
    text: `${renderTornDown(outcome, context.style)}${stays.map((line) => `  stays: ${line}\n`).join('')}`,
    complete: outcome.remaining.length === 0,
  };
}

async function holdingOf(
  { spec, tenantId, subscriptionId }: Gateway,
  cloud: Cloud,
): Promise<Holding | undefined> {
  const group = await cloud.groups.read(spec.resourceGroup.name);
  if (group === undefined) return undefined;
  const place = { tenantId, subscriptionId, cloud: spec.environment };
  if (spec.resourceGroup.create) {
    const named = group.tags[tagNames.gateway] === spec.name;
    return named ? await readHolding(cloud, { group, anchor: group.tags, place }) : undefined;
  }
  const listed = await cloud.resources.list(group.name);
  const anchor = listed.find(
    ({ tags }) => tags[tagNames.gateway] === spec.name && tags[tagNames.group] === 'found',
  );
  if (anchor !== undefined) return await readHolding(cloud, { group, anchor: anchor.tags, place });
  // The identity goes last; where it is gone, whatever else carries the name still tells the deployment.
  const rest = listed.find(({ tags }) => tags[tagNames.gateway] === spec.name);
  return rest === undefined ? undefined : await readHolding(cloud, { group, anchor: rest.tags, place });
}
