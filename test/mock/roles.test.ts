import assert from 'node:assert/strict';
import { groupPath, openLab, plainSpec } from '../support/lab.ts';
import { drive, type Driven } from './support/driven.ts';
import { small } from './support/providers.ts';

const roleIds = {
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
};

describe('mock/BEHAVIOUR: Roles', () => {
  let world: Driven;
  let group: string;
  const principals = [
    { name: 'nobody' },
    {
      name: 'tenant of lab',
      roles: [{ role: 'Contributor', scope: '/subscriptions/{s}/resourceGroups/lab' }],
    },
  ];
  beforeEach(async () => {
    const { subscription } = drive();
    world = drive({
      providers: small,
      principals: principals.map(({ name, roles = [] }) => ({
        name,
        roles: roles.map(({ role, scope }) => ({
          role,
          scope: scope.replace('/subscriptions/{s}', subscription),
        })),
      })),
    });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('PUT', `${world.subscription}/resourceGroups/other`, { location: 'westeurope' });
    await world.send('PUT', at('machines/a'), here);
  });

  const at = (path: string, where = group): string =>
    `${where}/providers/Contoso.Works/${path}?api-version=2024-01-01`;
  const here = { location: 'westeurope' };

  it('refuses a write of a reader in the words of Azure', async () => {
    const { status, body } = await world.as('reader')('PUT', at('machines/b'), here);
    assert.equal(status, 403);
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    assert.deepEqual(body['error'], {
      code: 'AuthorizationFailed',
      message: `The client '${reader?.clientId}' with object id '${reader?.objectId}' does not have authorization to perform action 'Contoso.Works/machines/write' over scope '${group}/providers/Contoso.Works/machines/b' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    });
  });

  const asReader = [
    ['GET', 'machines/a', 200],
    ['GET', 'machines/a/status', 200],
    ['DELETE', 'machines/a', 403],
    ['POST', 'machines/a/listSecrets', 403],
    ['POST', 'machines/a/restart', 403],
    ['PATCH', 'machines/a', 403],
    ['GET', 'machines', 200],
  ] as const;
  for (const [method, path, status] of asReader)
    it(`answers a reader's ${method} of ${path} with ${status}`, async () => {
      assert.equal((await world.as('reader')(method, at(path))).status, status);
    });

  it('lets a contributor write everything but roles, locks and policies', async () => {
    const send = world.as('contributor');
    assert.equal((await send('PUT', at('machines/b'), here)).status, 201);
    const lock = `${group}/providers/Microsoft.Authorization/locks/mine`;
    const { body } = await send('PUT', lock, { properties: { level: 'CanNotDelete' } });
    assert.equal(body['error']?.['code'], 'AuthorizationFailed');
    assert.match(String(body['error']?.['message']), /'Microsoft\.Authorization\/locks\/write'/);
  });

  it('holds a role at one group to that group, and shows no more than it', async () => {
    const send = world.as('tenant of lab');
    assert.equal((await send('PUT', at('machines/b'), here)).status, 201);
    assert.equal(
      (await send('PUT', at('machines/b', `${world.subscription}/resourceGroups/other`), here)).status,
      403,
    );
    const groups = await send('GET', `${world.subscription}/resourcegroups`);
    assert.equal(groups.body['value']?.['0']?.['name'], 'lab');
    assert.equal(groups.body['value']?.['1'], undefined);
    assert.equal((await send('GET', '/subscriptions')).body['value']?.['0']?.['id'], world.subscription);
  });

  it('shows nothing to whoever has no role', async () => {
    const send = world.as('nobody');
    assert.deepEqual((await send('GET', '/subscriptions')).body['value'], []);
    assert.equal((await send('GET', `${world.subscription}/resourcegroups`)).status, 403);
    assert.equal((await send('GET', at('machines/a'))).status, 403);
  });

  it('tells what the caller may do at a scope', async () => {
    const path = `${group}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
    const { body } = await world.as('reader')('GET', path);
    assert.deepEqual(body['value'], [
      { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] },
    ]);
  });

  it('shows the built-in roles, and who has which, at any scope', async () => {
    const roles = await world.send(
      'GET',
      `${group}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName eq 'reader'`,
    );
    assert.equal(roles.body['value']?.['0']?.['name'], roleIds.reader);
    assert.equal(roles.body['value']?.['1'], undefined);
    const one = await world.send(
      'GET',
      `/providers/Microsoft.Authorization/roleDefinitions/${roleIds.reader}`,
    );
    assert.equal(one.body['properties']?.['roleName'], 'Reader');
    const tenant = world.azure.principals.find(({ name }) => name === 'tenant of lab');
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    const holders = async (where: string, filter: string): Promise<readonly string[]> => {
      const path = `${where}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}`;
      const { body } = await world.send('GET', path);
      return Object.values(body['value'] ?? {}).map(({ properties }) => String(properties?.['principalId']));
    };
    assert.equal((await holders(group, '')).length, 5);
    assert.equal((await holders(world.subscription, 'atScope()')).length, 4);
    assert.deepEqual(await holders(group, `assignedTo('${reader?.objectId}')`), [reader?.objectId]);
    const other = `${world.subscription}/resourceGroups/other`;
    assert.deepEqual(await holders(other, `principalId eq '${tenant?.objectId}'`), []);
  });

  it('takes a right away with its role assignment', async () => {
    const list = `${world.subscription}/providers/Microsoft.Authorization/roleAssignments`;
    const reader = world.azure.principals.find(({ name }) => name === 'reader');
    const { body } = await world.send('GET', `${list}?$filter=principalId eq '${reader?.objectId}'`);
    assert.equal(body['value']?.['1'], undefined);
    assert.equal((await world.send('DELETE', String(body['value']?.['0']?.['id']))).status, 200);
    assert.equal((await world.as('reader')('GET', at('machines/a'))).status, 403);
  });

  it('refuses a deployment for each resource that its caller may not write, before it begins', async () => {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        { type: 'Contoso.Works/machines', apiVersion: '2024-01-01', name: 'b', location: 'westeurope' },
        {
          type: 'Microsoft.Authorization/locks',
          apiVersion: '2016-09-01',
          name: 'mine',
          properties: { level: 'CanNotDelete' },
        },
      ],
    };
    const path = `${group}/providers/Microsoft.Resources/deployments/d`;
    const deployment = { properties: { mode: 'Incremental', template } };
    const refused = await world.as('reader')('PUT', path, deployment);
    assert.equal(refused.body['error']?.['code'], 'AuthorizationFailed');
    const { status, body } = await world.as('contributor')('PUT', path, deployment);
    assert.equal(status, 400);
    assert.equal(body['error']?.['code'], 'InvalidTemplateDeployment');
    assert.match(
      String(body['error']?.['message']),
      /^The template deployment failed with error: 'Authorization failed for template resource 'mine' of type 'Microsoft\.Authorization\/locks'\. The client '[-\w]+' with object id '[-\w]+' does not have permission to perform action 'Microsoft\.Authorization\/locks\/write' at scope '/,
    );
    assert.equal((await world.send('GET', at('machines/b'))).status, 404);
  });

  describe('with the real services', () => {
    it('asks for a right on a subnet that a scale set is to stand in', async () => {
      const { azure } = drive();
      const subscription = `/subscriptions/${azure.subscriptionId}`;
      const full = drive({
        principals: [
          { name: 'builder', roles: [{ role: 'Contributor', scope: `${subscription}/resourceGroups/mine` }] },
        ],
      });
      for (const name of ['mine', 'theirs'])
        await full.send('PUT', `${subscription}/resourceGroups/${name}`, here);
      const network = `${subscription}/resourceGroups/theirs/providers/Microsoft.Network/virtualNetworks/n`;
      const version = '?api-version=2023-04-01';
      await full.send('PUT', `${network}${version}`, {
        ...here,
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          subnets: [{ name: 's', properties: { addressPrefix: '10.0.0.0/24' } }],
        },
      });
      const mine = `${subscription}/resourceGroups/mine/providers/Microsoft.Network/networkInterfaces/i${version}`;
      const { status, body } = await full.as('builder')('PUT', mine, {
        ...here,
        properties: { ipConfigurations: [{ properties: { subnet: { id: `${network}/subnets/s` } } }] },
      });
      assert.equal(status, 403);
      assert.equal(body['error']?.['code'], 'LinkedAuthorizationFailed');
      assert.match(
        String(body['error']?.['message']),
        /has permission to perform action 'Microsoft\.Network\/networkInterfaces\/write' on scope '[^']+'; however, it does not have permission to perform action\(s\) 'Microsoft\.Network\/virtualNetworks\/subnets\/join\/action' on the linked scope\(s\) '[^']+\/subnets\/s'/,
      );
    });

    it('asks for a right on the vault that a parameter of a deployment comes from', async () => {
      const { subscriptionId } = openLab().azure;
      const scope = `/subscriptions/${subscriptionId}/resourceGroups/mine`;
      const full = drive({
        speed: 'instant',
        principals: [{ name: 'builder', roles: [{ role: 'Contributor', scope }] }],
      });
      for (const name of ['mine', 'theirs'])
        await full.send('PUT', `${full.subscription}/resourceGroups/${name}`, here);
      await full.send('POST', `${full.subscription}/providers/Microsoft.KeyVault/register`);
      const vault = `${full.subscription}/resourceGroups/theirs/providers/Microsoft.KeyVault/vaults/theirvault`;
      const made = await full.send('PUT', `${vault}?api-version=2023-02-01`, {
        ...here,
        properties: {
          tenantId: full.azure.tenantId,
          sku: { family: 'A', name: 'standard' },
          accessPolicies: [],
          enabledForTemplateDeployment: true,
        },
      });
      assert.equal(made.status, 200, made.text);
      const template = {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        parameters: { word: { type: 'securestring' } },
        resources: [],
      };
      const parameters = { word: { reference: { keyVault: { id: vault }, secretName: 'word' } } };
      const path = `${scope}/providers/Microsoft.Resources/deployments/d`;
      const properties = { mode: 'Incremental', template, parameters };
      const { status, body } = await full.as('builder')('PUT', path, { properties });
      assert.equal(`${status} ${String(body['error']?.['code'])}`, '403 LinkedAuthorizationFailed');
      assert.match(String(body['error']?.['message']), /'Microsoft\.KeyVault\/vaults\/deploy\/action'/);
    });

    it('lets a reader plan a gateway, and deploy none', async () => {
      const lab = openLab({ speed: 'instant' });
      const fresh = await lab.prepareAs('reader');
      assert.ok(fresh.plan.changes.some(({ action }) => action === 'create'));
      await lab.deploy();
      const after = await lab.prepareAs('reader');
      assert.deepEqual(
        after.plan.changes.filter(({ action }) => action !== 'none'),
        [],
      );
      assert.deepEqual(
        lab.calls.filter(({ status }) => status === 403),
        [],
      );
      const more = plainSpec.replace('instances: 2', 'instances: 3');
      await assert.rejects(lab.deployAs('reader', more), ({ message }: Error) =>
        message.includes('does not have authorization to perform action'),
      );
    });

    it('lets a gateway be deployed with the least rights that are documented', async () => {
      const { subscriptionId } = openLab().azure;
      const scope = `/subscriptions/${subscriptionId}/resourceGroups/rg-granitefalls`;
      const lab = openLab({
        speed: 'instant',
        principals: [
          {
            name: 'deployer',
            roles: [
              { role: 'Reader' },
              { role: 'Contributor', scope },
              {
                role: 'Role Based Access Control Administrator',
                scope,
                condition: onlyRoles(roleIds.secretsUser, roleIds.blobReader),
              },
            ],
          },
          { name: 'contributor of the group', roles: [{ role: 'Reader' }, { role: 'Contributor', scope }] },
        ],
      });
      const inGroup = plainSpec.replace('name: rg-granitefalls }', 'name: rg-granitefalls, create: false }');
      await lab.send('PUT', `${groupPath(lab)}?api-version=2021-04-01`, { location: 'westus2' });
      await assert.rejects(lab.deployAs('contributor of the group', inGroup), ({ message }: Error) =>
        message.includes("'Microsoft.Authorization/roleAssignments/write'"),
      );
      const { outcome } = await lab.deployAs('deployer', inGroup);
      assert.equal(outcome.result, 'ready');
    });
  });
});

describe('mock/BEHAVIOUR: Conditions of role assignments', () => {
  const somebody = '99999999-9999-4999-8999-999999999999';
  function delegated(condition: string): { give(role: string): Promise<string> } {
    const world = drive({
      principals: [{ name: 'delegate', roles: [{ role: 'User Access Administrator', condition }] }],
    });
    const path = `${world.subscription}/providers/Microsoft.Authorization/roleAssignments/11111111-1111-4111-8111-111111111111?api-version=2022-04-01`;
    return {
      async give(role) {
        const roleDefinitionId = `${world.subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
        const { status, body } = await world.as('delegate')('PUT', path, {
          properties: { roleDefinitionId, principalId: somebody, principalType: 'ServicePrincipal' },
        });
        return `${status} ${String(body['error']?.['code'] ?? '')}`.trim();
      },
    };
  }

  it('lets only those roles be given that a condition names', async () => {
    const delegate = delegated(onlyRoles(roleIds.reader));
    assert.equal(await delegate.give(roleIds.contributor), '403 AuthorizationFailed');
    assert.equal(await delegate.give(roleIds.reader), '201');
  });

  it('lets only those roles be taken away that a condition names', async () => {
    const world = drive({
      principals: [
        {
          name: 'delegate',
          roles: [{ role: 'User Access Administrator', condition: onlyRoles(roleIds.reader) }],
        },
      ],
    });
    const path = `${world.subscription}/providers/Microsoft.Authorization/roleAssignments`;
    const { body } = await world.send('GET', path);
    const outcomes = new Map<string, number>();
    for (const { id, properties } of Object.values(body['value'] ?? {})) {
      const role = String(properties?.['roleDefinitionId']).split('/').at(-1) ?? '';
      outcomes.set(role, (await world.as('delegate')('DELETE', String(id))).status);
    }
    assert.equal(outcomes.get(roleIds.reader), 200);
    assert.equal(outcomes.get(roleIds.contributor), 403);
  });

  it('lets all roles be given but those that a condition leaves out', async () => {
    const condition = `(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}) OR @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${roleIds.contributor}})`;
    assert.equal(await delegated(condition).give(roleIds.contributor), '403 AuthorizationFailed');
    assert.equal(await delegated(condition).give(roleIds.reader), '201');
  });

  const strange = [
    "@Environment[UtcNow] DateTimeGreaterThan '2020-01-01'",
    '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] Resembles {x}',
    "((ActionMatches{'Microsoft.Authorization/roleAssignments/write'})",
    'true',
  ];
  for (const condition of strange)
    it(`gives no right under a condition that is not understood: ${condition}`, async () => {
      assert.equal(await delegated(condition).give(roleIds.reader), '403 AuthorizationFailed');
    });
});

/** As the portal writes it. */
function onlyRoles(...ids: readonly string[]): string {
  const list = ids.join(', ');
  const half = (act: string, side: string): string =>
    `(\n (\n  !(ActionMatches{'Microsoft.Authorization/roleAssignments/${act}'})\n )\n OR \n (\n  @${side}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${list}}\n )\n)`;
  return `${half('write', 'Request')}\nAND\n${half('delete', 'Resource')}`;
}
