import assert from 'node:assert/strict';
import { drive, type Driven } from './support/driven.ts';

describe('mock/BEHAVIOUR: Types that no provider describes', () => {
  let world: Driven;
  let group: string;
  beforeEach(async () => {
    world = drive({ speed: 'instant' });
    group = `${world.subscription}/resourceGroups/lab`;
    await world.send('PUT', group, { location: 'westus2' });
  });

  it('are named by their namespace, with versions, beside those that are played', async () => {
    const { body } = await world.send('GET', `${world.subscription}/providers/microsoft.web`);
    assert.equal(body['namespace'], 'Microsoft.Web');
    assert.equal(body['registrationState'], 'Registered');
    assert.equal(body['resourceTypes']?.['0']?.['resourceType'], 'serverfarms');
    assert.equal(body['resourceTypes']?.['0']?.['apiVersions']?.['0'], '2022-09-01');
    const network = await world.send('GET', `${world.subscription}/providers/Microsoft.Network`);
    assert.match(network.text, /"resourceType":"virtualNetworks".*"resourceType":"routeTables"/);
  });

  it('stand in the list of namespaces once each, with those that somebody registered', async () => {
    await world.send('POST', `${world.subscription}/providers/Contoso.Own/register`);
    const { text } = await world.send('GET', `${world.subscription}/providers`);
    for (const namespace of ['Microsoft.Network', 'Microsoft.Web', 'Contoso.Own'])
      assert.equal(text.split(`"namespace":"${namespace}"`).length, 2, namespace);
    assert.equal((await world.send('GET', `${world.subscription}/providers/Contoso.Own`)).status, 200);
    assert.equal((await world.send('GET', `${world.subscription}/providers/Contoso.Other`)).status, 404);
  });

  it('get their own spelling back', async () => {
    const id = `${group}/providers/microsoft.network/ROUTETABLES/routes?api-version=2022-01-01`;
    const { body } = await world.send('PUT', id, { location: 'westus2' });
    assert.equal(body['id'], `${group}/providers/Microsoft.Network/routeTables/routes`);
  });

  it('answer with the status that clients take of them', async () => {
    const put = async (path: string): Promise<number> =>
      (await world.send('PUT', `${group}/providers/${path}?api-version=2022-07-01`, { location: 'westus2' }))
        .status;
    assert.equal(await put('Microsoft.Compute/disks/disk'), 202);
    assert.equal(await put('Microsoft.Compute/availabilitySets/set'), 200);
    assert.equal(await put('Microsoft.Insights/autoscaleSettings/pace'), 201);
    assert.equal(await put('Microsoft.Web/serverfarms/plan'), 200);
    assert.equal(await put('Microsoft.ContainerRegistry/registries/images'), 201);
  });

  it('say so where a place in a location is not served, and where a group has no such action', async () => {
    const place = `${world.subscription}/providers/Microsoft.Network/locations/westus2/serviceTags`;
    const read = await world.send('GET', `${place}?api-version=2022-01-01`);
    assert.equal(read.status, 404);
    assert.equal(read.body['error']?.['code'], 'NotFound');
    const act = await world.send('POST', `${group}/dance`, {});
    assert.equal(act.body['error']?.['code'], 'NotFound');
  });
});
