// Resource groups: what one looks like, how it is made, and how it goes, with everything in it, wave by wave.
// Owns the order of a group's deletion; how a single resource goes is in `resources/remove.ts`.
import type { JsonObject } from '../base/json.ts';
import { forgetDeployment, stopDeploymentsIn } from './deployments/ending.ts';
import { schedule } from './due.ts';
import { refuse, type FaultDetail } from './fault.ts';
import { requireGroupLocation, sameLocation } from './locations.ts';
import { recordOperation } from './operations.ts';
import { subjectOf, underPolicies } from './policy/enforce.ts';
import { endOf, type Moment } from './realm.ts';
import type { Due, GroupRecord } from './records.ts';
import { topLevelOf } from './resources/listing.ts';
import { removeStored } from './resources/remove.ts';
import { deleteWave } from './resources/wave.ts';
import { asObject } from './resources/write.ts';

export function groupId(moment: Moment, name: string): string {
  return `/subscriptions/${moment.realm.subscriptionId}/resourceGroups/${name}`;
}

export function presentGroup(moment: Moment, group: GroupRecord): JsonObject {
  return {
    id: groupId(moment, group.name),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    ...(group.managedBy === undefined ? {} : { managedBy: group.managedBy }),
    ...(group.tags === undefined ? {} : { tags: group.tags }),
    properties: { provisioningState: group.deletingSince === undefined ? 'Succeeded' : 'Deleting' },
  };
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const validName = /^[-\p{L}\p{N}_().]{0,89}[-\p{L}\p{N}_()]$/u;

export function putGroup(
  moment: Moment,
  name: string,
  body: JsonObject,
): { created: boolean; group: GroupRecord } {
  if (!validName.test(name))
    refuse(
      400,
      'InvalidResourceGroup',
      `The provided resource group name '${name}' has these invalid characters or an invalid length. The name can be up to 90 letters, digits, '-', '.', '(', ')' and '_', and cannot end with '.'.`,
    );
  const existing = moment.realm.tables.groups.get(name);
  const location = requireGroupLocation(moment, body['location']);
  if (existing !== undefined && !sameLocation(existing.location, location))
    refuse(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${location}'. The Resource group already exists in location '${existing.location}'.`,
    );
  if (existing?.deletingSince !== undefined) refuseDeleting(existing.name);
  const now = moment.now.toISOString();
  const managedBy = body['managedBy'];
  const { tags } = groupUnderPolicies(moment, existing?.name ?? name, { ...body, location });
  const group: GroupRecord = {
    name: existing?.name ?? name,
    location,
    createdAt: existing?.createdAt ?? now,
    changedAt: now,
    ...(tags === undefined ? {} : { tags: asObject(tags) }),
    ...(typeof managedBy === 'string' ? { managedBy } : {}),
  };
  moment.realm.tables.groups.put(name, group);
  return { created: existing === undefined, group };
}

/** Policies look at groups too, and may refuse or tag them. */
export function groupUnderPolicies(moment: Moment, name: string, body: JsonObject): JsonObject {
  const subject = { id: groupId(moment, name), type: 'Microsoft.Resources/resourceGroups', name, body };
  return underPolicies(moment, subjectOf(subject));
}

function refuseDeleting(name: string): never {
  return refuse(
    409,
    'ResourceGroupBeingDeleted',
    `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`,
  );
}

// How long Resource Manager itself needs for a group, beside its resources; usual, not documented.
const emptyGroupMs = 15_000;
const betweenWavesMs = 5_000;

/** Begins, and gives the id of the operation by which it is watched. */
export function beginGroupDeletion(moment: Moment, group: GroupRecord): string {
  const operation = recordOperation(moment, {
    namespace: 'Microsoft.Resources',
    until: undefined,
    outcome: { kind: 'nothing', status: 200 },
  });
  if (group.deletingSince === undefined)
    moment.realm.tables.groups.put(group.name, { ...group, deletingSince: moment.now.toISOString() });
  stopDeploymentsIn(moment, groupId(moment, group.name));
  const what: Due = { kind: 'group-wave', group: group.name, operation };
  schedule(moment, endOf(moment, emptyGroupMs), what);
  return operation;
}

/** A wave in which nothing moves ends the deletion as Azure ends it: the group stays. */
export function continueGroupDeletion(
  moment: Moment,
  { group, operation }: Extract<Due, { kind: 'group-wave' }>,
): void {
  const left = topLevelOf(moment, group);
  if (left.length === 0) return forgetGroup(moment, group, operation);
  const wave = deleteWave(moment, left);
  if ('refusals' in wave) return abandonDeletion(moment, { group, operation, refusals: wave.refusals });
  const next = endOf({ ...moment, now: wave.until }, betweenWavesMs);
  schedule(moment, next, { kind: 'group-wave', group, operation });
}

function forgetGroup(moment: Moment, name: string, operation: string): void {
  const { tables } = moment.realm;
  const id = groupId(moment, name);
  removeStored(moment.realm, id);
  for (const deployment of tables.deployments.list(`${id}/`)) forgetDeployment(moment, deployment.id);
  tables.groups.delete(name);
  endOperation(moment, operation);
}

interface Abandoned {
  readonly group: string;
  readonly operation: string;
  readonly refusals: readonly FaultDetail[];
}

function abandonDeletion(moment: Moment, { group, operation, refusals }: Abandoned): void {
  const { tables } = moment.realm;
  const record = tables.groups.get(group);
  if (record !== undefined) {
    const { deletingSince: _, ...standing } = record;
    tables.groups.put(group, standing);
  }
  const names = refusals.map(({ target }) => target ?? '').join(',');
  const message = `Deletion of resource group '${group}' failed as resources with identifiers '${names}' could not be deleted. The provisioning state of the resource group will be rolled back. The tracking Id is '${operation}'. Please check audit logs for more details.`;
  const fault = { code: 'ResourceGroupDeletionBlocked', message, details: refusals };
  endOperation(moment, operation, { kind: 'fault', status: 409, fault });
}

function endOperation(
  moment: Moment,
  id: string,
  outcome?: { kind: 'fault'; status: number; fault: FaultDetail },
): void {
  const { operations } = moment.realm.tables;
  const record = operations.get(id);
  if (record === undefined) return;
  operations.put(id, { ...record, until: moment.now.toISOString(), outcome: outcome ?? record.outcome });
}
