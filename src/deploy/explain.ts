// What Azure failed at → one failure in the user's words: which resource, why, the line that asked for it, and
// what to try. Joins; it neither waits nor prints.
import { CmgError } from '../base/failure.ts';
import type { AzureProblem, DeploymentOperation, DeploymentRecord } from '../cloud/cloud.ts';
import type { DesiredResource } from '../plan/desired.ts';
import { nameFor } from '../plan/naming.ts';
import { rulesFor } from '../plan/rules.ts';
import { hints } from './hints.ts';
import type { Prepared } from './prepare.ts';

export function explainFailure(
  { desired, gateway, plan }: Prepared,
  record: DeploymentRecord,
  operations: readonly DeploymentOperation[],
): CmgError {
  if (record.state === 'canceled') {
    return new CmgError('CMG4042', `the deployment ${record.name} was cancelled`, {
      hint: 'deploy again: it goes on from here',
      facts: { correlationId: record.correlationId },
    });
  }
  const failed = operations.find(({ state }) => state === 'failed');
  const problem: AzureProblem = failed?.error ??
    record.error ?? { code: 'Unknown', message: 'Azure gave no reason' };
  const resource = desired.find(({ id }) => id.toLowerCase() === failed?.resourceId.toLowerCase());
  const known = hints[problem.code];
  const what = resource === undefined ? 'the deployment' : describe(resource);
  const place =
    resource === undefined ? undefined : plan.changes.find(({ id }) => id === resource.id)?.origin;
  const done = new Set(
    operations.filter(({ state }) => state === 'succeeded').map(({ resourceId }) => resourceId.toLowerCase()),
  );
  const wanted = plan.changes.filter(
    ({ action, type }) => action !== 'none' && type !== 'Microsoft.Resources/resourceGroups',
  );
  return new CmgError(known?.code ?? 'CMG4002', `${what}: ${problem.message}`, {
    hint: known?.hint,
    facts: {
      gateway: gateway.spec.name,
      azureCode: problem.code,
      correlationId: record.correlationId,
      ...(place === undefined ? {} : { askedBy: `${place.file}:${place.line}` }),
      built: wanted.filter(({ id }) => done.has(id.toLowerCase())).map(describe),
      notBuilt: wanted.filter(({ id }) => !done.has(id.toLowerCase())).map(describe),
    },
  });
}

function describe(resource: Pick<DesiredResource, 'id' | 'type' | 'name'>): string {
  return `${rulesFor(resource.type).label} ${nameFor(resource)}`;
}
