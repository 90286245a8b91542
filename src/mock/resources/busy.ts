// What each service says to a write or a delete while an operation on the same resource is under way. One
// table; a service that is not in it takes the second write after the first.
import { namespaceOf } from '../catalogue.ts';
import { refuse } from '../fault.ts';
import type { StoredResource } from '../providers/provider.ts';
import { isOver, type Moment } from '../realm.ts';
import { rowOf } from '../own.ts';

interface BusyRow {
  readonly code: string;
  readonly message: string;
  /** Whether a delete is refused too. */
  readonly deletes: boolean;
}

// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
const rows: Readonly<Record<string, BusyRow>> = {
  'microsoft.network': {
    code: 'AnotherOperationInProgress',
    message:
      'Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: {uri}.',
    deletes: true,
  },
  'microsoft.compute': {
    code: 'Conflict',
    message:
      'The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests.',
    deletes: false,
  },
  'microsoft.storage': {
    code: 'StorageAccountOperationInProgress',
    message: 'An operation is currently performing on this storage account that requires exclusive access.',
    deletes: true,
  },
};

export function refuseWhileBusy(
  moment: Moment,
  stored: StoredResource | undefined,
  act: 'write' | 'delete',
): void {
  if (stored?.pending === undefined || isOver(moment, stored.pending.until)) return;
  const row = rowOf(rows, namespaceOf(stored.type).toLowerCase());
  if (row === undefined || (act === 'delete' && !row.deletes)) return;
  refuse(409, row.code, row.message.replace('{uri}', `${moment.realm.endpoint}${stored.id}`));
}

/** Until when such a refusal would be given: a deployment waits for that moment instead. */
export function busyUntil(moment: Moment, id: string): Date | undefined {
  const stored = moment.realm.resources.get(id);
  if (stored?.pending === undefined || isOver(moment, stored.pending.until)) return undefined;
  return new Date(stored.pending.until);
}
