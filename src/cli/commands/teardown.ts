// `cmg teardown`: what would go, a name typed, and then it goes.
import { jsonObjectOf } from '../../base/json.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { tagNames } from '../../compile/tags.ts';
import type { Gateway } from '../../deploy/gateway.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { renderTeardownPlan, renderTornDown, staysOf } from '../../render/teardown.ts';
import { readHolding, type Holding } from '../../teardown/ownership.ts';
import { obstacle } from '../../teardown/teardown.ts';
import type { CommandRun } from '../command.ts';
import type { Options } from '../options.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { loadGateways } from '../gateways.ts';
import { tearDown } from '../tear-down.ts';

export const teardownCommand: CommandRun = async ({ arguments: names, options }, context) => {
  const [gateways, backend] = await Promise.all([loadGateways(names, context), context.backend()]);
  let exitCode = 0;
  for (const { gateway } of gateways) {
    const { subscriptionId, spec } = gateway;
    const cloud = await backend.cloudFor({ subscriptionId, environment: spec.environment });
    exitCode = Math.max(exitCode, await one(gateway, cloud, { options, context }));
  }
  return exitCode;
};

async function one(
  gateway: Gateway,
  cloud: Cloud,
  { options, context }: { options: Options; context: Context },
): Promise<number> {
  const { spec } = gateway;
  const holding = await holdingOf(gateway, cloud);
  if (holding === undefined) {
    await context.show({
      json: () => ({ formatVersion, gateway: spec.name, deleted: [], remaining: [], stays: [] }),
      text: () => `${spec.name} is not there: nothing to delete\n`,
    });
    return 0;
  }
  const refusal = obstacle(holding);
  if (refusal !== undefined) throw refusal;
  const now = (await context.backend()).clock.now();
  const stays = staysOf(holding, now);
  const shown = renderTeardownPlan(holding, now, context.noticeStyle);
  if (options['dryRun'] === true) {
    const wouldDelete = holding.ours.map(({ id }) => id);
    await context.show({
      json: () => ({ formatVersion, gateway: spec.name, dryRun: true, wouldDelete, stays }),
      text: () => shown,
    });
    return 0;
  }
  context.notice(`${shown}\n`);
  await confirm({ text: `Type ${spec.name} to go on:`, answer: spec.name }, options, context);
  const outcome = await tearDown(holding, cloud, context);
  await context.show({
    json: () => ({ formatVersion, ...jsonObjectOf(outcome), stays }),
    text: () =>
      `${renderTornDown(outcome, context.style)}${stays.map((line) => `  stays: ${line}\n`).join('')}`,
  });
  return outcome.remaining.length === 0 ? 0 : 13;
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
