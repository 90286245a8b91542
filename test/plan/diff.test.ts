import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { diff } from '../../src/plan/diff.ts';

const nsg = 'Microsoft.Network/networkSecurityGroups';
const vault = 'Microsoft.KeyVault/vaults';
const scaleSet = 'Microsoft.Compute/virtualMachineScaleSets';
const plain = 'Example.Provider/things';

/** `path: before → after` of each difference, in order. */
function differences(
  type: string,
  { desired, live, unknown = [] }: { desired: JsonObject; live: JsonObject; unknown?: readonly string[] },
): readonly string[] {
  const text = (value: Json | undefined): string => (value === undefined ? 'none' : JSON.stringify(value));
  return diff({ type, desired, live, unknown: new Set(unknown) }).map(
    ({ path, before, after }) => `${path}: ${text(before)} → ${text(after)}`,
  );
}

type Row = readonly [
  what: string,
  type: string,
  desired: JsonObject,
  live: JsonObject,
  ...expected: string[],
];

const subnet =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/gateway';
const identity =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';

const rows: readonly Row[] = [
  // What is equal
  [
    'what the template does not state',
    plain,
    { kind: 'a' },
    { kind: 'a', sku: { name: 'x' }, properties: { a: 1 } },
  ],
  [
    'what is Azure’s own within a group',
    plain,
    { properties: { a: 1 } },
    { properties: { a: 1, provisioningState: 'Succeeded' } },
  ],
  ['tags, which are compared elsewhere', plain, { tags: { a: 'x' } }, { tags: { a: 'y' } }],
  [
    'an id in another case',
    plain,
    { properties: { id: subnet } },
    { properties: { id: subnet.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/') } },
  ],
  [
    'an id in lower case',
    plain,
    { properties: { id: subnet } },
    { properties: { id: subnet.toLowerCase() } },
  ],
  [
    'an id as a key in another case',
    plain,
    { identity: { userAssignedIdentities: { [identity]: {} } } },
    { identity: { userAssignedIdentities: { [identity.toLowerCase()]: { clientId: 'c' } } } },
  ],
  ['a key in another case', plain, { properties: { enableX: true } }, { properties: { EnableX: true } }],
  ['a region by its display name', plain, { location: 'westus2' }, { location: 'West US 2' }],
  ['a region by its short name', plain, { location: 'West US 2' }, { location: 'westus2' }],
  ['empty text where nothing is', plain, { properties: { a: '' } }, { properties: {} }],
  ['an empty list where nothing is', plain, { properties: { a: [] } }, { properties: {} }],
  ['an empty list where null is', plain, { properties: { a: [] } }, { properties: { a: null } }],
  ['an empty group where nothing is', plain, { properties: { a: {} } }, { properties: {} }],
  ['a group of nothing but empty things', plain, { properties: { a: { b: [], c: { d: null } } } }, {}],
  [
    'null where something is, which states nothing',
    plain,
    { properties: { a: null } },
    { properties: { a: 1 } },
  ],
  ['null where nothing is', plain, { properties: { a: null } }, { properties: {} }],
  [
    'plain values in another order',
    plain,
    { properties: { ports: ['443', '8443'] } },
    { properties: { ports: ['8443', '443'] } },
  ],
  [
    'named things in another order',
    plain,
    {
      properties: {
        rules: [
          { name: 'a', n: 1 },
          { name: 'b', n: 2 },
        ],
      },
    },
    {
      properties: {
        rules: [
          { name: 'b', n: 2, id: 'x' },
          { name: 'a', n: 1 },
        ],
      },
    },
  ],
  [
    'a name in another case',
    plain,
    { properties: { rules: [{ name: 'Allow', n: 1 }] } },
    { properties: { rules: [{ name: 'allow', n: 1 }] } },
  ],
  [
    'more named things in a list that is not ours alone',
    plain,
    { properties: { rules: [{ name: 'a' }] } },
    { properties: { rules: [{ name: 'a' }, { name: 'b' }] } },
  ],
  [
    'things known by their service',
    plain,
    { properties: { endpoints: [{ service: 'Microsoft.KeyVault' }] } },
    { properties: { endpoints: [{ service: 'Microsoft.KeyVault', locations: ['westus2'] }] } },
  ],
  [
    'a protocol in another case',
    nsg,
    { properties: { securityRules: [{ name: 'a', properties: { protocol: 'Tcp' } }] } },
    { properties: { securityRules: [{ name: 'a', properties: { protocol: 'TCP' } }] } },
  ],
  [
    'a SKU of a vault in another case',
    vault,
    { properties: { sku: { family: 'A', name: 'standard' } } },
    { properties: { sku: { family: 'a', name: 'Standard' } } },
  ],
  [
    'a password that Azure keeps to itself',
    scaleSet,
    { properties: { virtualMachineProfile: { osProfile: { adminPassword: 'p', adminUsername: 'u' } } } },
    { properties: { virtualMachineProfile: { osProfile: { adminUsername: 'u' } } } },
  ],
  [
    'protected settings',
    scaleSet,
    {
      properties: {
        virtualMachineProfile: {
          extensionProfile: { extensions: [{ name: 'B', properties: { protectedSettings: { c: 'x' } } }] },
        },
      },
    },
    {
      properties: {
        virtualMachineProfile: { extensionProfile: { extensions: [{ name: 'B', properties: {} }] } },
      },
    },
  ],
  [
    'the value of a secret',
    'Microsoft.KeyVault/vaults/secrets',
    { properties: { value: 'v', contentType: 't' } },
    { properties: { contentType: 't' } },
  ],

  // What differs
  ['a word', plain, { kind: 'a' }, { kind: 'b' }, 'kind: "b" → "a"'],
  ['a word in another case', plain, { kind: 'A' }, { kind: 'a' }, 'kind: "a" → "A"'],
  ['a number', plain, { sku: { capacity: 4 } }, { sku: { capacity: 2 } }, 'sku.capacity: 2 → 4'],
  [
    'a number that comes as text',
    plain,
    { sku: { capacity: 4 } },
    { sku: { capacity: '4' } },
    'sku.capacity: "4" → 4',
  ],
  [
    'false where nothing is',
    plain,
    { properties: { a: false } },
    { properties: {} },
    'properties.a: none → false',
  ],
  ['zero where nothing is', plain, { properties: { a: 0 } }, { properties: {} }, 'properties.a: none → 0'],
  [
    'empty text where a word is',
    plain,
    { properties: { a: '' } },
    { properties: { a: 'x' } },
    'properties.a: "x" → ""',
  ],
  [
    'an empty list where values are',
    plain,
    { properties: { a: [] } },
    { properties: { a: ['x'] } },
    'properties.a: ["x"] → []',
  ],
  [
    'a group where nothing is, as one',
    plain,
    { properties: { a: { b: 1, c: { d: 2 } } } },
    { properties: {} },
    'properties.a: none → {"b":1,"c":{"d":2}}',
  ],
  [
    'a group where a word is',
    plain,
    { properties: { a: { b: 1 } } },
    { properties: { a: 'x' } },
    'properties.a: "x" → {"b":1}',
  ],
  [
    'another region',
    plain,
    { location: 'westus2' },
    { location: 'West US 3' },
    'location: "West US 3" → "westus2"',
  ],
  [
    'another id',
    plain,
    { properties: { id: subnet } },
    { properties: { id: `${subnet}2` } },
    `properties.id: "${subnet}2" → "${subnet}"`,
  ],
  [
    'plain values as a whole',
    plain,
    { properties: { ports: ['443'] } },
    { properties: { ports: ['443', '22'] } },
    'properties.ports: ["443","22"] → ["443"]',
  ],
  [
    'a number that comes as text in a list',
    plain,
    { properties: { ports: [443] } },
    { properties: { ports: ['443'] } },
    'properties.ports: ["443"] → [443]',
  ],
  [
    'one named thing, under its name',
    plain,
    {
      properties: {
        rules: [
          { name: 'a', n: 1 },
          { name: 'b', n: 2 },
        ],
      },
    },
    {
      properties: {
        rules: [
          { name: 'b', n: 3 },
          { name: 'a', n: 1 },
        ],
      },
    },
    'properties.rules.b.n: 3 → 2',
  ],
  [
    'a named thing that is missing',
    plain,
    { properties: { rules: [{ name: 'a', n: 1 }] } },
    { properties: { rules: [] } },
    'properties.rules.a: none → {"name":"a","n":1}',
  ],
  [
    'a name with dots, under a path that stays whole',
    plain,
    { properties: { zones: [{ name: 'a.b.c', n: 1 }] } },
    { properties: { zones: [{ name: 'a.b.c', n: 2 }] } },
    'properties.zones.a_b_c.n: 2 → 1',
  ],
  [
    'a thing known by its id, under its last word',
    plain,
    { properties: { pools: [{ id: subnet, n: 1 }] } },
    { properties: { pools: [{ id: subnet.toLowerCase(), n: 2 }] } },
    'properties.pools.gateway.n: 2 → 1',
  ],
  [
    'what somebody added to a list of ours',
    nsg,
    { properties: { securityRules: [{ name: 'a' }] } },
    { properties: { securityRules: [{ name: 'a' }, { name: 'rdp', n: 1 }] } },
    'properties.securityRules.rdp: {"name":"rdp","n":1} → none',
  ],
  [
    'what somebody added to an empty list of ours',
    vault,
    { properties: { networkAcls: { ipRules: [] } } },
    { properties: { networkAcls: { ipRules: [{ value: '1.2.3.4' }] } } },
    'properties.networkAcls.ipRules: [{"value":"1.2.3.4"}] → []',
  ],
  [
    'two things, in the order of the template',
    plain,
    { kind: 'a', sku: { name: 'x' } },
    { sku: { name: 'y' }, kind: 'b' },
    'kind: "b" → "a"',
    'sku.name: "y" → "x"',
  ],
];

describe('diff', () => {
  for (const [what, type, desired, live, ...expected] of rows) {
    it(`${expected.length === 0 ? 'does not see' : 'sees'} ${what}`, () => {
      assert.deepEqual(differences(type, { desired, live }), expected);
    });
  }

  it('expects another value of what refers to a thing that does not stand yet, however deep it is', () => {
    const desired = {
      properties: {
        principalId: '[reference(…)]',
        list: [{ name: 'a', inner: { id: '[reference(…)]', n: 1 } }],
      },
    };
    const live = { properties: { principalId: 'p', list: [{ name: 'a', inner: { id: 'i', n: 2 } }] } };
    const unknown = ['properties.principalId', 'properties.list.0.inner.id'];
    assert.deepEqual(differences(plain, { desired, live, unknown }), [
      'properties.principalId: "p" → "(known when it is built)"',
      'properties.list.a.inner.id: "i" → "(known when it is built)"',
      'properties.list.a.inner.n: 2 → 1',
    ]);
  });

  it('shows nothing of an unknown value where nothing stands', () => {
    const desired = { properties: { principalId: '[reference(…)]' } };
    const live = { properties: {} };
    assert.deepEqual(differences(plain, { desired, live, unknown: ['properties.principalId'] }), []);
  });

  it('counts the unknown as the template does, also where Azure has another order', () => {
    const desired = {
      list: [
        { name: 'a', id: 'x' },
        { name: 'b', id: '[reference(…)]' },
      ],
    };
    const live = {
      list: [
        { name: 'b', id: 'i' },
        { name: 'a', id: 'x' },
      ],
    };
    assert.deepEqual(differences(plain, { desired, live, unknown: ['list.1.id'] }), [
      'list.b.id: "i" → "(known when it is built)"',
    ]);
  });

  it('says nothing of a list of nameless things of which it does not know one', () => {
    const desired = { properties: { list: ['a', '[reference(…)]'] } };
    const live = { properties: { list: ['a', 'b'] } };
    assert.deepEqual(differences(plain, { desired, live, unknown: ['properties.list.1'] }), []);
  });

  it('knows the place in the template of what it shows under a name', () => {
    const [found] = diff({
      type: plain,
      desired: { list: [{ name: 'a' }, { name: 'b', n: 1 }] },
      live: { list: [{ name: 'b', n: 2 }, { name: 'a' }] },
      unknown: new Set(),
    });
    assert.deepEqual(found, { path: 'list.b.n', raw: 'list.1.n', before: 2, after: 1 });
  });
});

const key = fc.stringMatching(/^[a-d]{1,3}$/);
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z]{1,4}$/));

/** Bodies as providers have them: groups, lists of plain values, lists of named things. */
const { body } = fc.letrec<{ value: Json; body: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.uniqueArray(scalar, { maxLength: 3 }),
    tie('body'),
    fc
      .uniqueArray(fc.tuple(key, tie('body')), { maxLength: 3, selector: ([name]) => name })
      .map((items) => items.map(([name, inner]) => ({ ...inner, name }))),
  ),
  body: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));

/** What a provider answers: the same, and more of its own at every level. */
function answered(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => answered(item)).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).map(([name, item]) => [name, answered(item)]);
  return { etag: 'W/"1"', ...Object.fromEntries(own.toReversed()), provisioningState: { at: [1] } };
}

interface Leaf {
  readonly path: string;
  readonly changed: JsonObject;
}

/** Every scalar of a body that stands outside of plain lists, with the body in which it alone is another. */
function leavesOf(root: JsonObject): readonly Leaf[] {
  const found: Leaf[] = [];
  const walk = (value: Json, path: string, rebuild: (other: Json) => Json): void => {
    if (Array.isArray(value)) {
      const items: readonly Json[] = value;
      for (const [index, item] of items.entries()) {
        if (typeof item !== 'object' || item === null || Array.isArray(item)) continue;
        const name = String((item as JsonObject)['name']);
        walk(item, `${path}.${name}`, (other) => rebuild(items.with(index, other)));
      }
    } else if (typeof value === 'object' && value !== null) {
      const members = value as JsonObject;
      for (const [name, item] of Object.entries(members)) {
        if (name === 'name') continue;
        walk(item, path === '' ? name : `${path}.${name}`, (other) => rebuild({ ...members, [name]: other }));
      }
    } else {
      found.push({ path, changed: rebuild(`another ${String(value)}`) as JsonObject });
    }
  };
  walk(root, '', (other) => other);
  return found;
}

describe('diff, whatever the body', () => {
  it('sees nothing between a body and the same with more of Azure’s own', () => {
    fc.assert(
      fc.property(body, (desired) => {
        assert.deepEqual(differences(plain, { desired, live: answered(desired) as JsonObject }), []);
      }),
      { numRuns: 300 },
    );
  });

  it('shows one changed scalar as exactly its own path', () => {
    let seen = 0;
    fc.assert(
      fc.property(body, (desired) => {
        for (const { path, changed } of leavesOf(desired)) {
          seen += 1;
          const live = answered(changed) as JsonObject;
          const found = diff({ type: plain, desired, live, unknown: new Set() });
          assert.deepEqual(
            found.map((difference) => difference.path),
            [path],
          );
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(seen > 300, `${seen} scalars`);
  });
});
