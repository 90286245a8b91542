// Specs → prepared plans, each gateway against its own subscription, side by side.
import { prepare, type Prepared } from '../deploy/prepare.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Context } from './context.ts';
import { loadGateways } from './gateways.ts';

export interface PreparedGateway extends Prepared {
  readonly cloud: Cloud;
}

export async function prepareAll(
  names: readonly string[],
  context: Context,
): Promise<readonly PreparedGateway[]> {
  const [gateways, backend] = await Promise.all([loadGateways(names, context), context.backend()]);
  return await Promise.all(
    gateways.map(async ({ gateway, diagnostics }) => {
      const { subscriptionId, spec } = gateway;
      const cloud = await backend.cloudFor({ subscriptionId, environment: spec.environment });
      const ports = { cloud, clock: backend.clock, random: context.random, diagnostics };
      return { ...(await prepare(gateway, ports)), cloud };
    }),
  );
}
