// `cmg deploy`: plan, ask, carry out, show. Each gateway of a run after the other, so that a screen shows one
// thing at a time, a plan knows what the deploy before it did, and a failure stops what has not begun.
import { hasErrors } from '../../base/diagnostic.ts';
import { jsonObjectOf, type JsonObject } from '../../base/json.ts';
import type { Clock } from '../../base/ports.ts';
import { deploy } from '../../deploy/deploy.ts';
import { hasChanges } from '../../plan/plan.ts';
import { jsonText } from '../../render/json-text.ts';
import { renderReady } from '../../render/outcome.ts';
import { renderPlan, upToDate } from '../../render/plan-text.ts';
import type { Asked, CommandRun } from '../command.ts';
import type { Options } from '../options.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { loadGateways, type LoadedGateway } from '../gateways.ts';
import { limited, timeoutOf } from '../limited.ts';
import { failureJson, oneByOne } from '../one-by-one.ts';
import { prepareAll, prepareOne, type PreparedGateway } from '../prepare-all.ts';
import { follow } from '../watch.ts';
import { showPlans } from './plan.ts';

export const deployCommand: CommandRun = async (asked, context) => {
  const { options } = asked;
  if (options['dryRun'] === true) {
    const prepared = await prepareAll(asked.arguments, context);
    const plans = prepared.map(({ plan }) => plan);
    return await showPlans(plans, asked, context);
  }
  timeoutOf(options);
  const gateways = await gatewaysOf(asked, context);
  const each = async (gateway: LoadedGateway): Promise<JsonObject> =>
    await deployOne(gateway, options, context);
  const { clock } = await context.backend();
  const failed = (failure: JsonObject): JsonObject =>
    outcomeLine({ type: 'outcome', ...failure }, { context, clock });
  await oneByOne({ gateways, list: 'outcomes', each, failed }, context);
  return 0;
};

async function gatewaysOf(asked: Asked, context: Context): Promise<readonly LoadedGateway[]> {
  try {
    return await loadGateways(asked.arguments, context, { toBuild: true });
  } catch (error) {
    // The mock's own time is not known before there is a mock.
    const { clock } = context;
    outcomeLine({ type: 'outcome', ...failureJson(error, context, null) }, { context, clock });
    throw error;
  }
}

async function deployOne(gateway: LoadedGateway, options: Options, context: Context): Promise<JsonObject> {
  const backend = await context.backend();
  const { clock } = backend;
  const prepared = await caughtUp(await prepareOne(gateway, context), gateway, { options, context });
  const { plan, cloud } = prepared;
  const asText = context.output === 'text';
  if (hasChanges(plan) && (asText || options['yes'] !== true)) {
    const about = `${renderPlan(plan, context.noticeStyle)}\n`;
    // A plan that cannot be carried out is refused below, with every reason; nobody needs to be asked first.
    if (hasErrors(plan.diagnostics)) context.notice(about);
    else await confirm({ about, text: 'Carry it out? (yes)', answer: 'yes' }, options, context);
  }
  const outcome = await limited(options, context, async (signal) => {
    const events = deploy(prepared, { cloud, clock, random: context.random, signal });
    return await follow(events, { context, clock, title: `deploying to ${plan.target.region}` });
  });
  if (asText) {
    const view = { now: clock.now(), style: context.style, onMock: backend.isMock };
    context.print(
      outcome.result === 'unchanged' ? upToDate(plan, context.style) : renderReady(outcome, view),
    );
  }
  return outcomeLine(jsonObjectOf(outcome), { context, clock });
}

/** With `--wait`, what runs already is followed to its end, and the plan made anew from what stands then. */
async function caughtUp(
  prepared: PreparedGateway,
  gateway: LoadedGateway,
  { options, context }: { readonly options: Options; readonly context: Context },
): Promise<PreparedGateway> {
  if (options['wait'] !== true || prepared.live.last?.state !== 'running') return prepared;
  const { clock } = await context.backend();
  await limited(options, context, async (signal) => {
    const events = deploy(prepared, {
      cloud: prepared.cloud,
      clock,
      random: context.random,
      signal,
      wait: true,
    });
    return await follow(events, { context, clock, title: 'following what runs already' });
  });
  return await prepareOne(gateway, context);
}

/** The last line of what a gateway has to say where an event is a line. */
function outcomeLine(
  { type = 'outcome', gateway = null, ...rest }: JsonObject,
  { context, clock }: { readonly context: Context; readonly clock: Clock },
): JsonObject {
  const outcome = { type, gateway, time: clock.now().toISOString(), ...rest };
  if (context.output === 'ndjson') context.print(`${jsonText(outcome)}\n`);
  return outcome;
}
