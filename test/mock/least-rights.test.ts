import assert from 'node:assert/strict';
import { groupPath, openLab, plainSpec } from '../support/lab.ts';
import { drive } from './support/driven.ts';
import { onlyRoles, roleIds } from './support/roles.ts';

describe('mock/BEHAVIOUR: Roles, with the real services', () => {
  const here = { location: 'westeurope' };
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
