// Resource groups over the wire.
// https://learn.microsoft.com/rest/api/resources/resource-groups
import { parseFilter } from '../filter.ts';
import { beginGroupDeletion, groupUnderPolicies, presentGroup, putGroup } from '../groups.ts';
import type { Answer } from '../message.ts';
import { noContent, ok } from '../message.ts';
import { findOperation, recordOperation, resultOfOperation } from '../operations.ts';
import { waitHeaders } from '../pacing.ts';
import { pageOf } from '../page.ts';
import type { Ask } from '../request.ts';
import { endOf } from '../realm.ts';
import { findGroup } from '../resources/lookup.ts';
import { checkMove, moveResources } from '../resources/move.ts';
import { listGeneric, lookAtTag, presentAll, tagPairs, topLevelOf } from '../resources/listing.ts';
import { asObject } from '../resources/write.ts';
import type { Route } from '../router.ts';
import { exportResources } from '../resources/export.ts';

const at = 'subscriptions/{subscription}/resourcegroups';

export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: at, handle: listGroups },
  { method: 'GET', path: `${at}/{group}`, handle: (ask) => ok(presentGroup(ask.moment, group(ask))) },
  { method: 'HEAD', path: `${at}/{group}`, handle: headGroup },
  { method: 'PUT', path: `${at}/{group}`, handle: writeGroup },
  { method: 'PATCH', path: `${at}/{group}`, handle: patchGroup },
  { method: 'DELETE', path: `${at}/{group}`, handle: deleteGroup },
  { method: 'POST', path: `${at}/{group}/exportTemplate`, handle: exportGroup },
  { method: 'POST', path: `${at}/{group}/moveResources`, handle: (ask) => move(ask, moveResources) },
  { method: 'POST', path: `${at}/{group}/validateMoveResources`, handle: (ask) => move(ask) },
  { method: 'GET', path: `${at}/{group}/resources`, handle: listResources },
  { method: 'GET', path: 'subscriptions/{subscription}/resources', handle: listResources },
  {
    method: 'GET',
    path: 'subscriptions/{subscription}/operationresults/{operation}',
    handle: (ask) =>
      resultOfOperation(ask.moment, findOperation(ask.moment, ask.parameters['operation'] ?? ''), ask.url),
  },
];

function group({ moment, parameters }: Ask): ReturnType<typeof findGroup> {
  return findGroup(moment, parameters['group'] ?? '');
}

function listGroups(ask: Ask): Answer {
  const holds = parseFilter(ask.query.get('$filter') ?? '');
  const groups = ask.moment.realm.tables.groups
    .list()
    .filter(({ name, tags }) =>
      tagPairs(tags).some((pair) => holds((word) => (word === 'name' ? [name] : lookAtTag(pair, word)))),
    );
  return pageOf(
    ask,
    groups.map((record) => presentGroup(ask.moment, record)),
  );
}

function headGroup({ moment, parameters }: Ask): Answer {
  return moment.realm.tables.groups.get(parameters['group'] ?? '') === undefined
    ? { status: 404 }
    : noContent;
}

function writeGroup(ask: Ask): Answer {
  const written = putGroup(ask.moment, ask.parameters['group'] ?? '', ask.body());
  return { status: written.created ? 201 : 200, body: presentGroup(ask.moment, written.group) };
}

function patchGroup(ask: Ask): Answer {
  const standing = group(ask);
  const { managedBy, tags: wanted = standing.tags } = ask.body();
  const { tags } = groupUnderPolicies(ask.moment, standing.name, {
    location: standing.location,
    ...(wanted === undefined ? {} : { tags: wanted }),
  });
  const changed = {
    ...standing,
    changedAt: ask.moment.now.toISOString(),
    ...(tags === undefined ? {} : { tags: asObject(tags) }),
    ...(typeof managedBy === 'string' ? { managedBy } : {}),
  };
  ask.moment.realm.tables.groups.put(standing.name, changed);
  return ok(presentGroup(ask.moment, changed));
}

function deleteGroup(ask: Ask): Answer {
  const { moment } = ask;
  const operation = beginGroupDeletion(moment, group(ask));
  const { realm } = moment;
  const location = `${realm.endpoint}/subscriptions/${realm.subscriptionId}/operationresults/${operation}?api-version=${ask.apiVersion}`;
  return { status: 202, headers: { location, ...waitHeaders(realm, 15) } };
}

function exportGroup(ask: Ask): Answer {
  const { name } = group(ask);
  const wanted = ask.body()['resources'];
  const list = topLevelOf(ask.moment, name);
  const chosen =
    Array.isArray(wanted) && !wanted.includes('*') ? list.filter(({ id }) => wanted.includes(id)) : list;
  return ok({ template: exportResources(ask.moment, presentAll(ask.moment, chosen)) });
}

/** 202, then 204 at its `Location`, for the move and for its rehearsal. How long it takes is a guess. */
function move(ask: Ask, carryOut?: typeof moveResources): Answer {
  const { moment, apiVersion } = ask;
  const { realm } = moment;
  const checked = checkMove(moment, group(ask), ask.body());
  carryOut?.(moment, checked);
  const operation = recordOperation(moment, {
    namespace: 'Microsoft.Resources',
    until: endOf(moment, 30_000),
    outcome: { kind: 'nothing', status: 204 },
  });
  const location = `${realm.endpoint}/subscriptions/${realm.subscriptionId}/operationresults/${operation}?api-version=${apiVersion}`;
  return { status: 202, headers: { location, ...waitHeaders(realm, 15) } };
}

function listResources(ask: Ask): Answer {
  const { moment, query, parameters } = ask;
  const within = parameters['group'] === undefined ? {} : { group: group(ask).name };
  const items = listGeneric(moment, {
    ...within,
    filter: query.get('$filter') ?? '',
    expand: query.get('$expand') ?? '',
  });
  return pageOf(ask, items);
}
