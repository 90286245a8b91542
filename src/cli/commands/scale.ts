// `cmg scale`: the number of instances in one guarded call, planned and confirmed like everything else.
import { CmgError } from '../../base/failure.ts';
import { changesOf } from '../../plan/plan.ts';
import { formatVersion } from '../../render/plan-json.ts';
import { renderPlan } from '../../render/plan-text.ts';
import { prepare } from '../../deploy/prepare.ts';
import type { CommandRun } from '../command.ts';
import { textOption } from '../options.ts';
import { confirm } from '../confirm.ts';
import { loadGateways } from '../gateways.ts';

export const scale: CommandRun = async ({ arguments: names, options }, context) => {
  const instances = wantedInstances(textOption(options, 'instances'));
  const [[loaded], backend] = await Promise.all([loadGateways(names, context), context.backend()]);
  if (loaded === undefined) throw new CmgError('CMG9001', 'which spec?');
  const { gateway, diagnostics } = loaded;
  const { spec, subscriptionId } = gateway;
  const cloud = await backend.cloudFor({ subscriptionId, environment: spec.environment });
  const ports = { cloud, clock: backend.clock, random: context.random, diagnostics };
  const { plan } = await prepare({ ...gateway, spec: { ...spec, instances } }, ports);

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
    const only = { ...plan, changes: [{ ...change, properties: [capacity] }] };
    context.notice(`${renderPlan(only, context.noticeStyle)}\n`);
    const others = changesOf(plan).length - (change.properties.length > 1 ? 0 : 1);
    if (others > 0) context.notice('Other differences are left alone; cmg plan shows them.\n');
    await confirm({ text: 'Carry it out? (yes)', answer: 'yes' }, options, context);
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

function wantedInstances(text: string | undefined): number {
  const instances = Number(text);
  if (text !== undefined && Number.isInteger(instances) && instances >= 1 && instances <= 16)
    return instances;
  throw new CmgError('CMG9001', `--instances must be 1 to 16${text === undefined ? '' : `, not '${text}'`}`);
}
