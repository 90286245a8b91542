// What a running deployment has still to do, out of its seal. Owns the reading back: a sealed record was written
// by `accept.ts` and by nobody else.
import type { Moment } from '../realm.ts';
import type { DeploymentWork } from './record.ts';

const opened = new WeakMap<object, DeploymentWork>();
const nothing: DeploymentWork = { bodies: [], outputs: null, parameters: {} };

export function workOf(moment: Moment, id: string): DeploymentWork {
  const record = moment.realm.tables.work.get(id);
  if (record === undefined) return nothing;
  const known = opened.get(record);
  if (known !== undefined) return known;
  const work = moment.realm.chance.unseal(record.sealed) as DeploymentWork;
  opened.set(record, work);
  return work;
}
