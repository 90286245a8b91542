// The mock Azure: a function from request to response, over a store and a clock. Owns the order in which a
// request passes; every rule is elsewhere, and nothing here knows of sockets or of the client.
import { CmgError } from '../base/failure.ts';
import { clouds, type CloudName } from '../spec/clouds.ts';
import { answerAdmin, isAdmin } from './admin.ts';
import { catalogueOf } from './catalogue.ts';
import { chanceOf } from './chance.ts';
import { shelfOf, type Documents } from './documents.ts';
import { worldClock } from './clock.ts';
import { dress, idsOf } from './dress.ts';
import { faultAnswer } from './envelope.ts';
import { ArmFault, refuse } from './fault.ts';
import { comesBefore, deliver } from './faults/deliver.ts';
import type { FaultDocument, WireEffect } from './faults/document.ts';
import { faultsOf } from './faults/faults.ts';
import { asRead } from './faults/lag.ts';
import { occasionOf } from './faults/match.ts';
import { parseFaults } from './faults/parse.ts';
import { answerOf } from './faults/refusal.ts';
import { answerCloudDocument } from './identity/cloud-document.ts';
import { answerGraph } from './identity/graph.ts';
import { answerLogin } from './identity/login.ts';
import { principalsOf, type Principal, type PrincipalOptions } from './identity/principals.ts';
import { issueToken, NotSignedIn, requireToken, type IssuedToken } from './identity/token.ts';
import { managementGroupRoutes } from './management-groups.ts';
import { giveFirstRoles } from './guard/first-roles.ts';
import { rightOf } from './guard/action.ts';
import { guardRequest } from './guard/front.ts';
import { bindsOthers } from './guard/rules.ts';
import type { Answer, MockRequest, MockResponse } from './message.ts';
import type { Provider } from './providers/provider.ts';
import { providers as builtIn } from './providers/registry.ts';
import type { Moment, Realm } from './realm.ts';
import { openTables, type Tables } from './records.ts';
import { bodyReader, parseUrl, type ParsedUrl } from './request.ts';
import { routerOf, type Router } from './router.ts';
import { logged } from './activity/record.ts';
import { activityLogRoutes } from './routes/activity-log.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { groupRoutes } from './routes/groups.ts';
import { providerRoutes, routesOfProviders } from './routes/providers.ts';
import { resourceGraphRoutes } from './routes/resource-graph.ts';
import { resourceRoutes } from './routes/resources.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { policyRoutes } from './routes/policies.ts';
import { answerAuthorization } from './routes/authorization.ts';
import { tagNameRoutes } from './routes/tag-names.ts';
import { answerTags } from './routes/tags.ts';
import { settle } from './settle.ts';
import { memoryStore, transactionsOf, type Store } from './store.ts';
import { countUp, momentAt, openResources } from './world.ts';
import { takeAllowance, type Allowance } from './throttling/allowance.ts';

export interface MockAzureOptions {
  readonly clock: { now(): Date };
  /** Of a new world; one that a store already holds keeps its own. */
  readonly seed?: number;
  readonly store?: Store;
  /** How many times faster than life operations finish; `instant` = at once. */
  readonly speed?: number | 'instant';
  readonly endpoint?: string;
  /** Which cloud is played: its regions and its DNS suffixes. */
  readonly cloud?: CloudName;
  /** Templates and parameter files that deployments may link, by address; the mock fetches nothing. */
  readonly documents?: Documents;
  /** Where a blob service that runs beside the mock keeps the blobs of an account; Azure's own address where absent. */
  readonly blobEndpoint?: (account: string) => string;
  /** What goes wrong, and when. */
  readonly faults?: FaultDocument;
  /** Whether Azure's limits on the rate of requests bind. */
  readonly throttle?: boolean;
  /** In place of those that the mock has. */
  readonly providers?: readonly Provider[];
  /** Who may sign in besides the owner, the contributor, the reader and the operator that every world has. */
  readonly principals?: readonly PrincipalOptions[];
}

export interface MockAzure {
  readonly endpoint: string;
  readonly authority: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Plays the login host too, for what is under `authority`. */
  fetch(request: MockRequest): Promise<MockResponse>;
  /** Everybody who may sign in; the first is the owner, whose client and secret stand above. */
  readonly principals: readonly Principal[];
  /** A bearer token for use in process, as the token endpoint would issue it; the owner's where no name is given. */
  issueToken(name?: string): IssuedToken;
  /** Moves the world's clock forward, for good: the offset is kept in the store. */
  advance(ms: number): void;
  /** Lets the world's clock stand still, or go on from where it stands. */
  freeze(frozen: boolean): void;
  /** The clock, and whatever it was advanced by. */
  now(): Date;
  /** How many requests there were since it was made, and how many of them met a fault. */
  calls(): number;
  faulted(): number;
}

export function createAzure(options: MockAzureOptions): MockAzure {
  const { store = memoryStore(), providers = builtIn } = options;
  const transact = transactionsOf(store);
  const realm = transact(() => realmOf(options, { store, providers }));
  const clock = worldClock(realm.tables, options.clock);
  const router = routerOf([
    ...subscriptionRoutes,
    ...groupRoutes,
    ...managementGroupRoutes,
    ...deploymentRoutes,
    ...policyRoutes,
    ...activityLogRoutes,
    ...resourceGraphRoutes,
    ...tagNameRoutes,
    ...providerRoutes,
    ...routesOfProviders(providers),
    ...resourceRoutes,
  ]);
  let calls = 0;
  let faulted = 0;
  const carryOut = (request: MockRequest, call: number): Carried => {
    const moment = momentAt(realm, clock.now());
    settle(realm, moment.now);
    const url = parsedUrl(request.url);
    const segments = url?.segments ?? [];
    const dressed = (answer: Answer): MockResponse =>
      dress(moment, answer, { request, ids: idsOf(moment, request, call) });
    if (isAdmin(segments)) {
      const answer = answerAdmin(request, { realm, clock, calls: call - 1, segments });
      return { isCall: false, response: dressed(answer) };
    }
    const { faults } = realm;
    const occasion = faults === undefined ? undefined : occasionOf(request.method, segments, call);
    const effect = occasion === undefined ? undefined : faults?.onCall(occasion);
    if (occasion === undefined || effect === undefined || !comesBefore(effect))
      return { isCall: true, effect, response: respond(moment, request, { router, call, url }) };
    const answer = 'answer' in effect ? answerOf(moment, effect.answer, occasion) : { status: 500 };
    return { isCall: true, effect, response: dressed(answer) };
  };
  const { endpoint, authority, tenantId, subscriptionId, clientId, clientSecret, principals } = realm;
  return {
    endpoint,
    authority,
    tenantId,
    subscriptionId,
    clientId,
    clientSecret,
    principals,
    // A promise, so that what is wrong in the mock itself rejects and does not throw.
    fetch: async (request) => {
      const { isCall, response, effect } = transact(() => carryOut(request, calls + 1));
      if (isCall) calls += 1;
      if (effect !== undefined) faulted += 1;
      return await deliver(response, effect, request);
    },
    issueToken(name = 'owner') {
      const principal = principals.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (principal === undefined) throw new Error(`nobody of the name '${name}' may sign in to this mock`);
      return issueToken(realm, clock.now(), { principal, audience: endpoint });
    },
    advance: (ms) => transact(() => clock.advance(ms)),
    freeze: (frozen) => transact(() => (frozen ? clock.freeze() : clock.unfreeze())),
    now: () => clock.now(),
    calls: () => calls,
    faulted: () => faulted,
  };
}

interface Carried {
  readonly response: MockResponse;
  /** What the mock is told about itself is none. */
  readonly isCall: boolean;
  readonly effect?: WireEffect | undefined;
}

/** Undefined where the address is not valid; whoever answers the request says so. */
function parsedUrl(url: string): ParsedUrl | undefined {
  try {
    return parseUrl(url);
  } catch (error) {
    if (error instanceof ArmFault) return undefined;
    throw error;
  }
}

interface RealmFacts {
  readonly store: Store;
  readonly providers: readonly Provider[];
}

function realmOf(options: MockAzureOptions, { store, providers }: RealmFacts): Realm {
  const { endpoint = 'https://management.mock.cmg', cloud = 'AzurePublicCloud', speed = 1 } = options;
  const tables = openTables(store);
  const chance = chanceOf(seedOf(tables, options.seed ?? 1));
  const [owner, ...others] = principalsOf(chance, options.principals ?? []);
  const changed = (id: string): void => {
    if (bindsOthers(id)) countUp(tables, 'guard');
  };
  const realm: Realm = {
    endpoint,
    authority: `${endpoint}/adfs`,
    tenantId: chance.guidOf('tenant'),
    subscriptionId: chance.guidOf('subscription'),
    subscriptionName: 'Mock subscription',
    clientId: owner.clientId,
    clientSecret: owner.secret,
    principalId: owner.objectId,
    principals: [owner, ...others],
    cloud: clouds[cloud],
    ...(options.blobEndpoint === undefined ? {} : { blobEndpoint: options.blobEndpoint }),
    speed,
    ...(options.throttle === undefined ? {} : { throttle: options.throttle }),
    ...(options.faults === undefined
      ? {}
      : { faults: faultsOf(checked(options.faults), { tables, chance }) }),
    chance,
    catalogue: catalogueOf(providers),
    documents: shelfOf(options.documents ?? new Map()),
    tables,
    resources: openResources({ store, tables, chance }, changed),
  };
  giveFirstRoles(realm, [owner, ...others], options.clock.now());
  return realm;
}

function checked(faults: FaultDocument): FaultDocument {
  const parsed = parseFaults(faults);
  if ('document' in parsed) return parsed.document;
  throw new CmgError('CMG9001', `these faults cannot be had: ${parsed.problems.join('; ')}`);
}

/** A world keeps the seed that it began with: ids and seals of another would not fit what it holds. */
function seedOf({ counters }: Tables, wanted: number): number {
  const kept = counters.get('seed');
  if (kept !== undefined) return kept.value;
  counters.put('seed', { value: wanted });
  return wanted;
}

interface Serving {
  readonly router: Router;
  readonly call: number;
  readonly url: ParsedUrl | undefined;
}

function respond(moment: Moment, request: MockRequest, { router, call, ...serving }: Serving): MockResponse {
  const ids = idsOf(moment, request, call);
  let allowance: Allowance = { headers: {} };
  let answer: Answer;
  try {
    const url = serving.url ?? parseUrl(request.url);
    const open =
      answerLogin(moment, request, url) ?? answerOpen(moment, url) ?? answerGraph(moment, request, url);
    if (open !== undefined) return dress(moment, open, { request, ids });
    const caller = requireToken(moment, request.headers['authorization']);
    const signed = momentAt(moment.realm, moment.now, caller);
    const { method } = request;
    allowance = takeAllowance(signed, { method, segments: url.segments, principal: caller.objectId });
    answer =
      allowance.refusal ?? answerSigned(signed, request, { url, router, correlationId: ids.correlationId });
  } catch (error) {
    if (!(error instanceof ArmFault)) throw error;
    answer = error instanceof NotSignedIn ? unauthorized(moment, error) : faultAnswer(error);
  }
  return dress(moment, answer, { request, ids, allowance: allowance.headers });
}

/** What Resource Manager answers without a token. */
function answerOpen({ realm }: Moment, { segments, query }: ParsedUrl): Answer | undefined {
  if (segments.join('/').toLowerCase() !== 'metadata/endpoints') return undefined;
  return answerCloudDocument(realm, query.get('api-version') ?? '2015-01-01');
}

interface Signed {
  readonly router: Router;
  readonly url: ParsedUrl;
  readonly correlationId: string;
}

/** The order of checks is that of arm.md 2.7. */
function answerSigned(moment: Moment, request: MockRequest, { url, router, correlationId }: Signed): Answer {
  const { segments, query } = url;
  const apiVersion = requireApiVersion(query);
  requireSubscription(moment, segments);
  const ask = {
    method: request.method,
    segments,
    path: `/${segments.join('/')}`,
    url: request.url,
    query,
    headers: request.headers,
    correlationId,
    moment: seenBy(request.method, segments, moment),
    apiVersion,
    parameters: {},
    body: bodyReader(request),
  };
  const right = rightOf(request.method, segments);
  return logged(moment, { method: request.method, right, correlationId }, () => {
    guardRequest(ask, right);
    const answered = answerTags(ask) ?? answerAuthorization(ask);
    if (answered !== undefined) return answered;
    const match = router(request.method, segments);
    if (match === undefined) return { status: 405 };
    return match.handle({ ...ask, parameters: match.parameters });
  });
}

/** Who only reads may see a world that lags behind; how an operation stands is always told truly. */
function seenBy(method: string, segments: readonly string[], moment: Moment): Moment {
  const { operation } = occasionOf(method, segments, 0);
  return operation === 'read' || operation === 'list' ? asRead(moment) : moment;
}

/** What Resource Manager names of its own; any date in their form is taken. */
const supportedVersions =
  '2024-11-01,2023-07-01,2022-09-01,2021-04-01,2020-10-01,2019-10-01,2018-05-01,2016-09-01';

function requireApiVersion(query: URLSearchParams): string {
  const version = query.get('api-version') ?? '';
  if (version === '')
    return refuse(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  if (/^\d{4}-\d\d-\d\d(-\w+)?$/.test(version)) return version;
  return refuse(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions are '${supportedVersions}'.`,
  );
}

function requireSubscription({ realm }: Moment, [first = '', second]: readonly string[]): void {
  if (first.toLowerCase() !== 'subscriptions' || second === undefined) return;
  if (second.toLowerCase() === realm.subscriptionId) return;
  refuse(404, 'SubscriptionNotFound', `The subscription '${second}' could not be found.`);
}

function unauthorized({ realm }: Moment, fault: NotSignedIn): Answer {
  const challenge = `Bearer authorization_uri="${realm.authority}", error="invalid_token", error_description="${fault.description}"`;
  const answer = faultAnswer(fault);
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': challenge } };
}
