// The observed form of each operation of the real Azure (status, headers of a long operation, body), held against
// what the mock answers for every type, played or kept. What differs is a table with reasons, each row still needed.
import assert from 'node:assert/strict';
import { isJsonObject, type JsonObject } from '../../src/base/json.ts';
import { catalogueOf } from '../../src/mock/catalogue.ts';
import type { AnswerForm } from '../../src/mock/providers/provider.ts';
import { providers } from '../../src/mock/providers/registry.ts';
import { recordedData, withoutData } from '../support/recorded-data.ts';
import { operationsOf, ownOperations, pathOf } from './support/own-operations.ts';

interface Shape {
  readonly type: string;
  readonly method: string;
  readonly action: string | null;
  readonly status: number;
  readonly asyncOperation: readonly string[];
  readonly location: readonly string[];
  readonly body: JsonObject;
  readonly poll: JsonObject;
}

/** Rows that ours differ from: how the row's name begins, and why. */
const admitted: readonly (readonly [start: string, because: string])[] = [
  [
    'PUT Microsoft.Authorization/resourceManagementPrivateLinks/privateEndpointConnections',
    'kept; no client of a gateway writes one',
  ],
  [
    'DELETE Microsoft.Authorization/resourceManagementPrivateLinks/privateEndpointConnections',
    'kept; no client of a gateway deletes one',
  ],
  [
    'PUT Microsoft.Compute/diskAccesses/privateEndpointConnections',
    'kept, and like a disk: the body that Azure leaves away is answered',
  ],
  [
    'PUT Microsoft.KeyVault/managedHSMs 200',
    'the write that recovers a deleted one, which kept types know nothing of',
  ],
  ['PUT Microsoft.Network/connections/sharedkey', 'a part of a kept type is not there'],
  ['DELETE Microsoft.Network/dnsZones/A 204', 'of what was not there any more'],
  ['DELETE Microsoft.Network/dnsZones/CNAME 204', 'of what was not there any more'],
  ['DELETE Microsoft.Network/networkProfiles 204', 'of what was not there any more'],
  ['DELETE Microsoft.Network/privateDnsZones 204', 'of what was not there any more'],
  ['DELETE Microsoft.Network/privateDnsZones/virtualNetworkLinks 204', 'of what was not there any more'],
  [
    'POST Microsoft.Compute/virtualMachineScaleSets/extensionRollingUpgrade',
    'extensions are written with the set, and a rolling upgrade takes them along',
  ],
  [
    'POST Microsoft.Compute/virtualMachineScaleSets/setOrchestrationServiceState',
    'automatic repairs are not played',
  ],
  ['POST Microsoft.Insights/actionGroups/createNotifications', 'nobody is notified'],
  [
    'POST Microsoft.Network/loadBalancers/backendAddressPools/queryInboundNatRulePortMapping',
    'the mapping of ports to instances is not played',
  ],
  ['POST Microsoft.Network/publicIPAddresses/ddosProtectionStatus', 'there is no protection plan'],
  ['POST Microsoft.Storage/storageAccounts/aborthnsonmigration', 'no hierarchical namespace'],
  ['POST Microsoft.Storage/storageAccounts/hnsonmigration', 'no hierarchical namespace'],
  ['POST Microsoft.Storage/storageAccounts/startAccountMigration', 'redundancy changes by a write alone'],
  ['POST Microsoft.Storage/storageAccounts/blobServices/containers/', 'no legal holds, no migration'],
];

const kinds = ['played', 'kept', 'others'] as const;
type Kind = (typeof kinds)[number];

const counts = {
  refused: 39,
  'Resource Manager': 32,
  played: 77,
  kept: 270,
  others: 112,
};

/** What no recording has: clients watch the state of a deletion by compute and never ask for its result. */
const unseen: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Compute': ['location 204 []'],
};

/** What an account has beside the rest (identity, tags) is its own affair. */
function withoutOptional(poll: string): string {
  return poll.replace(/(?:identity|extendedLocation),/, '');
}

const noStacks = 'deployment stacks are not there';
const noSpecs = 'template specs are not there';
const noLinks = 'links between resources are not there';

/** Of Resource Manager itself. */
const ownAdmitted: Readonly<Record<string, string>> = {
  'DELETE Microsoft.Resources/deploymentScripts 200': 'scripts are not run',
  'DELETE Microsoft.Resources/deploymentStacks 200': noStacks,
  'DELETE Microsoft.Resources/deploymentStacks 202': noStacks,
  'DELETE Microsoft.Resources/deploymentStacks/snapshots 200': noStacks,
  'DELETE Microsoft.Resources/links 200': noLinks,
  'DELETE Microsoft.Resources/templateSpecs 200': noSpecs,
  'DELETE Microsoft.Resources/templateSpecs/versions 200': noSpecs,
  'POST Microsoft.Resources/deploymentStacks/exportTemplate 200': noStacks,
  'POST Microsoft.Resources/deploymentStacks/validate 202': noStacks,
  'POST Microsoft.Resources/resourceGroups/exportTemplate 202':
    'large groups are exported by an operation; the mock has every export at once, as Azure has of small ones',
  'PUT Microsoft.Resources/deploymentStacks 200': noStacks,
  'PUT Microsoft.Resources/deploymentStacks 201': noStacks,
  'PUT Microsoft.Resources/links 200': noLinks,
  'PUT Microsoft.Resources/links 201': noLinks,
  'PUT Microsoft.Resources/templateSpecs 201': noSpecs,
  'PUT Microsoft.Resources/templateSpecs/versions 201': noSpecs,
};

describe('recorded shapes of operations', () => {
  const data = recordedData('arm-lro-shapes.json');
  if (data === undefined) {
    it(withoutData, () => assert.equal(data, undefined));
    return;
  }
  const all = isJsonObject(data) && Array.isArray(data['rows']) ? data['rows'].filter(isShape) : [];
  const accepted = all.filter(({ status }) => status < 400);
  const own = accepted.filter(isOwn);
  const others = accepted.filter((row) => !isOwn(row));
  const catalogue = catalogueOf(providers);
  const kindOf = ({ type }: Shape): Kind => {
    if (catalogue.known(type) !== undefined) return 'played';
    const named = catalogue.kept(type.split('/', 1)[0] ?? '');
    return named.some((one) => one.type.toLowerCase() === type.toLowerCase()) ? 'kept' : 'others';
  };
  const writes = others.filter(({ method }) => method !== 'POST');
  const actions = others.filter(({ method }) => method === 'POST');
  const used = new Set<string>();
  const isAdmitted = (row: Shape): boolean => {
    const found = admitted.find(([start]) => nameOf(row).startsWith(start));
    if (found !== undefined) used.add(found[0]);
    return found !== undefined;
  };

  it('are as many as they are known to be, of types that are played, kept and not named', () => {
    assert.equal(all.length, 530);
    assert.deepEqual(
      {
        refused: all.length - accepted.length,
        'Resource Manager': own.length,
        ...Object.fromEntries(
          kinds.map((kind) => [kind, others.filter((row) => kindOf(row) === kind).length]),
        ),
      },
      counts,
    );
  });

  for (const kind of kinds)
    it(`are the mock's for writes and deletions: ${kind}`, () => {
      const rows = writes.filter((row) => kindOf(row) === kind);
      const differing = rows.filter((row) => {
        const { create, update, patch, remove } = catalogue.type(row.type).answers;
        const forms = row.method === 'PUT' ? [create, update] : row.method === 'PATCH' ? [patch] : [remove];
        const same = row.action === null && forms.some((form) => formText(form) === shapeText(row));
        return !same && !isAdmitted(row);
      });
      assert.deepEqual(
        differing.map((row) => `${nameOf(row)}: ${shapeText(row)}`),
        [],
      );
    });

  it('have an action of the mock for every action of a type that is played', () => {
    const rows = actions.filter((row) => kindOf(row) === 'played');
    const missing = rows.filter(
      ({ type, action, ...rest }) =>
        catalogue.type(type).actions?.[(action ?? '').toLowerCase()] === undefined &&
        !isAdmitted({ type, action, ...rest }),
    );
    assert.deepEqual(missing.map(nameOf), []);
    assert.equal(rows.length, 22);
  });

  it('have no action of the mock for types that are kept', () => {
    const rows = actions.filter((row) => kindOf(row) !== 'played');
    assert.ok(rows.every(({ type }) => catalogue.type(type).actions === undefined));
    assert.equal(rows.length, 79);
  });

  for (const [type, properties] of [
    ['Microsoft.Network/networkSecurityGroups', { properties: {} }],
    [
      'Microsoft.Network/publicIPAddresses',
      { sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } },
    ],
    ['Microsoft.Compute/virtualMachines', { properties: {} }],
    [
      'Microsoft.Storage/storageAccounts',
      { sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} },
    ],
  ] as const)
    it(`have the mock's addresses and polls: ${type}`, async () => {
      const ours = await operationsOf(type, { location: 'westus2', ...properties });
      const [namespace = ''] = type.split('/', 1);
      const served = others.filter((row) => row.type.startsWith(`${namespace}/`));
      const rows = writes.filter((row) => row.type === type && row.method !== 'PATCH');
      const addresses = rows.flatMap(({ asyncOperation, location }) => [...asyncOperation, ...location]);
      const polls = served.flatMap(({ poll }) => Object.keys(poll).map(withoutOptional));
      assert.deepEqual(ours.addresses.toSorted(), [...new Set(addresses.map(pathOf))].toSorted());
      const unknown = ours.polls.filter((poll) => !polls.includes(withoutOptional(poll)));
      assert.deepEqual(unknown, unseen[namespace] ?? []);
      assert.ok(polls.length >= 2);
    });

  it("are the mock's for Resource Manager's own", async () => {
    const ours = await ownOperations();
    const differing = own.filter((row) => !ours.includes(`${nameOf(row)}: ${shapeText(row)}`));
    assert.deepEqual(
      differing.map((row) => nameOf(row)).filter((name) => ownAdmitted[name] === undefined),
      [],
    );
    assert.deepEqual(differing.map(nameOf).toSorted(), Object.keys(ownAdmitted).toSorted());
  });

  it('need every admitted difference', () => {
    assert.deepEqual(
      admitted.filter(([start]) => !used.has(start)),
      [],
    );
  });
});

function isOwn({ type }: Shape): boolean {
  return type.startsWith('Microsoft.Resources/');
}

/** `PUT Microsoft.Network/dnsZones/A 204`; an action stands behind its type. */
function nameOf({ method, type, action, status }: Shape): string {
  return `${method} ${type}${action === null ? '' : `/${action}`} ${String(status)}`;
}

/** `201 azure-async resource`; a Location that only names the resource is none of an operation. */
function shapeText({ status, asyncOperation, location, body }: Shape): string {
  const located = location.some((pattern) => /operation/i.test(pattern));
  const watched = asyncOperation.length > 0;
  const operation = watched ? (located ? 'both' : 'azure-async') : located ? 'location' : 'none';
  return `${String(status)} ${operation} ${'json' in body ? 'resource' : 'empty'}`;
}

function formText({ status, operation, body }: AnswerForm): string {
  return `${String(status)} ${operation} ${body}`;
}

function isShape(value: unknown): value is Shape {
  return isJsonObject(value) && typeof value['type'] === 'string' && Array.isArray(value['asyncOperation']);
}
