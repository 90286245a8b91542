// What can be done to the instances of a scale set: power, models, reimaging, removal. Each action turns facts into
// facts; all of them answer 202 and take their time.
import { accepted } from '../forms.ts';
import { durations } from '../durations.ts';
import { endOf } from '../moments.ts';
import { fleetOf, hiddenOf, onModel, withPower, type Fleet, type Instance, type Power } from './instances.ts';
import { rolled } from './models.ts';
import { isList, objectAt, textsAt } from '../body.ts';
import { invalidParameter, missingParameter } from './parameters.ts';
import { refuse } from '../../fault.ts';
import { rowOf } from '../../own.ts';
import type { ActionAnswer, ActionAsk, PartActionAsk } from '../provider.ts';

type Act = (instance: Instance, ask: Acting) => Instance;

interface Acting {
  readonly action: ActionAsk;
  readonly fleet: Fleet;
  /** The moment at which the action is over. */
  readonly at: string;
}

const running = power('running');
const instanceActions: Readonly<Record<string, (ask: ActionAsk) => ActionAnswer>> = {
  start: (ask) => perform(ask, running, durations.instanceStart.ms),
  restart: (ask) => perform(ask, running, durations.instanceRestart.ms),
  poweroff: (ask) => perform(ask, power('stopped'), durations.instanceStop.ms),
  deallocate: (ask) => perform(ask, power('deallocated'), durations.instanceStop.ms),
  // A reimage brings the latest model with it: the instance is built again.
  reimage: (ask) => perform(ask, toLatest, durations.instanceReimage.ms),
  reimageall: (ask) => perform(ask, toLatest, durations.instanceReimage.ms),
};

export const scaleSetActions: Readonly<Record<string, (ask: ActionAsk) => ActionAnswer>> = {
  ...instanceActions,
  manualupgrade(ask) {
    if (!isList(ask.body['instanceIds'])) return missingParameter('instanceIds');
    return perform(ask, toLatest, durations.instanceUpgrade.ms);
  },
  delete: removeInstances,
  osrollingupgrade: beginUpgrade,
};

/** `virtualMachines/{id}/{action}`: the same on one instance. */
export function actOnInstance({ rest, ...ask }: PartActionAsk): ActionAnswer {
  const [id = '', word = '', ...more] = rest;
  const action = more.length === 0 ? rowOf(instanceActions, word.toLowerCase()) : undefined;
  if (action === undefined)
    return refuse(
      404,
      'InvalidResourceType',
      `The mock serves no action '${rest.slice(1).join('/')}' of an instance.`,
    );
  return action({ ...ask, body: { ...ask.body, instanceIds: [id] } });
}

/** DELETE of one instance: https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-set-vms/delete */
export function removeInstance({ rest, ...ask }: PartActionAsk): ActionAnswer | undefined {
  const [id = '', ...more] = rest;
  const isThere = fleetOf(ask.stored).instances.some(({ instanceId }) => instanceId === id);
  if (!isThere || more.length > 0) return undefined;
  return removeInstances({ ...ask, body: { instanceIds: [id] } });
}

function power(wanted: Power): Act {
  return (instance, { action, at }) => withPower(instance, wanted, { at, world: action.world });
}

function toLatest(instance: Instance, { action, fleet, at }: Acting): Instance {
  return onModel(instance, fleet.model, { at, world: action.world });
}

function perform(action: ActionAsk, act: Act, durationMs: number): ActionAnswer {
  const fleet = fleetOf(action.stored);
  const chosen = chosenIds(action, fleet);
  const acting = { action, fleet, at: endOf(action.world, durationMs) };
  const instances = fleet.instances.map((instance) =>
    chosen.has(instance.instanceId) ? act(instance, acting) : instance,
  );
  return { form: accepted, durationMs, hidden: hiddenOf({ ...fleet, instances }) };
}

/** To the latest image and model; the images that the mock has never get newer. */
function beginUpgrade({ stored, world }: ActionAsk): ActionAnswer {
  const { fleet, durationMs } = rolled(fleetOf(stored), stored.body, world);
  return { form: accepted, durationMs, hidden: hiddenOf(fleet) };
}

/** Deleting instances lowers the capacity; the scale set does not fill up again. */
function removeInstances(action: ActionAsk): ActionAnswer {
  if (!isList(action.body['instanceIds'])) return missingParameter('instanceIds');
  const fleet = fleetOf(action.stored);
  const chosen = chosenIds(action, fleet);
  const instances = fleet.instances.filter(({ instanceId }) => !chosen.has(instanceId));
  const sku = { ...objectAt(action.stored.body, 'sku'), capacity: instances.length };
  return {
    form: accepted,
    durationMs: durations.instanceRemoval.ms,
    body: { ...action.stored.body, sku },
    hidden: hiddenOf({ ...fleet, instances }),
  };
}

/** No ids, or `*`, means all. */
function chosenIds({ body }: ActionAsk, fleet: Fleet): ReadonlySet<string> {
  const wanted = textsAt(body, 'instanceIds');
  const all = fleet.instances.map(({ instanceId }) => instanceId);
  if (wanted.length === 0 || wanted.includes('*')) return new Set(all);
  const unknown = wanted.find((id) => !all.includes(id));
  if (unknown !== undefined)
    invalidParameter(
      'instanceIds',
      `The provided instanceId ${unknown} is not an active Virtual Machine Scale Set VM instanceId.`,
    );
  return new Set(wanted);
}
