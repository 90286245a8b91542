// Specs → prepared plans, each gateway against its own subscription: all side by side for what only looks, one at a
// time for what changes something, since a plan is true only until the next deploy.
import { prepare, type Prepared } from '../deploy/prepare.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Context } from './context.ts';
import { loadGateways, type LoadedGateway } from './gateways.ts';

export interface PreparedGateway extends Prepared {
  readonly cloud: Cloud;
}

export async function prepareAll(
  names: readonly string[],
  context: Context,
): Promise<readonly PreparedGateway[]> {
  const gateways = await loadGateways(names, context, { toBuild: true });
  return await Promise.all(gateways.map(async (gateway) => await prepareOne(gateway, context)));
}

export async function prepareOne(
  { gateway, diagnostics }: LoadedGateway,
  context: Context,
): Promise<PreparedGateway> {
  const backend = await context.backend();
  const { subscriptionId, spec } = gateway;
  const cloud = await backend.cloudFor({ subscriptionId, environment: spec.environment });
  const ports = { cloud, clock: backend.clock, random: context.random, diagnostics };
  return { ...(await prepare(gateway, ports)), cloud };
}
