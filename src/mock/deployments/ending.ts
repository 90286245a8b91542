// The end of a deployment, however it came: the record closed, the secrets it still held forgotten, and the
// deployment that it is a step of told. Knows nothing of how steps are carried out.
import { schedule } from '../due.ts';
import type { Moment } from '../realm.ts';
import { isRunning, type DeploymentRecord } from './record.ts';

export function endDeployment(
  moment: Moment,
  record: DeploymentRecord,
  end: Pick<DeploymentRecord, 'state' | 'error' | 'outputs' | 'outputResources' | 'onError'>,
): void {
  const { tables } = moment.realm;
  tables.deployments.put(record.id, { ...record, ...end, endedAt: moment.now.toISOString() });
  tables.work.delete(record.id);
  const { parent } = record;
  if (parent !== undefined)
    schedule(moment, moment.now, { kind: 'step-ends', deployment: parent.deployment, step: parent.step });
}

/**
 * Cancelling keeps what was not started from starting; what a provider has begun goes on, since Resource Manager
 * cannot call it back. https://learn.microsoft.com/rest/api/resources/deployments/cancel
 */
export function cancelDeployment(moment: Moment, record: DeploymentRecord): void {
  const nested = moment.realm.tables.deployments
    .list()
    .filter((other) => other.parent?.deployment === record.id && isRunning(other));
  for (const child of nested) cancelDeployment(moment, child);
  endDeployment(moment, record, { state: 'Canceled' });
}

export function stopDeploymentsIn(moment: Moment, groupId: string): void {
  for (const record of moment.realm.tables.deployments.list(`${groupId}/`))
    if (isRunning(record)) cancelDeployment(moment, record);
}

export function forgetDeployment(moment: Moment, id: string): void {
  const { deployments, work, sent, templates } = moment.realm.tables;
  deployments.delete(id);
  work.delete(id);
  sent.delete(id);
  templates.delete(id);
}
