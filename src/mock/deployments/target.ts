// Where a deployment is made: a resource group or the subscription, its name and its id.
import { parseResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import { groupId } from '../groups.ts';
import type { Moment } from '../realm.ts';
import type { GroupRecord } from '../records.ts';
import { findGroup } from '../resources/lookup.ts';

export interface Target {
  readonly id: string;
  readonly name: string;
  /** Absent at the scope of the subscription. */
  readonly group?: GroupRecord;
}

/** https://learn.microsoft.com/rest/api/resources/deployments/create-or-update#uri-parameters */
const validName = /^[-\w.()]{1,64}$/;

export function targetOf(moment: Moment, name: string, groupName?: string): Target {
  if (!validName.test(name))
    refuse(
      400,
      'InvalidDeploymentName',
      `The deployment name '${name}' is not valid. It can be up to 64 letters, digits, '-', '.', '_', '(' and ')'.`,
    );
  const tail = `/providers/Microsoft.Resources/deployments/${name}`;
  if (groupName === undefined) return { id: `/subscriptions/${moment.realm.subscriptionId}${tail}`, name };
  const group = findGroup(moment, groupName);
  return { id: `${groupId(moment, group.name)}${tail}`, name, group };
}

/** Of a nested deployment, whose id says where it is made. */
export function targetAt(moment: Moment, id: string): Target {
  const parsed = parseResourceId(id);
  return targetOf(moment, parsed?.name ?? '', parsed?.resourceGroup);
}
