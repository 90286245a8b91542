// From a method and a path to the action that a role must allow, and the scope at which.
// https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
import { rowOf } from '../own.ts';

export interface Right {
  readonly action: string;
  /** As the caller wrote it. */
  readonly scope: string;
}

export interface AskedRight extends Right {
  /** A list, which shows what may be seen even where not everything may. */
  readonly isList: boolean;
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'read',
  HEAD: 'read',
  PUT: 'write',
  PATCH: 'write',
  DELETE: 'delete',
};

/** Words below a subscription or a group that belong to Resource Manager itself. */
const own = 'Microsoft.Resources/subscriptions';

/** Undefined for what needs no role: what belongs to the tenant, and watching an operation that was begun. */
export function rightOf(method: string, segments: readonly string[]): AskedRight | undefined {
  const lower = segments.map((segment) => segment.toLowerCase());
  if (lower[0] !== 'subscriptions' || segments[1] === undefined || isWatch(lower)) return undefined;
  const last = lower.lastIndexOf('providers');
  if (last === -1) return ownRight(method, segments, lower);
  const tail = segments.slice(last + 1);
  if (tail.length < 2)
    return { action: `${own}/providers/read`, scope: pathOf(segments.slice(0, last)), isList: false };
  return providerRight(method, segments, { last, tail });
}

function pathOf(segments: readonly string[]): string {
  return `/${segments.join('/')}`;
}

/** Whoever could begin an operation is given its address; Azure asks for no role there. */
function isWatch(lower: readonly string[]): boolean {
  const word = lower.at(-2) ?? '';
  if (word === 'operationresults' && lower.length === 4) return true;
  return (
    lower.at(-4) === 'locations' &&
    /^(?:operations|operationstatuses|operationresults|asyncoperations)$/.test(word)
  );
}

function ownRight(method: string, segments: readonly string[], lower: readonly string[]): AskedRight {
  const subscription = pathOf(segments.slice(0, 2));
  const [, , word, name, below, ...rest] = segments;
  const isRead = method === 'GET' || method === 'HEAD';
  if (word === undefined) return { action: actionOf(method, own), scope: subscription, isList: isRead };
  if (lower[2] !== 'resourcegroups')
    return {
      action: actionOf(method, `${own}/${word}`),
      scope: subscription,
      isList: lower[2] === 'resources',
    };
  if (name === undefined)
    return { action: actionOf(method, `${own}/resourceGroups`), scope: subscription, isList: true };
  const scope = pathOf(segments.slice(0, 4));
  if (below === undefined) return { action: actionOf(method, `${own}/resourceGroups`), scope, isList: false };
  // The shorter path to the operations of a deployment.
  if (lower[4] === 'deployments') {
    const tail = ['Microsoft.Resources', below, ...rest];
    return { action: typedAction(method, tail), scope: pathOf(segments.slice(0, 6)), isList: false };
  }
  if (method === 'POST') return { action: `${own}/resourceGroups/${below}/action`, scope, isList: false };
  return { action: actionOf(method, `${own}/resourceGroups/${below}`), scope, isList: true };
}

/** Read although they are asked by POST; the roles of Key Vault and Storage name them so. */
const readingPosts = /^(?:checknameavailability|checkmhsmnameavailability)$/i;

/** What a provider knows of a whole subscription: nobody has a role at a part of it. */
const facts = new Set(['locations', 'skus', 'deletedvaults', 'usages', 'operations']);

function providerRight(
  method: string,
  segments: readonly string[],
  { last, tail }: { readonly last: number; readonly tail: readonly string[] },
): AskedRight {
  const word = tail.at(-1) ?? '';
  const above = pathOf(segments.slice(0, last));
  const [namespace = ''] = tail;
  if (method === 'POST' && tail.length === 2)
    return {
      action: `${namespace}/${word}/${readingPosts.test(word) ? 'read' : 'action'}`,
      scope: above,
      isList: false,
    };
  const isNamed = tail.length % 2 === 1;
  const isLog = tail[1]?.toLowerCase() === 'eventtypes';
  const isProviderWide = last === 2 && (isLog || facts.has(tail[1]?.toLowerCase() ?? ''));
  const scope = isNamed ? pathOf(segments) : tail.length === 2 ? above : pathOf(segments.slice(0, -1));
  return {
    action: typedAction(method, tail),
    scope: isProviderWide ? above : scope,
    isList: !isNamed && method === 'GET' && (isLog || !isProviderWide),
  };
}

/** `Ns/a/x/b/y` → `Ns/a/b/read`; of a POST the last word is what is done: `Ns/a/x/start` → `Ns/a/start/action`. */
function typedAction(method: string, [namespace = '', ...words]: readonly string[]): string {
  const types = words.filter((_, index) => index % 2 === 0);
  return actionOf(method, [namespace, ...types].join('/'));
}

function actionOf(method: string, type: string): string {
  return method === 'POST' ? `${type}/action` : `${type}/${rowOf(verbs, method) ?? 'action'}`;
}

/** What a deployment writes is asked for by its own type and id. */
export function writeOf(type: string, id: string): Right {
  const named = type.toLowerCase() === 'microsoft.resources/resourcegroups' ? `${own}/resourceGroups` : type;
  return { action: `${named}/write`, scope: id };
}

export function readOf(type: string, id: string): Right {
  const named = type.toLowerCase() === 'microsoft.resources/resourcegroups' ? `${own}/resourceGroups` : type;
  return { action: `${named}/read`, scope: id };
}
