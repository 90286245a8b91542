// Resource ids: read, written and compared as Azure does, without regard to case. Knows the shape of an id and
// nothing about any type.

export interface ResourceId {
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** The resource that an extension resource hangs on: a role assignment's vault. */
  readonly scope?: string;
  /** `Microsoft.Network/virtualNetworks/subnets` */
  readonly type: string;
  /** `vnet/subnet`: a name for each segment of the type after the namespace. */
  readonly name: string;
}

const groupType = 'Microsoft.Resources/resourceGroups';
const subscriptionType = 'Microsoft.Resources/subscriptions';

/** What stands before `/providers` of a resource of the tenant: nothing. */
const tenant: Partial<ResourceId> = {};

/** Undefined where the text is not a resource id; never throws. */
export function parseResourceId(id: string): ResourceId | undefined {
  const segments = id.split('/').filter((segment) => segment !== '');
  if (!id.startsWith('/') || segments.length === 0) return undefined;
  const last = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  if (last === -1) return parseContainer(segments);

  const [namespace, ...rest] = segments.slice(last + 1);
  if (namespace === undefined || rest.length === 0 || rest.length % 2 !== 0) return undefined;
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  const before = segments.slice(0, last);
  const scope = before.some((segment) => segment.toLowerCase() === 'providers')
    ? { scope: `/${before.join('/')}` }
    : {};
  const inherited = before.length === 0 ? tenant : parseResourceId(`/${before.join('/')}`);
  if (inherited === undefined) return undefined;
  const { subscriptionId, resourceGroup } = inherited;
  return {
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...scope,
    type: [namespace, ...types].join('/'),
    name: names.join('/'),
  };
}

export function formatResourceId({ subscriptionId, resourceGroup, scope, type, name }: ResourceId): string {
  const subscription = subscriptionId === undefined ? '' : `/subscriptions/${subscriptionId}`;
  if (type === subscriptionType) return subscription;
  if (type === groupType) return `${subscription}/resourceGroups/${name}`;
  const container =
    resourceGroup === undefined ? subscription : `${subscription}/resourceGroups/${resourceGroup}`;
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  const pairs = types.map((segment, index) => `${segment}/${names[index] ?? ''}`);
  return `${scope ?? container}/providers/${[namespace, ...pairs].join('/')}`;
}

export function sameResourceId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `/subscriptions/{s}` and `/subscriptions/{s}/resourceGroups/{rg}`, whatever their case. */
function parseContainer(segments: readonly string[]): ResourceId | undefined {
  const [first, subscriptionId, second, resourceGroup, ...more] = segments;
  if (first?.toLowerCase() !== 'subscriptions' || subscriptionId === undefined) return undefined;
  if (second === undefined) return { subscriptionId, type: subscriptionType, name: subscriptionId };
  if (second.toLowerCase() !== 'resourcegroups' || resourceGroup === undefined || more.length > 0)
    return undefined;
  return { subscriptionId, resourceGroup, type: groupType, name: resourceGroup };
}
