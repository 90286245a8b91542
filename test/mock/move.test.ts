import assert from 'node:assert/strict';
import { drive, type Driven } from './support/driven.ts';

describe('mock/BEHAVIOUR: Moving resources', () => {
  let world: Driven;
  let from: string;
  let to: string;
  const version = 'api-version=2022-01-01';
  const network = (group: string, path: string): string =>
    `${group}/providers/Microsoft.Network/${path}?${version}`;

  beforeEach(async () => {
    world = drive({ speed: 'instant' });
    from = `${world.subscription}/resourceGroups/here`;
    to = `${world.subscription}/resourceGroups/there`;
    for (const group of [from, to]) await world.send('PUT', group, { location: 'westus2' });
    await world.send('PUT', network(from, 'networkSecurityGroups/guard'), { location: 'westus2' });
    await world.send('PUT', network(from, 'virtualNetworks/hall'), {
      location: 'westus2',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          {
            name: 'web',
            properties: {
              addressPrefix: '10.0.0.0/24',
              networkSecurityGroup: { id: `${from}/providers/Microsoft.Network/networkSecurityGroups/guard` },
            },
          },
        ],
      },
    });
  });

  const move = async (
    id: string,
    target = to,
    word = 'moveResources',
  ): Promise<Awaited<ReturnType<Driven['send']>>> =>
    await world.send('POST', `${from}/${word}`, { resources: [id], targetResourceGroup: target });

  it('answers 202, then 204, and the resource stands in the other group with what is below it', async () => {
    const asked = await move(`${from}/providers/Microsoft.Network/virtualNetworks/hall`);
    assert.equal(asked.status, 202);
    assert.equal((await world.send('GET', asked.headers['location'] ?? '')).status, 204);
    assert.equal((await world.send('GET', network(from, 'virtualNetworks/hall'))).status, 404);
    const moved = await world.send('GET', network(to, 'virtualNetworks/hall'));
    assert.equal(moved.body['id'], `${to}/providers/Microsoft.Network/virtualNetworks/hall`);
    const subnet = await world.send('GET', network(to, 'virtualNetworks/hall/subnets/web'));
    assert.equal(subnet.status, 200);
  });

  it('lets those follow that refer to what was moved', async () => {
    await move(`${from}/providers/Microsoft.Network/networkSecurityGroups/guard`);
    const subnet = await world.send('GET', network(from, 'virtualNetworks/hall/subnets/web'));
    assert.deepEqual(subnet.body['properties']?.['networkSecurityGroup'], {
      id: `${to}/providers/Microsoft.Network/networkSecurityGroups/guard`,
    });
  });

  it('moves nothing when it is only rehearsed', async () => {
    const hall = `${from}/providers/Microsoft.Network/virtualNetworks/hall`;
    assert.equal((await move(hall, to, 'validateMoveResources')).status, 202);
    assert.equal((await world.send('GET', `${hall}?${version}`)).status, 200);
  });

  it('refuses what is not there, what belongs to another, the same group, and one that nobody has', async () => {
    const hall = `${from}/providers/Microsoft.Network/virtualNetworks/hall`;
    assert.equal((await move(`${from}/providers/Microsoft.Network/virtualNetworks/none`)).status, 404);
    assert.equal((await move(`${hall}/subnets/web`)).status, 400);
    assert.equal((await move(hall, from)).status, 400);
    assert.equal((await move(hall, `${world.subscription}/resourceGroups/nowhere`)).status, 404);
    assert.equal((await world.send('POST', `${from}/moveResources`, {})).status, 400);
    await world.send('PUT', network(to, 'virtualNetworks/hall'), {
      location: 'westus2',
      properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
    });
    assert.equal((await move(hall)).status, 409);
  });
});
