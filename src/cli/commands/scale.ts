// `cmg scale`: the number of instances in one guarded call, planned and confirmed like everything else.
import { CmgError } from '../../base/failure.ts';
import { runningFailure } from '../../deploy/deploy.ts';
import { changesOf, type Change, type Plan, type PropertyChange } from '../../plan/plan.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { renderPlan } from '../../render/plan-text.ts';
import type { CommandRun } from '../command.ts';
import { textOption } from '../options.ts';
import { confirm } from '../confirm.ts';
import { loadGateways, onlyOne } from '../gateways.ts';
import { prepareOne } from '../prepare-all.ts';

export const scale: CommandRun = async ({ arguments: names, options }, context) => {
  const instances = wantedInstances(textOption(options, 'instances'));
  const { gateway, diagnostics } = onlyOne(
    await loadGateways(names, context, { toBuild: true }),
    'cmg scale',
  );
  const { spec } = gateway;
  const wanted = { gateway: { ...gateway, spec: { ...spec, instances } }, diagnostics };
  const prepared = await prepareOne(wanted, context);
  const { plan, cloud, live } = prepared;
  if (live.last?.state === 'running') throw runningFailure(prepared, live.last);

  const change = plan.changes.find(({ type }) => type === 'Microsoft.Compute/virtualMachineScaleSets');
  if (change === undefined || change.action === 'create') {
    throw new CmgError('CMG5001', `${spec.name} does not stand, so it cannot be scaled`, {
      hint: 'deploy it first',
    });
  }
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) throw new CmgError(first.code, first.message, { diagnostics: errors });
  const capacity = change.properties.find(({ path }) => path === 'sku.capacity');
  if (capacity !== undefined) {
    const shown = renderPlan(planOfOne(plan, change, capacity), context.noticeStyle);
    const others = changesOf(plan).length - (change.properties.length > 1 ? 0 : 1);
    const rest = others > 0 ? 'Other differences are left alone; cmg plan shows them.\n' : '';
    const question = { about: `${shown}\n${rest}`, text: 'Carry it out? (yes)', answer: 'yes' };
    await confirm(question, options, context);
    await cloud.scaleSets.resize(spec.resourceGroup.name, change.name, instances, context.signal);
  }
  const changed = capacity !== undefined;
  const count = instances === 1 ? '1 instance' : `${instances} instances`;
  await context.show({
    json: () => ({ formatVersion, gateway: spec.name, instances, changed }),
    text: () => `${spec.name} has ${count}${changed ? '' : ' already'}\n`,
  });
  if (instances !== spec.instances) {
    context.notice(`${gateway.file} says ${spec.instances}: the next deploy goes back to that\n`);
  }
  return 0;
};

/** The number comes from the option, so no line of the spec is named for it. */
function planOfOne(plan: Plan, change: Change, { path, cause, before, after }: PropertyChange): Plan {
  const property: PropertyChange = {
    path,
    cause,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  return {
    ...plan,
    changes: [{ ...change, action: 'update', adopt: false, properties: [property] }],
    summary: { create: 0, update: 1, replace: 0, delete: 0, unchanged: 0 },
  };
}

function wantedInstances(text: string | undefined): number {
  const instances = Number(text);
  if (text !== undefined && Number.isInteger(instances) && instances >= 1 && instances <= 16)
    return instances;
  throw new CmgError('CMG9001', `--instances must be 1 to 16${text === undefined ? '' : `, not '${text}'`}`);
}
