// `cmg deploy`: plan, ask, carry out, show. Each gateway of a run after the other, so that a screen shows one
// thing at a time and a failure stops what has not begun.
import { hasErrors } from '../../base/diagnostic.ts';
import { jsonObjectOf } from '../../base/json.ts';
import { deploy } from '../../deploy/deploy.ts';
import { hasChanges } from '../../plan/plan.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { renderReady } from '../../render/outcome.ts';
import { renderPlan, upToDate } from '../../render/plan-text.ts';
import type { CommandRun } from '../command.ts';
import type { Options } from '../options.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { limited } from '../limited.ts';
import { prepareAll, type PreparedGateway } from '../prepare-all.ts';
import { follow } from '../watch.ts';
import { showPlans } from './plan.ts';

export const deployCommand: CommandRun = async (asked, context) => {
  const prepared = await prepareAll(asked.arguments, context);
  if (asked.options['dryRun'] === true) {
    return await showPlans(
      prepared.map(({ plan }) => plan),
      asked,
      context,
    );
  }
  for (const one of prepared) await deployOne(one, asked.options, context);
  return 0;
};

async function deployOne(prepared: PreparedGateway, options: Options, context: Context): Promise<void> {
  const { plan, cloud } = prepared;
  const backend = await context.backend();
  const asText = context.output === 'text';
  if (hasChanges(plan) && (asText || options['yes'] !== true)) {
    context.notice(`${renderPlan(plan, context.noticeStyle)}\n`);
    // A plan that cannot be carried out is refused below, with every reason; nobody needs to be asked first.
    if (!hasErrors(plan.diagnostics))
      await confirm({ text: 'Carry it out? (yes)', answer: 'yes' }, options, context);
  }
  const { clock } = backend;
  const signal = limited(options, context);
  const events = deploy(prepared, { cloud, clock, random: context.random, signal });
  const outcome = await follow(events, { context, clock, title: `deploying to ${plan.target.region}` });
  if (context.output === 'ndjson') {
    context.print(`${JSON.stringify(outcome)}\n`);
    return;
  }
  const view = { now: clock.now(), style: context.style, onMock: backend.isMock };
  await context.show({
    json: () => ({ formatVersion, ...jsonObjectOf(outcome) }),
    text: () => (outcome.result === 'unchanged' ? upToDate(plan, context.style) : renderReady(outcome, view)),
  });
}
