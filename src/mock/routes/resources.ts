// Everything that is addressed by a resource id: reading, listing, writing, deleting, and a type's own actions.
// The last routes to be tried; a path that is nobody's ends here too.
import type { ResourceId } from '../../arm/resource-id.ts';
import { parseResourceId } from '../../arm/resource-id.ts';
import { normalizeRegion } from '../../spec/clouds.ts';
import { namespaceOf } from '../catalogue.ts';
import { refuse } from '../fault.ts';
import type { Answer } from '../message.ts';
import { noContent, ok } from '../message.ts';
import {
  asksForResult,
  beginOperation,
  findOperation,
  resultOfOperation,
  watchOperation,
} from '../operations.ts';
import { rowOf } from '../own.ts';
import { pageOf } from '../page.ts';
import type { AnswerForm, StoredResource } from '../providers/provider.ts';
import type { Moment } from '../realm.ts';
import type { Ask } from '../request.ts';
import { answerAction } from '../resources/act.ts';
import { refuseWhileBusy } from '../resources/busy.ts';
import { passDeleteGates, requireApiVersion } from '../resources/gates.ts';
import { findGroup, findResource, fullName } from '../resources/lookup.ts';
import { listType, presentAll } from '../resources/listing.ts';
import { isVisible, presentAccepted, presentResource } from '../resources/present.ts';
import { beginRemoval } from '../resources/remove.ts';
import { locationOf } from '../resources/place.ts';
import { actionWithin, removalWithin } from '../resources/within.ts';
import { writeResource } from '../resources/write.ts';
import { holdsAtScope } from '../resources/scope-filter.ts';
import type { Route } from '../router.ts';

const watchWords = ['operations', 'operationStatuses', 'operationResults', 'asyncoperations'];

export const resourceRoutes: readonly Route[] = [
  ...watchWords.map((word) => ({
    method: 'GET',
    path: `subscriptions/{subscription}/providers/{namespace}/locations/{location}/${word}/{operation}`,
    handle: (ask: Ask) => watch(ask, word),
  })),
  { method: 'GET', path: '{path*}', handle: read },
  { method: 'HEAD', path: '{path*}', handle: head },
  { method: 'PUT', path: '{path*}', handle: (ask) => write(ask, 'PUT') },
  { method: 'PATCH', path: '{path*}', handle: (ask) => write(ask, 'PATCH') },
  { method: 'DELETE', path: '{path*}', handle: remove },
  { method: 'POST', path: '{path*}', handle: act },
];

function watch({ moment, parameters, query, url }: Ask, word: string): Answer {
  const operation = findOperation(moment, parameters['operation'] ?? '');
  return asksForResult(operation, word, query)
    ? resultOfOperation(moment, operation, url)
    : watchOperation(moment, operation);
}

function read(ask: Ask): Answer {
  const { moment, path } = ask;
  const stored = moment.realm.resources.get(path);
  if (stored !== undefined && isVisible(stored, moment)) {
    requireVersionFor(ask, stored.type);
    return ok(presentResource(stored, moment));
  }
  const computed = computedAt(ask);
  if (computed !== undefined) return computed;
  const parsed = parseResourceId(path);
  if (parsed === undefined) return list(ask);
  requireVersionFor(ask, parsed.type);
  return ok(presentResource(findResource(moment, path), moment));
}

/** What a type works out rather than stores: the nearest resource above that knows the next word of the path. */
function computedAt(ask: Ask): Answer | undefined {
  const { moment, segments, query } = ask;
  for (let length = segments.length - 1; length > 3; length -= 1) {
    const above = moment.realm.resources.get(`/${segments.slice(0, length).join('/')}`);
    if (above === undefined) continue;
    const [word = '', ...rest] = segments.slice(length);
    const compute = rowOf(moment.realm.catalogue.type(above.type).computed, word.toLowerCase());
    if (compute !== undefined) return ok(compute({ stored: above, rest, query, world: moment.world }));
  }
  return undefined;
}

/** `…/providers/{namespace}/{type}`, below a subscription, a group, a resource, or the parent of a child. */
function list(ask: Ask): Answer {
  const { moment, segments, path } = ask;
  const last = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  const tail = segments.slice(last + 1);
  if (last === -1 || tail.length < 2 || tail.length % 2 !== 0) return notServed(ask);
  const regional = listOfRegion(ask, { scope: segments.slice(0, last), tail });
  if (regional !== undefined) return regional;
  const type = [tail[0], ...tail.slice(1).filter((_, index) => index % 2 === 0)].join('/');
  requireVersionFor(ask, type);
  const scope = tail.length === 2 ? segments.slice(0, last) : segments.slice(0, -1);
  requireScope(moment, `/${scope.join('/')}`, tail.length > 2, path);
  const place = scope.length === 0 ? '' : `/${scope.join('/')}`;
  const holds = holdsAtScope(moment, { scope: place, type }, ask.query.get('$filter') ?? '');
  const found = holds.above ? listType(moment, '', type) : listType(moment, place, type);
  return pageOf(ask, presentAll(moment, found.filter(holds.test)));
}

/** https://learn.microsoft.com/rest/api/compute/virtual-machine-scale-sets/list-by-location */
const listedByRegion = ['microsoft.compute/virtualmachinescalesets', 'microsoft.compute/virtualmachines'];

/** `…/providers/{namespace}/locations/{location}/{type}`, which few types answer. */
function listOfRegion(
  ask: Ask,
  { scope, tail }: { readonly scope: readonly string[]; readonly tail: readonly string[] },
): Answer | undefined {
  const [namespace = '', word = '', region = '', name = '', ...more] = tail;
  const type = `${namespace}/${name}`;
  if (word.toLowerCase() !== 'locations' || more.length > 0) return undefined;
  if (!listedByRegion.includes(type.toLowerCase())) return undefined;
  requireVersionFor(ask, type);
  const { moment } = ask;
  const found = listType(moment, `/${scope.join('/')}`, type);
  const wanted = normalizeRegion(region);
  return pageOf(
    ask,
    presentAll(
      moment,
      found.filter(({ body }) => normalizeRegion(String(body['location'] ?? '')) === wanted),
    ),
  );
}

function requireScope(moment: Moment, scope: string, isParent: boolean, path: string): void {
  if (scope === '/') return;
  // `locations/{location}` is no resource: what is asked below it is served or it is not.
  if (isParent && /\/providers\/[^/]+\/locations\//i.test(path)) return notServed({ path, method: 'GET' });
  const parsed = parseResourceId(scope);
  if (parsed?.resourceGroup !== undefined) findGroup(moment, parsed.resourceGroup);
  if (!isParent || parsed === undefined || moment.realm.resources.get(scope) !== undefined) return;
  if (scope.toLowerCase().endsWith('/default')) return;
  refuse(
    404,
    'ParentResourceNotFound',
    `Can not perform requested operation on nested resource. Parent resource '${parsed.name}' not found.`,
    { target: path },
  );
}

function head({ moment, path }: Ask): Answer {
  const stored = moment.realm.resources.get(path);
  return stored !== undefined && isVisible(stored, moment) ? noContent : { status: 404 };
}

function write(ask: Ask, method: 'PUT' | 'PATCH'): Answer {
  const { moment, path, apiVersion, headers } = ask;
  requireResourcePath(ask);
  const { stored, type, created, until, failure } = writeResource(moment, {
    id: path,
    method,
    body: ask.body(),
    apiVersion,
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
  });
  const { create, update, patch } = type.answers;
  const form = created ? create : method === 'PATCH' ? patch : update;
  const watched = beginOperation(moment, form.operation, {
    namespace: namespaceOf(type.type),
    location: locationOf(moment, stored),
    apiVersion,
    until,
    outcome:
      failure === undefined
        ? { kind: 'resource', id: stored.id }
        : { kind: 'fault', status: failure.status, fault: failure.detail },
  });
  return {
    status: form.status,
    headers: { ...watched, ...headersOfWrite(moment, stored, { created, apiVersion }) },
    ...(form.body === 'empty' ? {} : { body: bodyOfWrite(moment, stored, form) }),
  };
}

/** Services that answer a create with the address of what was made, although nothing has to be waited for. */
const pointing = new Set(['microsoft.managedidentity']);

function headersOfWrite(
  { realm }: Moment,
  { id, type }: StoredResource,
  { created, apiVersion }: { readonly created: boolean; readonly apiVersion: string },
): Readonly<Record<string, string>> {
  const points = created && pointing.has(namespaceOf(type).toLowerCase());
  return {
    ...(points ? { location: `${realm.endpoint}${id}?api-version=${apiVersion}` } : {}),
    ...(realm.catalogue.known(type) === undefined
      ? { 'x-mock-note': 'no provider describes this type; kept as sent' }
      : {}),
  };
}

function bodyOfWrite(
  moment: Moment,
  stored: StoredResource,
  form: AnswerForm,
): ReturnType<typeof presentResource> {
  return form.operation === 'none' ? presentResource(stored, moment) : presentAccepted(stored, moment);
}

function remove(ask: Ask): Answer {
  const { moment, path, apiVersion } = ask;
  const parsed = requireResourcePath(ask);
  const type = moment.realm.catalogue.type(parsed.type);
  const existing = moment.realm.resources.get(path);
  passDeleteGates({ id: path, parsed, type, apiVersion, existing, moment });
  if (existing === undefined) return removalWithin(ask) ?? noContent;
  const form = type.answers.remove;
  const deleting = existing.pending?.what === 'Deleting';
  if (!deleting) refuseWhileBusy(moment, existing, 'delete');
  const location = locationOf(moment, existing);
  const last = form.body === 'resource' ? presentResource(existing, moment) : undefined;
  const until = deleting ? new Date(existing.pending.until) : beginRemoval(moment, existing);
  const headers = beginOperation(moment, form.operation, {
    namespace: namespaceOf(type.type),
    location,
    apiVersion,
    until,
    outcome: { kind: 'nothing', status: 204 },
  });
  return { status: form.status, headers, ...(last === undefined ? {} : { body: last }) };
}

function act(ask: Ask): Answer {
  const { moment, segments } = ask;
  const stored = moment.realm.resources.get(`/${segments.slice(0, -1).join('/')}`);
  const word = segments.at(-1) ?? '';
  const action =
    stored === undefined
      ? undefined
      : rowOf(moment.realm.catalogue.type(stored.type).actions, word.toLowerCase());
  if (stored !== undefined && action !== undefined) return answerAction(ask, stored, action);
  const within = actionWithin(ask);
  if (within !== undefined) return within;
  const target = `/${segments.slice(0, -1).join('/')}`;
  if (!target.toLowerCase().includes('/providers/')) return notServed(ask);
  if (parseResourceId(target) !== undefined && stored === undefined) findResource(moment, target);
  const namespace = namespaceOf(parseResourceId(target)?.type ?? target.split(/\/providers\//i).at(-1) ?? '');
  return refuse(
    404,
    'InvalidResourceType',
    `The resource type could not be found in the namespace '${namespace}' for api version '${ask.apiVersion}'.`,
  );
}

function requireResourcePath(ask: Ask): ResourceId {
  const parsed = parseResourceId(ask.path);
  if (parsed === undefined || !ask.path.toLowerCase().includes('/providers/')) return notServed(ask);
  return parsed;
}

function requireVersionFor({ moment, apiVersion }: Ask, type: string): void {
  requireApiVersion({ type: moment.realm.catalogue.type(type), apiVersion, moment });
}

function notServed({ path, method }: Pick<Ask, 'path' | 'method'>): never {
  const parsed = parseResourceId(path);
  return refuse(
    404,
    'NotFound',
    `The mock serves no ${method} of '${parsed === undefined ? path : fullName(parsed.type, parsed.name)}'.`,
  );
}
