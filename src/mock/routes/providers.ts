// Namespaces: what they offer and whether the subscription may use them; and the routes that providers bring
// along beside their resources.
import type { Json, JsonObject } from '../../base/json.ts';
import { refuse } from '../fault.ts';
import type { Answer } from '../message.ts';
import { ok } from '../message.ts';
import { beginOperation } from '../operations.ts';
import { namespaceOf } from '../catalogue.ts';
import { keptTypes, type KeptType } from '../providers/kept-types.ts';
import type { Provider, ProviderRoute } from '../providers/provider.ts';
import { endOf, type Moment } from '../realm.ts';
import { beginRegistration, registrationOf, unregister } from '../registration.ts';
import type { Ask } from '../request.ts';
import type { Route } from '../router.ts';
import { writeNotes } from '../world.ts';

const at = 'subscriptions/{subscription}/providers';

export const providerRoutes: readonly Route[] = [
  { method: 'GET', path: at, handle: listProviders },
  { method: 'GET', path: 'providers', handle: listProviders },
  { method: 'GET', path: `${at}/{namespace}`, handle: (ask) => ok(showProvider(ask)) },
  { method: 'GET', path: 'providers/{namespace}', handle: (ask) => ok(showProvider(ask)) },
  {
    method: 'POST',
    path: `${at}/{namespace}/register`,
    handle(ask) {
      const provider = anyProvider(ask);
      beginRegistration(ask.moment, provider.namespace);
      return ok(presentProvider(ask.moment, provider));
    },
  },
  {
    method: 'POST',
    path: `${at}/{namespace}/unregister`,
    handle(ask) {
      const provider = anyProvider(ask);
      unregister(ask.moment, provider.namespace);
      return ok(presentProvider(ask.moment, provider));
    },
  },
];

/** Name checks, usages, deleted vaults: what each provider brings. */
export function routesOfProviders(providers: readonly Provider[]): readonly Route[] {
  return providers.flatMap(({ namespace, routes = [] }) =>
    routes.map((route) => ({
      method: route.method,
      path: `${at}/${namespace}/${route.path}`,
      handle: (ask: Ask) => answerRoute(ask, route, namespace),
    })),
  );
}

function answerRoute(ask: Ask, route: ProviderRoute, namespace: string): Answer {
  const { moment, parameters, query } = ask;
  const answered = route.handle({ parameters, query, body: ask.body(), world: moment.world });
  writeNotes(moment.realm, answered.notes ?? []);
  const { status, body, operation = 'none', durationMs = 0 } = answered;
  const headers = beginOperation(moment, operation, {
    namespace,
    location: parameters['location'] ?? 'global',
    apiVersion: ask.apiVersion,
    until: endOf(moment, durationMs),
    outcome: body === undefined ? { kind: 'nothing', status: 200 } : { kind: 'value', value: body },
  });
  return { status, headers, ...(body === undefined || operation !== 'none' ? {} : { body }) };
}

/** Those that the mock plays, those whose types it keeps, and those that somebody registered. */
function findProvider({ moment, parameters }: Ask): Described {
  const namespace = parameters['namespace'] ?? '';
  const { catalogue, tables } = moment.realm;
  const played = catalogue.provider(namespace);
  if (played !== undefined) return played;
  const spelled = catalogue.kept(namespace)[0]?.type ?? tables.registrations.get(namespace)?.namespace;
  if (spelled !== undefined) return { namespace: namespaceOf(spelled), types: [] };
  return refuse(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
}

/** A namespace that nobody describes may be registered too, as its types may be written. */
function anyProvider({ moment, parameters }: Ask): Described {
  const namespace = parameters['namespace'] ?? '';
  return moment.realm.catalogue.provider(namespace) ?? { namespace, types: [] };
}

function listProviders({ moment }: Ask): Answer {
  const { catalogue, tables } = moment.realm;
  const names = [
    ...catalogue.providers.map(({ namespace }) => namespace),
    ...keptTypes.map(({ type }) => namespaceOf(type)),
    ...tables.registrations.list().map(({ namespace }) => namespace),
  ];
  const distinct = new Map(names.toReversed().map((namespace) => [namespace.toLowerCase(), namespace]));
  const value = [...distinct.values()]
    .toSorted()
    .map((namespace) => presentProvider(moment, catalogue.provider(namespace) ?? { namespace, types: [] }));
  return ok({ value });
}

function showProvider(ask: Ask): JsonObject {
  return presentProvider(ask.moment, findProvider(ask));
}

type Described = Pick<Provider, 'namespace' | 'types'>;

function presentProvider(moment: Moment, { namespace, types }: Described): JsonObject {
  const kept = moment.realm.catalogue.kept(namespace);
  return {
    id: `/subscriptions/${moment.realm.subscriptionId}/providers/${namespace}`,
    namespace,
    authorizations: [],
    resourceTypes: [...types, ...kept].map((type) => presentType(moment, type)),
    registrationState: registrationOf(moment, namespace),
    registrationPolicy: 'RegistrationRequired',
  };
}

function presentType({ realm }: Moment, { type, apiVersions, location }: KeptType): Record<string, Json> {
  return {
    resourceType: type.split('/').slice(1).join('/'),
    locations: location === 'region' ? Object.values(realm.cloud.regions) : [],
    apiVersions,
    defaultApiVersion: apiVersions[0] ?? '',
    capabilities: location === 'region' ? 'SupportsTags, SupportsLocation' : 'None',
  };
}
