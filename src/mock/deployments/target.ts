// Where a deployment is made: a resource group, the subscription, a management group or the tenant; its name and id.
import { parseResourceId } from '../../arm/resource-id.ts';
import { refuse } from '../fault.ts';
import { groupId } from '../groups.ts';
import { requireManagementGroup } from '../management-groups.ts';
import type { Moment } from '../realm.ts';
import type { GroupRecord } from '../records.ts';
import { findGroup } from '../resources/lookup.ts';

export interface Target {
  readonly id: string;
  readonly name: string;
  /** Absent at the scope of the subscription and above. */
  readonly group?: GroupRecord;
  /** Above every subscription: in the tenant, and in which of its management groups. */
  readonly above?: { readonly managementGroupId?: string };
}

/** What a path or an id says of the place; names as they were written. */
export interface Place {
  readonly subscription?: string | undefined;
  readonly group?: string | undefined;
  readonly managementGroup?: string | undefined;
}

/** https://learn.microsoft.com/rest/api/resources/deployments/create-or-update#uri-parameters */
const validName = /^[-\w.()]{1,64}$/;

export function targetOf(moment: Moment, name: string, place: Place): Target {
  if (!validName.test(name))
    refuse(
      400,
      'InvalidDeploymentName',
      `The deployment name '${name}' is not valid. It can be up to 64 letters, digits, '-', '.', '_', '(' and ')'.`,
    );
  const tail = `/providers/Microsoft.Resources/deployments/${name}`;
  const { realm } = moment;
  if (place.group !== undefined) {
    const group = findGroup(moment, place.group);
    return { id: `${groupId(moment, group.name)}${tail}`, name, group };
  }
  if (place.managementGroup !== undefined) {
    const managementGroupId = requireManagementGroup(realm, place.managementGroup);
    const scope = `/providers/Microsoft.Management/managementGroups/${managementGroupId}`;
    return { id: `${scope}${tail}`, name, above: { managementGroupId } };
  }
  if (place.subscription === undefined) return { id: tail, name, above: {} };
  return { id: `/subscriptions/${realm.subscriptionId}${tail}`, name };
}

/** Of a nested deployment, whose id says where it is made. */
export function targetAt(moment: Moment, id: string): Target {
  const parsed = parseResourceId(id);
  const scope = parsed?.scope === undefined ? undefined : parseResourceId(parsed.scope);
  return targetOf(moment, parsed?.name ?? '', {
    subscription: parsed?.subscriptionId,
    group: parsed?.resourceGroup,
    managementGroup: scope?.type === 'Microsoft.Management/managementGroups' ? scope.name : undefined,
  });
}
