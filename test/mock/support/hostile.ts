// Requests that nobody sends who means well, made from a seed: paths, queries, headers and bodies from pieces that
// have broken servers before, among pieces that lead far into the mock.
import type { MockRequest } from '../../../src/mock/message.ts';

type Random = () => number;

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'get', 'BREW', ''];
const words = [
  'subscriptions',
  'resourceGroups',
  'resourcegroups',
  'providers',
  'Microsoft.Resources',
  'deployments',
  'main',
  'lab',
  'Microsoft.Network',
  'virtualNetworks',
  'networkSecurityGroups',
  'publicIPAddresses',
  'loadBalancers',
  'subnets',
  'Microsoft.Compute',
  'virtualMachineScaleSets',
  'virtualMachines',
  '0',
  'Microsoft.Storage',
  'storageAccounts',
  'Microsoft.KeyVault',
  'vaults',
  'secrets',
  'Microsoft.ManagedIdentity',
  'userAssignedIdentities',
  'Microsoft.Authorization',
  'roleAssignments',
  'locks',
  'Microsoft.Insights',
  'autoscaleSettings',
  'tags',
  'default',
  'tagNames',
  'operations',
  'operationStatuses',
  'operationresults',
  'locations',
  'westeurope',
  'usages',
  'skus',
  'resources',
  'moveResources',
  'exportTemplate',
  'whatIf',
  'validate',
  'cancel',
  'listKeys',
  'checkNameAvailability',
  'register',
  'tenants',
  'metadata',
  'endpoints',
  'adfs',
  'oauth2',
  'token',
  'mock',
  'clock',
  '.well-known',
  'openid-configuration',
  '..',
  '.',
  '',
  '%',
  '%2e%2e',
  '%00',
  '%2F',
  '%zz',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '*',
  '{group}',
  '🙂',
  '\u202E',
  ' ',
  "' or 1=1",
  'a'.repeat(3_000),
];
const queries = [
  '',
  'api-version=2021-04-01',
  'api-version=2024-05-01',
  'api-version=',
  'api-version=9999-99-99',
  'api-version=__proto__',
  'API-VERSION=2021-04-01&api-version=x',
  'api-version=2021-04-01&$filter=tagName eq',
  "api-version=2021-04-01&$filter=((((name eq 'a'",
  `api-version=2021-04-01&$filter=${'('.repeat(2_000)}`,
  `api-version=2021-04-01&$filter=${'not '.repeat(2_000)}a eq b`,
  `api-version=2021-04-01&$filter=${"name eq 'a' or ".repeat(500)}name eq 'b'`,
  'api-version=2021-04-01&$top=-1',
  'api-version=2021-04-01&$top=1e999&$skiptoken=AAAA',
  'api-version=2021-04-01&$skiptoken=%F0%9F',
  'api-version=2021-04-01&$expand=createdTime,__proto__',
  'api-version=2021-04-01&monitor=true&t=1',
  '%',
  '&&&===',
];
const expressions = [
  '[range(1, 2000000000)]',
  "[padLeft('a', 2000000000)]",
  "[concat(parameters('a'))]",
  '[[[[[[[',
  `[${'('.repeat(3_000)}`,
  `[${"concat('a',".repeat(400)}'b'${')'.repeat(400)}]`,
  "[reference('x', '2021-04-01')]",
  "[listKeys('x', '2021-04-01')]",
  "[resourceId('a/b/c', 'd')]",
  "[json('{')]",
  "[json('[[[[[[')]",
  "[int('9999999999999999999999')]",
  '[div(1, 0)]',
  "[format('{0:N99999999}', 1)]",
  "[split('a', '')]",
  "[replace('aaaaaaaaaa', '', 'b')]",
  "[variables('v')]",
  "[dateTimeAdd('2020-01-01', 'P999999999999Y')]",
  "[cidrSubnet('10.0.0.0/8', 99, 1)]",
  "[guid('', '', '')]",
  '[newGuid()]',
  "[map(range(0, 10000), lambda('x', map(range(0, 10000), lambda('y', lambdaVariables('y')))))]",
];
const scalars: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  -9_007_199_254_740_991,
  '',
  'westeurope',
  'x',
  '\u0000',
  '\uD800',
  'a'.repeat(5_000),
  ...expressions,
];
const keys = [
  'location',
  'properties',
  'tags',
  'sku',
  'identity',
  'kind',
  'template',
  'parameters',
  'mode',
  'resources',
  'type',
  'name',
  'apiVersion',
  'dependsOn',
  'copy',
  'count',
  'condition',
  'variables',
  'outputs',
  'value',
  'zones',
  '__proto__',
  'constructor',
  'subnets',
  'addressSpace',
  'addressPrefixes',
  'securityRules',
  'virtualMachineProfile',
  'capacity',
  'accessPolicies',
  'tenantId',
  'operation',
  '$schema',
  'languageVersion',
  'functions',
  '',
];

/** A request that means well, to be changed in one place. */
export interface Seed {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

interface Aim {
  readonly endpoint: string;
  readonly subscriptionId: string;
  readonly token: string;
  readonly seeds: readonly Seed[];
}

export function hostileRequest(random: Random, aim: Aim): MockRequest {
  return random() < 0.5 ? wildRequest(random, aim) : aimedRequest(random, aim);
}

/** One that would be carried out, but for what was put into it. */
function aimedRequest(random: Random, { endpoint, token, seeds }: Aim): MockRequest {
  const { method, path, body } = seeds[Math.floor(random() * seeds.length)] ?? { method: 'GET', path: '' };
  const headers = { authorization: `Bearer ${token}` };
  const segments = path.split('/');
  if (random() < 0.1)
    segments[Math.floor(random() * segments.length)] = words[Math.floor(random() * words.length)] ?? '';
  const url = `${endpoint}${segments.join('/')}`;
  if (body === undefined) return { method, url, headers };
  let changed: unknown = body;
  for (let turn = Math.floor(random() * 4); turn > 0; turn -= 1) changed = changedOnce(changed, random);
  return { method, url, headers, body: JSON.stringify(changed) };
}

function changedOnce(value: unknown, random: Random): unknown {
  const stops = typeof value !== 'object' || value === null || random() < 0.12;
  if (stops) return scalars[Math.floor(random() * scalars.length)] ?? null;
  if (Array.isArray(value)) {
    if (value.length === 0) return [{}];
    const at = Math.floor(random() * value.length);
    if (random() < 0.05) return [...value, ...value];
    return value.map((one: unknown, index) => (index === at ? changedOnce(one, random) : one));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || random() < 0.05)
    return { ...value, [keys[Math.floor(random() * keys.length)] ?? '']: {} };
  const at = Math.floor(random() * entries.length);
  if (random() < 0.05) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([key, one], index) => [key, index === at ? changedOnce(one, random) : one]),
  );
}

function wildRequest(random: Random, { endpoint, subscriptionId, token }: Aim): MockRequest {
  const pick = <T>(among: readonly T[], spare: T): T => among[Math.floor(random() * among.length)] ?? spare;
  const chance = (share: number): boolean => random() < share;
  const some = (most: number): number => Math.floor(random() * (most + 1));

  const group = `subscriptions/${subscriptionId}/resourceGroups/lab`;
  const begin = pick(
    ['', `subscriptions/${subscriptionId}`, group, `${group}/providers`, `${group}/providers`],
    '',
  );
  const tail = Array.from({ length: some(6) }, () => pick(words, ''));
  const path = [begin, ...tail].join(pick(['/', '/', '/', '//'], '/'));
  const url = chance(0.02)
    ? pick(['', 'x', 'https://', '//', endpoint], '')
    : `${endpoint}/${path}?${pick(queries, '')}`;
  const headers: Record<string, string> = {
    authorization: chance(0.9)
      ? `Bearer ${token}`
      : pick(['', 'Bearer', 'Bearer a.b.c', `Basic ${token}`, `Bearer ${token}x`, 'Bearer ..'], ''),
    ...(chance(0.1) ? { 'if-match': pick(['*', '"', 'W/', 'a'.repeat(5_000)], '') } : {}),
    ...(chance(0.1)
      ? { 'x-ms-correlation-request-id': pick(['', 'x', '\u0000', 'a'.repeat(5_000)], '') }
      : {}),
    ...(chance(0.1)
      ? { 'content-type': pick(['', 'text/xml', 'application/x-www-form-urlencoded'], '') }
      : {}),
  };

  const value = (depth: number): unknown => {
    if (depth > 5 || chance(0.35)) return pick(scalars, null);
    if (chance(0.3)) return Array.from({ length: some(3) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: some(5) }, () => [pick(keys, ''), value(depth + 1)]));
  };
  const template = (): unknown => ({
    properties: {
      mode: 'Incremental',
      parameters: value(4),
      template: {
        parameters: value(3),
        variables: value(3),
        outputs: { o: { type: 'string', value: pick(expressions, '') } },
        resources: Array.from({ length: some(3) }, () => ({
          type: `${pick(['Microsoft.Network', 'Microsoft.Storage', 'Microsoft.Compute', 'x'], '')}/${pick(words, '')}`,
          apiVersion: '2024-05-01',
          name: pick([...expressions, 'a', 'b'], 'a'),
          location: 'westeurope',
          ...(value(3) as object | null),
        })),
      },
    },
  });
  const text = (): string => {
    const whole = JSON.stringify(chance(0.4) ? template() : value(0));
    if (chance(0.5)) return whole;
    return broken(whole, pick(['cut', 'flip', 'loose', 'deep', 'long'] as const, 'cut'), random);
  };
  return { method: pick(methods, ''), url, headers, ...(chance(0.8) ? { body: text() } : {}) };
}

const marks = ['"', "'", '{', '[', ',', ':', '\\', '\u0000', '\n', '/*', '//', '\\u12'];

function broken(text: string, how: 'cut' | 'flip' | 'loose' | 'deep' | 'long', random: Random): string {
  const at = Math.floor(random() * text.length);
  switch (how) {
    case 'cut':
      return text.slice(0, at);
    case 'flip':
      return text.slice(0, at) + (marks[Math.floor(random() * marks.length)] ?? '') + text.slice(at + 1);
    case 'loose':
      return `/* a */ {template: ${text.replaceAll('"', "'")},}`;
    case 'deep': {
      const depth = 10 ** (1 + Math.floor(random() * 5));
      return random() < 0.5
        ? `${'['.repeat(depth)}${']'.repeat(depth)}`
        : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    }
    case 'long':
      return `{"location":"westeurope","properties":{"a":"${'x'.repeat(200_000)}"}}`;
  }
}
