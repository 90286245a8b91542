// Deployments over the wire, at every scope that has them. Owns statuses and headers; what a
// deployment does is in `deployments/`. https://learn.microsoft.com/rest/api/resources/deployments
import { templateHash } from '../../arm/hash.ts';
import { acceptDeployment, refuseWhileActive } from '../deployments/accept.ts';
import { cancelDeployment, forgetDeployment } from '../deployments/ending.ts';
import { onErrorOf } from '../deployments/on-error.ts';
import { prepareDeployment } from '../deployments/prepare.ts';
import {
  presentDeployment,
  presentOperations,
  presentStatus,
  presentValidation,
} from '../deployments/present.ts';
import { isRunning, type DeploymentRecord } from '../deployments/record.ts';
import { targetOf, type Target } from '../deployments/target.ts';
import { refuse } from '../fault.ts';
import { parseFilter } from '../filter.ts';
import type { Answer } from '../message.ts';
import { noContent, ok } from '../message.ts';
import { findOperation, recordOperation, resultOfOperation } from '../operations.ts';
import { waitHeaders } from '../pacing.ts';
import { pageOf } from '../page.ts';
import type { Ask } from '../request.ts';
import { asObject } from '../resources/write.ts';
import type { Route } from '../router.ts';
import { beginWhatIf } from '../what-if/job.ts';
import { refuseBadNested } from '../what-if/nested-check.ts';

type Handle = (ask: Ask) => Answer;

const scopes = [
  'subscriptions/{subscription}/resourcegroups/{group}/providers/Microsoft.Resources/deployments',
  'subscriptions/{subscription}/providers/Microsoft.Resources/deployments',
  'providers/Microsoft.Management/managementGroups/{managementGroup}/providers/Microsoft.Resources/deployments',
  'providers/Microsoft.Resources/deployments',
  // Operations have a shorter path too; both are in use.
  'subscriptions/{subscription}/resourcegroups/{group}/deployments',
];

const perScope: readonly (readonly [method: string, path: string, handle: Handle])[] = [
  ['GET', '', list],
  ['GET', '/{deployment}', (ask) => ok(presentDeployment(ask.moment, found(ask)))],
  ['HEAD', '/{deployment}', head],
  ['PUT', '/{deployment}', create],
  ['DELETE', '/{deployment}', remove],
  ['POST', '/{deployment}/validate', validate],
  ['POST', '/{deployment}/whatIf', whatIf],
  ['POST', '/{deployment}/cancel', cancel],
  ['POST', '/{deployment}/exportTemplate', exportTemplate],
  ['GET', '/{deployment}/operationStatuses/{operation}', status],
  ['GET', '/{deployment}/operations', operations],
  ['GET', '/{deployment}/operations/{operation}', operation],
];

export const deploymentRoutes: readonly Route[] = [
  ...scopes.flatMap((scope) =>
    perScope.map(([method, path, handle]) => ({ method, path: `${scope}${path}`, handle })),
  ),
  {
    method: 'GET',
    path: 'providers/Microsoft.Resources/operationResults/{operation}',
    handle: ({ moment, parameters, url }) =>
      resultOfOperation(moment, findOperation(moment, parameters['operation'] ?? ''), url),
  },
  {
    method: 'POST',
    path: 'providers/Microsoft.Resources/calculateTemplateHash',
    handle: (ask) =>
      ok({
        minifiedTemplate: JSON.stringify(ask.body()).toUpperCase(),
        templateHash: templateHash(ask.body()),
      }),
  },
];

function target({ moment, parameters }: Ask): Target {
  return targetOf(moment, parameters['deployment'] ?? '', parameters);
}

function found(ask: Ask): DeploymentRecord {
  const { id, name } = target(ask);
  return (
    ask.moment.realm.tables.deployments.get(id) ??
    refuse(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`)
  );
}

function list(ask: Ask): Answer {
  const { moment, query } = ask;
  const { id } = targetOf(moment, 'any', ask.parameters);
  const holds = parseFilter(query.get('$filter') ?? '');
  const records = moment.realm.tables.deployments
    .list(id.slice(0, -'any'.length))
    .filter(({ state, name }) => holds((word) => (word === 'provisioningstate' ? [state] : [name])))
    .toSorted((a, b) => (a.acceptedAt > b.acceptedAt ? -1 : 1));
  return pageOf(
    ask,
    records.map((record) => presentDeployment(moment, record)),
  );
}

function head(ask: Ask): Answer {
  return ask.moment.realm.tables.deployments.get(target(ask).id) === undefined ? { status: 404 } : noContent;
}

const engineVersion = '1.295.0';

function create(ask: Ask): Answer {
  const { moment, apiVersion, correlationId } = ask;
  const where = target(ask);
  const body = ask.body();
  const standing = refuseWhileActive(moment, where);
  const onError = onErrorOf(moment, where, asObject(body['properties'])['onErrorDeployment']);
  const prepared = prepareDeployment(moment, where, { body });
  refuseBadNested(moment, where, { body, prepared });
  const record = acceptDeployment(moment, { target: where, prepared, apiVersion, correlationId, onError });
  const watch = `${moment.realm.endpoint}${record.id}/operationStatuses/${record.operationId}?api-version=${apiVersion}`;
  return {
    status: standing === undefined ? 201 : 200,
    body: presentDeployment(moment, record),
    headers: {
      'azure-asyncoperation': watch,
      'x-ms-deployment-engine-version': engineVersion,
      ...waitHeaders(moment.realm),
    },
  };
}

function validate(ask: Ask): Answer {
  const where = target(ask);
  const body = ask.body();
  const onError = onErrorOf(ask.moment, where, asObject(body['properties'])['onErrorDeployment']);
  const prepared = prepareDeployment(ask.moment, where, { body });
  refuseBadNested(ask.moment, where, { body, prepared });
  return ok(presentValidation({ target: where, prepared, correlationId: ask.correlationId, onError }));
}

/** Recorded: 202, no body, `Location` alone; clients look again after 15 s. */
function whatIf(ask: Ask): Answer {
  const { moment, correlationId } = ask;
  const id = beginWhatIf(moment, target(ask), { body: ask.body(), correlationId });
  return { status: 202, headers: { location: resultAddress(ask, id), ...waitHeaders(moment.realm, 15) } };
}

/** Above the subscriptions the address is another one (recorded). */
function resultAddress({ moment: { realm }, apiVersion, parameters }: Ask, id: string): string {
  const place =
    parameters['subscription'] === undefined
      ? '/providers/Microsoft.Resources/operationResults'
      : `/subscriptions/${realm.subscriptionId}/operationresults`;
  return `${realm.endpoint}${place}/${id}?api-version=${apiVersion}`;
}

function status(ask: Ask): Answer {
  const record = found(ask);
  if (record.operationId !== ask.parameters['operation'])
    refuse(404, 'DeploymentOperationNotFound', 'The operation could not be found.');
  const headers = isRunning(record) ? waitHeaders(ask.moment.realm) : {};
  return { status: 200, body: presentStatus(record), headers };
}

function cancel(ask: Ask): Answer {
  const record = found(ask);
  if (!isRunning(record))
    refuse(
      409,
      'DeploymentCannotBeCancelled',
      `The deployment '${record.name}' cannot be cancelled because it is in '${record.state}' provisioning state. Please see https://aka.ms/arm-debug for usage details.`,
    );
  cancelDeployment(ask.moment, record);
  return noContent;
}

function exportTemplate(ask: Ask): Answer {
  const template = ask.moment.realm.tables.templates.get(found(ask).id) ?? {};
  return ok({ template });
}

/** What it made stays; only the history goes. */
function remove(ask: Ask): Answer {
  const { moment } = ask;
  const record = moment.realm.tables.deployments.get(target(ask).id);
  if (record === undefined) return noContent;
  refuseWhileActive(moment, record);
  forgetDeployment(moment, record.id);
  const id = recordOperation(moment, {
    namespace: 'Microsoft.Resources',
    until: moment.now,
    outcome: { kind: 'nothing', status: 204 },
  });
  return { status: 202, headers: { location: resultAddress(ask, id), ...waitHeaders(moment.realm) } };
}

function operations(ask: Ask): Answer {
  return pageOf(ask, presentOperations(ask.moment, found(ask)));
}

function operation(ask: Ask): Answer {
  const wanted = ask.parameters['operation']?.toLowerCase();
  const all = presentOperations(ask.moment, found(ask));
  const one = all.find(({ operationId }) => String(operationId).toLowerCase() === wanted);
  return one === undefined
    ? refuse(404, 'DeploymentOperationNotFound', 'The operation could not be found.')
    : ok(one);
}
