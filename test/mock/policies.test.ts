import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';

const builtIn = (name: string): string => `/providers/Microsoft.Authorization/policyDefinitions/${name}`;
const allowedLocations = builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c');
const allowedGroupLocations = builtIn('e765b5de-1225-4ba3-bd56-1ac6695af988');
const requireTag = builtIn('871b6d14-10aa-478d-b590-94f262ecfa99');
const addTag = builtIn('4f9dc7db-30c1-420c-b61a-e1d640128d26');
const inheritTag = builtIn('ea3f2387-9b95-492a-a190-fcdc54f7b070');

describe('mock/BEHAVIOUR: Policies', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ speed: 'instant' });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope', tags: { owner: 'ada' } });
  });

  const version = '?api-version=2023-04-01';
  const nsg = (name: string, where = group): string =>
    `${where}/providers/Microsoft.Network/networkSecurityGroups/${name}`;
  const put = async (name: string, body: JsonObject): Promise<Heard> =>
    await world.send('PUT', `${nsg(name)}${version}`, body);
  async function assign(definition: string, values: JsonObject = {}, more: JsonObject = {}): Promise<string> {
    const id = `${world.subscription}/providers/Microsoft.Authorization/policyAssignments/${definition.split('/').at(-1)}`;
    const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
    const properties = { displayName: 'House rule', policyDefinitionId: definition, parameters, ...more };
    const { status, text } = await world.send('PUT', `${id}${version}`, { properties });
    assert.equal(status, 201, text);
    return id;
  }
  async function define(rule: JsonObject, parameters: JsonObject = {}): Promise<string> {
    const id = `${world.subscription}/providers/Microsoft.Authorization/policyDefinitions/own`;
    const properties = { mode: 'All', policyRule: rule, parameters };
    const { status, text } = await world.send('PUT', `${id}${version}`, { properties });
    assert.equal(status, 201, text);
    return id;
  }

  it('denies what a built-in policy does not allow, and says which and why', async () => {
    const id = await assign(allowedLocations, { listOfAllowedLocations: ['westeurope'] });
    assert.equal((await put('right', { location: 'West Europe' })).status, 201);
    const { status, body } = await put('wrong', { location: 'eastus' });
    assert.equal(status, 403);
    assert.equal(body['error']?.['code'], 'RequestDisallowedByPolicy');
    assert.equal(body['error']?.['target'], 'wrong');
    assert.equal(
      body['error']?.['message'],
      `Resource 'wrong' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"House rule","id":"${id}"},"policyDefinition":{"name":"Allowed locations","id":"${allowedLocations}"}}]'.`,
    );
    const info = body['error']?.['additionalInfo']?.['0'];
    assert.equal(info?.['type'], 'PolicyViolation');
    assert.equal(info?.['info']?.['policyAssignmentScope'], world.subscription);
    assert.deepEqual(info?.['info']?.['evaluationDetails']?.['evaluatedExpressions']?.['0'], {
      result: 'True',
      expressionKind: 'Field',
      expression: 'location',
      path: 'location',
      expressionValue: 'eastus',
      targetValue: ['westeurope'],
      operator: 'NotIn',
    });
  });

  it('says what the assignment has to say to whoever does not comply', async () => {
    const nonComplianceMessages = [{ message: 'stay in Europe' }];
    await assign(allowedLocations, { listOfAllowedLocations: ['westeurope'] }, { nonComplianceMessages });
    const { body } = await put('wrong', { location: 'eastus' });
    assert.equal(
      body['error']?.['message'],
      "Resource 'wrong' was disallowed by policy. Reasons: 'stay in Europe'. See error details for policy resource IDs.",
    );
  });

  it('refuses a deployment before it begins, with a detail for each resource', async () => {
    await assign(requireTag, { tagName: 'costCenter' });
    const resource = (name: string, tags: JsonObject): JsonObject => ({
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2023-04-01',
      name,
      location: 'westeurope',
      tags,
    });
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [resource('a', { costCenter: '42' }), resource('b', {}), resource('c', {})],
    };
    const path = `${group}/providers/Microsoft.Resources/deployments/d`;
    const { status, body } = await world.send('PUT', path, { properties: { mode: 'Incremental', template } });
    assert.equal(status, 400);
    assert.equal(body['error']?.['code'], 'InvalidTemplateDeployment');
    assert.equal(
      body['error']?.['message'],
      'The template deployment failed because of policy violation. Please see details for more information.',
    );
    const details = Object.values(body['error']?.['details'] ?? {});
    assert.deepEqual(
      details.map(({ code, target }) => [code, target]),
      [
        ['RequestDisallowedByPolicy', 'b'],
        ['RequestDisallowedByPolicy', 'c'],
      ],
    );
    assert.equal((await world.send('GET', `${nsg('a')}${version}`)).status, 404);
  });

  it('looks at resource groups where a policy is about them', async () => {
    await assign(allowedGroupLocations, { listOfAllowedLocations: ['westeurope'] });
    const other = `${world.subscription}/resourceGroups/other`;
    const { status, body } = await world.send('PUT', other, { location: 'eastus' });
    assert.equal(`${status} ${String(body['error']?.['code'])}`, '403 RequestDisallowedByPolicy');
    assert.equal((await put('anywhere', { location: 'eastus' })).status, 201);
  });

  it('adds a tag, from its parameters or from the group', async () => {
    await assign(addTag, { tagName: 'stage', tagValue: 'lab' });
    await assign(inheritTag, { tagName: 'owner' });
    const { body } = await put('a', { location: 'westeurope', tags: { mine: '1' } });
    assert.deepEqual(body['tags'], { mine: '1', owner: 'ada', stage: 'lab' });
    const kept = await put('b', { location: 'westeurope', tags: { stage: 'other', owner: 'bob' } });
    assert.deepEqual(kept.body['tags'], { owner: 'bob', stage: 'other' });
  });

  const restraints = [
    ['a policy that is not enforced', () => ({ enforcementMode: 'DoNotEnforce' })],
    ['a scope that is left out', () => ({ notScopes: [group] })],
  ] as const;
  for (const [title, more] of restraints)
    it(`lets pass what only ${title} would deny`, async () => {
      await assign(allowedLocations, { listOfAllowedLocations: ['westeurope'] }, more());
      assert.equal((await put('a', { location: 'eastus' })).status, 201);
    });

  it('lets pass what is exempt, until the exemption expires', async () => {
    const assignment = await assign(allowedLocations, { listOfAllowedLocations: ['westeurope'] });
    const exemption = `${group}/providers/Microsoft.Authorization/policyExemptions/e?api-version=2022-07-01-preview`;
    const properties = { policyAssignmentId: assignment, expiresOn: '2026-03-02T00:00:00Z' };
    assert.equal((await world.send('PUT', exemption, { properties })).status, 201);
    assert.equal((await put('a', { location: 'eastus' })).status, 201);
    world.pass(86_400_000);
    assert.equal((await put('b', { location: 'eastus' })).status, 403);
  });

  it('denies by a policy of a set, with the parameters that the set hands on', async () => {
    const set = `${world.subscription}/providers/Microsoft.Authorization/policySetDefinitions/house`;
    await world.send('PUT', `${set}${version}`, {
      properties: {
        parameters: { places: { type: 'Array' } },
        policyDefinitions: [
          {
            policyDefinitionId: allowedLocations,
            parameters: { listOfAllowedLocations: { value: "[parameters('places')]" } },
          },
        ],
      },
    });
    await assign(set, { places: ['westeurope'] });
    const { body } = await put('a', { location: 'eastus' });
    assert.match(String(body['error']?.['message']), /"policySetDefinition":\{"name":"house"/);
    assert.equal((await put('a', { location: 'westeurope' })).status, 201);
  });

  const port = (access: string): JsonObject => ({
    location: 'westeurope',
    properties: {
      securityRules: [
        {
          name: 'in',
          properties: {
            access,
            direction: 'Inbound',
            priority: 100,
            protocol: 'Tcp',
            sourceAddressPrefix: '*',
            sourcePortRange: '*',
            destinationAddressPrefix: '*',
            destinationPortRange: '22',
          },
        },
      ],
    },
  });
  const rules: readonly { title: string; if: JsonObject; body: JsonObject; status: number }[] = [
    {
      title: 'an alias with [*] whose values all fit',
      if: { field: 'Microsoft.Network/networkSecurityGroups/securityRules[*].access', equals: 'Allow' },
      body: port('Allow'),
      status: 403,
    },
    {
      title: 'an alias with [*] of which one does not fit',
      if: { field: 'Microsoft.Network/networkSecurityGroups/securityRules[*].access', equals: 'Allow' },
      body: port('Deny'),
      status: 201,
    },
    {
      title: 'a name that is like another',
      if: { field: 'name', like: 'sub*ject' },
      body: { location: 'westeurope' },
      status: 403,
    },
    {
      title: 'a name that matches a pattern',
      if: { field: 'name', match: '???####' },
      body: { location: 'westeurope' },
      status: 201,
    },
    {
      title: 'anyOf, not and a tag that is missing',
      if: {
        anyOf: [{ not: { field: 'location', equals: 'westeurope' } }, { field: 'tags.a', exists: false }],
      },
      body: { location: 'westeurope' },
      status: 403,
    },
    {
      title: 'a value that is worked out',
      if: { value: "[length(field('tags'))]", greaterOrEquals: 2 },
      body: { location: 'westeurope', tags: { a: '1', b: '2' } },
      status: 403,
    },
  ];
  for (const { title, body, status, ...rule } of rules)
    it(`weighs ${title}`, async () => {
      const condition = {
        allOf: [{ field: 'type', equals: 'Microsoft.Network/networkSecurityGroups' }, rule.if],
      };
      await assign(await define({ if: condition, then: { effect: 'Deny' } }));
      const answered = await put('subject', body);
      assert.equal(answered.status, status, answered.text);
    });

  const unknown: readonly { title: string; rule: JsonObject; says: RegExp }[] = [
    {
      title: 'an operator that there is not',
      rule: { if: { field: 'type', resembles: 'x' }, then: { effect: 'deny' } },
      says: /'resembles' is no operator/,
    },
    {
      title: 'an effect that there is not',
      rule: { if: { field: 'type', equals: 'x' }, then: { effect: 'forbid' } },
      says: /the effect 'forbid' is not known/,
    },
  ];
  for (const { title, rule, says } of unknown)
    it(`refuses a definition with ${title}`, async () => {
      const id = `${world.subscription}/providers/Microsoft.Authorization/policyDefinitions/own${version}`;
      const { status, body } = await world.send('PUT', id, { properties: { policyRule: rule } });
      assert.equal(`${status} ${String(body['error']?.['code'])}`, '400 InvalidPolicyRule');
      assert.match(String(body['error']?.['message']), says);
    });

  it('only takes note where the effect is audit', async () => {
    await assign(await define({ if: { field: 'name', exists: true }, then: { effect: 'audit' } }));
    assert.equal((await put('a', { location: 'westeurope' })).status, 201);
  });

  it('asks an assignment for the parameters of its definition', async () => {
    const id = `${group}/providers/Microsoft.Authorization/policyAssignments/a${version}`;
    const missing = await world.send('PUT', id, { properties: { policyDefinitionId: allowedLocations } });
    assert.equal(missing.body['error']?.['code'], 'MissingPolicyParameter');
    const policyDefinitionId = builtIn('11111111-1111-4111-8111-111111111111');
    const none = await world.send('PUT', id, { properties: { policyDefinitionId } });
    assert.equal(`${none.status} ${String(none.body['error']?.['code'])}`, '404 PolicyDefinitionNotFound');
  });

  it('lists the built-in definitions with those of the subscription', async () => {
    await define({ if: { field: 'name', exists: true }, then: { effect: 'audit' } });
    const path = `${world.subscription}/providers/Microsoft.Authorization/policyDefinitions`;
    const namesOf = ({ body }: Heard): readonly string[] =>
      Object.values(body['value'] ?? {}).map(({ name }) => String(name));
    const all = namesOf(await world.send('GET', path));
    assert.ok(all.includes('own') && all.includes('e56962a6-4747-49cd-b67b-bf8b01975c4c'));
    assert.deepEqual(namesOf(await world.send('GET', `${path}?$filter=policyType eq 'Custom'`)), ['own']);
    const one = await world.send('GET', allowedLocations);
    assert.equal(one.body['properties']?.['displayName'], 'Allowed locations');
  });
});
