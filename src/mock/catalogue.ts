// Which namespaces, types and api-versions there are. Owns the look-up and the stand-in for types that no
// provider describes; what a type does is the provider's.
import { isJsonObject } from '../base/json.ts';
import { keptTypes, type KeptType } from './providers/kept-types.ts';
import type { Answers, Provider, ResourceType } from './providers/provider.ts';

export interface Catalogue {
  readonly providers: readonly Provider[];
  provider(namespace: string): Provider | undefined;
  /** Undefined where no provider describes the type. */
  known(type: string): ResourceType | undefined;
  /** Types of a namespace that no provider describes, but Azure has. */
  kept(namespace: string): readonly KeptType[];
  /** Never undefined: a type that nobody describes is kept as it was sent. */
  type(type: string): ResourceType;
}

export function catalogueOf(providers: readonly Provider[]): Catalogue {
  const all = [resourceManager, management, ...providers];
  const namespaces = new Map(all.map((provider) => [provider.namespace.toLowerCase(), provider]));
  const types = new Map(
    all.flatMap((provider) => provider.types).map((type) => [type.type.toLowerCase(), type]),
  );
  const kept = new Map(
    keptTypes
      .filter(({ type }) => !types.has(type.toLowerCase()))
      .map((row) => [row.type.toLowerCase(), row]),
  );
  return {
    providers: all,
    provider: (namespace) => namespaces.get(namespace.toLowerCase()),
    known: (type) => types.get(type.toLowerCase()),
    kept: (namespace) =>
      [...kept.values()].filter(({ type }) => namespaceOf(type).toLowerCase() === namespace.toLowerCase()),
    type(type) {
      const known = types.get(type.toLowerCase());
      if (known !== undefined) return known;
      const rows = lineOf(type).flatMap((one) => kept.get(one.toLowerCase()) ?? []);
      const own = rows.find((row) => row.type.toLowerCase() === type.toLowerCase());
      const answers = rows.find((row) => row.answers !== undefined)?.answers;
      const siblings = namespaces.get(namespaceOf(type).toLowerCase());
      return unknownType(own?.type ?? type, answers ?? answersLike(type, siblings));
    },
  };
}

/** `Microsoft.Network/virtualNetworks/subnets` → `Microsoft.Network` */
export function namespaceOf(type: string): string {
  return type.split('/', 1)[0] ?? type;
}

const plainAnswers: Answers = {
  create: { status: 201, operation: 'none', body: 'resource' },
  update: { status: 200, operation: 'none', body: 'resource' },
  patch: { status: 200, operation: 'none', body: 'resource' },
  remove: { status: 200, operation: 'none', body: 'empty' },
};

/** The type, then those that it lies in: `a/b/c`, `a/b`. */
function lineOf(type: string): readonly string[] {
  const words = type.split('/');
  return words
    .slice(1)
    .map((_, index) => words.slice(0, words.length - index).join('/'))
    .filter((one) => one.includes('/'));
}

/**
 * A type that nobody describes answers as the others of its service do: a NAT gateway like a network, a route like a
 * rule of a security group.
 */
function answersLike(type: string, provider: Provider | undefined): Answers {
  const isTop = (name: string): boolean => name.split('/').length === 2;
  const sibling = provider?.types.find((other) => isTop(other.type) === isTop(type));
  return sibling?.answers ?? plainAnswers;
}

function unknownType(type: string, answers: Answers): ResourceType {
  return {
    type,
    apiVersions: [],
    location: 'none',
    answers,
    provisioningState: 'properties',
    write: ({ body }) => ({
      body: { ...body, properties: isJsonObject(body['properties']) ? body['properties'] : {} },
      durationMs: 1_000,
    }),
  };
}

/** Management groups; their routes are in `management-groups.ts`. */
const management: Provider = {
  namespace: 'Microsoft.Management',
  registered: true,
  types: [
    {
      ...unknownType('Microsoft.Management/managementGroups', plainAnswers),
      // https://learn.microsoft.com/azure/templates/microsoft.management/managementgroups
      apiVersions: ['2023-04-01', '2021-04-01', '2020-10-01', '2020-05-01', '2020-02-01'],
    },
  ],
};

/** Resource Manager's own namespace. Its types have routes of their own and never pass through `write`. */
const resourceManager: Provider = {
  namespace: 'Microsoft.Resources',
  registered: true,
  types: ['deployments', 'resourceGroups', 'subscriptions', 'tags', 'tenants', 'locations'].map((name) => ({
    ...unknownType(`Microsoft.Resources/${name}`, plainAnswers),
    // https://learn.microsoft.com/azure/templates/microsoft.resources/deployments
    apiVersions: [
      '2025-04-01',
      '2025-03-01',
      '2024-11-01',
      '2024-07-01',
      '2024-03-01',
      '2023-07-01',
      '2022-09-01',
      '2022-01-01',
      '2021-04-01',
      '2021-01-01',
      '2020-10-01',
      '2020-06-01',
      '2019-10-01',
      '2019-05-10',
      '2018-05-01',
      '2017-05-10',
      '2016-09-01',
      '2016-02-01',
      '2015-11-01',
    ],
    location: name === 'resourceGroups' ? ('region' as const) : ('none' as const),
  })),
};
