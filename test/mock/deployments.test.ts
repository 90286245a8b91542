import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/base/json.ts';
import { memoryStore } from '../../src/mock/store.ts';
import { drive, type Driven, type Heard } from './support/driven.ts';
import { small } from './support/providers.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

function template(parts: JsonObject): JsonObject {
  return { $schema: schema, contentVersion: '1.0.0.0', resources: [], ...parts };
}

function machine(name: string, seconds: number, more: JsonObject = {}): JsonObject {
  const { properties, ...rest } = more;
  return {
    type: 'Contoso.Works/machines',
    apiVersion: '2024-01-01',
    name,
    location: '[resourceGroup().location]',
    properties: { seconds, ...(typeof properties === 'object' ? properties : {}) },
    ...rest,
  };
}

function dependsOn(name: string): JsonObject {
  return { dependsOn: [`[resourceId('Contoso.Works/machines', '${name}')]`] };
}

describe('mock/BEHAVIOUR: Deployments', () => {
  let world: Driven;
  let group: string;
  let at: string;
  beforeEach(async () => {
    world = drive({ providers: small });
    group = `${world.subscription}/resourceGroups/lab`;
    at = `${group}/providers/Microsoft.Resources/deployments/main`;
    await world.send('PUT', group, { location: 'westeurope' });
  });

  function deploy(content: JsonObject, parameters: JsonObject = {}, mode = 'Incremental'): Promise<Heard> {
    return world.send('PUT', at, { properties: { mode, template: content, parameters } });
  }
  async function seen(): Promise<Heard['body']> {
    return (await world.send('GET', at)).body['properties'] ?? {};
  }
  async function state(name: string): Promise<string> {
    const { status, body } = await world.send(
      'GET',
      `${group}/providers/Contoso.Works/machines/${name}?api-version=2024-01-01`,
    );
    return status === 404 ? 'absent' : String(body['properties']?.['provisioningState']);
  }

  it('accepts with 201, and with 200 when the name was used before', async () => {
    const content = template({
      parameters: {
        AdminName: { type: 'string', defaultValue: 'ann' },
        password: { type: 'securestring' },
        count: { type: 'int' },
      },
      resources: [machine('a', 5), machine('b', 5, dependsOn('a'))],
    });
    const parameters = { password: { value: 'hidden-word' }, count: { value: 2 } };
    const first = await deploy(content, parameters);
    assert.equal(first.status, 201);
    assert.equal(
      first.headers['azure-asyncoperation']?.replace(/\d{20}/, '{operation}'),
      `https://management.mock.cmg${at}/operationStatuses/{operation}?api-version=2021-04-01`,
    );
    const a = {
      id: `${group}/providers/Contoso.Works/machines/a`,
      resourceType: 'Contoso.Works/machines',
      resourceName: 'a',
    };
    const b = {
      id: `${group}/providers/Contoso.Works/machines/b`,
      resourceType: 'Contoso.Works/machines',
      resourceName: 'b',
    };
    const { templateHash, correlationId, ...rest } = first.body['properties'] ?? {};
    assert.match(String(templateHash), /^\d+$/);
    assert.equal(String(correlationId), first.headers['x-ms-correlation-request-id']);
    assert.deepEqual(rest, {
      parameters: {
        adminName: { type: 'String', value: 'ann' },
        password: { type: 'SecureString' },
        count: { type: 'Int', value: 2 },
      },
      mode: 'Incremental',
      provisioningState: 'Accepted',
      timestamp: '2026-03-01T08:00:00.0000000Z',
      duration: 'PT0S',
      providers: [
        {
          namespace: 'Contoso.Works',
          resourceTypes: [{ resourceType: 'machines', locations: ['westeurope'] }],
        },
      ],
      dependencies: [{ dependsOn: [a], ...b }],
    });
    world.pass(60_000);
    assert.equal((await deploy(content, parameters)).status, 200);
  });

  it('builds side by side what does not wait for another, and ends with its outputs', async () => {
    await deploy(
      template({
        resources: [machine('a', 10), machine('b', 30), machine('c', 5, dependsOn('a'))],
        outputs: {
          where: { type: 'string', value: "[reference('c', '2024-01-01', 'Full').location]" },
          secret: { type: 'securestring', value: 'hidden-word' },
          KEY: { type: 'string', value: "[listSecrets('a', '2024-01-01').secret]" },
        },
      }),
    );
    // A second until it starts; a and b together; c when a is done.
    world.pass(1_500);
    assert.deepEqual(
      [await state('a'), await state('b'), await state('c')],
      ['Creating', 'Creating', 'absent'],
    );
    world.pass(10_000);
    assert.deepEqual(
      [await state('a'), await state('b'), await state('c')],
      ['Succeeded', 'Creating', 'Creating'],
    );
    assert.equal((await seen())['provisioningState'], 'Running');
    world.pass(5_000);
    assert.deepEqual([await state('b'), await state('c')], ['Creating', 'Succeeded']);
    world.pass(60_000);
    const done = await seen();
    assert.equal(done['provisioningState'], 'Succeeded');
    assert.equal(done['duration'], 'PT31S');
    assert.equal(done['timestamp'], '2026-03-01T08:00:31.0000000Z');
    assert.deepEqual(done['outputs'], {
      where: { type: 'String', value: 'westeurope' },
      secret: { type: 'SecureString' },
      key: { type: 'String', value: 'open sesame' },
    });
    assert.deepEqual(
      Object.values(done['outputResources'] ?? {}).map(({ id }) => String(id)),
      ['a', 'b', 'c'].map((name) => `${group}/providers/Contoso.Works/machines/${name}`),
    );
  });

  it('comes to the same end in one jump of the clock as in many small steps', async () => {
    const content = template({
      resources: [machine('a', 10), machine('b', 30), machine('c', 5, dependsOn('a'))],
    });
    await deploy(content);
    world.pass(86_400_000);
    const jumped = await world.send('GET', `${group}/deployments/main/operations`);
    const walker = drive({ providers: small });
    await walker.send('PUT', group, { location: 'westeurope' });
    await walker.send('PUT', at, { properties: { mode: 'Incremental', template: content, parameters: {} } });
    for (let step = 0; step < 40; step += 1) {
      walker.pass(1_000);
      await walker.send('GET', group);
    }
    walker.pass(86_400_000 - 40_000);
    const walked = await walker.send('GET', `${group}/deployments/main/operations`);
    assert.equal(Object.keys(jumped.body['value'] ?? {}).length, 3);
    assert.deepEqual(walked.body, jumped.body);
  });

  it('tells of each operation, at the short path too', async () => {
    await deploy(template({ resources: [machine('a', 10)] }));
    world.pass(6_000);
    const running = await world.send('GET', `${group}/deployments/main/operations`);
    assert.equal(running.body['value']?.['0']?.['properties']?.['provisioningState'], 'Running');
    world.pass(60_000);
    const { body } = await world.send('GET', `${at}/operations`);
    const one = body['value']?.['0'];
    assert.equal(one?.['properties']?.['provisioningOperation'], 'Create');
    assert.equal(one?.['properties']?.['provisioningState'], 'Succeeded');
    assert.equal(one?.['properties']?.['statusCode'], 'Created');
    assert.equal(one?.['properties']?.['duration'], 'PT10S');
    assert.equal(one?.['properties']?.['targetResource']?.['resourceName'], 'a');
    const single = await world.send(
      'GET',
      `${group}/deployments/main/operations/${String(one?.['operationId'])}`,
    );
    assert.deepEqual(single.body, one);
  });

  it('refuses a second run under the same name while the first is at work', async () => {
    await deploy(template({ resources: [machine('a', 10)] }));
    world.pass(3_000);
    const second = await deploy(template({}));
    assert.equal(second.status, 409);
    assert.deepEqual(second.body['error'], {
      code: 'DeploymentActive',
      message:
        "Unable to edit or replace deployment 'main': previous deployment from '3/1/2026 8:00:00 AM' is still active (expiration time is '3/8/2026 8:00:00 AM'). Please see https://aka.ms/arm-deploy for usage details.",
    });
    assert.equal((await world.send('DELETE', at)).status, 409);
  });

  it('stops at a cancel: what was not started stays undone, what was started goes on', async () => {
    const made = await deploy(template({ resources: [machine('a', 10), machine('b', 5, dependsOn('a'))] }));
    world.pass(5_000);
    assert.equal((await world.send('POST', `${at}/cancel`)).status, 204);
    world.pass(60_000);
    assert.equal((await seen())['provisioningState'], 'Canceled');
    assert.deepEqual([await state('a'), await state('b')], ['Succeeded', 'absent']);
    assert.deepEqual((await world.send('GET', made.headers['azure-asyncoperation'] ?? '')).body, {
      status: 'Canceled',
    });
    const again = await world.send('POST', `${at}/cancel`);
    assert.equal(again.status, 409);
    assert.equal(again.body['error']?.['code'], 'DeploymentCannotBeCancelled');
  });

  it('nests a failure as Azure does, and lets what does not depend on it go on', async () => {
    const made = await deploy(
      template({
        resources: [
          machine('bad', 5, { properties: { broken: true } }),
          machine('after', 5, dependsOn('bad')),
          machine('beside', 20),
        ],
      }),
    );
    world.pass(10_000);
    assert.equal((await seen())['provisioningState'], 'Running');
    world.pass(60_000);
    const bad = `${group}/providers/Contoso.Works/machines/bad`;
    const detail = { code: 'MachineBroken', message: `The machine '${bad}' cannot be built.`, target: bad };
    const { error, provisioningState, outputResources } = await seen();
    assert.equal(provisioningState, 'Failed');
    assert.deepEqual(error, {
      code: 'DeploymentFailed',
      message:
        'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
      target: at,
      details: [detail],
    });
    assert.deepEqual(outputResources, [{ id: `${group}/providers/Contoso.Works/machines/beside` }]);
    assert.equal(await state('after'), 'absent');
    const status = await world.send('GET', made.headers['azure-asyncoperation'] ?? '');
    assert.equal(status.status, 200);
    assert.equal(status.body['status'], 'Failed');
    assert.equal(status.body['error']?.['details']?.['0']?.['code'], 'MachineBroken');
    const operations = await world.send('GET', `${at}/operations`);
    const failed = Object.values(operations.body['value'] ?? {}).find(
      (one) => String(one['properties']?.['provisioningState']) === 'Failed',
    );
    assert.equal(failed?.['properties']?.['statusCode'], 'BadRequest');
    assert.deepEqual(failed?.['properties']?.['statusMessage'], { error: detail });
  });

  it('waits for a resource that is still busy with somebody else', async () => {
    const path = `${group}/providers/Contoso.Works/machines/a?api-version=2024-01-01`;
    await world.send('PUT', path, { location: 'westeurope', properties: { seconds: 30 } });
    await deploy(template({ resources: [machine('a', 10)] }));
    world.pass(35_000);
    assert.equal((await seen())['provisioningState'], 'Running');
    world.pass(5_000);
    assert.equal((await seen())['provisioningState'], 'Succeeded');
  });

  it('deletes in complete mode what the template does not name', async () => {
    await world.send('PUT', `${group}/providers/Contoso.Works/machines/old?api-version=2024-01-01`, {
      location: 'westeurope',
      properties: { seconds: 0 },
    });
    await deploy(template({ resources: [machine('a', 5)] }), {}, 'complete');
    world.pass(7_000);
    assert.deepEqual([await state('a'), await state('old')], ['Succeeded', 'Deleting']);
    world.pass(20_000);
    assert.equal(await state('old'), 'absent');
    assert.equal((await seen())['provisioningState'], 'Succeeded');
  });

  const refused = [
    {
      title: 'an expression that means nothing',
      content: template({
        variables: { x: "[nope('a')]" },
        outputs: { o: { type: 'string', value: "[variables('x')]" } },
      }),
      code: 'InvalidTemplate',
      status: 400,
    },
    {
      title: 'a parameter that is missing',
      content: template({ parameters: { p: { type: 'string' } } }),
      code: 'InvalidTemplate',
      status: 400,
    },
    {
      title: 'resources that wait for each other',
      content: template({ resources: [machine('a', 1, dependsOn('b')), machine('b', 1, dependsOn('a'))] }),
      code: 'InvalidTemplate',
      status: 400,
    },
    {
      title: 'a place that there is not',
      content: template({ resources: [{ ...machine('a', 1), location: 'atlantis' }] }),
      code: 'LocationNotAvailableForResourceType',
      status: 400,
    },
    {
      title: 'a namespace that is not registered',
      content: template({ resources: [{ ...machine('a', 1), type: 'Contoso.Rare/gems' }] }),
      code: 'MissingSubscriptionRegistration',
      status: 409,
    },
    {
      title: 'a version that the type does not know',
      content: template({ resources: [{ ...machine('a', 1), apiVersion: '2030-01-01' }] }),
      code: 'NoRegisteredProviderFound',
      status: 400,
    },
  ];
  for (const { title, content, code, status } of refused)
    it(`refuses ${title} before it accepts anything`, async () => {
      const made = await deploy(content);
      assert.equal(made.status, status);
      assert.equal(made.body['error']?.['code'], code);
      assert.equal((await world.send('HEAD', at)).status, 404);
      const validated = await world.send('POST', `${at}/validate`, {
        properties: { mode: 'Incremental', template: content },
      });
      assert.equal(validated.body['error']?.['code'], code);
    });

  it('names the place of a bad template in additionalInfo', async () => {
    const { body } = await deploy(template({ parameters: { p: { type: 'string' } } }));
    assert.match(
      String(body['error']?.['message']),
      /^Deployment template validation failed: 'The value for the template parameter 'p'/,
    );
    assert.equal(body['error']?.['additionalInfo']?.['0']?.['type'], 'TemplateViolation');
  });

  it('validates without doing', async () => {
    const { status, body } = await world.send('POST', `${at}/validate`, {
      properties: {
        mode: 'Incremental',
        template: template({ resources: [machine('a', 5)] }),
        parameters: {},
      },
    });
    assert.equal(status, 200);
    assert.equal(body['properties']?.['timestamp'], '0001-01-01T00:00:00Z');
    assert.deepEqual(body['properties']?.['validatedResources'], [
      { id: `${group}/providers/Contoso.Works/machines/a` },
    ]);
    world.pass(60_000);
    assert.equal(await state('a'), 'absent');
  });

  it('takes the body that Azure CLI sends', async () => {
    const text = `{"properties": {"parameters": {"size": {"value": 1}}, "mode": "Incremental", template:{
      // what the file says
      "$schema": "${schema}", "contentVersion": "1.0.0.0",
      "parameters": { "size": { "type": "int" } }, /* and
      more */ "resources": [ ${JSON.stringify(machine('a', 1))}, ],
    }}}`;
    const { status } = await world.send('PUT', at, text);
    assert.equal(status, 201);
    world.pass(60_000);
    assert.equal(await state('a'), 'Succeeded');
  });

  it('lists, exports and forgets its history', async () => {
    const content = template({ resources: [machine('a', 1)] });
    await deploy(content);
    world.pass(60_000);
    const list = await world.send(
      'GET',
      `${group}/providers/Microsoft.Resources/deployments/?$filter=${encodeURIComponent("provisioningState eq 'Succeeded'")}`,
    );
    assert.equal(list.body['value']?.['0']?.['name'], 'main');
    assert.deepEqual((await world.send('POST', `${at}/exportTemplate`)).body['template'], content);
    const gone = await world.send('DELETE', at);
    assert.equal(gone.status, 202);
    assert.equal((await world.send('GET', gone.headers['location'] ?? '')).status, 204);
    const missing = await world.send('GET', at);
    assert.equal(missing.status, 404);
    assert.equal(missing.body['error']?.['code'], 'DeploymentNotFound');
    assert.equal(await state('a'), 'Succeeded');
  });

  it('keeps 800 in its history: the oldest makes room', async () => {
    const properties = { mode: 'Incremental', template: template({}) };
    const named = (index: number): string => at.replace(/main$/, `run-${index}`);
    for (let index = 0; index <= 800; index += 1) {
      await world.send('PUT', named(index), { properties });
      world.pass(2_000);
    }
    assert.equal((await world.send('HEAD', named(0))).status, 404);
    assert.equal((await world.send('HEAD', named(1))).status, 204);
    assert.equal((await world.send('HEAD', named(800))).status, 204);
  });

  it('makes a nested deployment when its turn comes, in its own scope or in the one around it', async () => {
    const nested = (name: string, scope: string, size: string): JsonObject => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2021-04-01',
      name,
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope },
        ...(scope === 'inner' ? { parameters: { size: { value: 7 } } } : {}),
        template: template({
          ...(scope === 'inner' ? { parameters: { size: { type: 'int' } } } : {}),
          resources: [machine(name, 5, { properties: { size } })],
          outputs: { made: { type: 'string', value: name } },
        }),
      },
    });
    await deploy(
      template({
        parameters: { size: { type: 'int' } },
        resources: [
          nested('outer', 'outer', "[parameters('size')]"),
          nested('inner', 'inner', "[parameters('size')]"),
        ],
        outputs: { made: { type: 'string', value: "[reference('inner').outputs.made.value]" } },
      }),
      { size: { value: 3 } },
    );
    world.pass(60_000);
    const done = await seen();
    assert.equal(done['provisioningState'], 'Succeeded', JSON.stringify(done['error']));
    assert.deepEqual(done['outputs'], { made: { type: 'String', value: 'inner' } });
    const sizeOf = async (name: string): Promise<unknown> =>
      (await world.send('GET', `${group}/providers/Contoso.Works/machines/${name}?api-version=2024-01-01`))
        .body['properties']?.['size'];
    assert.deepEqual([await sizeOf('outer'), await sizeOf('inner')], [3, 7]);
    assert.deepEqual(
      Object.values(done['outputResources'] ?? {}).map(({ id }) => String(id).split('/').at(-1)),
      ['inner', 'outer'],
    );
  });

  it('reports the failure of a nested deployment within its own', async () => {
    await deploy(
      template({
        resources: [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2021-04-01',
            name: 'part',
            properties: {
              mode: 'Incremental',
              template: template({ resources: [machine('bad', 1, { properties: { broken: true } })] }),
            },
          },
        ],
      }),
    );
    world.pass(60_000);
    const { error } = await seen();
    const outer = error?.['details']?.['0'];
    assert.equal(outer?.['code'], 'ResourceDeploymentFailure');
    assert.equal(outer?.['details']?.['0']?.['code'], 'DeploymentFailed');
    assert.equal(outer?.['details']?.['0']?.['details']?.['0']?.['code'], 'MachineBroken');
  });

  it('deploys at the scope of the subscription: a group, and what goes into it', async () => {
    const place = `${world.subscription}/providers/Microsoft.Resources/deployments/wide`;
    const content = {
      $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.Resources/resourceGroups',
          apiVersion: '2021-04-01',
          name: 'made',
          location: 'northeurope',
          properties: {},
        },
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2021-04-01',
          name: 'inside',
          resourceGroup: 'made',
          dependsOn: ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'made')]"],
          properties: {
            mode: 'Incremental',
            expressionEvaluationOptions: { scope: 'inner' },
            template: template({ resources: [machine('a', 5)] }),
          },
        },
      ],
    };
    const properties = { mode: 'Incremental', template: content };
    const nowhere = await world.send('PUT', place, { properties });
    assert.equal(nowhere.body['error']?.['code'], 'LocationRequired');
    const made = await world.send('PUT', place, { location: 'westeurope', properties });
    assert.equal(made.status, 201);
    assert.equal(made.body['location'], 'westeurope');
    world.pass(60_000);
    const done = await world.send('GET', place);
    assert.equal(done.body['properties']?.['provisioningState'], 'Succeeded', JSON.stringify(done.body));
    const a = await world.send(
      'GET',
      `${world.subscription}/resourceGroups/made/providers/Contoso.Works/machines/a?api-version=2024-01-01`,
    );
    assert.equal(a.body['location'], 'northeurope');
  });
});

describe('mock/BEHAVIOUR: Secrets of a deployment', () => {
  const vault = (world: Driven): string =>
    `${world.subscription}/resourceGroups/lab/providers/Microsoft.KeyVault/vaults/safe`;

  async function prepare(enabled: boolean): Promise<{ world: Driven; at: string; seen: () => string }> {
    const store = memoryStore();
    const world = drive({ providers: small, store });
    const group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westeurope' });
    await world.send('PUT', `${vault(world)}?api-version=2024-01-01`, {
      location: 'westeurope',
      properties: { enabledForTemplateDeployment: enabled },
    });
    await world.send('PUT', `${vault(world)}/secrets/pfx?api-version=2024-01-01`, {
      properties: { value: 'hidden-word' },
    });
    const seen = (): string => JSON.stringify(store.list(''));
    return { world, at: `${group}/providers/Microsoft.Resources/deployments/main`, seen };
  }

  const content = template({
    parameters: { pfx: { type: 'securestring' } },
    resources: [machine('a', 10), machine('b', 1, dependsOn('a'))],
  });

  function body(world: Driven, secretName: string, id = vault(world)): JsonObject {
    return {
      properties: {
        mode: 'Incremental',
        template: {
          ...content,
          resources: [
            machine('a', 10),
            {
              ...machine('b', 1, dependsOn('a')),
              type: 'Fabrikam.Odd/things',
              tags: { length: "[string(length(parameters('pfx')))]" },
            },
          ],
        },
        parameters: { pfx: { reference: { keyVault: { id }, secretName } } },
      },
    };
  }

  it('takes a parameter out of a vault and echoes only where it came from', async () => {
    const { world, at } = await prepare(true);
    const made = await world.send('PUT', at, body(world, 'pfx'));
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(made.body['properties']?.['parameters'], {
      pfx: { type: 'SecureString', reference: { keyVault: { id: vault(world) }, secretName: 'pfx' } },
    });
    world.pass(60_000);
    const thing = at.replace('Microsoft.Resources/deployments/main', 'Fabrikam.Odd/things/b');
    assert.deepEqual((await world.send('GET', thing)).body['tags'], { length: '11' });
  });

  it('keeps no secret in the clear, neither while it runs nor after', async () => {
    const { world, at, seen } = await prepare(true);
    const sent = {
      properties: {
        mode: 'Incremental',
        template: template({
          parameters: { pfx: { type: 'securestring' } },
          resources: [machine('a', 10, { properties: { word: "[parameters('pfx')]" } })],
        }),
        parameters: { pfx: { value: 'another-hidden-word' } },
      },
    };
    await world.send('PUT', at, sent);
    assert.ok(!seen().includes('hidden-word'));
    assert.ok(seen().includes('work/'));
    await world.send('POST', `${at}/cancel`);
    assert.ok(!seen().includes('hidden-word'));
    assert.ok(!seen().includes('"work/'));
  });

  it('refuses a vault that is not enabled for template deployment, or not there, or without the secret', async () => {
    const closed = await prepare(false);
    const forbidden = await closed.world.send('PUT', closed.at, body(closed.world, 'pfx'));
    assert.equal(forbidden.body['error']?.['code'], 'KeyVaultParameterReferenceSecretRetrieveFailed');
    assert.match(String(forbidden.body['error']?.['message']), /Http status code: 'Forbidden'/);
    const open = await prepare(true);
    const missing = await open.world.send('PUT', open.at, body(open.world, 'none'));
    assert.match(String(missing.body['error']?.['message']), /Http status code: 'NotFound'/);
    const nowhere = await open.world.send('PUT', open.at, body(open.world, 'pfx', `${vault(open.world)}2`));
    assert.equal(nowhere.body['error']?.['code'], 'KeyVaultParameterReferenceNotFound');
  });
});
