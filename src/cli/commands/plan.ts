// `cmg plan`: what a deploy would change, shown and not done.
import { codes } from '../../base/codes.ts';
import { hasErrors } from '../../base/diagnostic.ts';
import type { Json } from '../../base/json.ts';
import { hasChanges, type Plan } from '../../plan/plan.ts';
import { formatVersion, planJson } from '../../render/plan-json.ts';
import { renderPlan } from '../../render/plan-text.ts';
import { againLine } from '../again.ts';
import type { Asked, CommandRun } from '../command.ts';
import type { Context } from '../context.ts';
import { prepareAll } from '../prepare-all.ts';

export const plan: CommandRun = async (asked, context) => {
  const prepared = await prepareAll(asked.arguments, context);
  const plans = prepared.map((one) => one.plan);
  return await showPlans(plans, asked, context);
};

export async function showPlans(plans: readonly Plan[], asked: Asked, context: Context): Promise<number> {
  const { arguments: names, options } = asked;
  await context.show({
    json: () => plansJson(plans),
    text: () => plans.map((one) => renderPlan(one, context.style)).join('\n'),
  });
  const changes = plans.some(hasChanges);
  if (plans.some(({ diagnostics }) => hasErrors(diagnostics))) {
    const errors = plans.flatMap(({ diagnostics }) =>
      diagnostics.filter(({ severity }) => severity === 'error'),
    );
    context.notice(
      `${errors.length === 1 ? 'an error stands' : `${errors.length} errors stand`} in the way of a deploy\n`,
    );
    return exitOf(plans);
  }
  if (changes && context.output === 'text') {
    const line = againLine(['deploy', ...names], options);
    context.notice(`\nNothing was changed. To carry it out:  ${line}\n`);
  }
  return changes && options['detailedExitcode'] === true ? 2 : 0;
}

function exitOf(plans: readonly Plan[]): number {
  const [first] = plans.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === 'error'),
  );
  return first === undefined ? 0 : codes[first.code].exit;
}

function plansJson(plans: readonly Plan[]): Json {
  const [only] = plans;
  return plans.length === 1 && only !== undefined
    ? planJson(only)
    : { formatVersion, plans: plans.map(planJson) };
}
