// `cmg teardown`: what would go, a name typed, and then it goes.
import { jsonObjectOf, type JsonObject } from '../../base/json.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import type { Gateway } from '../../deploy/gateway.ts';
import { outlineOf } from '../../deploy/prepare.ts';
import { renderTeardownPlan, renderTornDown, staysOf } from '../../render/teardown.ts';
import { addressOf } from '../../spec/normalize.ts';
import { findGateway } from '../../teardown/find.ts';
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
  const view = { now: backend.clock.now(), address: addressOf(spec) };
  const stays = staysOf(holding, view);
  if (options['dryRun'] === true) {
    const wouldDelete = holding.ours.map(({ id }) => id);
    return {
      json: { gateway: spec.name, dryRun: true, wouldDelete, stays },
      text: renderTeardownPlan(holding, view, context.style),
      complete: true,
    };
  }
  const about = `${renderTeardownPlan(holding, view, context.noticeStyle)}\n`;
  await confirm({ about, text: `Type ${spec.name} to go on:`, answer: spec.name }, options, context);
  const outcome = await tearDown(holding, cloud, context);
  return {
    json: { ...jsonObjectOf(outcome), stays },
    text: `${renderTornDown(outcome, context.style)}${stays.map((line) => `  stays: ${line}\n`).join('')}`,
    complete: outcome.remaining.length === 0,
  };
}

async function holdingOf(gateway: Gateway, cloud: Cloud): Promise<Holding | undefined> {
  const { spec, tenantId, subscriptionId } = gateway;
  const place = { tenantId, subscriptionId, cloud: spec.environment };
  const ids = new Set(outlineOf(gateway, place).map(({ id }) => id.toLowerCase()));
  const { name: groupName, create: ownGroup } = spec.resourceGroup;
  const found = await findGateway(cloud, { gateway: spec.name, groupName, ownGroup, ids });
  return found === undefined ? undefined : await readHolding(cloud, { ...found, place });
}
